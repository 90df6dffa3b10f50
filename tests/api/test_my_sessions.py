"""Where somebody is signed in: seen, ended one by one, ended all at once."""

from datetime import timedelta

import asyncpg
import httpx
import pytest

from backend.identity.policy import PROFILES
from backend.identity.sessions import device
from tests.api.people import Person, cookie, enter

PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 "
    "Mobile Safari/537.36"
)


@pytest.mark.criterion("II.18")
async def test_somebody_sees_where_they_are_signed_in_and_ends_what_is_not_theirs(
    http: httpx.AsyncClient, person: Person
) -> None:
    there = await enter(
        http, person, headers={"User-Agent": PHONE, "X-Forwarded-For": "203.0.113.9"}
    )
    elsewhere = {"Cookie": f"motcua_citizen={there.cookies['motcua_citizen']}"}
    here = await cookie(http, person)
    seen = (await http.get("/api/v1/sessions", headers=here)).json()
    assert [(s["current"], s["device"]) for s in seen] == [
        (True, "python-httpx"), (False, "Chrome trên Android"),
    ]  # fmt: skip
    assert seen[1]["address"] == "203.0.113.9"
    assert seen[1]["assurance_label"] == "Mật khẩu"
    url = f"/api/v1/sessions/{seen[1]['id']}/end"
    assert (await http.post(url, json={}, headers=here)).status_code == 200
    assert (await http.get("/api/v1/me", headers=elsewhere)).status_code == 401
    assert (await http.get("/api/v1/me", headers=here)).status_code == 200


async def test_a_session_of_somebody_else_is_not_there(
    http: httpx.AsyncClient, person: Person, another: Person
) -> None:
    theirs = await cookie(http, person)
    seen = (await http.get("/api/v1/sessions", headers=theirs)).json()
    mine = await cookie(http, another)
    answer = await http.post(f"/api/v1/sessions/{seen[0]['id']}/end", json={}, headers=mine)
    assert answer.status_code == 404
    assert (await http.get("/api/v1/me", headers=theirs)).status_code == 200


async def test_all_others_end_and_this_one_stays(http: httpx.AsyncClient, person: Person) -> None:
    others = [await cookie(http, person) for _ in range(3)]
    here = await cookie(http, person)
    answer = await http.post("/api/v1/sessions/end-others", json={}, headers=here)
    assert answer.json() == {"count": 3}
    for other in others:
        assert (await http.get("/api/v1/me", headers=other)).status_code == 401
    assert (await http.get("/api/v1/me", headers=here)).status_code == 200


async def test_signing_in_again_in_the_same_browser_gives_a_new_id_and_ends_the_old(
    http: httpx.AsyncClient, person: Person
) -> None:
    before = await cookie(http, person)
    answer = await enter(http, person, headers=before)
    assert answer.cookies["motcua_citizen"] not in before["Cookie"]
    assert (await http.get("/api/v1/me", headers=before)).status_code == 401


@pytest.mark.criterion("II.18")
@pytest.mark.parametrize("column", ["disabled_at", "locked_at"])
async def test_whoever_is_disabled_is_out_of_every_session_at_once(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, column: str
) -> None:
    sessions = [await cookie(http, person) for _ in range(2)]
    await database.execute(f"update account set {column} = now() where id = $1", person.id)
    for session in sessions:
        assert (await http.get("/api/v1/me", headers=session)).status_code == 401


@pytest.mark.parametrize(("silent", "status"), [(895, 200), (905, 401)])
async def test_silence_ends_a_session_by_the_profile_it_was_opened_under(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, silent: int, status: int
) -> None:
    here = await cookie(http, person)
    await database.execute(
        "update session set idle_seconds = 900, last_seen_at = now() - make_interval(secs => $2) "
        "where account_id = $1",
        person.id,
        silent,
    )
    assert (await http.get("/api/v1/me", headers=here)).status_code == status


def test_profiles_keep_to_the_standard() -> None:
    for name in ("level3", "level4"):
        profile = PROFILES[name]
        admin = profile.idle(officer=True, roles=frozenset({"system_admin", "specialist"}))
        assert admin <= timedelta(minutes=5)
        assert profile.idle(officer=True, roles=frozenset({"leader"})) <= timedelta(minutes=15)
        assert profile.idle(officer=False, roles=frozenset()) <= timedelta(minutes=15)
        assert profile.absolute(officer=True) <= timedelta(hours=12)
        assert profile.sleeping <= timedelta(days=45)


async def test_nobody_is_signed_in_by_a_foreign_page(
    http: httpx.AsyncClient, person: Person
) -> None:
    answer = await enter(http, person, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_device_is_told_in_words() -> None:
    assert device(PHONE) == "Chrome trên Android"
    assert device("") == "Không rõ thiết bị"
