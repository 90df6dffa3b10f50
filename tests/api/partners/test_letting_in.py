"""Programs of other systems: let in by two persons, bounded in what they read and from where."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import dossiers, partners
from shared.client.base import ApiProblem
from shared.client.partners import PartnerApi
from shared.contracts.partners import FieldGrant
from tests.api.conftest import PROCEDURE, Office, submitted
from tests.api.partners.programs import (
    WHY,
    Citizen,
    Officer,
    Program,
    at,
    entered,
    not_given,
    refused,
    wanted,
)


@pytest.mark.criterion("G.10")
async def test_two_persons_let_a_program_in_and_its_secret_is_shown_once(
    officer: Officer, agency: str, home: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    admin, leader = await officer("quantri.ubndtinh"), await officer("lanhdao.kylua")
    data = wanted(agency)
    await partners.propose(admin, data)
    shown = next(c for c in await partners.clients(admin) if c.name == data.name)
    assert (shown.state, shown.may_decide, shown.has_secret) == ("waiting", False, False)
    assert await refused(partners.decide(admin, shown.id, True)) == "second-person-needed"
    assert await refused(partners.renew_secret(admin, shown.id)) == "no-secret"
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update api_client set approved = true, decided_by = proposed_by where id = $1",
            uuid.UUID(shown.id),
        )
    elsewhere = await officer("lanhdao.dongkinh")
    assert await refused(partners.decide(elsewhere, shown.id, True)) == "not-found"
    assert shown.id not in {c.id for c in await partners.clients(elsewhere)}
    await partners.decide(leader, shown.id, True)
    assert await refused(partners.decide(leader, shown.id, False)) == "already-decided"
    secret = (await partners.renew_secret(admin, shown.id)).client_secret
    stored = await database.fetchval(
        "select c::text || coalesce((select string_agg(convert_from(i.body, 'utf8'), '') "
        "from idempotency i where i.body is not null and i.media_type like '%json%'), '') "
        "from api_client c where id = $1",
        uuid.UUID(shown.id),
    )
    assert secret not in stored
    await entered(home, Program(shown.id, secret))
    again = (await partners.renew_secret(admin, shown.id)).client_secret
    assert await not_given(partners.token(home, shown.id, secret)) == "invalid_client"
    await entered(home, Program(shown.id, again))


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"scopes": ["dossiers:write"]}, "/scopes"),
        ({"networks": ["everywhere"]}, "/networks"),
        ({"networks": ["0.0.0.0/0"]}, "/networks"),
        ({"grants": [FieldGrant(PROCEDURE, ["applicant_personal_id"])]}, "/grants/0/fields"),
        ({"grants": [FieldGrant("9.999999", ["state"])]}, "/grants"),
        ({"method": "key", "keys": ""}, "/keys"),
        ({"method": "key", "keys": '{"keys": [{"kty": "oct", "kid": "a", "k": "AAAA"}]}'}, "/keys"),
        ({"agency_id": str(uuid.uuid4())}, "/agency_id"),
    ],
)  # fmt: skip
async def test_what_must_not_be_granted_is_refused_by_field(
    officer: Officer, agency: str, other: dict[str, Any], pointer: str
) -> None:
    admin = await officer("quantri.ubndtinh")
    with pytest.raises(ApiProblem) as problem:
        await partners.propose(admin, wanted(**{"agency_id": agency} | other))
    assert pointer in {e.pointer for e in problem.value.errors}


@pytest.mark.criterion("G.10")
async def test_a_program_reads_the_procedures_and_fields_it_was_granted_and_no_others(
    home: httpx.AsyncClient,
    let_in: Callable[..., Awaitable[Program]],
    citizen: Citizen,
    database: asyncpg.Pool,
) -> None:
    mine = await submitted(await citizen(13), "Kỳ Lừa")
    theirs = await submitted(await citizen(14), "Đông Kinh")
    other = await database.fetchval(
        "select code from procedure where code <> $1 and tenant_id = "
        "(select tenant_id from dossier limit 1) order by code limit 1",
        PROCEDURE,
    )
    api = await entered(home, await let_in())
    found = await partners.dossier(api, mine.reference)
    assert set(found.fields) == {"state", "due_at"}
    assert await refused(partners.dossier(api, theirs.reference)) == "not-found"
    named = await entered(
        home, await let_in(grants=[FieldGrant(PROCEDURE, ["owner_name", "agency"])])
    )
    shown = (await partners.dossier(named, mine.reference)).fields
    assert set(shown) == {"owner_name", "agency"}
    blind = await entered(home, await let_in(grants=[FieldGrant(other, ["state"])]))
    assert await refused(partners.dossier(blind, mine.reference)) == "not-found"
    any_other = [FieldGrant("*", ["agency"]), FieldGrant(PROCEDURE, ["channel"])]
    both = await entered(home, await let_in(grants=any_other))
    assert set((await partners.dossier(both, mine.reference)).fields) == {"channel"}

    few = await let_in(scopes=["dossiers:read"])
    reading = await entered(home, few)
    assert await refused(partners.events(reading, mine.reference)) == "insufficient-scope"
    assert await refused(partners.changes(reading)) == "insufficient-scope"
    asking = partners.token(home, few.id, few.secret, scope="results:read")
    assert await not_given(asking) == "invalid_scope"
    asking = partners.token(home, few.id, few.secret, scope=f"dossiers:read/{other}")
    assert await not_given(asking) == "invalid_scope"
    narrowed = await entered(home, few, scope=f"dossiers:read/{PROCEDURE}")
    assert (await partners.who_am_i(narrowed)).scope == f"dossiers:read/{PROCEDURE}"
    await partners.dossier(narrowed, mine.reference)
    read = await database.fetchval(
        "select count(*) from audit_entry where action = 'partner.read' and subject_id = $1 "
        "and detail->>'dossier' = $2",
        uuid.UUID(few.id),
        mine.dossier_id,
    )
    assert read == 1


async def test_a_program_reads_the_course_of_a_dossier(
    home: httpx.AsyncClient,
    let_in: Callable[..., Awaitable[Program]],
    citizen: Citizen,
    officer: Officer,
) -> None:
    api = await entered(home, await let_in())
    mine = await submitted(await citizen(15), "Kỳ Lừa")
    await Office(officer, "kylua").accept(mine.dossier_id)
    code = (await dossiers.dossier(await officer("tiepnhan1.kylua"), mine.dossier_id)).code
    course = await partners.events(api, code or "")
    assert [event.act for event in course] == ["submit", "accept"]
    assert await partners.results(api, code or "") == []


@pytest.mark.criterion("G.10")
async def test_a_token_opens_nothing_from_elsewhere_nor_after_the_program_is_ended(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: Callable[..., Awaitable[Program]],
    officer: Officer,
    database: asyncpg.Pool,
) -> None:
    program = await let_in()
    given = await partners.token(home, program.id, program.secret)
    async with at(str(http.base_url), "198.51.100.8") as elsewhere:
        stolen = PartnerApi(elsewhere, given.access_token)
        assert await refused(partners.who_am_i(stolen)) == "invalid-token"
        outside = partners.token(elsewhere, program.id, program.secret)
        assert await not_given(outside) == "invalid_client"
    api = PartnerApi(home, given.access_token)
    assert (await partners.who_am_i(api)).client_id == program.id
    assert (await home.get("/api/v1/me", headers=api._headers)).status_code == 401
    as_person = await officer("lanhdao.kylua")
    assert await refused(partners.who_am_i(as_person)) == "invalid-token"
    await database.execute(
        "update api_client set valid_until = now() - interval '1 second', "
        "proposed_at = now() - interval '9 days' where id = $1",
        uuid.UUID(program.id),
    )
    assert await refused(partners.who_am_i(api)) == "invalid-token"
    assert await not_given(partners.token(home, program.id, program.secret)) == "invalid_client"
    another = await let_in()
    api = await entered(home, another)
    await partners.revoke(as_person, another.id, "Nghi lộ khóa")
    assert await refused(partners.who_am_i(api)) == "invalid-token"
    shown = next(c for c in await partners.clients(as_person) if c.id == another.id)
    assert (shown.state, shown.revoke_reason) == ("revoked", "Nghi lộ khóa")
    assert await refused(partners.revoke(as_person, another.id, WHY)) == "already-revoked"
