"""Zalo's token is renewed before it ends, once however many ask, and never lost by us."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.connections import registry
from backend.connections.adapter import Unreachable
from backend.connections.watching import watch
from backend.notifications import zalo_tokens
from backend.notifications.adapters.zalo import Zalo
from backend.platform import clock
from backend.platform.database import close_pool, open_pool
from shared.client.base import ApiClient
from tests.api.conftest import eventually
from tests.api.messages.conftest import Break, Somebody, zalo_messages
from tests.api.messages.test_ways import accepted, choose, ledger, lines, map_zalo

Officer = Callable[[str], Awaitable[ApiClient]]
WHERE = "from zalo_token where tenant_id = 'trinh-dien'"


@pytest.fixture
async def renewed(database: asyncpg.Pool, gateways: Break) -> AsyncIterator[str]:
    """A token that holds, and holds again afterwards, whatever a test did to it."""
    await gateways("zalo", "none")
    await open_pool(minimum=1, maximum=8)
    try:
        yield await _whole(database)
        await gateways("zalo", "none")
        await _whole(database)
    finally:
        await close_pool()


async def _whole(database: asyncpg.Pool) -> str:
    async def token() -> Any:
        await database.execute(
            "update zalo_token set asked_at = null where tenant_id = 'trinh-dien' "
            "and failing_since is not null"
        )
        try:
            return await zalo_tokens.access_token()
        except Unreachable:
            return None

    found = await eventually(token)
    assert found, await database.fetchrow(f"select * {WHERE}")
    return str(found)


async def asked() -> dict[str, int]:
    """How often Zalo gave a pair, and how often it refused."""
    url = f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}/zalo/oauth/asked"
    async with httpx.AsyncClient() as client:
        counts: dict[str, int] = (await client.get(url)).json()
    return counts


async def ends_in(database: asyncpg.Pool, seconds: float) -> None:
    """The token in use ends so soon."""
    await database.execute(
        "update zalo_token set expires_at = now() + make_interval(secs => $1), asked_at = null "
        "where tenant_id = 'trinh-dien'",
        seconds,
    )


@pytest.mark.criterion("S.12")
async def test_however_many_ask_one_pair_is_used_once_and_lies_sealed(
    renewed: str, database: asyncpg.Pool
) -> None:
    before = await asked()
    assert await zalo_tokens.renew() == 0, "it holds for long"
    await ends_in(database, 600)  # before it ends
    await asyncio.gather(*(zalo_tokens.renew() for _ in range(8)))

    async def another() -> Any:
        token = await zalo_tokens.access_token()
        return token if token != renewed else None

    assert await eventually(another)
    after = await asked()
    assert after["granted"] == before["granted"] + 1
    assert after["refused"] == before["refused"]
    row = await database.fetchrow(f"select * {WHERE}")
    assert (await zalo_tokens.access_token()) not in str(dict(row))
    assert row["access"].startswith("enc:") and row["following"].startswith("enc:")
    assert timedelta(hours=24) < row["expires_at"] - clock.now() < timedelta(hours=26)
    health = await Zalo().check()
    assert health.ok and "còn hạn đến" in health.words


async def test_a_token_that_zalo_ends_early_is_renewed_and_the_message_goes_once(
    renewed: str, me: Somebody, officer: Officer, database: asyncpg.Pool, gateways: Break
) -> None:
    await map_zalo(database, "act.accept", "375847")
    await choose(me, zalo=True, sms=False, mail=False)
    await gateways("zalo", "ended")
    _office, id_, _code = await accepted(me, officer)

    async def told() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("zalo") and found["zalo"].state == "received" else None

    assert await eventually(told), await ledger(me.api, id_)
    phone = f"84{me.phone[1:]}"
    assert len([m for m in await zalo_messages() if m["phone"] == phone]) == 1
    assert await zalo_tokens.access_token() != renewed


async def test_what_cannot_be_renewed_is_an_alarm_until_it_can(
    renewed: str, database: asyncpg.Pool, gateways: Break
) -> None:
    async def trouble(words: str) -> Any:
        await zalo_tokens.renew()
        return words in (await zalo_tokens.state())[1]

    async def alarm(words: str) -> Any:
        await watch()
        found = await database.fetchval(
            "select words from connection_alarm where adapter_id = 'zalo' and kind = 'key' "
            "and cleared_at is null"
        )
        return words in (found or "") if words else found is None

    await gateways("zalo", "oauth_down")
    await ends_in(database, 600)
    assert await eventually(lambda: trouble("đang thử lại"))
    assert await zalo_tokens.access_token() == renewed, "it holds yet"
    await gateways("zalo", "bad_refresh")
    await ends_in(database, -1)
    with pytest.raises(Unreachable):
        await zalo_tokens.access_token()
    assert await eventually(lambda: trouble("MOTCUA_ZALO_REFRESH_TOKEN"))
    health = await Zalo().check()
    assert not health.ok and "MOTCUA_ZALO_REFRESH_TOKEN" in health.words
    registry.register(Zalo())
    try:
        assert await eventually(lambda: alarm("MOTCUA_ZALO_REFRESH_TOKEN"))
        await gateways("zalo", "none")
        await _whole(database)
        assert await eventually(lambda: alarm(""))
    finally:
        registry.forget("zalo")


async def test_another_refresh_token_of_an_operator_takes_the_place_of_the_kept_one(
    renewed: str, database: asyncpg.Pool
) -> None:
    row = await database.fetchrow(f"select * {WHERE}")
    await database.execute(
        "update zalo_token set seed = $1 where tenant_id = 'trinh-dien'", uuid.uuid4().hex
    )
    await zalo_tokens.renew()  # what the settings say now is tried, and was used long ago
    now = await database.fetchrow(f"select * {WHERE}")
    assert now["seed"] == row["seed"] and now["access"] == ""
    assert "chỉ dùng một lần" in now["failure"]
    await database.execute(  # as it was
        "update zalo_token set access = $1, following = $2, expires_at = $3, life_seconds = $4, "
        "renewed_at = $5, failing_since = null, failure = '' where tenant_id = 'trinh-dien'",
        row["access"], row["following"], row["expires_at"], row["life_seconds"],
        row["renewed_at"],
    )  # fmt: skip
    assert await zalo_tokens.access_token() == renewed
