"""Appendix IV of TT 22/2019/TT-BTTTT (Điều 7): thresholds and how figures stand to them. Pure.

The numbers are the strictest of the readings at hand (LAW.md §4); an administrator enters others,
with the day from which they hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.vocabulary.performance import Criterion, Verdict

DEFAULTS: dict[Criterion, float] = {
    Criterion.MEAN_SECONDS: 2.5,
    Criterion.SLOWEST_SECONDS: 15,
    Criterion.DATABASE_CPU: 75,
    Criterion.APPLICATION_CPU: 75,
    Criterion.CONCURRENT: 1000,
    Criterion.ACTIVE_SHARE: 16.67,
    Criterion.UPTIME: 99,
    Criterion.BACKUP_HOURS: 26,
}
LIMITS: dict[Criterion, tuple[float, float]] = {
    Criterion.MEAN_SECONDS: (0.1, 60),
    Criterion.SLOWEST_SECONDS: (0.1, 600),
    Criterion.DATABASE_CPU: (1, 100),
    Criterion.APPLICATION_CPU: (1, 100),
    Criterion.CONCURRENT: (1, 10_000_000),
    Criterion.ACTIVE_SHARE: (0.01, 100),
    Criterion.UPTIME: (50, 100),
    Criterion.BACKUP_HOURS: (1, 24 * 366),
}
"""What can be entered at all, lowest and highest."""

_AT_LEAST = frozenset({Criterion.CONCURRENT, Criterion.ACTIVE_SHARE, Criterion.UPTIME})
_OF_CROWDS = frozenset({Criterion.CONCURRENT, Criterion.ACTIVE_SHARE})
_MINUTE = timedelta(minutes=1)


def is_at_least(criterion: Criterion) -> bool:
    """Whether a figure must reach its threshold, instead of staying below it."""
    return criterion in _AT_LEAST


def verdict(criterion: Criterion, value: float | None, threshold: float) -> Verdict:
    """How a figure stands. A crowd that never came proves nothing, neither way."""
    if value is None:
        return Verdict.NOT_MEASURED
    if criterion in _AT_LEAST:
        if value >= threshold:
            return Verdict.MET
        return Verdict.NOT_REACHED if criterion in _OF_CROWDS else Verdict.NOT_MET
    return Verdict.MET if value <= threshold else Verdict.NOT_MET


def percentile(bounds: Sequence[float], counts: Sequence[int], share: float) -> float | None:
    """The value that so large a share of what was counted does not pass, between the bounds of its
    class as if they were spread evenly in it; beyond the last bound, that bound. None of nothing.
    """
    wanted, below, lower = share * sum(counts), 0, 0.0
    if not wanted:
        return None
    for bound, count in zip(bounds, counts, strict=False):
        if count and below + count >= wanted:
            return round(lower + (bound - lower) * (wanted - below) / count, 4)
        below, lower = below + count, bound
    return bounds[-1]


@dataclass(frozen=True, slots=True)
class Outage:
    """Minutes in which the system did not answer; `excused` of them in announced maintenance."""

    starts_at: datetime
    ends_at: datetime
    excused: timedelta

    @property
    def length(self) -> timedelta:
        """How long it lasted in all."""
        return self.ends_at - self.starts_at


def outages(
    up: Iterable[datetime],
    first: datetime,
    last: datetime,
    announced: list[tuple[datetime, datetime]],
) -> list[Outage]:
    """The gaps between the minutes in which the system answered, from `first` up to `last`.

    `up` are beginnings of minutes in order; `announced` are spans, which may overlap.
    """
    found, reached = [], first
    for minute in [*up, last]:
        if minute - reached >= _MINUTE:
            found.append(Outage(reached, minute, covered(reached, minute, announced)))
        reached = max(reached, minute + _MINUTE)
    return found


def uptime(first: datetime, last: datetime, gaps: list[Outage], excused: timedelta) -> float | None:
    """Per cent of the time outside announced maintenance in which the system answered; None when
    there was no such time. `excused` is all announced maintenance between the moments."""
    due = last - first - excused
    if due <= timedelta(0):
        return None
    down = sum((gap.length - gap.excused for gap in gaps), timedelta(0))
    return max(0.0, round(100 * (1 - down / due), 3))


def covered(first: datetime, last: datetime, spans: list[tuple[datetime, datetime]]) -> timedelta:
    """How much of a stretch of time some spans cover, each moment once."""
    total, reached = timedelta(0), first
    for begin, end in sorted(spans):
        begin, end = max(begin, reached), min(end, last)
        if begin < end:
            total += end - begin
            reached = end
    return total
