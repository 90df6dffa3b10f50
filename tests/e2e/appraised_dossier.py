"""`python -m tests.e2e.appraised_dossier`: a dossier in its executor's hands; prints its id.

`… 3 proposed`: three of them, proposed to the leader.
"""

import asyncio
import sys

import httpx

from backend.organisation.demo.names import personal_id
from backend.settings import settings
from shared.client.base import ApiClient
from tests.api.conftest import Office, sign_in, submitted


async def main() -> None:
    """Submitted to Đông Kinh, accepted, transferred, assigned."""
    async with httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http:

        async def officer(username: str) -> ApiClient:
            return ApiClient(http, face="officer", cookie=await sign_in(http, username, "officer"))

        cookie = await sign_in(http, personal_id(21), "citizen")
        office = Office(officer, "dongkinh")
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
            promise = await submitted(ApiClient(http, face="citizen", cookie=cookie), "Đông Kinh")
            await office.to_appraisal(promise.dossier_id, "Tư pháp")
            if "proposed" in sys.argv:
                await office.act(office.specialist, promise.dossier_id, "submit_for_approval")
            print(promise.dossier_id)


asyncio.run(main())
