"""The working calendar of an agency, kept in memory until somebody edits it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import asyncpg
import msgspec

from backend.law.calendar import CalendarDay, DayKind, WorkingCalendar
from backend.organisation.weeks import From, following, week_of, with_one_more
from backend.platform.database import fetch, fetch_row
from backend.settings import settings
from shared.contracts.calendar import OfficeTime

# Another process may have edited it: its version is looked at again after so many seconds.
_TRUST_SECONDS = 3.0
Version = tuple[object, ...]
Days = Mapping[date, CalendarDay]


@dataclass(frozen=True, slots=True)
class Thought:
    """A change of the calendar that is only thought of yet, of an agency or (None) of everybody's:
    a week from a day on, or what is special of dates (None: nothing any more)."""

    agency_id: UUID | None
    week: From | None = None
    days: Mapping[date, CalendarDay | None] | None = None


@dataclass(slots=True)
class _Kept:
    calendar: WorkingCalendar
    weeks: tuple[list[From], list[From]]  # everybody's, its own
    days: tuple[Days, Days]
    version: Version
    looked_at: float


_cache: dict[UUID, _Kept] = {}


async def working_calendar(agency_id: UUID) -> WorkingCalendar:
    """Office hours and special days of an agency; its own entries win over the tenant's."""
    return (await _kept(agency_id)).calendar


async def calendar_as_thought(agency_id: UUID, thought: Thought) -> WorkingCalendar:
    """The same as it would be after a change."""
    kept = await _kept(agency_id)
    if thought.agency_id not in (None, agency_id):
        return kept.calendar
    own = thought.agency_id is not None
    weeks, days = list(kept.weeks), list(kept.days)
    if thought.week is not None:
        weeks[own] = with_one_more(weeks[own], thought.week)
    if thought.days is not None:
        changed = {**days[own], **thought.days}
        days[own] = {day: said for day, said in changed.items() if said is not None}
    week, later = following(weeks[0], weeks[1])
    return replace(kept.calendar, week=week, later=later, days={**days[0], **days[1]})


async def _kept(agency_id: UUID) -> _Kept:
    kept = _cache.get(agency_id)
    now = time.monotonic()
    if kept is not None and now - kept.looked_at < _TRUST_SECONDS:
        return kept
    version = await _version()
    if kept is not None and kept.version == version:
        kept.looked_at = now
        return kept
    weeks, days = await weeks_kept(agency_id), await _days(agency_id)
    week, later = following(*weeks)
    calendar = WorkingCalendar(
        week=week, later=later, days={**days[0], **days[1]}, years=await _years()
    )
    kept = _Kept(calendar, weeks, days, version, now)
    _cache[agency_id] = kept
    return kept


def forget() -> None:
    """Drops what is cached, after the calendar was edited."""
    _cache.clear()


async def _version() -> Version:
    row = await fetch_row(
        "select (select max(set_at) from office_week where tenant_id = $1), "
        "(select count(*) from office_week where tenant_id = $1), "
        "(select count(called_off_at) from office_week where tenant_id = $1), "
        "(select max(updated_at) from calendar_day where tenant_id = $1), "
        "(select count(*) from calendar_day where tenant_id = $1), "
        "(select count(*) from calendar_year where tenant_id = $1)",
        settings().tenant,
    )
    assert row is not None
    return tuple(row)


async def weeks_kept(agency_id: UUID | None) -> tuple[list[From], list[From]]:
    """Weeks of everybody and those of one agency, in the order of their days."""
    rows = await fetch(
        "select agency_id, valid_from, week from office_week "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null) "
        "and called_off_at is null order by valid_from, set_at, id",
        settings().tenant,
        agency_id,
    )
    shared = [_from(row) for row in rows if row["agency_id"] is None]
    return shared, [_from(row) for row in rows if row["agency_id"] is not None]


def _from(row: asyncpg.Record) -> From:
    times = msgspec.json.decode(row["week"], type=list[OfficeTime])
    return From(row["valid_from"], week_of(times))


async def _days(agency_id: UUID) -> tuple[Days, Days]:
    rows = await fetch(
        "select agency_id, day, kind, note, opens, closes from calendar_day "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null)",
        settings().tenant,
        agency_id,
    )
    found: tuple[dict[date, CalendarDay], dict[date, CalendarDay]] = ({}, {})
    for row in rows:
        found[row["agency_id"] is not None][row["day"]] = CalendarDay(
            row["day"],
            DayKind(row["kind"]),
            row["note"],
            ((row["opens"], row["closes"]),) if row["opens"] is not None else None,
        )
    return found


async def _years() -> frozenset[int]:
    """Years whose public holidays somebody has entered."""
    rows = await fetch("select year from calendar_year where tenant_id = $1", settings().tenant)
    return frozenset(row["year"] for row in rows)
