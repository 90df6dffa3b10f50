"""`python -m tests.e2e.handed_over [COUNT]`: dossiers of one new citizen whose results were handed
over at Tam Thanh; a line each: id, code, token of the message, personal number of the citizen."""

import asyncio
import sys

import asyncpg
import httpx

from backend.settings import settings
from shared.client.base import ApiClient
from tests.api.conftest import sign_in
from tests.api.feedback.test_ratings import token_of
from tests.api.feedback.ways import handed_over
from tests.api.people import a_citizen, enter


async def main() -> None:
    """Everything, by real acts."""
    async with (
        httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http,
        asyncpg.create_pool(settings().database_url, min_size=1, max_size=2) as database,
    ):

        async def officer(username: str) -> ApiClient:
            await database.execute(
                "update account set totp_last_step = 0 where username = $1", username
            )
            cookie = await sign_in(http, username, "officer")
            await database.execute("update session set stepped_up_at = now()")
            return ApiClient(http, face="officer", cookie=cookie)

        person = await a_citizen(database)
        answer = await enter(http, person)
        me = ApiClient(http, face="citizen", cookie=answer.cookies["motcua_citizen"])
        for _ in range(int(sys.argv[1]) if sys.argv[1:] else 1):
            id_ = await handed_over(me, officer)
            code = await database.fetchval("select code from dossier where id = $1::uuid", id_)
            print(id_, code, await token_of(me, id_), person.username, flush=True)


asyncio.run(main())
