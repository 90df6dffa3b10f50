"""What is put into the queue of a partner arrives there: once, in order, whatever happens."""

import asyncio
import uuid
from typing import Any

import asyncpg
import httpx
import pytest

from backend.connections.adapter import Delivery, Sent
from backend.connections.queueing import enqueue
from tests.api.conftest import eventually
from tests.api.connections.conftest import Running
from tests.api.connections.partners import Example, put, states


async def fault(partner: str, kind: str) -> None:
    """Breaks the partner, or mends it with "none"."""
    async with httpx.AsyncClient() as http:
        assert (await http.post(f"{partner}/faults/partner/{kind}")).status_code == 200


async def test_messages_of_a_subject_arrive_once_and_in_order(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter = Example(partner)
    subjects = [uuid.uuid4() for _ in range(5)]
    for _ in range(2):
        for subject in subjects:
            await put(database, adapter, subject, 4)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=40))
    taken = await adapter.taken()
    assert len({message["id"] for message in taken}) == len(taken) == 40
    for subject in subjects:
        order = [m["n"] for m in taken if m["subject"] == str(subject)]
        assert order == [0, 1, 2, 3, 0, 1, 2, 3]
    row = await database.fetchrow(
        "select * from delivery where adapter_id = $1 order by seq limit 1", adapter.id
    )
    assert row["reference"].startswith("TN-")
    assert (row["attempts"], row["format_version"], row["last_error"]) == (1, "1.2", "")


async def test_a_message_goes_with_its_transaction_and_by_its_key_once(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()

    class Undone(Exception):
        pass

    async def undo() -> None:
        async with database.acquire() as connection, connection.transaction():
            await enqueue(connection, adapter.id, subject, "event", {"n": 0}, "one")
            raise Undone

    with pytest.raises(Undone):
        await undo()
    async with running(adapter):
        for fresh in (True, False):
            async with database.acquire() as connection, connection.transaction():
                put_now = await enqueue(connection, adapter.id, subject, "event", {"n": 1}, "one")
                assert put_now is fresh
        assert await eventually(lambda: _are(database, adapter, sent=1))
    assert [message["n"] for message in await adapter.taken()] == [1]


async def test_words_that_cannot_be_kept_stop_nobody(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    class Odd(Example):
        async def send(self, delivery: Delivery) -> Sent:
            taken = await super().send(delivery)
            return Sent("TN\0" + taken.reference)

    adapter, subject = Odd(partner), uuid.uuid4()
    await put(database, adapter, subject, 3)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=3))
    assert len(await adapter.taken()) == 3, "each once"


async def test_what_a_message_says_is_sealed(database: asyncpg.Pool, partner: str) -> None:
    adapter = Example(partner)
    await put(database, adapter, uuid.uuid4(), name="Nguyễn Văn Mẫu")
    kept = await database.fetchval(
        "select c.payload #>> '{}' from delivery_content c join delivery d on d.id = c.delivery_id "
        "where d.adapter_id = $1",
        adapter.id,
    )
    assert kept.startswith("enc:")


@pytest.mark.criterion("V.8")
@pytest.mark.parametrize("kind", ["500", "gone", "lost_answer"])
async def test_a_partner_that_fails_gets_everything_once_it_is_back(
    database: asyncpg.Pool, partner: str, running: Running, kind: str
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()
    try:
        await fault(partner, kind)
        await put(database, adapter, subject, 3)
        async with running(adapter):
            assert await eventually(lambda: _tried(database, adapter), 10)
            assert not (await states(database, adapter)).get("sent")
            await fault(partner, "none")
            assert await eventually(lambda: _are(database, adapter, sent=3))
    finally:
        await fault(partner, "none")
    assert [message["n"] for message in await adapter.taken()] == [0, 1, 2]


async def test_a_refusal_is_a_dead_letter_that_holds_its_subject_and_nobody_else(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, one, other = Example(partner), uuid.uuid4(), uuid.uuid4()
    await put(database, adapter, one, 1, refuse=True, phone="0912345678")
    await put(database, adapter, one, 1)
    await put(database, adapter, other, 2)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=2, dead=1, waiting=1))
    error = await database.fetchval(
        "select last_error from delivery where adapter_id = $1 and state = 'dead'", adapter.id
    )
    assert "Sai mã đơn vị nhận" in error
    assert {message["subject"] for message in await adapter.taken()} == {str(other)}


async def test_messages_without_order_do_not_wait_for_each_other(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()
    async with database.acquire() as connection, connection.transaction():
        for n, refuse in enumerate((True, False)):
            payload: dict[str, Any] = {"n": n, "refuse": refuse}
            key = f"{subject}:{n}"
            await enqueue(connection, adapter.id, subject, "sms", payload, key, ordered=False)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=1, dead=1))


async def test_an_unmapped_code_waits_and_nothing_is_sent(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()
    await put(database, adapter, subject, 1, code="1.004873")
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, unmapped=1))
    row = await database.fetchrow(
        "select wanted_kind, wanted_code from delivery where adapter_id = $1", adapter.id
    )
    assert tuple(row) == ("procedure", "1.004873")
    assert not await adapter.taken()


async def test_what_may_not_be_repeated_is_maybe_sent_and_never_again(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner, repeatable=False), uuid.uuid4()
    try:
        await fault(partner, "lost_answer")
        await put(database, adapter, subject, 1)
        async with running(adapter):
            assert await eventually(lambda: _are(database, adapter, maybe=1))
            await fault(partner, "none")
            await asyncio.sleep(2)
    finally:
        await fault(partner, "none")
    assert await states(database, adapter) == {"maybe": 1}
    assert len(await adapter.taken()) == 1


async def _are(database: asyncpg.Pool, adapter: Example, **wanted: int) -> bool:
    return await states(database, adapter) == wanted


async def _tried(database: asyncpg.Pool, adapter: Example) -> bool:
    return bool(
        await database.fetchval(
            "select bool_or(attempts > 0 and state = 'waiting') from delivery "
            "where adapter_id = $1",
            adapter.id,
        )
    )
