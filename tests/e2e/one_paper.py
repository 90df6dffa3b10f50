"""`python -m tests.e2e.one_paper NUMBER`: a home of the n-th citizen, verified at a desk, and a
draft that asks for it again, with every question answered."""

import asyncio
import sys
from random import Random

import asyncpg
import httpx

from backend.organisation.demo.answers import answers
from backend.organisation.demo.names import personal_id
from backend.platform import clock
from backend.settings import settings
from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import sign_in
from tests.api.test_vault import STAY, drafted, verified_home


async def main() -> None:
    """Prints the ids of the paper in the vault and of the draft."""
    async with (
        httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http,
        asyncpg.create_pool(settings().database_url, min_size=1, max_size=2) as database,
    ):

        async def citizen(number: int) -> ApiClient:
            cookie = await sign_in(http, personal_id(number), "citizen")
            return ApiClient(http, face="citizen", cookie=cookie)

        async def officer(username: str) -> ApiClient:
            await database.execute(  # signed in by other tests within the same half minute
                "update account set totp_last_step = 0 where username = $1", username
            )
            cookie = await sign_in(http, username, "officer")
            return ApiClient(http, face="officer", cookie=cookie)

        number = int(sys.argv[1])
        item, _file = await verified_home(citizen, officer, database, number)
        api = await citizen(number)
        draft = await drafted(api, STAY)
        applicant = {"full_name": "Nguyễn Văn Mẫu", "personal_id": personal_id(number)}
        applicant |= {"phone": "0900000001", "email": "mau@congdan.example", "address": "Kỳ Lừa"}
        given = answers(draft.form.questions, applicant, clock.today(), Random(1))
        await dossiers.save_draft(api, draft.id, SaveDraft(answers=given), draft.version)
        print(item.id, draft.id)


asyncio.run(main())
