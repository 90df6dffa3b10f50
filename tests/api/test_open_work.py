"""An account is ended, locked, or loses a role: never over the heads of open dossiers."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import dossiers, identity, officers, organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Assign
from shared.contracts.dossiers import Dossier
from shared.contracts.factors import Done
from shared.contracts.officers import AskRole
from tests.api.conftest import Office, submitted
from tests.api.test_officer_accounts import admin as admin
from tests.api.test_officer_accounts import refused
from tests.api.test_succession import specialist

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "dongdang", "Đồng Đăng"
WHY = "Chuyển công tác theo quyết định"


async def in_hand(office: Office, me: ApiClient) -> tuple[Dossier, str]:
    """A dossier under appraisal and one more specialist of its unit."""
    found = await office.to_appraisal((await submitted(me, NAME)).dossier_id, "Tư pháp")
    assert found.holding_unit is not None
    return found, await specialist(found.holding_unit.id, found.receiving_agency.id)


async def given(head: ApiClient, dossier: Dossier, to: str) -> Dossier:
    """Assigned to somebody."""
    data = Assign(version=dossier.version, officer_id=to)
    return await dossiers.act(head, dossier.id, "assign", data)


async def test_an_account_is_not_ended_over_open_dossiers(
    citizen: Citizen, officer: Officer, admin: ApiClient
) -> None:
    office = Office(officer, PLACE)
    head = await office.as_(office.head)
    dossier, leaver = await in_hand(office, await citizen(45))
    moved = await given(head, dossier, leaver)
    assert await refused(officers.disable(admin, leaver, WHY)) == "work-open"
    back = (await given(head, moved, await _id(officer))).holder_name
    assert back
    await officers.disable(admin, leaver, WHY)
    again = await dossiers.dossier(head, dossier.id)
    with pytest.raises(ApiProblem) as gone:
        await given(head, again, leaver)
    assert gone.value.errors[0].pointer == "/officer_id"


async def _id(officer: Officer) -> str:
    return (await identity.me(await officer(f"chuyenvien1.tuphap.{PLACE}"))).id


async def test_of_an_assignment_and_an_ending_at_once_one_gives_way(
    citizen: Citizen, officer: Officer, admin: ApiClient, database: asyncpg.Pool
) -> None:
    office = Office(officer, PLACE)
    head, me = await office.as_(office.head), await citizen(45)
    for _ in range(8):
        dossier, leaver = await in_hand(office, me)
        assigned, ended = await asyncio.gather(
            given(head, dossier, leaver), officers.disable(admin, leaver, WHY),
            return_exceptions=True,
        )  # fmt: skip
        assert isinstance(assigned, Dossier) != isinstance(ended, Done), (assigned, ended)
        orphaned = await database.fetchval(
            "select count(*) from dossier d join account a on a.id = d.executor_id "
            "where d.id = $1 and a.disabled_at is not null",
            uuid.UUID(dossier.id),
        )
        assert orphaned == 0


async def test_nothing_is_assigned_to_somebody_locked_or_without_the_role(
    citizen: Citizen, officer: Officer, admin: ApiClient, database: asyncpg.Pool
) -> None:
    office = Office(officer, PLACE)
    head = await office.as_(office.head)
    dossier, other = await in_hand(office, await citizen(45))
    assert dossier.holding_unit is not None

    async def offered() -> bool:
        listed = await organisation.officers(head, dossier.holding_unit.id)  # type: ignore[union-attr]
        return other in {person.id for person in listed}

    assert await offered()
    await officers.lock(admin, other, WHY)
    assert not await offered()
    assert await refused(given(head, dossier, other)) != ""
    await database.execute(
        "update account set locked_at = null where id = $1", uuid.UUID(other)
    )  # over the API somebody else than who locked it does this
    assert await offered()
    await database.execute(
        "update role_grant set valid_to = now() where account_id = $1", uuid.UUID(other)
    )
    assert not await offered()
    assert await refused(given(head, dossier, other)) != ""
    assert (await dossiers.dossier(head, dossier.id)).version == dossier.version


async def test_a_role_that_dossiers_need_is_not_taken_from_the_last_who_has_it(
    citizen: Citizen, officer: Officer, admin: ApiClient, database: asyncpg.Pool
) -> None:
    office = Office(officer, PLACE)
    head, leader = await office.as_(office.head), await office.as_("lanhdao")
    dossier, holder = await in_hand(office, await citizen(45))
    held = await given(head, dossier, holder)
    await database.execute("update session set stepped_up_at = now() where face = 'officer'")

    async def taken_from(account_id: str, role: str) -> str:
        """The answer to the second person's word; empty when the role is gone."""
        grant = await database.fetchval(
            "select id from role_grant where account_id = $1 and role = $2",
            uuid.UUID(account_id), role,
        )  # fmt: skip
        await officers.ask_role(
            admin, AskRole(account_id=account_id, reason=WHY, grant_id=str(grant))
        )
        waiting = next(
            q for q in await officers.role_requests(leader)
            if q.officer.id == account_id and q.may_decide
        )  # fmt: skip
        try:
            await officers.decide_role(leader, waiting.id, True)
        except ApiProblem as problem:
            return problem.problem.type.rsplit(":", 1)[1]
        return ""

    assert await taken_from(holder, "specialist") == "work-open"
    me = (await identity.me(head)).id
    assert dossier.holding_unit is not None
    others = await database.fetch(  # heads that other tests have made beside this one
        "update role_grant set valid_to = now() where role = 'unit_head' and unit_id = $1 "
        "and account_id <> $2 and (valid_to is null or valid_to > now()) returning id",
        uuid.UUID(dossier.holding_unit.id), uuid.UUID(me),
    )  # fmt: skip
    assert await taken_from(me, "unit_head") == "sole-role"
    await database.execute(
        "update role_grant set valid_to = null where id = any($1::uuid[])",
        [row["id"] for row in others],
    )
    await given(head, held, await _id(officer))
    assert await taken_from(holder, "specialist") == ""
