"""Tokens of programs: for a proof that is good once, slowly for who guesses or asks too fast."""

import asyncio
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest
from jose import jws

from backend.identity.tokens import SigningKey
from shared.client import partners
from shared.client.base import ApiClient
from tests.api.partners.programs import (
    Program,
    at,
    entered,
    not_given,
    refused,
)
from tests.conftest import ROOT


def proof(key: SigningKey, pem: str, client_id: str, audience: str, **other: Any) -> str:
    """What a program signs to show that it is itself."""
    now = int(time.time())
    claims = {
        "iss": client_id, "sub": client_id, "aud": audience, "iat": now, "exp": now + 120,
        "jti": uuid.uuid4().hex,
    } | other  # fmt: skip
    made: str = jws.sign(claims, pem, headers={"kid": key.kid, "typ": "JWT"}, algorithm="ES256")
    return made


@pytest.mark.criterion("G.10")
async def test_a_program_proves_itself_by_its_own_key_once_a_proof(
    home: httpx.AsyncClient,
    anonymous: ApiClient,
    let_in: Callable[..., Awaitable[Program]],
) -> None:
    key, pem = SigningKey.fresh()
    document = msgspec.json.encode({"keys": [key.public()]}).decode()
    program = await let_in(method="key", keys=document)
    where = (await partners.metadata(anonymous))["token_endpoint"]
    shown = proof(key, pem, program.id, where)
    answers = await asyncio.gather(
        *(partners.token(home, program.id, assertion=shown) for _ in range(10)),
        return_exceptions=True,
    )
    assert Counter(type(a).__name__ for a in answers) == {"AccessToken": 1, "TokenRefused": 9}
    _stranger, other_pem = SigningKey.fresh()
    for wrong in (
        proof(key, other_pem, program.id, where),
        proof(key, pem, program.id, "https://elsewhere.example"),
        proof(key, pem, program.id, where, exp=int(time.time()) + 3600),
        proof(key, pem, str(uuid.uuid4()), where),
        "x.y.z",
    ):
        assert await not_given(partners.token(home, program.id, assertion=wrong)) in (
            "invalid_client",
        )
    assert await not_given(partners.token(home, program.id, "a secret")) == "invalid_client"


async def test_guessing_a_secret_is_slowed_down(
    http: httpx.AsyncClient, let_in: Callable[..., Awaitable[Program]]
) -> None:
    program = await let_in()
    async with at(str(http.base_url), "192.0.2.77") as guesser:
        errors = [
            await not_given(partners.token(guesser, program.id, f"guess {n}")) for n in range(7)
        ]
    assert errors == ["invalid_client"] * 5 + ["slow_down"] * 2


async def test_a_program_that_asks_too_fast_waits(
    home: httpx.AsyncClient, let_in: Callable[..., Awaitable[Program]]
) -> None:
    slow, fast = await let_in(rate_class="low"), await let_in(rate_class="high")
    api = await entered(home, slow)
    answers = [await home.get("/api/v1/partner/self", headers=api._headers) for _ in range(30)]
    counted = Counter(a.status_code for a in answers)
    assert 20 <= counted[200] <= 24
    late = next(a for a in answers if a.status_code == 429)
    assert int(late.headers["retry-after"]) >= 1
    other = await entered(home, fast)
    assert all(
        [(await home.get("/api/v1/partner/self", headers=other._headers)).is_success
         for _ in range(30)]
    )  # fmt: skip


@pytest.mark.criterion("G.10")
async def test_a_new_key_signs_while_tokens_of_the_old_one_hold(
    home: httpx.AsyncClient,
    anonymous: ApiClient,
    let_in: Callable[..., Awaitable[Program]],
    database: asyncpg.Pool,
) -> None:
    program = await let_in()
    old = await entered(home, program)
    before = [entry["kid"] for entry in (await partners.jwks(anonymous))["keys"]]
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", "tokens", "rotate"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Khóa ký mới" in done.stdout
    await asyncio.sleep(5.5)  # how long a process keeps the keys it has read
    keys = (await partners.jwks(anonymous))["keys"]
    assert keys[0]["kid"] not in before
    assert before[0] in {entry["kid"] for entry in keys}
    assert all("d" not in entry and entry["alg"] == "ES256" for entry in keys)
    await partners.who_am_i(old)
    fresh = await entered(home, program)
    await partners.who_am_i(fresh)
    await database.execute(
        "update token_key set retired_at = now() - interval '13 minutes' where kid = $1", before[0]
    )
    await asyncio.sleep(5.5)
    assert await refused(partners.who_am_i(old)) == "invalid-token"
    await partners.who_am_i(fresh)
    sealed = await database.fetchval("select string_agg(sealed, '') from token_key")
    assert "PRIVATE" not in sealed


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"grant_type": "password", "username": "x", "password": "y"},
        {"grant_type": "client_credentials"},
        {"grant_type": "client_credentials", "client_assertion": "a.b.c"},
        {"grant_type": "client_credentials", "client_id": "'; drop table account; --",
         "client_secret": "\x00"},
    ],
)  # fmt: skip
async def test_nonsense_at_the_token_endpoint_is_refused_in_the_words_of_the_standard(
    http: httpx.AsyncClient, form: dict[str, str]
) -> None:
    headers = {"X-Forwarded-For": f"192.0.2.{uuid.uuid4().int % 250}"}
    answer = await http.post("/api/v1/oauth/token", data=form, headers=headers)
    assert answer.status_code in (400, 401)
    assert set(answer.json()) == {"error"}
    assert answer.headers["cache-control"] == "no-store"
