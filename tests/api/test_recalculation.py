"""A calendar that changes: looked at first, then done by the queue, told to those concerned."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import asyncpg
import pytest

from backend.law.calendar import VIETNAM
from shared.client import calendar, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.calendar import (
    MovedDueDate,
    Recalculation,
    SetDay,
    StartRecalculation,
)
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_duties import FEE

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
WHY = "Lịch nghỉ của cơ quan thay đổi theo quyết định mới."


async def previewed(api: ApiClient, *, new_regime: bool = False) -> list[MovedDueDate]:
    """Every dossier that counting anew would change."""
    found: list[MovedDueDate] = []
    cursor = ""
    while True:
        page = await calendar.preview(api, cursor, new_regime=new_regime)
        found += page.items
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


async def all_moving(api: ApiClient) -> dict[str, str]:
    """Every dossier that would move, with its new due date."""
    return {m.dossier_id: m.new_due_at for m in await previewed(api)}


async def run(api: ApiClient, data: StartRecalculation) -> Recalculation:
    """Counted anew by the queue."""
    begun = await calendar.recalculate(api, data)

    async def finished() -> bool:
        return (await calendar.progress(api, begun.id)).finished_at is not None

    assert await eventually(finished)
    return await calendar.progress(api, begun.id)


@pytest.mark.criterion("W.18")
@pytest.mark.criterion("W.19")
async def test_a_closure_moves_open_due_dates_only_when_somebody_says_so(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, "luongvantri"), await citizen(48)
    id_ = (await submitted(me, "Lương Văn Tri")).dossier_id
    before = await office.accept(id_)
    assert before.due_at is not None
    leader = await office.as_("lanhdao")
    due = datetime.fromisoformat(before.due_at)
    day = due.date().isoformat()
    view = await calendar.set_day(
        leader, SetDay(day, "closed", "Cơ quan sửa trụ sở", before.receiving_agency.id)
    )
    closed = next(d for d in view.days if d.day == day and d.agency)
    try:
        moving = await all_moving(leader)
        assert datetime.fromisoformat(moving[id_]) > due
        assert (await dossiers.dossier(me, id_)).due_at == before.due_at, "looking changes nothing"
        done = await run(leader, StartRecalculation(WHY))
        assert done.moved >= 1
        assert (done.percent, done.looked_at) == (100, done.total)
        after = await dossiers.dossier(me, id_)
        assert after.due_at == moving[id_]
        assert (after.timeline[-1].act, after.timeline[-1].note) == ("recalculate", WHY)
        assert [d.due_at for d in after.due_history] == [before.due_at, moving[id_]]
        words = " ".join(after.due_history[-1].explanation)
        assert WHY in words
        assert "Cơ quan sửa trụ sở" in words
        assert id_ not in await all_moving(leader)
    finally:
        await calendar.remove_day(leader, closed.id, "Ghi nhầm ngày")


@pytest.mark.criterion("W.19")
async def test_open_dossiers_go_over_to_a_new_regime_only_when_somebody_says_so(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, "luongvantri"), await citizen(49)
    ids = [(await submitted(me, "Lương Văn Tri")).dossier_id for _ in range(2)]
    for id_ in ids:
        await office.accept(id_)
    await database.execute(
        "update dossier set regime = 'ND118-2025' where id = $1", uuid.UUID(ids[0])
    )
    ahead = await office.act("tiepnhan1", ids[0], "require_payment", **FEE)
    assert all("118/2025" in a.source for a in ahead.allowed_acts), "no article of another decree"
    leader = await office.as_("lanhdao")
    assert ids[0] not in {m.dossier_id for m in await previewed(leader)}, "each keeps its own"
    seen = {m.dossier_id: m for m in await previewed(leader, new_regime=True)}
    decrees = (seen[ids[0]].regime, seen[ids[0]].new_regime)
    assert decrees == ("NĐ 118/2025/NĐ-CP", "NĐ 61/2018/NĐ-CP")
    assert seen[ids[0]].due_at == seen[ids[0]].new_due_at
    assert ids[1] not in seen
    done = await run(leader, StartRecalculation(WHY, new_regime=True))
    assert (done.new_regime, done.moved >= 1) == ("NĐ 61/2018/NĐ-CP", True)
    after = await dossiers.dossier(me, ids[0])
    assert (after.timeline[-1].act, after.timeline[-1].note) == ("recalculate", WHY)
    assert (after.state, after.due_at) == ("payment_due", ahead.due_at)
    kept = await database.fetchrow(
        "select regime, (select data ->> 'regime' from issued_form where dossier_id = d.id "
        "and form = 'receipt') as form, (select payload -> 'regime' ->> 'from' from dossier_event "
        "where dossier_id = d.id and act = 'recalculate') as was, (select detail ->> 'regime' "
        "from audit_entry where subject_id = $2) as logged from dossier d where id = $1",
        uuid.UUID(ids[0]),
        uuid.UUID(done.id),
    )
    assert tuple(kept) == ("ND61-2018", "ND61-2018", "ND118-2025", "ND61-2018")
    assert ids[0] not in {m.dossier_id for m in await previewed(leader, new_regime=True)}


async def test_what_cannot_be_counted_is_named_left_alone_and_holds_nothing_up(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, "luongvantri"), await citizen(47)
    id_ = (await submitted(me, "Lương Văn Tri")).dossier_id
    before = await office.accept(id_)
    await database.execute(  # a term that reaches into a year whose holidays nobody knows
        "insert into due_date select (jsonb_populate_record(h, jsonb_build_object('id', "
        "gen_random_uuid(), 'amount', 2500, 'set_at', clock_timestamp()))).* from due_date h "
        "where dossier_id = $1",
        uuid.UUID(id_),
    )
    leader = await office.as_("lanhdao")
    found = next(m for m in await previewed(leader) if m.dossier_id == id_)
    assert "Chưa nhập ngày nghỉ lễ của năm" in found.problem
    assert found.new_due_at == found.due_at
    done = await run(leader, StartRecalculation(WHY))
    assert done.skipped >= 1
    assert (await dossiers.dossier(me, id_)).due_at == before.due_at
    await office.act("lanhdao", id_, "stop", reason=WHY)


async def test_who_may_keep_which_calendar(officer: Officer) -> None:
    leader, admin = await officer("lanhdao.kylua"), await officer("quantri.ubndtinh")
    day = (date.today() + timedelta(days=900)).isoformat()
    for agency_id in ("", str(uuid.uuid4()), "x"):
        with pytest.raises(ApiProblem) as refused:
            await calendar.set_day(leader, SetDay(day, "closed", "Không được", agency_id))
        assert refused.value.status == 403
    with pytest.raises(ApiProblem) as clerk:
        await calendar.set_day(await officer("vanthu.kylua"), SetDay(day, "closed", "Không được"))
    assert clerk.value.status == 403
    view = await calendar.set_day(admin, SetDay(day, "holiday", "Nghỉ theo quyết định"))
    kept = next(d for d in view.days if d.day == day)
    assert (kept.can_remove, kept.kind_label) == (True, "Nghỉ lễ")
    seen = next(d for d in (await calendar.year(leader, view.year)).days if d.day == day)
    assert not seen.can_remove
    with pytest.raises(ApiProblem) as not_theirs:
        await calendar.remove_day(leader, kept.id, "Ghi nhầm ngày")
    assert not_theirs.value.status == 403
    await calendar.remove_day(admin, kept.id, "Ghi nhầm ngày")
    with pytest.raises(ApiProblem) as gone:
        await calendar.remove_day(admin, kept.id, "Ghi nhầm ngày")
    assert gone.value.status == 404


@pytest.mark.parametrize(
    ("day", "pointer"),
    [
        (SetDay("2027-02-30", "closed", "Không có thật"), "/day"),
        (SetDay("2027-03-01", "half_day", "Thiếu giờ"), "/opens"),
        (SetDay("2027-03-01", "half_day", "Ngược giờ", opens="11:00", closes="08:00"), "/closes"),
    ],
)
async def test_an_impossible_day_is_refused(officer: Officer, day: SetDay, pointer: str) -> None:
    admin = await officer("quantri.ubndtinh")
    with pytest.raises(ApiProblem) as refused:
        await calendar.set_day(admin, day)
    assert refused.value.errors[0].pointer == pointer


async def test_a_year_says_whether_its_holidays_are_known(officer: Officer) -> None:
    admin = await officer("quantri.ubndtinh")
    now = datetime.now(VIETNAM).year
    assert (await calendar.year(admin, now)).is_open
    assert not (await calendar.year(admin, now + 9)).is_open
