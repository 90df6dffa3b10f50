"""The service index of QĐ 766/QĐ-TTg: what is in time, ratios, and points. Pure.

Formulas as the national portal computes them (its method note, indicators 1.1 to 5.4); maxima and
thresholds are data of a definition, not of this module.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from backend.law.calendar import WorkingCalendar

SOURCE = "QĐ 766/QĐ-TTg ngày 23/6/2022"
PROVINCE_DAYS = 5
"""Working days within which a province publishes and makes public (1.1, 1.2)."""
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Handled:
    """One accepted dossier as of the end of a period.

    `ended_at` is when it was resolved, returned as not eligible or stopped, the first time since a
    result was last taken back; `stopped` says that it ended without a decision. `withdrawing_at`
    is an open request to withdraw it. `asked_at` and `supplied_at` are the first supplement while
    it was processed, `asked_again` that there was a second. `due_set_at` is when the due date in
    force was promised.
    """

    accepted_at: datetime
    due_at: datetime | None
    due_set_at: datetime | None = None
    ended_at: datetime | None = None
    stopped: bool = False
    withdrawing_at: datetime | None = None
    asked_at: datetime | None = None
    supplied_at: datetime | None = None
    asked_again: bool = False


def counted_to(case: Handled, end: datetime) -> datetime:
    """Until when its time counts (2.1): its end; the request to withdraw it; the one request for a
    supplement that was never answered; else the end of the period."""
    asked_in_vain = case.asked_at if case.supplied_at is None else None
    if case.ended_at is not None and not (case.stopped and asked_in_vain):
        return case.ended_at
    return asked_in_vain or case.withdrawing_at or end


def in_time(case: Handled, end: datetime) -> bool:
    """Whether it counts as handled before or on its date, or as still within it (2.1).

    More than one request for a supplement is late. The wait for a completed one does not count;
    where the promise was counted anew after it (NĐ 61/2018 Điều 19.4) the wait is in the promise
    already. Where nothing was promised nothing was missed.
    """
    if case.asked_again:
        return False
    if case.due_at is None:
        return True
    waited = timedelta(0)
    promised_before = case.due_set_at is None or (
        case.supplied_at is not None and case.due_set_at < case.supplied_at
    )
    if case.asked_at is not None and case.supplied_at is not None and promised_before:
        waited = case.supplied_at - case.asked_at
    return counted_to(case, end) - waited <= case.due_at


def is_received(case: Handled, start: datetime, end: datetime) -> bool:
    """Whether it was accepted within the period."""
    return start <= case.accepted_at < end


def is_handled(case: Handled, start: datetime, end: datetime) -> bool:
    """Whether it was received or processed in the period: accepted before its end, and not ended
    before its beginning (as column "tiếp nhận" of form II.06a)."""
    if case.accepted_at >= end:
        return False
    return case.accepted_at >= start or case.ended_at is None or case.ended_at >= start


def ratio(numerator: float, denominator: float) -> float | None:
    """A share in per cent with two decimals, at least 0 and at most 100; None of nothing."""
    if denominator <= 0:
        return None
    share = Decimal(str(numerator)) * 100 / Decimal(str(denominator))
    return float(_rounded(min(max(share, Decimal(0)), Decimal(100))))


def points(share: float | None, maximum: float, full_at: float = 100) -> float | None:
    """The points of a share: all from `full_at` per cent on, below it in proportion."""
    if share is None:
        return None
    if share >= full_at:
        return maximum
    return float(_rounded(Decimal(str(share)) * Decimal(str(maximum)) / Decimal(str(full_at))))


def product(*shares: float | None) -> float | None:
    """The share of a share, as 3.3 is weighted by the share of synchronised dossiers."""
    found = Decimal(100)
    for share in shares:
        if share is None:
            return None
        found = found * Decimal(str(share)) / 100
    return float(_rounded(found))


def content(late: int, spoiled: int, total: int) -> int:
    """Of so many dossiers those that leave people content (5.4): less the late ones, less those
    complained about or disliked; one that is both is taken off twice, as the formula says."""
    return max(0, total - late - spoiled)


def content_petitions(late: int, disliked: int, total: int) -> int:
    """Of so many petitions those whose senders are content (5.3)."""
    return max(0, total - late - disliked)


def published_in_time(
    decided_on: date, in_force_on: date, working: WorkingCalendar, days: int = PROVINCE_DAYS
) -> bool:
    """Whether a decision was made so many working days before it took effect (1.1)."""
    return working.add_working_days(decided_on, days) <= in_force_on


def public_in_time(
    decided_on: date, public_on: date, working: WorkingCalendar, days: int = PROVINCE_DAYS
) -> bool:
    """Whether it was made public within so many working days of its decision (1.2)."""
    return public_on <= working.add_working_days(decided_on, days)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
