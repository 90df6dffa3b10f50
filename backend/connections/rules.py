"""When a message is tried again, a partner left alone, an operator told. Pure.

Jitter comes in from outside (0 to 1), so that many who failed together do not come back together.
"""

from dataclasses import dataclass
from datetime import timedelta

from backend.connections.adapter import Difference
from shared.vocabulary.connections import AlarmKind

OPENS_AT = 5  # failures in a row, without one success between
TRIES_OF_A_FAULT = 5  # of ours: an exception nobody foresaw
TRIES_WHILE_OTHERS_PASS = 12
FEWEST_TRIES = 10  # before a share of errors says anything
_FIRST_TRY, _LONGEST_TRY = 2.0, 600.0
_FIRST_BREAK, _LONGEST_BREAK = 5.0, 120.0


def next_try_after(attempts: int, jitter: float, asked: float | None = None) -> timedelta:
    """The pause after so many tries: doubling from 2 seconds to 10 minutes, half of it by lot.

    What the partner itself asked for (`asked`, seconds) is respected up to an hour.
    """
    pause = min(_FIRST_TRY * 2.0 ** max(attempts - 1, 0), _LONGEST_TRY) * (0.5 + jitter / 2)
    return timedelta(seconds=max(pause, min(asked or 0.0, 3600.0)))


def failures_after(failures: int, failed: int, passed: int) -> int:
    """Failures in a row after a round; while the circuit is closed a burst counts up to its edge.

    So the first break is always the shortest, however many were on their way.
    """
    if passed:
        return 0
    if failures >= OPENS_AT:
        return failures + (1 if failed else 0)
    return min(failures + failed, OPENS_AT)


def break_after(failures: int, jitter: float) -> timedelta | None:
    """How long a partner is left alone; None while the circuit stays closed."""
    if failures < OPENS_AT:
        return None
    pause = min(_FIRST_BREAK * 2.0 ** min(failures - OPENS_AT, 20), _LONGEST_BREAK)
    return timedelta(seconds=pause * (0.5 + jitter / 2))


def gives_up(attempts: int, others_passed: bool) -> bool:
    """Whether a message that cannot be delivered is the trouble itself, and not its partner.

    A partner that is away never makes dead letters; a message that fails again and again while
    others pass does.
    """
    return others_passed and attempts >= TRIES_WHILE_OTHERS_PASS


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a connection at a moment, and when somebody wants to hear of it."""

    paused: bool
    backlog: int
    oldest_seconds: float
    silent_seconds: float | None  # since the last success; None: there never was one
    tries: int  # of the last fifteen minutes
    failed: int
    dead: int
    backlog_limit: int
    silence_minutes: int
    error_share: float

    def share(self) -> float:
        """Failures of a hundred tries."""
        return 100.0 * self.failed / self.tries if self.tries else 0.0


def alarms(facts: Facts) -> dict[AlarmKind, str]:
    """What an operator must hear now, in words. A paused connection is not silent, it is paused."""
    found = {}
    if facts.backlog > facts.backlog_limit:
        found[AlarmKind.BACKLOG] = f"{facts.backlog} tin đang chờ gửi."
    longest = facts.silence_minutes * 60
    waits = facts.backlog > 0 and facts.oldest_seconds >= longest
    silent = facts.silent_seconds is None or facts.silent_seconds >= longest
    if waits and silent and not facts.paused:
        minutes = int(min(facts.oldest_seconds, facts.silent_seconds or facts.oldest_seconds) // 60)
        found[AlarmKind.SILENCE] = f"{minutes} phút không gửi được tin nào."
    if facts.tries >= FEWEST_TRIES and facts.share() >= facts.error_share and not facts.paused:
        found[AlarmKind.ERRORS] = f"{facts.failed} trong {facts.tries} lần gửi gần đây không thành."
    if facts.dead:
        found[AlarmKind.DEAD] = f"{facts.dead} tin không gửi được, cần người xem."
    return found


def compared(ours: dict[str, str], theirs: dict[str, str]) -> list[Difference]:
    """What one side has and the other has not, or has in another state; by reference."""
    return [
        Difference(reference, ours.get(reference, ""), theirs.get(reference, ""))
        for reference in sorted(ours.keys() | theirs.keys())
        if ours.get(reference) != theirs.get(reference)
    ]
