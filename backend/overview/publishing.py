"""Which figures of a service may be published. Pure.

TT 32/2017/TT-BTTTT Điều 11.3 has the figures of each service published; a number so small that it
could point at one applicant is not (Luật 91/2025/QH15: no more of a person than the task needs).
"""

from dataclasses import dataclass

from backend.law.small_numbers import FEWEST

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
    too where nothing was resolved."""

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
    return Published(
        received,
        resolved,
        _ratio(counts.in_time, resolved),
        online_received,
        online_resolved,
        _ratio(counts.online_in_time, online_resolved),
    )


def shares(counts: tuple[int, ...]) -> tuple[float, ...]:
    """Each count as per cent of all, one decimal; nothing where all together are too few."""
    whole = sum(counts)
    return tuple(round(100 * n / whole, 1) for n in counts) if whole >= FEWEST else ()


def _told(n: int) -> int | None:
    return None if 0 < n < FEWEST else n


def _part(n: int, whole: int) -> int | None:
    """A part whose rest is too few would tell the rest."""
    return None if 0 < whole - n < FEWEST else _told(n)


def _ratio(part: int, whole: int | None) -> float | None:
    return round(100 * part / whole, 1) if whole else None
