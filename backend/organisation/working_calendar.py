"""The working calendar of an agency, kept in memory until somebody edits it."""

import time
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from uuid import UUID

from backend.law.calendar import WORKDAY, CalendarDay, DayKind, Interval, WorkingCalendar
from backend.platform.database import fetch, fetch_row
from backend.settings import settings

# Another process may have edited it: its version is looked at again after so many seconds.
_TRUST_SECONDS = 3.0
Version = tuple[object, ...]


@dataclass(slots=True)
class _Kept:
    calendar: WorkingCalendar
    version: Version
    looked_at: float


_cache: dict[UUID, _Kept] = {}


async def working_calendar(agency_id: UUID) -> WorkingCalendar:
    """Office hours and special days of an agency; its own entries win over the tenant's."""
    kept = _cache.get(agency_id)
    now = time.monotonic()
    if kept is not None and now - kept.looked_at < _TRUST_SECONDS:
        return kept.calendar
    version = await _version()
    if kept is not None and kept.version == version:
        kept.looked_at = now
        return kept.calendar
    calendar = WorkingCalendar(
        week=await _week(agency_id), days=await _days(agency_id), years=await _years()
    )
    _cache[agency_id] = _Kept(calendar, version, now)
    return calendar


def forget() -> None:
    """Drops what is cached, after the calendar was edited."""
    _cache.clear()


async def _version() -> Version:
    row = await fetch_row(
        "select (select max(updated_at) from office_hours where tenant_id = $1), "
        "(select count(*) from office_hours where tenant_id = $1), "
        "(select max(updated_at) from calendar_day where tenant_id = $1), "
        "(select count(*) from calendar_day where tenant_id = $1), "
        "(select count(*) from calendar_year where tenant_id = $1)",
        settings().tenant,
    )
    assert row is not None
    return tuple(row)


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
        "select day, kind, note, opens, closes from calendar_day "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null) "
        "order by agency_id nulls first",
        settings().tenant,
        agency_id,
    )
    return {
        row["day"]: CalendarDay(
            row["day"],
            DayKind(row["kind"]),
            row["note"],
            ((row["opens"], row["closes"]),) if row["opens"] is not None else None,
        )
        for row in rows
    }


async def _years() -> frozenset[int]:
    """Years whose public holidays somebody has entered."""
    rows = await fetch("select year from calendar_year where tenant_id = $1", settings().tenant)
    return frozenset(row["year"] for row in rows)
