"""The working calendar of an agency, read once a minute at most."""

import time
from datetime import date
from datetime import time as clock_time
from uuid import UUID

from backend.law.calendar import WORKDAY, CalendarDay, DayKind, Interval, WorkingCalendar
from backend.platform.database import fetch
from backend.settings import settings

_FRESH_SECONDS = 60.0
_cache: dict[UUID, tuple[float, WorkingCalendar]] = {}


async def working_calendar(agency_id: UUID) -> WorkingCalendar:
    """Office hours and special days of an agency; its own entries win over the tenant's."""
    found = _cache.get(agency_id)
    if found is not None and time.monotonic() - found[0] < _FRESH_SECONDS:
        return found[1]
    calendar = WorkingCalendar(week=await _week(agency_id), days=await _days(agency_id))
    _cache[agency_id] = (time.monotonic(), calendar)
    return calendar


def forget() -> None:
    """Drops what is cached, after the calendar was edited."""
    _cache.clear()


async def _week(agency_id: UUID) -> dict[int, tuple[Interval, ...]]:
    rows = await fetch(
        "select agency_id, weekday, opens, closes from office_hours "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null) order by weekday, opens",
        settings().tenant,
        agency_id,
    )
    own = [row for row in rows if row["agency_id"] is not None]
    week: dict[int, list[tuple[clock_time, clock_time]]] = {}
    for row in own or rows:
        week.setdefault(row["weekday"], []).append((row["opens"], row["closes"]))
    if not week:
        return dict.fromkeys(range(5), WORKDAY)
    return {weekday: tuple(intervals) for weekday, intervals in week.items()}


async def _days(agency_id: UUID) -> dict[date, CalendarDay]:
    rows = await fetch(
        "select day, kind, note from calendar_day "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null) "
        "order by agency_id nulls first",
        settings().tenant,
        agency_id,
    )
    return {row["day"]: CalendarDay(row["day"], DayKind(row["kind"]), row["note"]) for row in rows}
