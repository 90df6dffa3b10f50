"""The calendar of an agency: the tenant's days, its own exceptions, and edits seen at once."""

from collections.abc import AsyncIterator
from datetime import date, time
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from backend.law.calendar import CalendarDay, DayKind
from backend.organisation import actions
from backend.organisation.actions import AgencyDetails
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import close_pool, execute, open_pool
from tests.conftest import Services

A_MONDAY = date(2027, 3, 1)


@pytest_asyncio.fixture(loop_scope="session")
async def agency_id(services: Services) -> AsyncIterator[UUID]:
    """An agency of its own, so that no other test counts with these days."""
    await open_pool(minimum=1, maximum=2)
    id_ = await actions.keep_agency(AgencyDetails("H37.99", "Cơ quan thử lịch", "other"))
    yield id_
    for table in ("calendar_day", "office_hours"):
        await execute(f"delete from {table} where agency_id = $1", id_)
    await execute("delete from agency where id = $1", id_)
    await close_pool()


async def test_holidays_and_worked_saturdays_hold_everywhere(agency_id: UUID) -> None:
    calendar = await working_calendar(agency_id)
    assert not calendar.is_working_day(date(2026, 2, 17))
    assert calendar.is_working_day(date(2026, 8, 22))
    assert calendar.is_working_day(A_MONDAY)


async def test_an_agency_may_close_on_a_day_of_its_own(agency_id: UUID) -> None:
    await actions.set_calendar_days(
        agency_id, [CalendarDay(A_MONDAY, DayKind.CLOSED, "Bão")], decision_number="01/QĐ-TD"
    )
    calendar = await working_calendar(agency_id)
    assert not calendar.is_working_day(A_MONDAY)
    assert calendar.note(A_MONDAY) == "Bão"


async def test_an_agency_may_keep_its_own_hours(agency_id: UUID) -> None:
    morning = ((time(7), time(11)),)
    await actions.set_office_hours(agency_id, dict.fromkeys(range(6), morning))
    calendar = await working_calendar(agency_id)
    assert calendar.hours(A_MONDAY) == morning
    assert calendar.is_working_day(date(2027, 3, 6))


async def test_holidays_seeded_again_leave_days_set_by_hand(agency_id: UUID) -> None:
    await actions.fill_holidays([2027])
    await actions.fill_holidays([2027])
    calendar = await working_calendar(agency_id)
    assert not calendar.is_working_day(date(2027, 4, 30))


async def test_an_edit_by_another_process_is_seen(
    agency_id: UUID, database: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = await working_calendar(agency_id)
    assert calendar.is_working_day(A_MONDAY)
    await database.execute(
        "insert into calendar_day (id, tenant_id, agency_id, day, kind, updated_at) "
        "select gen_random_uuid(), tenant_id, id, $2, 'closed', now() from agency where id = $1",
        agency_id,
        A_MONDAY,
    )
    monkeypatch.setattr("backend.organisation.working_calendar._TRUST_SECONDS", 0.0)
    assert not (await working_calendar(agency_id)).is_working_day(A_MONDAY)


async def test_a_code_that_the_law_does_not_allow_is_refused(agency_id: UUID) -> None:
    with pytest.raises(ValueError, match="h37"):
        await actions.keep_agency(AgencyDetails("h37.1 x", "Sai mã", "other"))
