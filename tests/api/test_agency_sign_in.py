"""Officers come in by their agency's own provider: linked by an administrator, with our second
factor unless two persons decided otherwise."""

import os
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pyotp
import pytest

from backend.organisation.demo.seed_organisation import totp_secret
from backend.sandbox.agency import CLIENT_ID, CLIENT_SECRET
from shared.client import agency_providers as providers
from shared.client import identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.agency_providers import LinkOfficer, ProposeProvider
from tests.api.national_way import Way, back, go

Officer = Callable[[str], Awaitable[ApiClient]]
PATH = "/api/v1/session/agency"
WHO = "chuyenvien2.vanhoa.luongvantri"


def issuer() -> str:
    return f"http://127.0.0.1:{os.environ['TEST_AGENCY_PORT']}/co-quan"


async def refused(call: Awaitable[Any]) -> str:
    with pytest.raises(ApiProblem) as problem:
        await call
    return problem.value.problem.type.rsplit(":", 1)[-1]


def said(answer: httpx.Response) -> str:
    """What the sign-in page is told; nobody came in."""
    assert answer.status_code == 303
    assert "motcua_officer" not in answer.cookies
    return parse_qs(urlsplit(answer.headers["location"]).query).get("loi", [""])[0]


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> Any:
    async with httpx.AsyncClient(base_url=str(http.base_url), timeout=20) as client:
        yield client
        await client.post(f"{issuer()}/fault/none")


@pytest.fixture
def with_provider(
    officer: Officer, database: asyncpg.Pool
) -> Callable[..., Awaitable[tuple[str, str]]]:
    """A provider let in by two, and an officer linked; ids of the provider and the subject."""

    async def work(*, vouches: bool = False) -> tuple[str, str]:
        # One provider a tenant and issuer: the one of the test before makes room.
        await database.execute(
            "update agency_provider set ended_at = now() where issuer = $1 and ended_at is null",
            issuer(),
        )
        admin, leader = await officer("quantri.ubndtinh"), await officer("lanhdao.luongvantri")
        agency = (await identity.me(leader)).roles[0].agency_id
        wanted = ProposeProvider(
            agency, "Cổng nội bộ Lương Văn Tri", issuer(), CLIENT_ID, CLIENT_SECRET, vouches
        )
        await providers.propose(admin, wanted)
        found = next(p for p in await providers.providers(admin) if p.state == "waiting")
        assert await refused(providers.decide(admin, found.id, True)) == "second-person-needed"
        await providers.decide(leader, found.id, True)
        subject = f"cv-{uuid.uuid4().hex[:8]}"
        await providers.link(admin, found.id, LinkOfficer(WHO, subject))
        return found.id, subject

    return work


async def way(browser: httpx.AsyncClient, id_: str, subject: str, *amr: str) -> Way:
    person = {"sub": subject, "name": "Cán bộ Mẫu", "amr": list(amr) or ["pwd"]}
    return await go(browser, person, "/nhac-viec/", start=f"{PATH}/{id_}", provider=issuer())


async def code(
    browser: httpx.AsyncClient, database: asyncpg.Pool, ticket: str, digits: str = ""
) -> httpx.Response:
    """The form for our own code."""
    await database.execute("update account set totp_last_step = 0 where username = $1", WHO)
    answer = await browser.post(
        f"{PATH}/code",
        data={"code": digits or pyotp.TOTP(totp_secret(WHO)).now()},
        headers={"Cookie": f"motcua_agency_ticket={ticket}"},
    )
    browser.cookies.clear()
    return answer


@pytest.mark.criterion("II.18")
@pytest.mark.criterion("G.10")
async def test_an_officer_comes_in_by_the_agency_and_shows_our_second_factor(
    browser: httpx.AsyncClient,
    database: asyncpg.Pool,
    with_provider: Callable[..., Awaitable[tuple[str, str]]],
) -> None:
    id_, subject = await with_provider()
    offers = (await browser.get(f"{PATH}/offers")).json()
    assert id_ in {offer["id"] for offer in offers}
    # The provider says that a factor was shown; nobody decided that its word is taken.
    asked = await back(browser, await way(browser, id_, subject, "mfa"))
    assert asked.headers["location"] == "/dang-nhap/ma-xac-thuc/"
    assert "motcua_officer" not in asked.cookies
    ticket = asked.cookies["motcua_agency_ticket"]
    assert said(await code(browser, database, ticket, "000000")) == "sai-ma"
    opened = await code(browser, database, ticket)
    assert opened.headers["location"] == "/nhac-viec/"
    headers = {"Cookie": f"motcua_officer={opened.cookies['motcua_officer']}"}
    assert (await browser.get("/api/v1/me", headers=headers)).json()["username"] == WHO
    sessions = (await browser.get("/api/v1/sessions", headers=headers)).json()
    assert sessions[0]["assurance"] == "two_factors"
    assert said(await code(browser, database, ticket)) == "co-quan-het", "a ticket is good once"


async def test_a_provider_that_two_decided_to_believe_vouches_for_the_factor_it_saw(
    browser: httpx.AsyncClient, with_provider: Callable[..., Awaitable[tuple[str, str]]]
) -> None:
    id_, subject = await with_provider(vouches=True)
    opened = await back(browser, await way(browser, id_, subject, "pwd", "otp"))
    assert opened.headers["location"] == "/nhac-viec/"
    assert "motcua_officer" in opened.cookies
    asked = await back(browser, await way(browser, id_, subject, "pwd"))
    assert asked.headers["location"] == "/dang-nhap/ma-xac-thuc/"


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize(
    "fault", ["wrong_nonce", "wrong_issuer", "wrong_audience", "expired", "alg_none", "foreign_key"]
)
async def test_an_agency_that_does_wrong_lets_nobody_in(
    browser: httpx.AsyncClient,
    with_provider: Callable[..., Awaitable[tuple[str, str]]],
    fault: str,
) -> None:
    id_, subject = await with_provider(vouches=True)
    await browser.post(f"{issuer()}/fault/{fault}")
    assert said(await back(browser, await way(browser, id_, subject, "mfa"))) == "co-quan-sai"


async def test_strangers_ways_and_replays_lead_nowhere(
    browser: httpx.AsyncClient,
    database: asyncpg.Pool,
    officer: Officer,
    with_provider: Callable[..., Awaitable[tuple[str, str]]],
) -> None:
    id_, subject = await with_provider(vouches=True)
    stranger = await way(browser, id_, "khong-ai", "mfa")
    assert said(await back(browser, stranger)) == "co-quan-sai"
    good = await way(browser, id_, subject, "mfa")
    elsewhere = Way({"motcua_agency_state": "x"}, good.back)
    assert said(await back(browser, elsewhere)) == "co-quan-sai"
    assert "motcua_officer" in (await back(browser, good)).cookies
    assert said(await back(browser, good)) == "co-quan-sai"
    # The way of one provider does not end at the door of the other.
    mixed = await way(browser, id_, subject, "mfa")
    query = urlsplit(mixed.back).query
    state = mixed.cookies["motcua_agency_state"]
    crossed = await browser.get(
        f"/api/v1/session/national/callback?{query}",
        headers={"Cookie": f"motcua_national_state={state}"},
    )
    browser.cookies.clear()
    assert "motcua_citizen" not in crossed.cookies
    await database.execute("update account set locked_at = now() where username = $1", WHO)
    try:
        answer = await back(browser, await way(browser, id_, subject, "mfa"))
        assert said(answer) == "co-quan-sai"
    finally:
        await database.execute("update account set locked_at = null where username = $1", WHO)


async def test_unlinking_ends_sessions_and_the_way_in(
    browser: httpx.AsyncClient,
    officer: Officer,
    with_provider: Callable[..., Awaitable[tuple[str, str]]],
) -> None:
    id_, subject = await with_provider(vouches=True)
    admin = await officer("quantri.ubndtinh")
    opened = await back(browser, await way(browser, id_, subject, "mfa"))
    headers = {"Cookie": f"motcua_officer={opened.cookies['motcua_officer']}"}
    shown = next(p for p in await providers.providers(admin) if p.id == id_)
    assert [o.username for o in shown.officers] == [WHO]
    again = providers.link(admin, id_, LinkOfficer(WHO, "khac"))
    assert await refused(again) == "already-linked"
    own = providers.link(admin, id_, LinkOfficer("quantri.ubndtinh", "toi"))
    assert await refused(own) == "rule-broken"
    elsewhere = providers.link(admin, id_, LinkOfficer("lanhdao.dongkinh", "ai"))
    assert await refused(elsewhere) == "rule-broken"
    await providers.unlink(admin, id_, shown.officers[0].id)
    assert (await browser.get("/api/v1/me", headers=headers)).status_code == 401
    assert said(await back(browser, await way(browser, id_, subject, "mfa"))) == "co-quan-sai"
    leader = await officer("lanhdao.luongvantri")
    await providers.end(leader, id_)
    assert (await browser.get(f"{PATH}/{id_}")).status_code == 404
    offers = (await browser.get(f"{PATH}/offers")).json()
    assert id_ not in {offer["id"] for offer in offers}


async def test_an_agency_that_is_away_is_said_so(
    browser: httpx.AsyncClient, with_provider: Callable[..., Awaitable[tuple[str, str]]]
) -> None:
    id_, subject = await with_provider()
    there = await way(browser, id_, subject)
    await browser.post(f"{issuer()}/fault/down")
    assert said(await back(browser, there)) == "co-quan-ban"
