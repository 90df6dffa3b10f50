"""The API over IPv6: signing in, sending a dossier, limits and audit by the caller's address."""

import os
import uuid
from pathlib import Path

import asyncpg
import httpx
import pytest

from shared.client import documents, dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import PROCEDURE, different
from tests.api.people import a_citizen, cookie, enter
from tests.conftest import Program, Services, _free_port, wait_until_ready, working_url
from tests.files.papers import a_pdf


@pytest.mark.criterion("V.20")
async def test_a_dossier_is_sent_over_ipv6_and_the_address_is_known(
    services: Services, database: asyncpg.Pool, tmp_path: Path
) -> None:
    """Two addresses at once, as a machine with both kinds of network has them."""
    port = _free_port()
    log = tmp_path / "api.log"
    address = f"http://[::1]:{port}"
    api = Program(
        "backend.operations.server", log=log, MOTCUA_DATABASE_URL=working_url(),
        MOTCUA_API_HOST="127.0.0.1, [::1]", MOTCUA_API_PORT=str(port), MOTCUA_API_URL=address,
        MOTCUA_CITIZEN_URL=address, MOTCUA_TRUSTED_PROXIES="::1",
    )  # fmt: skip
    person = await a_citizen(database)
    try:
        wait_until_ready(api, log, address)
        wait_until_ready(api, log, f"http://127.0.0.1:{port}")
        async with httpx.AsyncClient(base_url=address, timeout=30) as http:
            session = (await cookie(http, person))["Cookie"].partition("=")[2]
            me = ApiClient(http, face="citizen", cookie=session)
            draft = await dossiers.start_draft(me, PROCEDURE)
            paper = a_pdf(1)
            file = await documents.upload_to_draft(me, draft.id, "to-khai.pdf", paper, "to_khai")
            agency = next(a for a in draft.agencies if "kỳ lừa" in a.name.lower())
            await dossiers.save_draft(
                me, draft.id,
                SaveDraft(answers=different(), agency_id=agency.id, delivery="electronic"),
                draft.version,
            )  # fmt: skip
            sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)
            assert (await dossiers.dossier(me, sent.dossier_id)).state == "submitted"
            assert await documents.content(me, file.id) == paper
            # A page of the portal by its IPv6 address writes; another site does not.
            for origin, status in ((address, 200), ("http://[::2]", 403)):
                answer = await enter(http, person, headers={"Origin": origin})
                assert answer.status_code == status, answer.text
            # The proxy by IPv6 is believed, and what it vouches for is counted by /64.
            seen = "2001:db8:77:1::abcd"
            forwarded = {"X-Forwarded-For": f"[{seen}]:4711"}
            assert (await enter(http, person, headers=forwarded)).status_code == 200
            addresses = await database.fetch(
                "select distinct address from session where account_id = $1", person.id
            )
            assert {row["address"] for row in addresses} == {"::1", seen}
    finally:
        api.stop()
    assert os.environ["MOTCUA_API_URL"] != address
