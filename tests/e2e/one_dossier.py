"""`python -m tests.e2e.one_dossier [COUNT]`: submits to Đông Kinh, prints a reference a line."""

import asyncio
import sys

import httpx

from backend.organisation.demo.names import personal_id
from backend.settings import settings
from shared.client.base import ApiClient
from tests.api.conftest import sign_in, submitted


async def main() -> None:
    """Signs in, fills in, submits."""
    async with httpx.AsyncClient(base_url=settings().api_url) as http:
        cookie = await sign_in(http, personal_id(20), "citizen")
        for _ in range(int(sys.argv[1]) if sys.argv[1:] else 1):
            promise = await submitted(ApiClient(http, face="citizen", cookie=cookie), "Đông Kinh")
            print(promise.reference)


asyncio.run(main())
