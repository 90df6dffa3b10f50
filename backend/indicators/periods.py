"""The stretch of time to compare with: the same days of the month, quarter or year before. Pure."""

from datetime import date, timedelta

_QUARTER = 3


def period_before(first: date, last: date) -> tuple[date, date]:
    """The same stretch of the month, quarter or year before, where the period begins one and lies
    in it; else as many days right before it.

    A whole month is compared with the whole month before, whatever its length.
    """
    for months in (1, _QUARTER, 12):
        begins = first.day == 1 and (first.month - 1) % months == 0
        end = _months(first, months) - timedelta(days=1)
        if begins and last <= end:
            start = _months(first, -months)
            whole = first - timedelta(days=1)
            return start, whole if last == end else min(start + (last - first), whole)
    length = last - first
    before = first - timedelta(days=1)
    return before - length, before


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)
