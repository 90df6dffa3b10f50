"""Signing in: what a cookie is, what a code is good for, what a guesser learns."""

import time

import asyncpg
import httpx
import pyotp
import pytest

from backend.identity.sign_in_names import stored_name
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from tests.api.people import a_citizen

OFFICER = "tiepnhan1.luongvantri"


async def enter(http: httpx.AsyncClient, **fields: str) -> httpx.Response:
    """One try to sign in."""
    answer = await http.post("/api/v1/session", json={"password": PASSWORD, **fields})
    http.cookies.clear()
    return answer


def code_of(username: str, step: int = 0) -> str:
    """The code of an officer's app now, or `step` half minutes away."""
    return pyotp.TOTP(totp_secret(username)).at(int(time.time()) + 30 * step)


@pytest.fixture
async def person(database: asyncpg.Pool) -> dict[str, str]:
    """A citizen nobody else uses."""
    found = await a_citizen(database)
    return {"personal_id": found.username, "password": found.password}


async def test_the_cookie_cannot_be_read_by_a_page_and_is_not_what_the_database_holds(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: dict[str, str]
) -> None:
    answer = await enter(http, username=person["personal_id"], password=person["password"])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    token = answer.cookies["motcua_citizen"]
    assert len(token) >= 40
    stored = await database.fetch("select encode(token_hash, 'escape') h from session")
    assert all(token not in row["h"] for row in stored)


async def test_a_session_that_was_ended_is_worth_nothing(
    http: httpx.AsyncClient, person: dict[str, str]
) -> None:
    answer = await enter(http, username=person["personal_id"], password=person["password"])
    headers = {"Cookie": f"motcua_citizen={answer.cookies['motcua_citizen']}"}
    assert (await http.get("/api/v1/me", headers=headers)).status_code == 200
    await http.post("/api/v1/session/end", data={"face": "citizen"}, headers=headers)
    assert (await http.get("/api/v1/me", headers=headers)).status_code == 401


async def test_a_one_time_code_is_good_once(http: httpx.AsyncClient) -> None:
    code = code_of(OFFICER)
    first = await enter(http, username=OFFICER, code=code, face="officer")
    assert first.status_code == 200
    second = await enter(http, username=OFFICER, code=code, face="officer")
    assert second.status_code == 422
    assert second.json()["type"].endswith("code-wrong")
    without = await enter(http, username=OFFICER, face="officer")
    assert without.json()["type"].endswith("code-needed")


async def test_a_guesser_does_not_learn_whether_an_account_exists(
    http: httpx.AsyncClient, person: dict[str, str]
) -> None:
    known = await enter(http, username=person["personal_id"], password="sai")
    unknown = await enter(http, username="020000000000", password="sai")
    wrong_door = await enter(http, username=OFFICER, face="citizen")
    bodies = {(a.status_code, a.json()["type"], a.json()["detail"]) for a in (known, unknown)}
    assert len(bodies) == 1
    assert wrong_door.json()["type"] == known.json()["type"]


async def test_an_idle_session_ends(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: dict[str, str]
) -> None:
    answer = await enter(http, username=person["personal_id"], password=person["password"])
    headers = {"Cookie": f"motcua_citizen={answer.cookies['motcua_citizen']}"}
    await database.execute(
        "update session set last_seen_at = now() - interval '2 hours' where account_id = "
        "(select id from account where username = $1)",
        stored_name(person["personal_id"]),
    )
    assert (await http.get("/api/v1/me", headers=headers)).status_code == 401


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil", "javascript:1"]
)
async def test_the_form_sends_nobody_to_another_site(
    http: httpx.AsyncClient, person: dict[str, str], target: str
) -> None:
    answer = await http.post(
        "/api/v1/session",
        data={"username": person["personal_id"], "password": person["password"], "next": target},
    )
    http.cookies.clear()
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
