"""PostgreSQL: one engine, one kind of transaction, and plain SQL for the hot reads.

Everything that changes data runs inside `transaction()`; the ids, times and rows of one use case
commit together or not at all.
"""

import os
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import asyncpg
from piccolo.engine.postgres import PostgresEngine

from backend.settings import settings

# Piccolo looks for its configuration by this name, at the first query or migration.
os.environ.setdefault("PICCOLO_CONF", "backend.piccolo_conf")

# Work that must happen inside every transaction of the request, before its first statement:
# the idempotency key claims itself here, so that the claim commits with the work it protects.
BEFORE_WORK: ContextVar[Callable[[asyncpg.Connection], Any] | None] = ContextVar(
    "before_work", default=None
)


class Engine(PostgresEngine):
    """Piccolo's engine without its check at import time, when no server need be there yet."""

    async def check_version(self) -> None:
        """The embedded and the composed server are both pinned; nothing to ask."""


DB = Engine(config={"dsn": settings().database_url})


async def keep_session(_connection: asyncpg.Connection) -> None:
    """Nothing of ours changes session settings, so a returned connection needs no RESET ALL."""


async def open_pool(minimum: int = 2, maximum: int = 10) -> None:
    """Open the connection pool; call once per process, on its own event loop."""
    await DB.start_connection_pool(
        min_size=minimum,
        max_size=maximum,
        reset=keep_session,
        command_timeout=float(os.environ.get("MOTCUA_STATEMENT_SECONDS") or "30"),
    )


async def close_pool() -> None:
    """Close the pool opened by `open_pool`."""
    if DB.pool is not None:
        await DB.close_connection_pool()


@asynccontextmanager
async def transaction() -> AsyncIterator[asyncpg.Connection]:
    """One use case, one transaction. Refuses nesting: an inner one would silently join.

    Yields the connection of the transaction, for SQL and for the queue.
    """
    async with DB.transaction(allow_nested=False) as open_transaction:
        connection: asyncpg.Connection = open_transaction.connection
        before = BEFORE_WORK.get()
        if before is not None:
            await before(connection)
        yield connection


@asynccontextmanager
async def connection() -> AsyncIterator[asyncpg.Connection]:
    """The connection of the open transaction, or one of the pool outside of any."""
    open_transaction = DB.current_transaction.get()
    if open_transaction is not None:
        yield open_transaction.connection
    elif DB.pool is not None:
        async with DB.pool.acquire() as pooled:
            yield pooled
    else:
        single = await DB.get_new_connection()
        try:
            yield single
        finally:
            await single.close()


async def fetch(sql: str, *args: Any) -> list[asyncpg.Record]:
    """Rows of a hand-written query (`$1`, `$2` … for arguments)."""
    async with connection() as c:
        rows: list[asyncpg.Record] = await c.fetch(sql, *args)
        return rows


async def fetch_row(sql: str, *args: Any) -> asyncpg.Record | None:
    """The first row, or None."""
    if DB.pool is not None and DB.current_transaction.get() is None:
        found: asyncpg.Record | None = await DB.pool.fetchrow(sql, *args)
        return found
    async with connection() as c:
        return await c.fetchrow(sql, *args)


async def fetch_value(sql: str, *args: Any) -> Any:
    """The first column of the first row, or None."""
    async with connection() as c:
        return await c.fetchval(sql, *args)


async def execute(sql: str, *args: Any) -> str:
    """Runs one statement; returns the server's command tag."""
    async with connection() as c:
        tag: str = await c.execute(sql, *args)
        return tag


def uuid7(at: float | None = None) -> UUID:
    """A time-ordered id (RFC 9562 version 7); `at` in seconds since 1970 for dated demo data."""
    milliseconds = int((time.time() if at is None else at) * 1000)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
