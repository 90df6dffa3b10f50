"""What is likely to be late, by how long the same really took lately. Pure.

All times are working time, so that a weekend is no delay. What a dossier waited for its applicant
does not count: the promise moves by as much (NĐ 61/2018 Điều 19.4).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from backend.law.calendar import WorkingCalendar
from shared.vocabulary.states import State

FEWEST = 5
"""Of fewer dossiers nothing is foretold."""
STOPPED = frozenset({State.PRE_SUPPLEMENT, State.SUPPLEMENT, State.PAYMENT_DUE})
"""Where the clock of the law stands still."""
Between = Callable[[datetime, datetime], timedelta]


@dataclass(frozen=True, slots=True)
class Visit:
    """One dossier in a state: how long it stayed, and how long it took from there to its result."""

    state: State
    stay: timedelta
    remaining: timedelta


@dataclass(frozen=True, slots=True)
class Usual:
    """The same for a procedure: medians of so many dossiers."""

    samples: int
    stay: timedelta
    remaining: timedelta


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the result is to be expected, and how long the dossier has stood where it stands."""

    expected_at: datetime
    stayed: timedelta


def visits(
    entered: Sequence[tuple[State, datetime]], finished_at: datetime, between: Between
) -> list[Visit]:
    """The states a dossier went through until its result, in their order; each state once, from
    when it was first entered."""
    until = [at for _, at in entered[1:]] + [finished_at]
    stays = [
        between(at, min(end, finished_at)) for (_, at), end in zip(entered, until, strict=True)
    ]
    counted = [
        timedelta(0) if state in STOPPED else stay
        for (state, _), stay in zip(entered, stays, strict=True)
    ]
    found: dict[State, Visit] = {}
    for n, (state, at) in enumerate(entered):
        if at < finished_at and state not in STOPPED and state not in found:
            found[state] = Visit(state, stays[n], sum(counted[n:], timedelta(0)))
    return list(found.values())


def usual(seen: Iterable[Visit]) -> dict[State, Usual]:
    """Medians by state, where there are enough."""
    groups: dict[State, list[Visit]] = defaultdict(list)
    for visit in seen:
        groups[visit.state].append(visit)
    return {
        state: Usual(
            len(of),
            timedelta(seconds=median(v.stay.total_seconds() for v in of)),
            timedelta(seconds=median(v.remaining.total_seconds() for v in of)),
        )
        for state, of in groups.items()
        if len(of) >= FEWEST
    }


def outlook(calendar: WorkingCalendar, entered_at: datetime, now: datetime, pace: Usual) -> Outlook:
    """What is left is the usual time from this state less the time already spent in it, and never
    less than what usually comes after it."""
    stayed = calendar.between(entered_at, now)
    after = max(pace.remaining - pace.stay, timedelta(0))
    left = max(pace.remaining - stayed, after)
    return Outlook(calendar.add(now, left), stayed)
