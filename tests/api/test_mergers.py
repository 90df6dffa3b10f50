"""Agencies renamed, merged and split: by two persons, on a day, with nothing left behind."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from backend.mergers.switching import take_effect
from backend.platform import clock
from shared.client import dossiers, identity, mergers, organisation, reports
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.mergers import ChangeView, NewAgency, PlanChange, UnitMove
from shared.vocabulary.mergers import ChangeKind
from tests.api.conftest import Office, eventually, submitted
from tests.api.offices import PREFIX, close_offices, own_office, second_admin

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN = "quantri.ubndtinh"
DECISION = "Nghị quyết số 12/NQ-HĐND ngày 20/11/2026"
WHY = "Sắp xếp đơn vị hành chính cấp xã"


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


def today() -> str:
    return clock.today().isoformat()


def merging(sources: list[uuid.UUID], heir: uuid.UUID | str, **more: object) -> PlanChange:
    fields = {
        "kind": ChangeKind.MERGE, "sources": [str(s) for s in sources], "heir": str(heir),
        "effective_on": today(), "decision": DECISION, "reason": WHY, **more,
    }  # fmt: skip
    return PlanChange(**fields)  # type: ignore[arg-type]


async def carried_out(officer: Officer, plan: PlanChange) -> ChangeView:
    """Proposed by one, approved by another, taken up by the worker, every dossier moved."""
    proposed = await mergers.propose(await officer(ADMIN), plan)
    leader = await officer(await second_admin())
    await mergers.approve(leader, proposed.row.id)
    await take_effect(uuid.UUID(proposed.row.id))

    async def done() -> bool:
        return (await mergers.change(leader, proposed.row.id)).row.state in ("done", "failed")

    assert await eventually(done)
    return await mergers.change(leader, proposed.row.id)


@pytest.mark.criterion("V.25")
async def test_a_merger_moves_what_is_open_and_leaves_the_past_where_it_was(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Vọng Cũ"), await own_office("Vọng Mới")
    office, me = Office(officer, old.slug), await citizen(21)
    at_desk = (await submitted(me, old.name)).dossier_id
    finished = (await submitted(me, old.name)).dossier_id
    await office.to_result(finished, "Tư pháp")
    await office.act(
        "tiepnhan1", finished, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu"
    )
    working = (await submitted(me, old.name)).dossier_id
    before = await office.to_appraisal(working, "Tư pháp")
    draft = await dossiers.start_draft(me, "1.004873")
    plan = merging([old.agency_id], heir.agency_id)

    admin, leader = await officer(ADMIN), await officer("giamsat.ubndtinh")
    seen = await mergers.preview(admin, plan)
    assert seen.faults == []
    counted = {line.what: line.count for line in seen.consequences}
    assert counted["Hồ sơ đang mở"] == 2
    assert counted["Hồ sơ đã kết thúc"] == 1
    assert {(u.name, u.to_agency) for u in seen.units} == {
        ("Trung tâm Phục vụ hành chính công", heir.name), ("Phòng Tư pháp", heir.name),
    }  # fmt: skip
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    past = await reports.handling(
        leader, day_from=yesterday, day_to=yesterday, agency_id=str(old.agency_id)
    )

    view = await carried_out(officer, plan)
    assert (view.row.state, view.total, view.moved) == ("done", 2, 2)
    assert view.approved_by

    # The same people go on with the same dossier at the heir; code and deadline are the same.
    specialist = await officer(f"chuyenvien1.tuphap.{old.slug}")
    after = await dossiers.dossier(specialist, working)
    assert after.receiving_agency.id == str(heir.agency_id)
    assert (after.code, after.due_at, after.state) == (before.code, before.due_at, before.state)
    assert any(e.act == "change_agency" and DECISION in e.note for e in after.timeline)
    roles = (await identity.me(specialist)).roles
    assert {r.agency_id for r in roles} == {str(heir.agency_id)}
    await office.accept(at_desk)
    heirs_desk = await officer(f"tiepnhan1.{heir.slug}")
    accepted = await dossiers.dossier(heirs_desk, at_desk)
    assert accepted.code is not None and accepted.code.startswith(heir.code)

    # What was finished stays with the old one, counted there, and is still found.
    row = await database.fetchrow("select * from dossier where id = $1", uuid.UUID(finished))
    assert row["receiving_agency_id"] == old.agency_id
    assert (await dossiers.dossier(heirs_desk, finished)).code
    with pytest.raises(ApiProblem) as stranger:
        await dossiers.dossier(await officer("tiepnhan1.bacson"), finished)
    assert stranger.value.status == 404
    again = await reports.handling(
        leader, day_from=yesterday, day_to=yesterday, agency_id=str(old.agency_id)
    )
    assert again.total == past.total

    # Nobody is sent to the old one any more; a draft addressed there goes to the heir.
    offered = await organisation.agencies(me, "1.004873")
    assert str(old.agency_id) not in {a.id for a in offered}
    assert str(heir.agency_id) in {a.id for a in offered}
    await dossiers.discard_draft(me, draft.id)
    with pytest.raises(ApiProblem) as ended:
        await mergers.propose(admin, plan)
    assert "đã kết thúc hoạt động" in ended.value.message
    chain = await database.fetch(
        "select old_id, new_id, main from agency_lineage where old_id = $1", old.agency_id
    )
    assert [(r["new_id"], r["main"]) for r in chain] == [(heir.agency_id, True)]


async def test_a_report_of_before_the_merger_counts_what_moved_where_it_was_then(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Mốc Cũ"), await own_office("Mốc Mới", people=False)
    office, me = Office(officer, old.slug), await citizen(22)
    id_ = (await submitted(me, old.name)).dossier_id
    await office.accept(id_)
    await carried_out(officer, merging([old.agency_id], heir.agency_id))
    leader = await officer("giamsat.ubndtinh")

    async def received(agency_id: uuid.UUID, day: str) -> int:
        found = await reports.handling(leader, day_from=day, day_to=day, agency_id=str(agency_id))
        return found.total.received

    assert await received(old.agency_id, today()) == 0
    assert await received(heir.agency_id, today()) == 1
    # As if it had been accepted two days ago and moved today.
    days = timedelta(days=2)
    await database.execute(
        "update dossier set accepted_at = accepted_at - $2::interval, "
        "submitted_at = submitted_at - $2::interval where id = $1",
        uuid.UUID(id_),
        days,
    )
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert await received(old.agency_id, yesterday) == 1
    assert await received(heir.agency_id, yesterday) == 0
    assert await received(heir.agency_id, today()) == 1


async def test_a_split_sends_each_unit_its_way_and_a_new_agency_begins(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old = await own_office("Chia Cũ")
    office, me = Office(officer, old.slug), await citizen(23)
    id_ = (await submitted(me, old.name)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    part = uuid.uuid4().hex[:6].upper()
    new = [
        NewAgency("new-1", f"{PREFIX}A{part}", f"Xã Chia Đông {part}", "commune"),
        NewAgency("new-2", f"{PREFIX}B{part}", f"Xã Chia Tây {part}", "commune"),
    ]
    plan = PlanChange(
        ChangeKind.SPLIT, [str(old.agency_id)], "new-1", today(), DECISION, WHY, new,
        [UnitMove(str(old.unit_id), "new-2")],
    )  # fmt: skip
    view = await carried_out(officer, plan)
    assert (view.row.state, view.moved) == ("done", 1)
    specialist = await officer(f"chuyenvien1.tuphap.{old.slug}")
    after = await dossiers.dossier(specialist, id_)
    assert after.receiving_agency.name == new[1].name
    assert after.holding_unit is not None and after.holding_unit.id == str(old.unit_id)
    await office.act("chuyenvien1.tuphap", id_, "submit_for_approval")
    begun = await database.fetchrow("select * from agency where code = $1", new[0].code)
    assert begun["began_on"] == clock.today()
    desk = await database.fetchrow("select * from unit where id = $1", old.desk_id)
    assert desk["agency_id"] == begun["id"]


async def test_a_unit_goes_to_another_agency_and_the_old_one_goes_on(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old, other = await own_office("Tách Cũ"), await own_office("Tách Mới", people=False)
    office, me = Office(officer, old.slug), await citizen(24)
    id_ = (await submitted(me, old.name)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    plan = PlanChange(
        ChangeKind.SPLIT, [str(old.agency_id)], str(old.agency_id), today(), DECISION, WHY,
        moves=[UnitMove(str(old.unit_id), str(other.agency_id), str(other.unit_id))],
        source_stays=True,
    )  # fmt: skip
    assert (await carried_out(officer, plan)).row.state == "done"
    after = await dossiers.dossier(await officer(f"chuyenvien1.tuphap.{old.slug}"), id_)
    assert after.receiving_agency.id == str(old.agency_id)
    assert after.holding_unit is not None and after.holding_unit.id == str(other.unit_id)
    row = await database.fetchrow("select * from agency where id = $1", old.agency_id)
    assert row["ended_on"] is None


async def test_a_new_name_holds_from_its_day_and_the_old_one_is_kept(
    officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Tên Cũ", people=False)
    plan = PlanChange(
        ChangeKind.RENAME, [str(made.agency_id)], str(made.agency_id), today(), DECISION, WHY,
        name=f"{made.name} đổi tên",
    )  # fmt: skip
    assert (await carried_out(officer, plan)).row.state == "done"
    row = await database.fetchrow("select name, code from agency where id = $1", made.agency_id)
    assert (row["name"], row["code"]) == (plan.name, made.code)
    past = await database.fetchval(
        "select data ->> 'name' from organisation_past where subject_id = $1 and kind = 'agency'",
        made.agency_id,
    )
    assert past == made.name


async def test_nothing_moves_before_its_day_and_until_then_it_is_called_off(
    officer: Officer, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Sớm Cũ", people=False), await own_office("Sớm Mới", people=False)
    admin, leader = await officer(ADMIN), await officer(await second_admin())
    later = (clock.today() + timedelta(days=30)).isoformat()
    plan = merging([old.agency_id], heir.agency_id, effective_on=later)
    made = await mergers.propose(admin, plan)
    with pytest.raises(ApiProblem) as own:
        await mergers.approve(admin, made.row.id)
    assert own.value.problem.type.endswith("second-person")
    with pytest.raises(ApiProblem) as twice:
        await mergers.propose(admin, plan)
    assert "đang nằm trong thay đổi" in twice.value.message
    assert (await mergers.approve(leader, made.row.id)).row.state == "approved"
    await take_effect(uuid.UUID(made.row.id))
    ended = await database.fetchval("select ended_on from agency where id = $1", old.agency_id)
    assert ended is None
    called_off = await mergers.cancel(leader, made.row.id, "Hoãn theo ý kiến của Thường trực")
    assert called_off.row.state == "cancelled"
    with pytest.raises(ApiProblem) as late:
        await mergers.approve(leader, made.row.id)
    assert late.value.status == 409
    await mergers.cancel(admin, (await mergers.propose(admin, plan)).row.id, WHY)


async def test_what_cannot_be_is_refused_field_by_field(officer: Officer) -> None:
    old, heir = await own_office("Sai Cũ", people=False), await own_office("Sai Mới", people=False)
    admin = await officer(ADMIN)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    wrong: list[tuple[PlanChange, str]] = [
        (merging([old.agency_id], heir.agency_id, effective_on=yesterday), "/effective_on"),
        (merging([old.agency_id], heir.agency_id, effective_on="2026-02-30"), "/effective_on"),
        (merging([old.agency_id, old.agency_id], heir.agency_id), "/sources"),
        (merging([heir.agency_id], heir.agency_id), "/sources"),
        (merging([uuid.uuid4()], heir.agency_id), "/sources"),
        (merging([old.agency_id], "new-1"), "/new_agencies"),
        (
            merging(
                [old.agency_id], "new-1",
                new_agencies=[NewAgency("new-1", heir.code, "Xã Trùng mã", "commune")],
            ),
            "/new_agencies/0/code",
        ),
        (
            merging(
                [old.agency_id], heir.agency_id,
                moves=[UnitMove(str(heir.unit_id), str(heir.agency_id))],
            ),
            "/moves/0/unit_id",
        ),
        (merging([old.agency_id], heir.agency_id, source_stays=True), "/source_stays"),
        (merging([old.agency_id], heir.agency_id, kind=ChangeKind.RENAME), "/name"),
        (merging([old.agency_id], heir.agency_id, kind=ChangeKind.SPLIT), "/moves"),
    ]  # fmt: skip
    for plan, pointer in wrong:
        seen = await mergers.preview(admin, plan)
        assert pointer in {fault.pointer for fault in seen.faults}, (plan, seen.faults)
        with pytest.raises(ApiProblem) as refused:
            await mergers.propose(admin, plan)
        assert refused.value.status == 422
    with pytest.raises(ApiProblem) as outside:
        await mergers.preview(
            await officer("lanhdao.bacson"), merging([old.agency_id], heir.agency_id)
        )
    assert outside.value.status == 403
