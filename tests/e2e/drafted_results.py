"""`python -m tests.e2e.drafted_results 3`: results drafted and handed to the leader of Lộc Bình;
prints the codes of their dossiers."""

import asyncio
import sys

import httpx

from backend.organisation.demo.names import personal_id
from backend.settings import settings
from shared.client import dossiers, results
from shared.client.base import ApiClient
from tests.api.conftest import Office, sign_in, submitted


async def main(count: int) -> None:
    """So many dossiers, each with a complete draft that waits for a signature."""
    async with httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http:

        async def officer(username: str) -> ApiClient:
            return ApiClient(http, face="officer", cookie=await sign_in(http, username, "officer"))

        cookie = await sign_in(http, personal_id(21), "citizen")
        me = ApiClient(http, face="citizen", cookie=cookie)
        office = Office(officer, "locbinh")
        for _ in range(count):
            id_ = (await submitted(me, "Lộc Bình")).dossier_id
            await office.to_appraisal(id_, "Tư pháp")
            api = await office.as_(office.specialist)
            desk = await results.start(api, id_, "marital_status")
            assert desk.draft is not None
            values = {f.key: "Nội dung mẫu" for f in desk.draft.fields if f.wrong}
            await results.save(api, id_, values, desk.draft.version)
            await office.act(office.specialist, id_, "submit_for_approval")
            print((await dossiers.dossier(api, id_)).code)


asyncio.run(main(int(sys.argv[1])))
