"""`python -m tests.bench.pumping ours|bare N`: empties a full queue; prints messages a second.

`python -m tests.bench.pumping eight URL [FAULT]`: 10,000 messages to eight partners over HTTP, the
first of them with a fault; prints the milliseconds from event to answer of the others.
"""

import asyncio
import json
import os
import sys
import time
import uuid
from collections import defaultdict
from datetime import timedelta

import asyncpg
import httpx
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver, AsyncpgPoolDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from backend.connections import registry
from backend.connections.adapter import Adapter, Delivery, Sent
from backend.connections.queueing import Letter, enqueue_many
from backend.connections.sending import pump
from backend.platform.database import close_pool, fetch_value, open_pool, transaction
from backend.settings import settings
from tests.api.connections.partners import Example

PARTNERS, SUBJECTS = 8, 400
EVENTS = int(os.environ.get("BENCH_EVENTS", "10000"))
BATCH = 500


class Nothing(Adapter):
    """A partner that takes everything at once."""

    def __init__(self, id_: str) -> None:
        self.id = self.name = id_

    async def send(self, delivery: Delivery) -> Sent:
        return Sent()


def letters(ids: list[str], count: int) -> list[Letter]:
    """So many messages, each partner in turn, each subject's in order."""
    subjects = [uuid.uuid4() for _ in range(SUBJECTS)]
    return [
        Letter(
            adapter_id=ids[n % len(ids)],
            subject_id=subjects[(n // len(ids)) % SUBJECTS],
            kind="event",
            key=uuid.uuid4().hex,
            payload={"n": n, "dossier": "H37.01-261126-0001", "state": "4"},
        )
        for n in range(count)
    ]


async def put(wanted: list[Letter]) -> None:
    """Into the queue, as many transactions."""
    for start in range(0, len(wanted), BATCH):
        async with transaction() as connection:
            await enqueue_many(connection, wanted[start : start + BATCH])


async def until(ids: list[str], wanted: int, seconds: float) -> None:
    """Waits for so many messages to be sent. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    sql = "select count(*) from delivery where adapter_id = any($1::text[]) and state = 'sent'"
    while await fetch_value(sql, ids) < wanted:
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.05)


async def ours(count: int) -> float:
    """Messages a second of our queue, one worker, partners that answer at once."""
    await open_pool(2, 10)
    ids = [f"bench:{uuid.uuid4().hex[:8]}" for _ in range(PARTNERS)]
    for id_ in ids:
        registry.register(Nothing(id_))
    await put(letters(ids, count))
    stop = asyncio.Event()
    started = time.perf_counter()
    pumping = asyncio.create_task(pump(stop))
    await until(ids, count, 120)
    spent = time.perf_counter() - started
    stop.set()
    await pumping
    await close_pool()
    return count / spent


async def bare(count: int) -> float:
    """Jobs a second of the queue library alone, one worker, a handler that does nothing."""
    pool = await asyncpg.create_pool(settings().database_url, min_size=2, max_size=10)
    queue = PgQueuer(AsyncpgPoolDriver(pool))
    name, done, all_done = f"bench{uuid.uuid4().hex[:8]}", 0, asyncio.Event()

    @queue.entrypoint(name)  # type: ignore[untyped-decorator]
    async def work(_job: Job) -> None:
        nonlocal done
        done += 1
        if done == count:
            all_done.set()

    payload = json.dumps({"n": 1, "dossier": "H37.01-261126-0001", "state": "4"}).encode()
    async with pool.acquire() as connection:
        for start in range(0, count, BATCH):
            size = min(BATCH, count - start)
            driver = Queries(AsyncpgDriver(connection))
            await driver.enqueue([name] * size, [payload] * size, [0] * size)
    started = time.perf_counter()
    running = asyncio.create_task(queue.run(batch_size=50, dequeue_timeout=timedelta(seconds=1)))
    async with asyncio.timeout(120):
        await all_done.wait()
    spent = time.perf_counter() - started
    queue.shutdown.set()
    await running
    await pool.close()
    return count / spent


async def eight(url: str, fault: str) -> dict[str, float]:
    """Eight partners, the first broken: the others' milliseconds, and what recovery brought."""
    await open_pool(2, 10)
    run = uuid.uuid4().hex[:6]
    names = ["dead", *(f"alive{n}" for n in range(1, PARTNERS))]
    adapters = [Example(url, f"{name}-{run}", concurrency=8, timeout=30) for name in names]
    for adapter in adapters:
        registry.register(adapter)
    first, others = adapters[0], adapters[1:]
    async with httpx.AsyncClient() as http:
        if fault:
            await http.post(f"{url}/faults/dead/{fault}")
        wanted = letters([adapter.id for adapter in adapters], EVENTS)
        await put(wanted)
        stop = asyncio.Event()
        started = time.perf_counter()
        pumping = asyncio.create_task(pump(stop))
        ids = [adapter.id for adapter in others]
        await until(ids, EVENTS * 7 // 8, 240)
        drained = time.perf_counter() - started
        p95 = await fetch_value(
            "select percentile_cont(0.95) within group (order by extract(epoch from "
            "sent_at - created_at) * 1000) from delivery where adapter_id = any($1::text[])",
            ids,
        )
        waiting = await fetch_value(
            "select count(*) from delivery where adapter_id = $1 and state <> 'sent'", first.id
        )
        await http.post(f"{url}/faults/dead/none")
        mended = time.perf_counter()
        await until([adapter.id for adapter in adapters], EVENTS, 240)
        recovered = time.perf_counter() - mended
    stop.set()
    await pumping
    await close_pool()
    return {
        "p95": float(p95),
        "drained": drained,
        "waiting": waiting,
        "recovered": recovered,
        **await arrived(adapters),
    }


async def arrived(adapters: list[Example]) -> dict[str, float]:
    """What the partners have: how many, under how many ids, and subjects out of order."""
    order: dict[str, list[int]] = defaultdict(list)
    ids: list[str] = []
    for adapter in adapters:
        for message in await adapter.taken():
            order[adapter.id + message["subject"]].append(message["n"])
            ids.append(message["id"])
    return {
        "distinct": len(set(ids)),
        "taken": len(ids),
        "disordered": sum(1 for each in order.values() if each != sorted(each)),
    }


if __name__ == "__main__":
    if sys.argv[1] == "eight":
        print(json.dumps(uvloop.run(eight(sys.argv[2], "".join(sys.argv[3:])))))
    else:
        print(uvloop.run((ours if sys.argv[1] == "ours" else bare)(int(sys.argv[2]))))
