"""`python -m tests.e2e.one_draft NUMBER PROCEDURE`: a draft of the n-th citizen at Kỳ Lừa, every
question answered; prints its id."""

import asyncio
import sys
from random import Random

import httpx

from backend.organisation.demo.answers import answers
from backend.organisation.demo.names import full_name, personal_id
from backend.platform import clock
from backend.settings import settings
from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import sign_in
from tests.api.test_vault import drafted


async def main() -> None:
    """Makes it over the API."""
    number, procedure = int(sys.argv[1]), sys.argv[2]
    async with httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http:
        cookie = await sign_in(http, personal_id(number), "citizen")
        api = ApiClient(http, face="citizen", cookie=cookie)
        draft = await drafted(api, procedure)
        applicant = {"full_name": full_name(number), "personal_id": personal_id(number)}
        applicant |= {"phone": "0900000001", "email": "mau@congdan.example", "address": "Kỳ Lừa"}
        given = answers(draft.form.questions, applicant, clock.today(), Random(1))
        await dossiers.save_draft(api, draft.id, SaveDraft(answers=given), draft.version)
        print(draft.id)


asyncio.run(main())
