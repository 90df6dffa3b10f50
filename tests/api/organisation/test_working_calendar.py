"""The calendar of an agency: the tenant's days, its own exceptions, and edits seen at once."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from backend.law.calendar import VIETNAM, WORKDAY, CalendarDay, DayKind
from backend.organisation import actions
from backend.organisation.actions import AgencyDetails
from backend.organisation.office_weeks import set_office_hours
from backend.organisation.working_calendar import working_calendar
from backend.organisation.working_spans import spans_of
from backend.platform.database import close_pool, execute, fetch, open_pool
from tests.conftest import Services

A_MONDAY = date(2027, 3, 1)


@pytest_asyncio.fixture(loop_scope="session")
async def agency_id(services: Services) -> AsyncIterator[UUID]:
    """An agency of its own, so that no other test counts with these days."""
    await open_pool(minimum=1, maximum=2)
    id_ = await actions.keep_agency(AgencyDetails("H37.99", "Cơ quan thử lịch", "other"))
    yield id_
    for table in ("calendar_day", "office_week"):
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
    await set_office_hours(agency_id, dict.fromkeys(range(6), morning))
    calendar = await working_calendar(agency_id)
    assert calendar.hours(A_MONDAY) == morning
    assert calendar.is_working_day(date(2027, 3, 6))


async def test_hours_of_a_later_day_leave_the_days_before_as_they_were(agency_id: UUID) -> None:
    before, early = WORKDAY, ((time(6, 30), time(11)), (time(13), time(16, 30)))
    summer, back = date(2027, 4, 15), date(2027, 10, 15)
    await set_office_hours(agency_id, dict.fromkeys(range(5), early), valid_from=summer)
    await set_office_hours(agency_id, {}, valid_from=back)
    calendar = await working_calendar(agency_id)
    assert [calendar.hours(date(2027, 4, day)) for day in (14, 15)] == [before, early]
    assert [calendar.hours(date(2027, 10, day)) for day in (14, 15)] == [early, before]
    over = datetime(2027, 4, 14, 16, 0, tzinfo=VIETNAM), datetime(2027, 4, 15, 7, 0, tzinfo=VIETNAM)
    assert calendar.between(*over) == timedelta(hours=2), "each day by the hours it had"
    spans = spans_of([calendar], {agency_id: 0}, date(2027, 4, 14), date(2027, 4, 15))
    opens, closes = spans.arguments[5:9:2], spans.arguments[6:10:2]
    assert [column[1] for column in opens] == [6.5 * 3600, 13 * 3600]
    assert [column[0] for column in closes] == [11.5 * 3600, 17.5 * 3600]


async def test_what_was_set_is_not_changed_but_called_off(agency_id: UUID) -> None:
    await set_office_hours(agency_id, dict.fromkeys(range(5), WORKDAY), valid_from=date(2027, 4, 1))
    for change in ("week = '[]'", "valid_from = '2020-01-01'", "reason = 'khác'"):
        with pytest.raises(asyncpg.RaiseError):
            await execute(f"update office_week set {change} where agency_id = $1", agency_id)


async def test_a_date_keeps_what_it_was_whichever_way_it_changed(agency_id: UUID) -> None:
    day = CalendarDay(A_MONDAY, DayKind.CLOSED, "Bão")
    await actions.set_calendar_days(agency_id, [day])
    await execute("update calendar_day set note = 'Lũ' where agency_id = $1", agency_id)
    await execute("update calendar_day set updated_at = now() where agency_id = $1", agency_id)
    await execute("delete from calendar_day where agency_id = $1", agency_id)
    kept = await fetch(
        "select was ->> 'note' as was, is_now ->> 'note' as is_now from calendar_past "
        "where agency_id = $1 order by changed_at desc limit 3",
        agency_id,
    )
    assert [tuple(row) for row in kept] == [("Lũ", None), ("Bão", "Lũ"), (None, "Bão")]
    with pytest.raises(asyncpg.RaiseError):
        await execute("delete from calendar_past where agency_id = $1", agency_id)


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
