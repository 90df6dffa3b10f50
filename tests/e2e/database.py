"""What a screen test does to the database beside the API; in a thread, since Playwright has the
loop of this one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import asyncpg

from backend.settings import settings


def execute(sql: str, *arguments: object) -> None:
    """One statement."""

    async def run() -> None:
        connection = await asyncpg.connect(settings().database_url)
        try:
            await connection.execute(sql, *arguments)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


def value(sql: str, *arguments: object) -> object:
    """One value."""

    async def run() -> object:
        connection = await asyncpg.connect(settings().database_url)
        try:
            return await connection.fetchval(sql, *arguments)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result()
