"""The application that ours is compared with: Litestar, asyncpg, one statement, JSON.

No session, no permission, no contract: what the same framework, driver and server do at best. The
statements come in a file, so that they are those of our own reads.
"""

import os
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import uvicorn
from litestar import Litestar, get
from litestar.datastructures import State


@get("/health/live", sync_to_thread=False)
def live() -> str:
    """Up."""
    return "ok"


@get("/dossiers/{dossier_id:uuid}")
async def one(state: State, dossier_id: UUID) -> dict[str, Any]:
    """The row of a dossier."""
    return await row_of(state, dossier_id)


async def row_of(state: State, dossier_id: UUID) -> dict[str, Any]:
    """One statement, one row."""
    sql, args = state.statements["one"]
    async with state.pool.acquire() as connection:
        return dict(await connection.fetchrow(sql, dossier_id, *args[1:]))


@get("/dossiers/{dossier_id:uuid}/trips/{trips:int}")
async def one_with_trips(state: State, dossier_id: UUID, trips: int) -> dict[str, Any]:
    """The row of a dossier after so many statements in all, the others being the smallest."""
    for _ in range(trips - 1):
        async with state.pool.acquire() as connection:
            await connection.fetch("select 1")
    return await row_of(state, dossier_id)


@get("/dossiers")
async def inbox(state: State) -> list[dict[str, Any]]:
    """The rows of a page."""
    sql, args = state.statements["inbox"]
    async with state.pool.acquire() as connection:
        return [dict(row) for row in await connection.fetch(sql, *args)]


def _statements() -> dict[str, Any]:
    found: dict[str, Any] = pickle.loads(Path(os.environ["BENCH_STATEMENTS"]).read_bytes())
    return found


@asynccontextmanager
async def _pool(app: Litestar) -> AsyncIterator[None]:
    async def keep_session(_connection: Any) -> None:
        """As ours: nothing to reset."""

    app.state.statements = _statements()
    async with asyncpg.create_pool(
        os.environ["MOTCUA_DATABASE_URL"], min_size=4, max_size=12, reset=keep_session
    ) as app.state.pool:
        yield


def create_app() -> Litestar:
    """The application."""
    return Litestar([live, one, one_with_trips, inbox], lifespan=[_pool], openapi_config=None)


def main() -> None:
    """Serves it with the settings of our own server."""
    uvicorn.run(
        "tests.bench.bare:create_app",
        factory=True,
        port=int(os.environ["MOTCUA_API_PORT"]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        proxy_headers=True,
    )


if __name__ == "__main__":
    main()
