"""Calendars to count on: two office hours, one closed for two days, one with half days."""

from datetime import date, datetime, time

from backend.law.calendar import VIETNAM, CalendarDay, DayKind, WorkingCalendar, vietnam_days

NATIONAL = {day.day: day for day in vietnam_days(range(2025, 2029))}
MORNING = ((time(7, 30), time(11, 30)),)
EARLY = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))


def _with(*days: CalendarDay) -> WorkingCalendar:
    return WorkingCalendar(days=NATIONAL | {day.day: day for day in days})


# 07:30–11:30, 13:30–17:30
USUAL = _with()
# 07:00–11:30, 13:30–17:00
EARLIER = WorkingCalendar(week=dict.fromkeys(range(5), EARLY), days=NATIONAL)
# Closed on Tuesday 10 and Wednesday 11/03/2026.
STORM = _with(
    CalendarDay(date(2026, 3, 10), DayKind.CLOSED, "Bão"),
    CalendarDay(date(2026, 3, 11), DayKind.CLOSED, "Bão"),
)
# Mornings only on Tuesday 10/03/2026 and on the worked Saturday 14/03/2026.
HALVES = _with(
    CalendarDay(date(2026, 3, 10), DayKind.HALF_DAY, "Tập huấn", MORNING),
    CalendarDay(date(2026, 3, 14), DayKind.WORKED, "Làm bù", MORNING),
)


def at(text: str) -> datetime:
    """A moment in Vietnam, "13/02/2026 10:00" or with seconds."""
    form = "%d/%m/%Y %H:%M:%S" if text.count(":") == 2 else "%d/%m/%Y %H:%M"
    return datetime.strptime(text, form).replace(tzinfo=VIETNAM)
