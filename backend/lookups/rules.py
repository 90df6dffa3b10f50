"""Periods of one code: they follow one another and never overlap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the end of the last; without a last day until further notice."""

    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What keeping a period does: the one of the same day it replaces, the earlier one it ends and
    on which day."""

    replaces: date | None
    ends: date | None
    ends_on: date | None


class Overlap(ValueError):
    """Another period begins before the new one has ended."""

    def __init__(self, other: Period) -> None:
        super().__init__(str(other.first))
        self.other = other


def fit(there: Sequence[Period], new: Period) -> Fitted:
    """How a new period stands among those of its code. Raises Overlap."""
    replaces = next((p.first for p in there if p.first == new.first), None)
    others = sorted((p for p in there if p.first != new.first), key=lambda p: p.first)
    for other in others:
        if other.first > new.first and (new.last is None or other.first <= new.last):
            raise Overlap(other)
    earlier = [p for p in others if p.first < new.first]
    if earlier and (earlier[-1].last is None or earlier[-1].last >= new.first):
        before = earlier[-1]
        if before.last is not None and new.last is not None and before.last > new.last:
            raise Overlap(before)
        return Fitted(replaces, before.first, new.first - timedelta(days=1))
    return Fitted(replaces, None, None)
