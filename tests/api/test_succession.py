"""An officer leaves, a unit is dissolved: refused, or handed over; no dossier without a holder."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from backend.identity.actions import create_account, grant_role
from backend.organisation.actions import seat_officer
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.settings import settings
from shared.client import directives, dossiers, identity, organisation, successions
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Assign
from shared.contracts.directives import GiveUnitDirective, SayWhy
from shared.contracts.successions import StartSuccession, Succession
from shared.vocabulary.roles import AccountKind, Role
from tests.api.conftest import Office, eventually, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "dongdang", "Đồng Đăng"
WHY = "Chuyển công tác theo quyết định điều động."


async def run(api: ApiClient, data: StartSuccession) -> Succession:
    """A succession from start to end."""
    started = await successions.start(api, data)

    async def finished() -> bool:
        return (await successions.progress(api, started.id)).finished_at is not None

    assert await eventually(finished)
    return await successions.progress(api, started.id)


async def sql(statement: str, *arguments: object) -> None:
    """What no route does yet: making units and people."""
    connection = await asyncpg.connect(settings().database_url)
    try:
        await connection.execute(statement, *arguments)
    finally:
        await connection.close()


async def new_unit(agency_id: str, name: str) -> str:
    """A unit of an agency, without people or procedures."""
    id_ = str(uuid.uuid4())
    await sql(
        "insert into unit (id, tenant_id, agency_id, name, is_desk, sort_key) "
        "values ($1, $2, $3, $4, false, 'zz')",
        id_,
        settings().tenant,
        agency_id,
        name,
    )
    return id_


async def somebody_who_signs_in(leader: ApiClient) -> str:
    """The role name of one more specialist of Tư pháp: whoever leaves is shut out for all that
    comes after, so none of the seeded people does."""
    agency_id = (await identity.me(leader)).roles[0].agency_id
    unit_id = await _tuphap(leader, agency_id)
    role = f"thu{uuid.uuid4().hex[:6]}"
    username = f"{role}.{PLACE}"
    account_id = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Thôi việc", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    await grant_role(account_id, Role.SPECIALIST, uuid.UUID(agency_id), uuid.UUID(unit_id))
    await seat_officer(account_id, uuid.UUID(unit_id), "Chuyên viên")
    return role


async def test_an_officer_who_leaves_hands_everything_over_and_is_shut_out(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, PLACE)
    leader = await office.as_("lanhdao")
    office.specialist = await somebody_who_signs_in(leader)
    leaver = await office.as_(office.specialist)
    heir = await identity.me(await office.as_("chuyenvien1.tuphap"))
    id_ = (await submitted(await citizen(41), NAME)).dossier_id
    before = await office.to_appraisal(id_, "Tư pháp")
    leaver_id = (await identity.me(leaver)).id
    work = await successions.open_work_of_officer(leader, leaver_id)
    assert work.dossiers >= 1
    assert work.successor_needed
    assert heir.id in {other.id for other in work.successors}

    with pytest.raises(ApiProblem) as refused:
        await successions.start(leader, StartSuccession("officer", leaver_id, WHY))
    assert refused.value.problem.type.endswith("open-work")
    assert f"{work.dossiers} hồ sơ đang mở" in refused.value.message
    stranger = await identity.me(await officer("chuyenvien1.tuphap.kylua"))
    for unfit in (stranger.id, leaver_id, "x"):
        with pytest.raises(ApiProblem) as refused:
            await successions.start(leader, StartSuccession("officer", leaver_id, WHY, unfit))
        assert refused.value.status == 422
    assert (await identity.me(leaver)).id == leaver_id, "a refusal shuts nobody out"

    done = await run(leader, StartSuccession("officer", leaver_id, WHY, heir.id))
    assert (done.moved, done.total, done.percent) == (work.dossiers, work.dossiers, 100)
    with pytest.raises(ApiProblem) as ended:
        await identity.me(leaver)
    assert ended.value.status == 401
    after = await dossiers.dossier(await office.as_("chuyenvien1.tuphap"), id_)
    assert after.state == before.state
    assert after.due_at == before.due_at
    assert after.holder_name == heir.full_name
    assert any(entry.act == "take_over" and WHY in entry.note for entry in after.timeline)
    office.specialist = "chuyenvien1.tuphap"
    await office.act(office.specialist, id_, "submit_for_approval")
    with pytest.raises(ApiProblem) as gone:
        await successions.start(leader, StartSuccession("officer", leaver_id, WHY, heir.id))
    assert gone.value.status == 404


async def specialist(unit_id: str, agency_id: str) -> str:
    """One more specialist of a unit."""
    id_ = str(uuid.uuid4())
    await sql(
        "insert into account (id, tenant_id, kind, username, full_name, personal_id, email, phone, "
        "address, password_hash, totp_last_step, failed_count, created_at, sort_key) values "
        "($1, $2, 'officer', $3, 'Lê Văn Thử', '', '', '', '', '', 0, 0, now(), 'l')",
        id_,
        settings().tenant,
        f"thu-{id_[:8]}",
    )
    await sql(
        "insert into officer_post (account_id, tenant_id, unit_id, position) "
        "values ($1, $2, $3, 'Chuyên viên')",
        id_,
        settings().tenant,
        unit_id,
    )
    await sql(
        "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, valid_from) "
        "values (gen_random_uuid(), $1, $2, 'specialist', $3, $4, now())",
        settings().tenant,
        id_,
        agency_id,
        unit_id,
    )
    return id_


async def test_nothing_is_assigned_to_somebody_while_they_are_leaving(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, PLACE)
    leader, head = await office.as_("lanhdao"), await office.as_(office.head)
    heir = await identity.me(await office.as_("chuyenvien1.tuphap"))
    me = await citizen(44)
    for _ in range(6):
        id_ = (await submitted(me, NAME)).dossier_id
        found = await office.to_appraisal(id_, "Tư pháp")
        assert found.holding_unit is not None
        leaver = await specialist(found.holding_unit.id, found.receiving_agency.id)
        assigning = dossiers.act(
            head, id_, "assign", Assign(version=found.version, officer_id=leaver)
        )
        leaving = successions.start(leader, StartSuccession("officer", leaver, WHY, heir.id))
        assigned, left = await asyncio.gather(assigning, leaving, return_exceptions=True)
        assert isinstance(left, Succession), left
        if isinstance(assigned, ApiProblem):
            assert assigned.status == 422

        async def settled(id_: str = id_) -> bool:
            return (await dossiers.dossier(head, id_)).holder_name == heir.full_name

        assert await eventually(settled), "a dossier without a holder who is there"


async def test_a_dissolved_unit_leaves_its_dossiers_people_and_procedures_to_another(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, PLACE)
    leader, desk = await office.as_("lanhdao"), await office.as_("tiepnhan1")
    id_ = (await submitted(await citizen(42), NAME)).dossier_id
    accepted = await office.accept(id_)
    agency_id = accepted.receiving_agency.id
    units = await organisation.units(desk, agency_id)
    heir = next(u for u in units if "Tư pháp" in u.name)
    unit_id = await new_unit(agency_id, "Tổ tạm thời")
    await office.act("tiepnhan1", id_, "transfer", unit_id=unit_id)
    wanted = GiveUnitDirective("urge", [unit_id], "Giải quyết ngay hồ sơ đang giữ.", 3)
    (told,) = await directives.give_to_units(leader, wanted)
    work = await successions.open_work_of_unit(leader, unit_id)
    assert (work.dossiers, work.officers, work.procedures, work.directives) == (1, 0, 0, 1)
    with pytest.raises(ApiProblem) as refused:
        await successions.start(leader, StartSuccession("unit", unit_id, WHY))
    assert refused.value.problem.type.endswith("open-work")

    done = await run(leader, StartSuccession("unit", unit_id, WHY, heir.id))
    assert done.moved == 1
    head = await office.as_("truongphong.tuphap")
    answered = await directives.answer_for_unit(head, told.id, SayWhy("Đã giao chuyên viên."))
    assert (answered.unit_name, answered.answer) == ("Tổ tạm thời", "Đã giao chuyên viên.")
    after = await dossiers.dossier(head, id_)
    assert after.holding_unit is not None
    assert after.holding_unit.id == heir.id
    assert any(a.act == "assign" and a.allowed for a in after.allowed_acts)
    assert unit_id not in {u.id for u in await organisation.units(desk, agency_id)}
    second = (await submitted(await citizen(43), NAME)).dossier_id
    await office.accept(second)
    with pytest.raises(ApiProblem) as gone:
        await office.act("tiepnhan1", second, "transfer", unit_id=unit_id)
    assert gone.value.status == 422


async def test_an_empty_unit_ends_at_once_and_the_desk_never(officer: Officer) -> None:
    office = Office(officer, PLACE)
    leader = await office.as_("lanhdao")
    me = await identity.me(leader)
    agency_id = me.roles[0].agency_id
    unit_id = await new_unit(agency_id, "Tổ không người")
    done = await successions.start(leader, StartSuccession("unit", unit_id, WHY))
    assert (done.finished_at is not None, done.total) == (True, 0)
    desk = next(u for u in await organisation.units(leader, agency_id) if u.is_desk)
    with pytest.raises(ApiProblem) as refused:
        await successions.open_work_of_unit(leader, desk.id)
    assert refused.value.status == 404
    with pytest.raises(ApiProblem) as refused:
        await successions.start(leader, StartSuccession("officer", me.id, WHY))
    assert refused.value.status == 409


async def test_a_role_that_nobody_else_holds_goes_to_the_successor(officer: Officer) -> None:
    office = Office(officer, PLACE)
    leader = await office.as_("lanhdao")
    agency_id = (await identity.me(leader)).roles[0].agency_id
    unit_id = await new_unit(agency_id, "Tổ có trưởng")
    chief, heir_name = str(uuid.uuid4()), "chuyenvien1.tuphap"
    await sql(
        "insert into account (id, tenant_id, kind, username, full_name, personal_id, email, phone, "
        "address, password_hash, totp_last_step, failed_count, created_at, sort_key) values "
        "($1, $2, 'officer', $3, 'Trần Thị Thử', '', '', '', '', '', 0, 0, now(), 'a')",
        chief,
        settings().tenant,
        f"thu-{chief[:8]}",
    )
    await sql(
        "insert into officer_post (account_id, tenant_id, unit_id, position) "
        "values ($1, $2, $3, 'Trưởng phòng')",
        chief,
        settings().tenant,
        unit_id,
    )
    await sql(
        "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, valid_from) "
        "values ($1, $2, $3, 'unit_head', $4, $5, now())",
        str(uuid.uuid4()),
        settings().tenant,
        chief,
        agency_id,
        unit_id,
    )
    work = await successions.open_work_of_officer(leader, chief)
    assert work.roles == ["Lãnh đạo phòng chuyên môn"]
    with pytest.raises(ApiProblem) as refused:
        await successions.start(leader, StartSuccession("officer", chief, WHY))
    assert "Lãnh đạo phòng chuyên môn" in refused.value.message
    heir = await identity.me(await office.as_(heir_name))
    done = await successions.start(leader, StartSuccession("officer", chief, WHY, heir.id))
    assert done.percent == 100
    now = await identity.me(await office.as_(heir_name))
    assert ("unit_head", unit_id) in {(r.role, r.unit_id) for r in now.roles}
    last = await successions.start(
        leader,
        StartSuccession("unit", unit_id, WHY, str(await _tuphap(leader, agency_id))),
    )
    assert last.finished_at is not None


async def _tuphap(api: ApiClient, agency_id: str) -> str:
    return next(u.id for u in await organisation.units(api, agency_id) if "Tư pháp" in u.name)


async def test_another_agency_knows_nothing_of_it(officer: Officer) -> None:
    leader = await officer("lanhdao.kylua")
    theirs = await identity.me(await officer(f"chuyenvien1.tuphap.{PLACE}"))
    with pytest.raises(ApiProblem) as refused:
        await successions.open_work_of_officer(leader, theirs.id)
    assert refused.value.status == 404
