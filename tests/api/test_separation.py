"""Nobody works on their own dossier: not sent by them, and not sent in their name by another."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import msgspec
import pytest

from shared.client import directives, documents, dossiers, identity, mandates
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Accept, ReceivedComponent, WithReason
from shared.contracts.directives import GiveDirective
from tests.api.conftest import photo, submitted
from tests.api.people import Person, a_citizen, cookie
from tests.api.test_bundles import walk_in
from tests.api.test_mandates import given, taken_on

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "dongdang", "đồng đăng"


async def client(http: httpx.AsyncClient, person: Person) -> ApiClient:
    headers = await cookie(http, person)
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


async def status_of(call: Awaitable[object]) -> str:
    with pytest.raises(ApiProblem) as refused:
        await call
    return refused.value.problem.type.rsplit(":", 1)[1]


@pytest.mark.parametrize("by_mandate", [False, True])
@pytest.mark.parametrize("role", ["tiepnhan2", "lanhdao"])
async def test_what_an_officer_sent_as_a_citizen_or_had_sent_is_not_theirs_to_work_on(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool, role: str, by_mandate: bool
) -> None:
    mine = await officer(f"{role}.{SLUG}")
    number = (await identity.me(mine)).personal_id
    assert number
    person = _known.get(number) or await a_citizen(database, number)
    _known[number] = person
    sender = principal = await client(http, person)
    if by_mandate:
        agent = await a_citizen(database)
        sender = await client(http, agent)
        await mandates.act_for(sender, await taken_on(principal, sender, given(agent)))
    sent = await submitted(sender, NAME)
    seen = await dossiers.dossier(mine, sent.dossier_id)
    assert not [a.act for a in seen.allowed_acts if a.allowed]
    own = {a.reason for a in seen.allowed_acts}
    received = [ReceivedComponent(key=c.key, ok=True, originals=1) for c in seen.components]
    if role == "tiepnhan2":
        assert "Bạn không được xử lý hồ sơ của chính mình." in own
        take = Accept(version=seen.version, components=received)
        refused = await status_of(dossiers.act(mine, sent.dossier_id, "accept", take))
        assert refused == "own-dossier"
        no = WithReason(version=seen.version, reason="Không đủ điều kiện theo quy định")
        refused = await status_of(dossiers.act(mine, sent.dossier_id, "refuse", no))
        assert refused == "own-dossier"
        file = documents.upload_to_dossier(mine, sent.dossier_id, "a.jpg", photo(), "", "component")
        assert await status_of(file) == "not-now"
    else:
        urge = GiveDirective("urge", "Giải quyết sớm hồ sơ này")
        assert await status_of(directives.give(mine, sent.dossier_id, urge)) == "forbidden"
    other = await officer(f"tiepnhan1.{SLUG}")
    take = Accept(version=seen.version, components=received)
    done = await dossiers.act(other, sent.dossier_id, "accept", take)
    assert done.state == "accepted", "somebody else of the same desk does it"


async def test_what_is_about_an_officer_is_not_theirs_though_another_handed_it_in(
    officer: Officer,
) -> None:
    mine, other = await officer(f"tiepnhan2.{SLUG}"), await officer(f"tiepnhan1.{SLUG}")
    me = await identity.me(mine)
    brought = walk_in(
        me.roles[0].agency_id, owner_name=me.full_name, owner_personal_id=me.personal_id
    )
    id_ = (await dossiers.register_at_desk(other, brought, uuid.uuid4().hex)).id
    seen = await dossiers.dossier(mine, id_)
    assert not [a.act for a in seen.allowed_acts if a.allowed]
    no = WithReason(version=seen.version, reason="Không đủ điều kiện theo quy định")
    assert await status_of(dossiers.act(mine, id_, "refuse", no)) == "own-dossier"
    nameless = msgspec.structs.replace(brought, owner_name=" ")
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(other, nameless, uuid.uuid4().hex)
    assert [e.pointer for e in refused.value.errors] == ["/owner_name"]


_known: dict[str, Person] = {}
