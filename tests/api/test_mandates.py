"""Acting for another: given, taken on, used, ended; and what the officer sees of it."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest

from backend.platform import clock
from shared.client import mandates
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.mandates import GiveMandate
from tests.api.conftest import PROCEDURE, Office, eventually, submitted
from tests.api.national_way import back, go, somebody
from tests.api.people import NAME, Person, cookie
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def client(http: httpx.AsyncClient, person: Person) -> ApiClient:
    headers = await cookie(http, person)
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


def given(agent: Person, *procedures: str, days: int = 30, name: str = NAME) -> GiveMandate:
    now = clock.now()
    return GiveMandate(
        agent_username=agent.username,
        agent_name=name,
        procedures=list(procedures),
        ground="Giấy ủy quyền ngày 20/11/2026",
        valid_from=(now - timedelta(minutes=1)).isoformat(),
        valid_to=(now + timedelta(days=days)).isoformat(),
    )


async def refused(call: Awaitable[object]) -> str:
    with pytest.raises(ApiProblem) as problem:
        await call
    return problem.value.problem.type.rsplit(":", 1)[1]


async def taken_on(principal: ApiClient, agent: ApiClient, data: GiveMandate) -> str:
    await mandates.give(principal, data)
    id_ = (await mandates.mandates(agent))[0].id
    await mandates.accept(agent, id_)
    return id_


@pytest.mark.criterion("III.13")
async def test_what_is_sent_under_a_mandate_says_so_to_officer_and_principal(
    http: httpx.AsyncClient, officer: Officer, person: Person, another: Person
) -> None:
    principal, agent = await client(http, person), await client(http, another)
    await mandates.give(principal, given(another, PROCEDURE))
    offered = (await mandates.mandates(agent))[0]
    assert (offered.state, offered.mine) == ("offered", False)
    assert await refused(mandates.act_for(agent, offered.id)) == "not-found"
    await mandates.accept(agent, offered.id)
    await mandates.act_for(agent, offered.id)
    assert (await mandates.mandates(agent))[0].acting
    assert (await mandates.acting(agent)).principal == NAME
    assert (await mandates.acting(principal)).principal is None
    sent = await submitted(agent, "đông kinh")
    desk = await officer("tiepnhan1.dongkinh")
    seen = await mandates.sender(desk, sent.dossier_id)
    assert (seen.principal, seen.in_force_now) == (NAME, True)
    assert seen.ground == "Giấy ủy quyền ngày 20/11/2026"
    assert seen.assurance_label == "Mật khẩu"
    mine = await mandates.done_for_me(principal)
    assert [each.code for each in mine] == [sent.reference]
    await mandates.act_for_myself(agent)
    own = await submitted(agent, "đông kinh")
    assert (await mandates.sender(desk, own.dossier_id)).principal is None


@pytest.mark.criterion("III.13")
async def test_nothing_is_sent_under_a_mandate_that_was_revoked(
    http: httpx.AsyncClient, person: Person, another: Person
) -> None:
    principal, agent = await client(http, person), await client(http, another)
    id_ = await taken_on(principal, agent, given(another))
    await mandates.act_for(agent, id_)
    await mandates.end(principal, id_)
    assert await refused(submitted(agent)) == "mandate-over"
    assert (await mandates.done_for_me(principal)) == []
    assert (await mandates.mandates(principal))[0].state == "over"


async def test_a_mandate_covers_its_procedures_and_its_days_alone(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, another: Person
) -> None:
    principal, agent = await client(http, person), await client(http, another)
    await mandates.act_for(agent, await taken_on(principal, agent, given(another, "1.000000")))
    assert await refused(submitted(agent)) == "mandate-over"
    await mandates.act_for(agent, await taken_on(principal, agent, given(another)))
    await database.execute(
        "update mandate set valid_to = now() where principal_id = $1 and procedures = '{}'",
        person.id,
    )
    assert await refused(submitted(agent)) == "mandate-over"


async def test_name_and_number_must_fit_and_one_answer_tells_nothing_else(
    http: httpx.AsyncClient, person: Person, another: Person
) -> None:
    principal = await client(http, person)
    nobody = Person("020000000002")
    for data in (given(another, name="Trần Văn Khác"), given(nobody), given(person)):
        assert await refused(mandates.give(principal, data)) == "no-such-agent"
    assert await refused(mandates.give(principal, given(another, days=6000))) == "rule-broken"


async def test_strangers_neither_see_nor_use_nor_end_a_mandate(
    http: httpx.AsyncClient, citizen: Citizen, person: Person, another: Person
) -> None:
    principal, agent = await client(http, person), await client(http, another)
    id_ = await taken_on(principal, agent, given(another))
    stranger = await citizen(12)
    assert all(m.id != id_ for m in await mandates.mandates(stranger))
    for call in (mandates.accept, mandates.end, mandates.act_for):
        assert await refused(call(stranger, id_)) == "not-found"
    assert await refused(mandates.act_for(principal, id_)) == "not-found", "not the agent"


async def test_a_stranger_does_not_learn_who_sent_a_dossier(
    http: httpx.AsyncClient, citizen: Citizen, officer: Officer, person: Person
) -> None:
    sent = await submitted(await client(http, person), "đông kinh")
    assert await refused(mandates.sender(await citizen(12), sent.dossier_id)) == "not-found"
    away = await officer("tiepnhan1.tamthanh")
    assert await refused(mandates.sender(away, sent.dossier_id)) == "not-found"
    assert await refused(mandates.sender(away, str(uuid.uuid4()))) == "not-found"


@pytest.mark.criterion("S.2")
async def test_the_level_of_the_national_identity_is_kept_with_the_dossier(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    async with httpx.AsyncClient(base_url=str(http.base_url), timeout=20) as browser:
        answer = await back(browser, await go(browser, somebody()))
    api = ApiClient(http, face="citizen", cookie=answer.cookies["motcua_citizen"])
    sent = await submitted(api, "đông kinh")
    seen = await mandates.sender(await officer("tiepnhan1.dongkinh"), sent.dossier_id)
    assert seen.assurance_label == "VNeID mức độ 2"
    kept = await database.fetchrow(
        "select assurance, tech_id from dossier_sender where dossier_id = $1",
        uuid.UUID(sent.dossier_id),
    )
    assert kept["assurance"] == "national_2"
    assert kept["tech_id"]


@pytest.mark.criterion("S.2")
async def test_the_national_portal_is_told_that_the_sender_was_verified(
    http: httpx.AsyncClient, officer: Officer, services: Services
) -> None:
    async with httpx.AsyncClient(base_url=str(http.base_url), timeout=20) as browser:
        answer = await back(browser, await go(browser, somebody()))
    verified = ApiClient(http, face="citizen", cookie=answer.cookies["motcua_citizen"])
    sent = await submitted(verified, "đông kinh")
    kept = await Office(officer, "dongkinh").accept(sent.dossier_id)

    async def told() -> object:
        found = await http.get(f"{services.national_url}/dossiers/{kept.code}")
        return found.json()["dossier"]

    record = await eventually(told)
    assert record["TaiKhoanDuocXacThucVoiVNeID"] == "1"
    assert record["MaDoiTuong"]
