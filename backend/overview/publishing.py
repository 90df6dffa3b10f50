"""Which figures of a service may be published. Pure.

TT 32/2017/TT-BTTTT Điều 11.3 has the figures of each service published; a number so small that it
could point at one applicant is not (Luật 91/2025/QH15: no more of a person than the task needs).
"""

from dataclasses import dataclass

from backend.law.small_numbers import FEWEST, protected

__all__ = ["FEWEST", "Counts", "Published", "published", "shares"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Dossiers of one service since 1 January, all ways of submitting and online alone."""

    received: int
    resolved: int
    in_time: int
    online_received: int
    online_resolved: int
    online_in_time: int


@dataclass(frozen=True, slots=True)
class Published:
    """The same as it may be told; None where it is too few. Ratios are per cent, one decimal; None
    too where nothing was resolved, and where one would tell of a few that were late or in time."""

    received: int | None
    resolved: int | None
    in_time_ratio: float | None
    online_received: int | None
    online_resolved: int | None
    online_in_time_ratio: float | None


def published(counts: Counts) -> Published:
    """What may be told of a service."""
    received, resolved = _told(counts.received), _told(counts.resolved)
    online_received = _part(counts.online_received, counts.received)
    online_resolved = _part(counts.online_resolved, counts.resolved)
    late, online_late = (
        counts.resolved - counts.in_time,
        counts.online_resolved - counts.online_in_time,
    )
    parts = (counts.in_time, late)
    of_online = (counts.online_in_time, online_late)
    # Beside the ratio of all that of online would tell the rest.
    rest = (counts.in_time - counts.online_in_time, late - online_late)
    return Published(
        received,
        resolved,
        _ratio(counts.in_time, resolved, parts),
        online_received,
        online_resolved,
        _ratio(counts.online_in_time, online_resolved, (*of_online, *rest)),
    )


def shares(counts: tuple[int, ...]) -> tuple[float | None, ...]:
    """Each count as per cent of all, one decimal; None for one that is too few or would tell of
    one; nothing where all together are too few."""
    whole = sum(counts)
    if whole < FEWEST:
        return ()
    told = protected(list(counts))
    return tuple(None if n is None else round(100 * n / whole, 1) for n in told)


def _told(n: int) -> int | None:
    return None if 0 < n < FEWEST else n


def _part(n: int, whole: int) -> int | None:
    """A part whose rest is too few would tell the rest."""
    return None if 0 < whole - n < FEWEST else _told(n)


def _ratio(part: int, whole: int | None, parts: tuple[int, ...]) -> float | None:
    if not whole or any(_told(n) is None for n in parts):
        return None
    return round(100 * part / whole, 1)
