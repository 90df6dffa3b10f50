"""When maintenance of the portal counts as announced: TT 32/2017/TT-BTTTT Điều 11.2.g, at least
one working day before. Pure.

Read strictly: one whole working day, from opening to closing, lies between the announcement and
the beginning.
"""

from dataclasses import dataclass
from datetime import datetime

from backend.law.calendar import WorkingCalendar, local


@dataclass(frozen=True, slots=True)
class Window:
    """A time of maintenance and when it was announced; `urgent` ones were not."""

    starts_at: datetime
    ends_at: datetime
    announced_at: datetime
    urgent: bool = False


def earliest_start(calendar: WorkingCalendar, announced_at: datetime) -> datetime:
    """The first moment at which what is announced now may begin.

    Raises YearWithoutHolidays, CalendarExhausted.
    """
    moment = local(announced_at)
    day = calendar.same_or_next_working_day(moment.date())
    if calendar.opening(day) < moment:
        day = calendar.next_working_day(day)
    return calendar.closing(day)


def told_in_time(calendar: WorkingCalendar, window: Window) -> bool:
    """Whether a time of maintenance was announced as the law asks.

    Raises YearWithoutHolidays, CalendarExhausted.
    """
    if window.urgent:
        return False
    return local(window.starts_at) >= earliest_start(calendar, window.announced_at)


def announced_since(
    before: Window | None, starts_at: datetime, ends_at: datetime, now: datetime
) -> datetime:
    """Since when a window that is published now has been known: shortening one that was
    announced keeps its announcement, anything else begins anew."""
    inside = (
        before is not None
        and not before.urgent
        and before.starts_at <= starts_at
        and ends_at <= before.ends_at
    )
    return before.announced_at if before is not None and inside else now


def clipped(windows: list[Window], first: datetime, last: datetime) -> list[Window]:
    """The parts of windows that lie between two moments; none is empty."""
    found = [
        Window(max(w.starts_at, first), min(w.ends_at, last), w.announced_at, w.urgent)
        for w in windows
    ]
    return [w for w in found if w.starts_at < w.ends_at]
