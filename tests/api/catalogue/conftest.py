"""A catalogue that tests may fill: what they imported is taken out again."""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio

from backend.platform.database import close_pool, open_pool
from tests.conftest import Services


async def clear_imports(database: asyncpg.Pool) -> None:
    """Takes out everything that came from a file."""
    async with database.acquire() as connection, connection.transaction():
        codes = [
            row["procedure_code"]
            for row in await connection.fetch(
                "select distinct procedure_code from procedure_version where source like 'file:%'"
            )
        ]
        await connection.execute("delete from procedure where code = any($1)", codes)
        await connection.execute(
            "delete from procedure_version where procedure_code = any($1)", codes
        )
        await connection.execute("delete from import_issue")
        await connection.execute("delete from import_run")


@pytest_asyncio.fixture(loop_scope="session")
async def catalogue_pool(services: Services, database: asyncpg.Pool) -> AsyncIterator[asyncpg.Pool]:
    """The pool of our own code opened in this process, and a catalogue of seeds only."""
    await open_pool(minimum=1, maximum=4)
    await clear_imports(database)
    yield database
    await clear_imports(database)
    await close_pool()
