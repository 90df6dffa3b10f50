"""Signing in with the national identity, against a provider that can be told to do wrong."""

import asyncio
import os
import uuid
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest

from tests.api.national_way import START, Way, back, go, issuer, me, problem, somebody
from tests.api.people import PASSWORD, Person, cookie, enter


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> Any:
    """A client that follows nothing and keeps no cookies."""
    async with httpx.AsyncClient(base_url=str(http.base_url), timeout=20) as client:
        yield client
        await client.post(f"{issuer()}/fault/none")


@pytest.mark.criterion("S.2")
@pytest.mark.criterion("III.6")
@pytest.mark.criterion("G.1")
async def test_somebody_new_comes_in_and_has_an_account_of_their_level(
    browser: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    person = somebody()
    answer = await back(browser, await go(browser, person, "/tim-kiem/?q=khai+sinh"))
    assert answer.headers["location"] == "/tim-kiem/?q=khai+sinh"
    who = await me(browser, answer)
    assert (who["username"], who["full_name"]) == (person["SoDinhDanh"], person["HoVaTen"])
    seen = (await browser.get("/api/v1/sessions", headers=who["headers"])).json()
    assert seen[0]["assurance"] == "national_2"
    proof = (await browser.get("/api/v1/identity-proof", headers=who["headers"])).json()
    assert proof["proven"] is True, "level 2 is the card in hand (NĐ 69/2024/NĐ-CP Điều 9)"
    again = await back(browser, await go(browser, person))
    assert (await me(browser, again))["id"] == who["id"], "the same person, the same account"
    linked = await database.fetch(
        "select how from national_identity where account_id = $1", uuid.UUID(who["id"])
    )
    assert [row["how"] for row in linked] == ["opened"]
    no_password = await enter(browser, Person(person["SoDinhDanh"]), password="")
    assert no_password.status_code == 422


async def test_the_first_level_is_kept_as_the_first_level(browser: httpx.AsyncClient) -> None:
    who = await me(browser, await back(browser, await go(browser, somebody(IAL=1))))
    seen = (await browser.get("/api/v1/sessions", headers=who["headers"])).json()
    assert seen[0]["assurance"] == "national_1"
    proof = (await browser.get("/api/v1/identity-proof", headers=who["headers"])).json()
    assert proof["proven"] is False


async def test_an_enterprise_comes_in_by_its_tax_code(browser: httpx.AsyncClient) -> None:
    tax = f"49{uuid.uuid4().int % 10**8:08d}"
    person = somebody(LoaiTaiKhoan=2, MaSoThue=tax, TenDoanhNghiep="Công ty TNHH Mẫu")
    who = await me(browser, await back(browser, await go(browser, person)))
    assert (who["kind"], who["username"], who["full_name"]) == (
        "organisation", tax, "Công ty TNHH Mẫu",
    )  # fmt: skip


@pytest.mark.criterion("S.2")
@pytest.mark.parametrize(
    "fault",
    ["wrong_nonce", "wrong_issuer", "wrong_audience", "expired", "alg_none", "foreign_key",
     "no_number"],
)  # fmt: skip
async def test_a_provider_that_does_wrong_lets_nobody_in(
    browser: httpx.AsyncClient, fault: str
) -> None:
    await browser.post(f"{issuer()}/fault/{fault}")
    assert problem(await back(browser, await go(browser, somebody()))) == "vneid-sai"
    await browser.post(f"{issuer()}/fault/none")
    assert "motcua_citizen" in (await back(browser, await go(browser, somebody()))).cookies


async def test_new_keys_of_the_provider_are_fetched(browser: httpx.AsyncClient) -> None:
    await back(browser, await go(browser, somebody()))
    # The keys were just read; they are asked for again only after a few seconds.
    for _ in range(15):
        await browser.post(f"{issuer()}/fault/rotated")
        answer = await back(browser, await go(browser, somebody()))
        await browser.post(f"{issuer()}/fault/none")
        if "motcua_citizen" in answer.cookies:
            return
        await asyncio.sleep(1)
    raise AssertionError("the new key was never fetched")


async def test_a_provider_that_is_away_is_said_so(browser: httpx.AsyncClient) -> None:
    way = await go(browser, somebody())
    await browser.post(f"{issuer()}/fault/down")
    assert problem(await back(browser, way)) == "vneid-ban"


@pytest.mark.criterion("S.2")
async def test_a_way_back_is_good_once_even_for_twenty_at_once(browser: httpx.AsyncClient) -> None:
    way = await go(browser, somebody())
    answers = await asyncio.gather(*(back(browser, way) for _ in range(20)))
    came_in = ["motcua_citizen" in answer.headers.get("set-cookie", "") for answer in answers]
    locations = Counter("loi" not in a.headers["location"] for a in answers)
    assert locations == {True: 1, False: 19}
    assert any(came_in)


async def test_a_code_is_good_once_at_the_provider_too(browser: httpx.AsyncClient) -> None:
    first, second = await go(browser, somebody()), await go(browser, somebody())
    code = parse_qs(urlsplit(first.back).query)["code"][0]
    assert "motcua_citizen" in (await back(browser, first)).cookies
    assert problem(await back(browser, second, code=code)) == "vneid-sai"


async def test_a_code_of_another_sign_in_does_not_fit_the_verifier(
    browser: httpx.AsyncClient,
) -> None:
    first, second = await go(browser, somebody()), await go(browser, somebody())
    code = parse_qs(urlsplit(first.back).query)["code"][0]
    assert problem(await back(browser, second, code=code)) == "vneid-sai"


@pytest.mark.criterion("S.2")
async def test_nobody_is_signed_in_by_a_link_of_somebody_else(browser: httpx.AsyncClient) -> None:
    way = await go(browser, somebody())
    without = Way({}, way.back)
    assert problem(await back(browser, without)) == "vneid-sai"
    other = await go(browser, somebody())
    crossed = Way(other.cookies, way.back)
    assert problem(await back(browser, crossed)) == "vneid-sai"
    assert problem(await back(browser, way, state="doan-mo")) == "vneid-sai"


async def test_the_way_leads_to_no_other_site(browser: httpx.AsyncClient) -> None:
    answer = await back(browser, await go(browser, somebody(), "//evil.example"))
    assert answer.headers["location"] == "/ho-so/"


def ticket_of(answer: httpx.Response) -> dict[str, str]:
    assert answer.headers["location"] == "/dang-nhap/lien-ket/"
    assert "motcua_citizen" not in answer.cookies
    return {"Cookie": f"motcua_national_ticket={answer.cookies['motcua_national_ticket']}"}


@pytest.mark.criterion("S.2")
async def test_a_local_account_is_joined_by_its_password_once_and_provably(
    browser: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    identity = somebody(SoDinhDanh=person.username)
    ticket = ticket_of(await back(browser, await go(browser, identity)))
    waiting = (await browser.get(f"{START}/pending", headers=ticket)).json()
    assert waiting == {"full_name": identity["HoVaTen"], "ending": person.username[-4:]}
    url = f"{START}/merge"
    wrong = await browser.post(url, data={"password": "sai"}, headers=ticket)
    assert wrong.headers["location"] == "/dang-nhap/lien-ket/?loi=password-wrong"
    browser.cookies.clear()
    joined = await browser.post(url, data={"password": PASSWORD}, headers=ticket)
    browser.cookies.clear()
    assert (await me(browser, joined))["id"] == str(person.id)
    again = await browser.post(url, data={"password": PASSWORD}, headers=ticket)
    assert "vneid-het" in again.headers["location"]
    proof = await database.fetchrow(
        "select i.how, encode(i.token_digest, 'hex') as digest, s.assurance, "
        "encode(s.national_token, 'hex') as opened_by, (select e.detail ->> 'token_sha256' "
        "from audit_entry e where e.subject_id = $1 and e.action = 'national_identity.merged') "
        "as written from national_identity i join session s on s.account_id = i.account_id "
        "where i.account_id = $1",
        person.id,
    )
    assert proof["how"] == "merged"
    assert proof["digest"] == proof["opened_by"] == proof["written"]
    assert (await enter(browser, person)).status_code == 200, "the password stays good"
    straight = await back(browser, await go(browser, identity))
    assert (await me(browser, straight))["id"] == str(person.id)


async def test_who_proves_the_number_takes_back_an_account_somebody_else_opened_under_it(
    browser: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    squatter = await cookie(browser, person)
    identity = somebody(SoDinhDanh=person.username)
    ticket = ticket_of(await back(browser, await go(browser, identity)))
    url, form = f"{START}/merge", {"how": "take_over"}
    joined = await browser.post(url, data=form, headers=ticket)
    browser.cookies.clear()
    assert (await me(browser, joined))["id"] == str(person.id)
    assert (await browser.get("/api/v1/me", headers=squatter)).status_code == 401
    assert (await enter(browser, person)).status_code == 422, "the squatter's password is gone"


async def test_the_first_level_does_not_take_an_account_over(
    browser: httpx.AsyncClient, person: Person
) -> None:
    identity = somebody(SoDinhDanh=person.username, IAL=1)
    ticket = ticket_of(await back(browser, await go(browser, identity)))
    answer = await browser.post(f"{START}/merge", data={"how": "take_over"}, headers=ticket)
    assert "level-too-low" in answer.headers["location"]
    assert (await enter(browser, person)).status_code == 200


async def test_a_disabled_account_is_not_opened_by_the_national_identity(
    browser: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    identity = somebody()
    who = await me(browser, await back(browser, await go(browser, identity)))
    await database.execute(
        "update account set disabled_at = now() where id = $1", uuid.UUID(who["id"])
    )
    assert problem(await back(browser, await go(browser, identity))) == "vneid-sai"


@pytest.mark.criterion("S.2")
async def test_signing_out_is_offered_at_the_provider_as_well(browser: httpx.AsyncClient) -> None:
    identity = somebody()
    who = await me(browser, await back(browser, await go(browser, identity)))
    out = await browser.post(
        "/api/v1/session/end", data={"face": "citizen"}, headers=who["headers"]
    )
    assert out.headers["location"] == "/dang-xuat/"
    assert (await browser.get("/api/v1/me", headers=who["headers"])).status_code == 401
    hint = out.cookies["motcua_national_hint"]
    browser.cookies.clear()
    away = await browser.get(f"{START}/end", headers={"Cookie": f"motcua_national_hint={hint}"})
    url = away.headers["location"]
    assert url.startswith(f"{issuer()}/logout?")
    assert identity["SoDinhDanh"] not in url
    ended = await browser.get(url)
    assert ended.headers["location"] == os.environ["MOTCUA_CITIZEN_URL"] + "/"
    assert hint in (await browser.get(f"{issuer()}/signed-out")).json()


async def test_whoever_has_no_password_proves_themselves_again_at_the_provider(
    browser: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    identity = somebody()
    who = await me(browser, await back(browser, await go(browser, identity)))
    await database.execute(
        "update session set stepped_up_at = now() - interval '1 hour' where account_id = $1",
        uuid.UUID(who["id"]),
    )
    url = "/api/v1/me/second-factor"
    refused = await browser.post(url, json={}, headers=who["headers"])
    assert refused.json()["type"].endswith("step-up-needed")
    asked = await browser.get("/api/v1/session/step-up", headers=who["headers"])
    assert asked.json() == {"method": "national", "needed": True}
    empty = await browser.post(
        "/api/v1/session/step-up", json={"answer": " "}, headers=who["headers"]
    )
    assert empty.status_code == 422
    fresh = await me(browser, await back(browser, await go(browser, identity)))
    assert (await browser.post(url, json={}, headers=fresh["headers"])).status_code == 200
