"""What goes with a unit that leaves an agency which stays, and what stood below one that ends."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from backend.identity.actions import create_account, grant_role
from backend.mergers.switching import take_effect
from backend.organisation.actions import (
    AgencyDetails,
    keep_agency,
    seat_officer,
    set_competence,
)
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.platform import clock
from backend.shared_lists import ours
from shared.client import dossiers, mergers, organisation, overview
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from shared.contracts.mergers import NewAgency, PlanChange, UnitMove
from shared.vocabulary.mergers import ChangeKind
from shared.vocabulary.roles import AccountKind, Role
from tests.api.conftest import PROCEDURE, Office, different, submitted
from tests.api.offices import PREFIX, close_offices, own_office, second_admin
from tests.api.test_mergers import ADMIN, DECISION, WHY, carried_out, merging, today

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
OTHER = "1.001193"
PROCESS = """
insert into process_version (id, tenant_id, agency_id, procedure_code, number, state, definition,
    changed_at, changed_by, changed_by_name, proposed_by, proposed_by_name, approved_by,
    approved_by_name, approved_at)
select gen_random_uuid(), v.tenant_id, $1, $2, 1, 'published', v.definition, v.changed_at,
    v.changed_by, v.changed_by_name, v.proposed_by, v.proposed_by_name, v.approved_by,
    v.approved_by_name, v.approved_at
from process_version v where v.state = 'published' limit 1 returning id
"""


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


@pytest.mark.criterion("V.25")
async def test_procedures_follow_the_unit_that_leaves_but_for_those_that_stay(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old = await own_office("Rời Cũ")
    await set_competence(OTHER, old.agency_id, old.unit_id)
    with_process = await database.fetchval(PROCESS, old.agency_id, PROCEDURE)
    office, me = Office(officer, old.slug), await citizen(28)
    at_desk = (await submitted(me, old.name)).dossier_id
    draft = await dossiers.start_draft(me, PROCEDURE)
    await dossiers.save_draft(
        me, draft.id, SaveDraft(different(), str(old.agency_id), "electronic"), draft.version
    )
    new = NewAgency("new-1", f"{PREFIX}{uuid.uuid4().hex[:6].upper()}", "Sở Rời Mới", "commune")
    plan = PlanChange(
        ChangeKind.SPLIT, [str(old.agency_id)], str(old.agency_id), today(), DECISION, WHY, [new],
        [UnitMove(str(old.unit_id), "new-1")], source_stays=True,
    )  # fmt: skip

    admin = await officer(ADMIN)
    seen = await mergers.preview(admin, plan)
    assert seen.faults == []
    assert {(p.code, p.to_agency, p.stays) for p in seen.procedures} == {
        (PROCEDURE, new.name, False), (OTHER, new.name, False),
    }  # fmt: skip
    assert any("chưa có Bộ phận Một cửa" in warning for warning in seen.warnings)
    kept = PlanChange(**{f: getattr(plan, f) for f in plan.__struct_fields__} | {
        "staying": [OTHER]})  # fmt: skip
    seen = await mergers.preview(admin, kept)
    assert {(p.code, p.stays) for p in seen.procedures} == {(PROCEDURE, False), (OTHER, True)}
    counted = {line.what: line.count for line in seen.consequences}
    assert counted["Thủ tục đi theo phòng"] == 1
    assert counted["Thủ tục ở lại"] == 1
    assert counted["Hồ sơ đang soạn về thủ tục đi theo"] == 1
    assert counted["Vai trò đang giao trong phòng chuyển đi"] == 2
    assert counted.get("Quy trình nội bộ của thủ tục đi theo", 0) == (with_process is not None)

    assert (await carried_out(officer, kept)).row.state == "done"
    begun = await database.fetchval("select id from agency where code = $1", new.code)
    pairs = await database.fetch(
        "select procedure_code, receiving_agency_id, resolving_agency_id from agency_procedure "
        "where resolving_unit_id = $1",
        old.unit_id,
    )
    assert {tuple(row) for row in pairs} == {
        (PROCEDURE, begun, begun), (OTHER, old.agency_id, begun),
    }  # fmt: skip
    # Whoever begins now is sent to the new one, and so is who was writing.
    offered = {a.id for a in await organisation.agencies(me, PROCEDURE)}
    assert str(begun) in offered
    assert str(old.agency_id) not in offered
    addressed = await database.fetchval(
        "select agency_id from draft where id = $1", uuid.UUID(draft.id)
    )
    assert addressed == begun
    await dossiers.discard_draft(me, draft.id)
    if with_process is not None:
        copied = await database.fetchval(
            "select count(*) from process_version where agency_id = $1 and procedure_code = $2 "
            "and state = 'published'", begun, PROCEDURE,
        )  # fmt: skip
        assert copied == 1
    # What lay at the old desk goes from there to the unit, wherever it is.
    await office.accept(at_desk)
    after = await office.act("tiepnhan1", at_desk, "transfer", unit_id=str(old.unit_id))
    assert after.receiving_agency.id == str(old.agency_id)
    assert after.holding_unit is not None
    assert after.holding_unit.id == str(old.unit_id)


async def test_what_stood_below_an_agency_that_ends_stands_below_its_heir(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Trên Cũ", people=False), await own_office("Trên Mới")
    below = await own_office("Dưới", people=False)
    await keep_agency(AgencyDetails(below.code, below.name, "commune", old.agency_id, "06187"))
    assert await _parent(database, below.agency_id) == old.agency_id
    me, leader = await citizen(29), await officer(f"lanhdao.{heir.slug}")
    await submitted(me, below.name)
    assert (await overview.overview(leader)).total.submitted_today == 0
    plan = merging([old.agency_id], heir.agency_id)
    seen = await mergers.preview(await officer(ADMIN), plan)
    assert {line.what: line.count for line in seen.consequences}["Cơ quan trực thuộc"] == 1
    await carried_out(officer, plan)
    assert await _parent(database, below.agency_id) == heir.agency_id
    past = await database.fetchval(
        "select data ->> 'parent_id' from organisation_past where subject_id = $1 "
        "and kind = 'agency' order by valid_to desc limit 1",
        below.agency_id,
    )
    assert past == str(old.agency_id)
    # Published below the heir, and counted in its figures.
    listed = {entry.code: entry.parent for entry in await ours.agencies()}
    assert listed[below.code] == heir.code
    assert old.code not in listed
    assert (await overview.overview(leader)).total.submitted_today == 1
    names = {one.code for one in (await overview.overview(leader)).agencies}
    assert str(below.agency_id) in names


async def test_an_agency_that_takes_over_from_the_one_above_takes_its_place(
    officer: Officer, database: asyncpg.Pool
) -> None:
    above = await own_office("Mẹ", people=False)
    child, sister = [await own_office(word, people=False) for word in ("Con", "Em")]
    for made in (child, sister):
        await keep_agency(AgencyDetails(made.code, made.name, "commune", above.agency_id, "06187"))
    top = await _parent(database, above.agency_id)
    # Somebody who administers both of them, and the second person.
    username = f"quantri.{above.slug}"
    account_id = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Quản trị", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    await grant_role(account_id, Role.SYSTEM_ADMIN, above.agency_id)
    await seat_officer(account_id, above.unit_id, "Quản trị")
    plan = merging([above.agency_id], child.agency_id)
    proposed = await mergers.propose(await officer(username), plan)
    await mergers.approve(await officer(await second_admin()), proposed.row.id)
    await take_effect(uuid.UUID(proposed.row.id))
    assert await _parent(database, child.agency_id) == top
    assert await _parent(database, sister.agency_id) == child.agency_id
    ended = await database.fetchval("select ended_on from agency where id = $1", above.agency_id)
    assert ended == clock.today()


async def _parent(database: asyncpg.Pool, agency_id: uuid.UUID) -> uuid.UUID | None:
    found: uuid.UUID | None = await database.fetchval(
        "select parent_id from agency where id = $1", agency_id
    )
    return found
