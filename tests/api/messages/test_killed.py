"""A worker killed while it sends: no second text message beyond one that is marked as perhaps
sent; letters are tried again under the same number."""

import asyncio
import os
import signal
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from shared.client.base import ApiClient
from tests.api.conftest import Office, eventually
from tests.api.messages.conftest import Break, Somebody, handed_in
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]


async def state(database: asyncpg.Pool, id_: str) -> str:
    """How the queue has the text message of a dossier's acceptance."""
    return str(
        await database.fetchval(
            "select v.state from message_sending s join delivery v on v.key = s.id::text "
            "and v.adapter_id = 'sms' where s.dossier_id = $1 and s.event = 'act.accept'",
            uuid.UUID(id_),
        )
    )


@pytest.mark.criterion("S.12")
async def test_a_worker_killed_while_a_text_is_on_its_way_leaves_a_maybe_and_no_second_text(
    me: Somebody, officer: Officer, services: Services, gateways: Break, database: asyncpg.Pool
) -> None:
    id_ = await handed_in(me, "Kỳ Lừa")
    await gateways("sms", "slow")  # takes the message, and answers after twelve seconds
    await Office(officer, "kylua").accept(id_)

    async def on_its_way() -> Any:
        return await state(database, id_) == "sending"

    assert await eventually(on_its_way, 10)
    await asyncio.sleep(0.5)
    os.kill(services.worker._process.pid, signal.SIGKILL)
    services.worker._process.wait(timeout=10)
    services.worker.start()

    async def maybe() -> Any:
        return await state(database, id_) == "maybe"

    assert await eventually(maybe), await state(database, id_)
    await asyncio.sleep(14)
    texts = [m for m in me.texts(services) if "được tiếp nhận" in m["text"]]
    assert len(texts) <= 1
    assert await state(database, id_) == "maybe", "the queue itself never sends it again"
    if texts:  # the gateway had it after all, and its receipt settles the doubt
        received = await database.fetchval(
            "select received_at from message_sending where dossier_id = $1 "
            "and event = 'act.accept' and medium = 'sms'",
            uuid.UUID(id_),
        )
        assert received is not None
    letters = [m for m in me.letters(services) if "được tiếp nhận" in m["subject"]]
    assert len({m["message_id"] for m in letters}) == 1
