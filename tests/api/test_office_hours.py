"""Hours of the week and years of the calendar, kept by whoever answers for them."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

import asyncpg
import pytest

from backend.law.calendar import VIETNAM
from shared.client import calendar, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.calendar import OfficeTime, SetOfficeHours, StartRecalculation
from tests.api.conftest import Office, submitted
from tests.api.test_recalculation import previewed, run

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SHORT = [
    OfficeTime(day, opens, closes)
    for day in range(5)
    for opens, closes in (("08:00", "11:30"), ("13:30", "16:45"))
]


@pytest.mark.criterion("W.18")
async def test_an_agency_keeps_hours_of_its_own_and_due_dates_follow(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, "luongvantri"), await citizen(46)
    before_id = (await submitted(me, "Lương Văn Tri")).dossier_id
    before = await office.accept(before_id)
    agency_id = before.receiving_agency.id
    head, leader = await office.as_("truongbophan"), await office.as_("lanhdao")
    assert (await calendar.hours(head, agency_id)).inherited
    kept = await calendar.keep_hours(head, SetOfficeHours(SHORT, agency_id))
    try:
        assert (kept.inherited, len(kept.week)) == (False, 10)
        id_ = (await submitted(me, "Lương Văn Tri")).dossier_id
        after = await office.accept(id_)
        assert after.due_at is not None
        due = datetime.fromisoformat(after.due_at).astimezone(VIETNAM)
        assert f"{due:%H:%M}" == "16:45"
        seen = await dossiers.dossier(me, before_id)
        assert seen.due_at == before.due_at, "what was promised does not move by itself"
        moving = {m.dossier_id: m for m in await previewed(leader)}
        assert moving[before_id].new_due_at.split("T")[1].startswith("16:45")
        await run(leader, StartRecalculation("Giờ làm việc mới của cơ quan."))
        assert (await dossiers.dossier(me, before_id)).due_at == moving[before_id].new_due_at
        other = await Office(officer, "kylua").as_("truongbophan")
        assert (await calendar.hours(other)).week[0].opens == "07:30"
        for wrong in (SetOfficeHours(SHORT, agency_id), SetOfficeHours(SHORT)):
            with pytest.raises(ApiProblem) as foreign:
                await calendar.keep_hours(other, wrong)
            assert foreign.value.status == 403
    finally:
        back = await calendar.keep_hours(head, SetOfficeHours([], agency_id))
    assert back.inherited
    assert back.week == (await calendar.hours(head)).week


@pytest.mark.parametrize(
    ("week", "pointer"),
    [
        ([OfficeTime(0, "11:00", "08:00")], "/week/0/closes"),
        ([OfficeTime(1, "08:00", "12:00"), OfficeTime(1, "11:00", "17:00")], "/week/1"),
    ],
)
async def test_hours_that_cannot_be_are_refused_with_their_place(
    officer: Officer, week: list[OfficeTime], pointer: str
) -> None:
    admin = await officer("quantri.ubndtinh")
    before = await calendar.hours(admin)
    with pytest.raises(ApiProblem) as refused:
        await calendar.keep_hours(admin, SetOfficeHours(week))
    assert refused.value.errors[0].pointer == pointer
    with pytest.raises(ApiProblem) as nothing:
        await calendar.keep_hours(admin, SetOfficeHours([]))
    assert nothing.value.status == 422
    assert await calendar.hours(admin) == before


@pytest.mark.criterion("W.18")
async def test_a_year_is_opened_by_a_decision_and_only_by_who_keeps_everybodys_calendar(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, leader = await officer("quantri.ubndtinh"), await officer("lanhdao.kylua")
    year = date.today().year + 5
    assert not (await calendar.year(admin, year)).is_open
    with pytest.raises(ApiProblem) as not_theirs:
        await calendar.open_year(leader, year, "12/QĐ-TTg")
    assert not_theirs.value.status == 403
    for number, decision in ((year, " "), (year + 20, "12/QĐ-TTg")):
        with pytest.raises(ApiProblem) as refused:
            await calendar.open_year(admin, number, decision)
        assert refused.value.status in (400, 422)
    before = await _opened(database, year)
    view = await calendar.open_year(admin, year, "12/QĐ-TTg")
    try:
        assert view.is_open
        assert {d.day for d in view.days} >= {f"{year}-01-01", f"{year}-04-30", f"{year}-05-01"}
        assert (await calendar.open_year(admin, year, "12/QĐ-TTg")).days == view.days
        assert await _opened(database, year) == before + 2
    finally:  # others count on this year being unknown
        await database.execute("delete from calendar_year where year = $1", year)


async def _opened(database: asyncpg.Pool, year: int) -> int:
    found: int = await database.fetchval(
        "select count(*) from audit_entry where action = 'calendar.year_opened' "
        "and detail -> 'years' = to_jsonb(array[$1::int])",
        year,
    )
    return found
