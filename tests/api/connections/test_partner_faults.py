"""The one switch of the sandbox breaks partners that were there before it, both ways."""

import os
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
import pytest_asyncio

from shared.client import payments
from shared.client.base import ApiProblem
from tests.api.conftest import eventually
from tests.api.test_payments import Citizen, Officer, books, owing, platform, state_of

__all__ = ["platform"]
PAID = {"platform": 25_000, "income": -25_000}


@pytest_asyncio.fixture(loop_scope="session")
async def switch() -> AsyncIterator[httpx.AsyncClient]:
    """The switches of the payment platform's process; mended at the end."""
    base = f"http://127.0.0.1:{os.environ['TEST_PAYMENT_PORT']}/faults"
    async with httpx.AsyncClient(base_url=base) as http:
        yield http
        await http.post("/payment/none")


@pytest.mark.parametrize("kind", ["duplicate", "out_of_order", "wrong_signature"])
async def test_notifications_twice_late_or_forged_book_money_once(
    citizen: Citizen,
    officer: Officer,
    database: asyncpg.Pool,
    platform: httpx.AsyncClient,
    switch: httpx.AsyncClient,
    kind: str,
) -> None:
    me, id_, obligation = await owing(citizen, officer, 36)
    started = await payments.pay(me, obligation)
    assert (await switch.post(f"/payment/{kind}")).json()["payment"] == kind
    forged = "select count(*) from fee_notice where verdict = 'forged'"
    before = await database.fetchval(forged)
    await platform.post(f"/thu/{started.reference}/pay")
    for _ in range(2):
        await platform.post(f"/thu/{started.reference}/tell")
    if kind == "wrong_signature":
        assert await database.fetchval(forged) == before + 2
        assert await state_of(me, id_) == "waiting"
        await payments.check(me, started.reference)

    async def paid() -> bool:
        return await books(database, obligation) == PAID

    assert await eventually(paid)


async def test_a_partner_that_is_gone_comes_back_by_itself_when_its_hour_is_over(
    citizen: Citizen, officer: Officer, switch: httpx.AsyncClient
) -> None:
    me, _id, obligation = await owing(citizen, officer, 36)
    await switch.post("/payment/gone?seconds=3600")
    with pytest.raises(ApiProblem):
        await payments.pay(me, obligation)
    await switch.post("/payment/gone?seconds=0")
    assert (await payments.pay(me, obligation)).reference
