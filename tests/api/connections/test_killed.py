"""A worker is killed while it sends: nothing is lost, and no harm goes out twice."""

import os
import signal
import subprocess
import sys
import uuid

import asyncpg
import pytest

from backend.settings import ROOT
from tests.api.conftest import eventually
from tests.api.connections.conftest import Running
from tests.api.connections.partners import Example, put, states

WORKER = "tests.api.connections.worker"


@pytest.mark.criterion("V.8")
async def test_a_repeat_after_kill_9_is_known_to_the_partner_by_its_id(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter = Example(partner, repeatable=True, concurrency=2)
    await _killed_while_sending(database, adapter, 6)
    before = len(await adapter.taken())
    assert before >= 1
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=6))
    taken = await adapter.taken()
    assert len({message["id"] for message in taken}) == len(taken) == 6
    tried = await database.fetchval(
        "select max(attempts) from delivery where adapter_id = $1", adapter.id
    )
    assert tried == 2, "what was on its way went again"


@pytest.mark.criterion("V.8")
async def test_what_may_not_be_repeated_is_maybe_after_kill_9_and_no_more_than_was_on_the_wire(
    database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter = Example(partner, repeatable=False, concurrency=1)
    await _killed_while_sending(database, adapter, 6)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, maybe=1, sent=5))
    taken = await adapter.taken()
    calls = [message["id"] for message in taken]
    assert len(calls) == len(set(calls)) == 6, "each once at the partner's, the maybe too"
    row = await database.fetchrow(
        "select attempts, last_error from delivery where adapter_id = $1 and state = 'maybe'",
        adapter.id,
    )
    assert row["attempts"] == 1
    assert "dừng giữa chừng" in row["last_error"]


async def _killed_while_sending(database: asyncpg.Pool, adapter: Example, count: int) -> None:
    """So many messages of different subjects; the worker dies while the first is on its way."""
    await put(database, adapter, uuid.uuid4(), 1, answers_after=20)
    for _ in range(count - 1):
        await put(database, adapter, uuid.uuid4(), 1)
    kind = "repeatable" if adapter.repeatable else "once"
    worker = subprocess.Popen(  # noqa: ASYNC220  # started, not waited for
        [sys.executable, "-m", WORKER, adapter.settings.url, adapter.id, kind],
        cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
    )
    try:
        assert await eventually(lambda: _arrived(adapter))
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert (await states(database, adapter)).get("sending")


async def _arrived(adapter: Example) -> bool:
    return bool(await adapter.taken())


async def _are(database: asyncpg.Pool, adapter: Example, **wanted: int) -> bool:
    return await states(database, adapter) == wanted
