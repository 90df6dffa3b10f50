"""Hours of the week and years of the calendar, kept by whoever answers for them."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from backend.law.calendar import VIETNAM
from backend.platform import clock
from shared.client import calendar, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.calendar import OfficeTime, SetDay, SetOfficeHours, StartRecalculation
from tests.api.conftest import Office, submitted
from tests.api.offices import own_office
from tests.api.test_recalculation import previewed, run

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
replace = msgspec.structs.replace
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


async def in_trail(database: asyncpg.Pool, action: str, agency_id: object) -> dict[str, Any]:
    """The newest entry of the trail about the calendar of an agency."""
    found = await database.fetchval(
        "select detail from audit_entry where action = $1 and subject_id = $2 "
        "order by at desc limit 1",
        action,
        agency_id,
    )
    detail: dict[str, Any] = msgspec.json.decode(found)
    return detail


async def refused(work: Awaitable[object], status: int, pointer: str = "") -> None:
    with pytest.raises(ApiProblem) as caught:
        await work
    assert caught.value.status == status, caught.value.problem
    assert not pointer or caught.value.errors[0].pointer == pointer


@pytest.mark.criterion("W.18")
async def test_hours_are_written_before_their_day_looked_at_and_called_off(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    made, me = await own_office("Giờ hè"), await citizen(47)
    leader, agency_id = await officer(f"lanhdao.{made.slug}"), str(made.agency_id)
    id_ = (await submitted(me, made.name)).dossier_id
    before = await Office(officer, made.slug).accept(id_)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    data = SetOfficeHours(SHORT, agency_id, tomorrow, "Giờ mùa hè theo Thông báo 15/TB-UBND")
    seen = await calendar.preview_hours(leader, data)
    (difference,) = seen.differences
    assert "toàn tỉnh" in difference.before
    assert "Thứ Hai – Thứ Sáu: 08:00–11:30, 13:30–16:45" in difference.after
    assert (seen.looked_at, seen.moved, seen.more) == (1, 1, False)
    assert seen.examples[0].dossier_id == id_ and seen.examples[0].due_at == before.due_at
    assert (await calendar.hours(leader, agency_id)).versions == [], "nothing is kept by looking"
    await refused(calendar.keep_hours(leader, replace(data, reason="")), 422, "/reason")
    for day in ((clock.today() - timedelta(days=1)).isoformat(), "2999-01-01", "mai"):
        await refused(
            calendar.keep_hours(leader, replace(data, valid_from=day)), 422, "/valid_from"
        )
    kept = await calendar.keep_hours(leader, data)
    assert kept.inherited, "until its day the office keeps everybody's hours"
    (coming,) = kept.versions
    assert (coming.state, coming.may_call_off, coming.reason) == ("coming", True, data.reason)
    detail = await in_trail(database, "office_hours.changed", made.agency_id)
    assert (detail["valid_from"], detail["before"]) == (tomorrow, "")
    assert detail["after"] == difference.after
    assert [m.dossier_id for m in await previewed(leader)] == [id_], "and counted anew by wish"
    other = await officer("lanhdao.kylua")
    await refused(calendar.call_off_hours(other, coming.id, "Không phải cơ quan của tôi"), 403)
    off = await calendar.call_off_hours(leader, coming.id, "Thông báo đã được thu hồi")
    assert off.versions[0].state == "called_off" and "thu hồi" in off.versions[0].note
    assert await previewed(leader) == []
    await refused(calendar.call_off_hours(leader, coming.id, "Thông báo đã được thu hồi"), 409)
    assert (await in_trail(database, "office_hours.called_off", made.agency_id))["called_off"]


@pytest.mark.criterion("W.18")
async def test_a_date_says_what_it_changes_and_keeps_what_it_was(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    made, me = await own_office("Ngày nghỉ"), await citizen(47)
    leader, agency_id = await officer(f"lanhdao.{made.slug}"), str(made.agency_id)
    id_ = (await submitted(me, made.name)).dossier_id
    before = await Office(officer, made.slug).accept(id_)
    assert before.due_at is not None
    due = before.due_at[:10]
    data = SetDay(due, "closed", "Diễn tập phòng cháy", agency_id)
    seen = await calendar.preview_day(leader, data)
    assert [d.after for d in seen.differences] == ["Cơ quan đóng cửa, Diễn tập phòng cháy"]
    assert (seen.looked_at, seen.moved) == (1, 1)
    view = await calendar.set_day(leader, data)
    kept = next(d for d in view.days if d.day == due and d.agency == made.name)
    detail = await in_trail(database, "calendar.changed", made.agency_id)
    said = {"day": due, "before": "", "after": "Cơ quan đóng cửa, Diễn tập phòng cháy"}
    assert detail["days"] == [said]
    back = await calendar.preview_removal(leader, kept.id)
    assert back.moved == 1, "what would be counted under the day would be counted without it"
    await refused(calendar.remove_day(leader, kept.id, ""), 422, "/reason")
    await calendar.remove_day(leader, kept.id, "Diễn tập đã hoãn")
    mine = [c for c in (await calendar.changes(leader)).items if c.agency == made.name]
    assert [(c.before, c.after, c.reason) for c in mine] == [
        ("Cơ quan đóng cửa, Diễn tập phòng cháy", "", "Diễn tập đã hoãn"),
        ("", "Cơ quan đóng cửa, Diễn tập phòng cháy", ""),
    ]
    assert all(c.by for c in mine)
    other = await officer("lanhdao.kylua")
    assert not [c for c in (await calendar.changes(other)).items if c.agency == made.name]


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
