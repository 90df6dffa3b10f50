"""One-time codes, recovery codes, and proving oneself again."""

import asyncio
import time
import uuid
from collections import Counter

import asyncpg
import httpx
import pyotp
import pytest

from tests.api.people import PASSWORD, Person, cookie, enter

Headers = dict[str, str]


async def post(
    http: httpx.AsyncClient, path: str, headers: Headers, body: dict[str, str] | None = None
) -> httpx.Response:
    """A write as the screens do it, with a key."""
    key = {"Idempotency-Key": uuid.uuid4().hex}
    return await http.post(f"/api/v1{path}", json=body or {}, headers=headers | key)


async def enrolled(http: httpx.AsyncClient, headers: Headers) -> tuple[str, list[str]]:
    """The secret of somebody's app and their recovery codes."""
    begun = await post(http, "/me/second-factor", headers)
    assert begun.status_code == 200, begun.text
    secret = begun.json()["secret"]
    # The code before this one, so that this one is still good for signing in.
    code = pyotp.TOTP(secret).at(int(time.time()) - 30)
    done = await post(http, "/me/second-factor/confirm", headers, {"code": code})
    assert done.status_code == 200, done.text
    return secret, done.json()["codes"]


async def long_ago(database: asyncpg.Pool, person: Person) -> None:
    """The person proved themselves an hour ago."""
    await database.execute(
        "update session set stepped_up_at = now() - interval '1 hour' where account_id = $1",
        person.id,
    )


@pytest.mark.criterion("III.6")
async def test_whoever_turned_it_on_needs_a_code_from_then_on(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    here = await cookie(http, person)
    begun = (await post(http, "/me/second-factor", here)).json()
    assert begun["uri"].startswith("otpauth://totp/")
    assert begun["qr"].startswith("data:image/svg+xml")
    wrong = await post(http, "/me/second-factor/confirm", here, {"code": "000000"})
    assert wrong.status_code == 422
    assert (await enter(http, person)).status_code == 200, "not on before a right code"
    secret, codes = await enrolled(http, here)
    assert len(set(codes)) == 10
    stored = await database.fetchval("select totp_secret from account where id = $1", person.id)
    assert secret.encode() not in bytes(stored)
    assert (await enter(http, person)).json()["type"].endswith("code-needed")
    wrong = await enter(http, person, code="123456")
    assert wrong.json()["type"].endswith("code-wrong")
    right = await enter(http, person, code=pyotp.TOTP(secret).now())
    assert right.status_code == 200
    there = {"Cookie": f"motcua_citizen={right.cookies['motcua_citizen']}"}
    seen = (await http.get("/api/v1/sessions", headers=there)).json()
    assert seen[0]["assurance"] == "two_factors"


@pytest.mark.criterion("III.6")
async def test_of_fifty_who_show_one_code_at_once_one_comes_in(
    http: httpx.AsyncClient, person: Person
) -> None:
    secret, _codes = await enrolled(http, await cookie(http, person))
    code = pyotp.TOTP(secret).now()
    answers = await asyncio.gather(
        *(
            enter(http, person, code=code, headers={"X-Forwarded-For": f"203.0.113.{n}"})
            for n in range(50)
        )
    )
    assert Counter(a.status_code for a in answers) == {200: 1, 422: 49}


async def test_a_recovery_code_opens_once(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    _secret, codes = await enrolled(http, await cookie(http, person))
    answers = await asyncio.gather(
        *(
            enter(http, person, code=codes[0].lower(), headers={"X-Forwarded-For": f"10.9.9.{n}"})
            for n in range(20)
        )
    )
    assert Counter(a.status_code for a in answers) == {200: 1, 422: 19}
    assert (await enter(http, person, code="AAAAA-AAAAA")).status_code == 422
    here = await cookie(http, person, code=codes[1])
    left = (await http.get("/api/v1/me/second-factor", headers=here)).json()
    assert (left["enabled"], left["required"], left["recovery_codes_left"]) == (True, False, 8)


async def test_recovery_codes_and_secrets_are_kept_nowhere_in_clear(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    secret, codes = await enrolled(http, await cookie(http, person))
    for table in ("idempotency", "recovery_code", "account", "outbox", "audit_entry"):
        text = await database.fetchval(f"select string_agg(t::text, ' ') from {table} t") or ""
        bodies = ""
        if table == "idempotency":
            bodies = (
                await database.fetchval(
                    "select string_agg(encode(body, 'escape'), ' ') from idempotency"
                )
                or ""
            )
        for clear in (secret, *codes):
            assert clear not in text + bodies, table


@pytest.mark.criterion("III.6")
async def test_an_old_proof_is_asked_for_again_and_then_the_same_act_succeeds(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    here = await cookie(http, person)
    secret, _codes = await enrolled(http, here)
    await long_ago(database, person)
    refused = await post(http, "/me/recovery-codes", here)
    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:motcua:problem:step-up-needed"
    assert (await http.get("/api/v1/session/step-up", headers=here)).json() == {
        "method": "code", "needed": True,
    }  # fmt: skip
    by_password = await post(http, "/session/step-up", here, {"answer": PASSWORD})
    assert by_password.status_code == 422, "a password is not enough for who has a second factor"
    code = pyotp.TOTP(secret).now()
    answers = await asyncio.gather(
        *(post(http, "/session/step-up", here, {"answer": code}) for _ in range(4))
    )
    assert Counter(a.status_code for a in answers) == {200: 1, 422: 3}
    assert (await post(http, "/me/recovery-codes", here)).status_code == 200


async def test_proving_again_counts_for_this_session_alone(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    here, there = await cookie(http, person), await cookie(http, person)
    await long_ago(database, person)
    assert (await http.get("/api/v1/session/step-up", headers=here)).json()["method"] == "password"
    assert (await post(http, "/session/step-up", here, {"answer": PASSWORD})).status_code == 200
    assert (await post(http, "/me/second-factor", here)).status_code == 200
    assert (await post(http, "/me/second-factor", there)).status_code == 403


async def test_guessing_the_proof_is_slowed_down(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    here = await cookie(http, person)
    tries = [
        (await post(http, "/session/step-up", here, {"answer": "sai"})).status_code
        for _ in range(6)
    ]
    assert tries == [422] * 5 + [429]


async def test_a_changed_password_ends_the_other_sessions(
    http: httpx.AsyncClient, person: Person
) -> None:
    here, there = await cookie(http, person), await cookie(http, person)
    fresh = "Hồ sơ nào cũng đúng hẹn"
    body = {"old": "sai mật khẩu", "new": fresh}
    refused = await post(http, "/me/password", here, body)
    assert refused.json()["errors"][0]["pointer"] == "/old"
    weak = await post(http, "/me/password", here, {"old": PASSWORD, "new": person.username})
    assert weak.json()["errors"][0]["pointer"] == "/new"
    done = await post(http, "/me/password", here, {"old": PASSWORD, "new": fresh})
    assert done.status_code == 200
    assert (await http.get("/api/v1/me", headers=here)).status_code == 200
    assert (await http.get("/api/v1/me", headers=there)).status_code == 401
    assert (await enter(http, person)).status_code == 422
    assert (await enter(http, person, password=fresh)).status_code == 200
