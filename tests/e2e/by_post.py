"""`python -m tests.e2e.by_post result <id>`: brings a dossier of Kỳ Lừa to its result;
`… walk`: reads the feed of the post now, as the worker does every minute."""

import asyncio
import sys

import httpx

from backend.platform.database import close_pool, open_pool
from backend.post.actions.walking import walk_all
from backend.settings import settings
from shared.client.base import ApiClient
from tests.api.conftest import Office, sign_in


async def result(id_: str) -> None:
    """Accepted, transferred, decided, issued."""
    async with httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http:

        async def officer(username: str) -> ApiClient:
            return ApiClient(http, face="officer", cookie=await sign_in(http, username, "officer"))

        await Office(officer, "kylua").to_result(id_, "Tư pháp")


async def walk() -> None:
    """The feed, once."""
    await open_pool()
    await walk_all()
    await close_pool()


asyncio.run(walk() if sys.argv[1] == "walk" else result(sys.argv[2]))
