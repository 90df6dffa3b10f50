"""The worker: takes messages from the queue and gives each to the handler of its topic.

A failing message is tried again with growing pauses and then kept as failed for an operator to
see and replay; nothing is dropped.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgPoolDriver
from pgqueuer.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.models import Job, Schedule

from backend.platform import outbox
from backend.platform.database import DB, close_pool, execute, fetch_row, keep_session, open_pool
from backend.settings import settings

Handler = Callable[[outbox.Message], Awaitable[None]]
Sweep = Callable[[], Awaitable[int]]
Companion = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
_RETRIES = 6
log = structlog.get_logger("worker")


class UnknownTopic(Exception):
    """A message has no consumer; the house tests should have seen it."""


async def handle(message_id: UUID, handlers: dict[str, Handler], *, last_try: bool = False) -> None:
    """Runs one message. Does nothing when it is already done. Raises UnknownTopic."""
    row = await fetch_row(
        "select id, tenant_id, topic, subject_id, payload, done_at from outbox where id = $1",
        message_id,
    )
    if row is None or row["done_at"] is not None:
        return
    message = outbox.Message(
        id=row["id"],
        tenant_id=row["tenant_id"],
        topic=row["topic"],
        subject_id=row["subject_id"],
        payload=msgspec.json.decode(row["payload"]),
        last_try=last_try,
    )
    handler = handlers.get(message.topic)
    if handler is None:
        raise UnknownTopic(message.topic)
    try:
        await handler(message)
    except Exception as error:
        await execute(
            "update outbox set tries = tries + 1, last_error = $2 where id = $1",
            message_id,
            f"{type(error).__name__}: {error}"[:500],
        )
        raise
    await execute("update outbox set done_at = now(), tries = tries + 1 where id = $1", message_id)


async def run(
    handlers: dict[str, Handler],
    sweeps: dict[str, Sweep] | None = None,
    stop: asyncio.Event | None = None,
    beside: tuple[Companion, ...] = (),
) -> None:
    """Works until told to stop (SIGTERM, SIGINT or the event).

    Sweeps run every minute, in one worker of all; companions run beside the queue and end with it.
    """
    await open_pool(minimum=1, maximum=10)
    # LISTEN and the queue's own statements must not share connections with our transactions.
    pool = await asyncpg.create_pool(
        settings().database_url, min_size=1, max_size=4, reset=keep_session
    )
    queue = PgQueuer(AsyncpgPoolDriver(pool))

    @queue.entrypoint(  # type: ignore[untyped-decorator]  # pgqueuer types it as Any
        outbox.ENTRYPOINT,
        on_failure="hold",
        executor_factory=lambda parameters: DatabaseRetryEntrypointExecutor(
            parameters=parameters,
            max_attempts=_RETRIES,
            initial_delay=timedelta(seconds=2),
        ),
    )
    async def work(job: Job) -> None:
        assert job.payload is not None
        last_try = job.attempts >= _RETRIES
        await handle(UUID(bytes=job.payload), handlers, last_try=last_try)

    for title, sweep in (sweeps or {}).items():
        _schedule(queue, title, sweep)

    loop = asyncio.get_running_loop()
    if stop is None:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, queue.shutdown.set)
    else:
        waiting = asyncio.create_task(stop.wait())
        waiting.add_done_callback(lambda _: queue.shutdown.set())
    beating = asyncio.create_task(_beat())
    ending = asyncio.Event()
    companions = [asyncio.create_task(each(ending)) for each in beside]
    log.info("worker started", database=DB.config.get("database", ""))
    try:
        await queue.run(batch_size=20, dequeue_timeout=timedelta(seconds=1))
    finally:
        beating.cancel()
        ending.set()
        await asyncio.gather(*companions, return_exceptions=True)
        await pool.close()
        await close_pool()


def _schedule(queue: PgQueuer, name: str, sweep: Sweep) -> None:
    @queue.schedule(  # type: ignore[untyped-decorator]  # pgqueuer types it as Any
        f"sweep_{name}", "* * * * *", clean_old=True
    )
    async def run_sweep(_schedule: Schedule) -> None:
        try:
            await sweep()
        except Exception:
            # The next minute tries again; what was done is on the rows.
            log.exception("sweep failed", sweep=name)


async def _beat() -> None:
    # A worker has no port; whoever watches it looks at the age of this file.
    path = settings().var / "worker.alive"
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        path.touch()
        await asyncio.sleep(10)
