"""The page for developers is tried as it stands, by somebody new: every line of it is run."""

import asyncio
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import httpx
import pytest

from shared.client import partners, programs
from shared.contracts.partners import ClientSecret
from tests.api.partners.programs import Officer
from tests.api.partners.test_submitting import entered_as
from tests.api.partners.test_trials import asked
from tests.api.people import Person
from tests.conftest import ROOT, Services

PAGE = (ROOT / "docs" / "developers" / "first-submission.md").read_text(encoding="utf-8")
GENERATOR = ROOT / ".venv-tools" / "bin" / "openapi-python-client"
FIFTEEN_MINUTES = 900


def blocks(language: str) -> list[str]:
    """The pieces of the page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
async def keys(http: httpx.AsyncClient, officer: Officer, person: Person) -> ClientSecret:
    """What a newcomer holds after the first section."""
    me = await entered_as(http, person)
    id_ = await asked(me)
    await partners.decide(await officer("quantri.ubndtinh"), id_, True)
    return await programs.keys(me, id_)


async def run(command: list[str], services: Services, keys: ClientSecret, text: str) -> str:
    """A program of the page in its own process, with what the page says it needs and no more."""
    environment = {
        "PATH": os.environ["PATH"], "BASE": services.api_url, "CLIENT_ID": keys.client_id,
        "CLIENT_SECRET": keys.client_secret, "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    done = await asyncio.to_thread(
        subprocess.run, command, input=text, env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


async def state_of(database: asyncpg.Pool, reference: str) -> str | None:
    state: str | None = await database.fetchval(
        "select d.state from dossier d join agency g on g.id = d.receiving_agency_id "
        "where d.reference = $1 and g.demonstration",
        reference,
    )
    return state


@pytest.mark.criterion("S.14")
async def test_the_commands_of_the_page_submit_a_dossier_and_see_it(
    services: Services, keys: ClientSecret, database: asyncpg.Pool
) -> None:
    script = "set -euo pipefail\n" + "\n".join(blocks("bash"))
    started = time.monotonic()
    said = await run(["bash", "-s"], services, keys, script)
    assert time.monotonic() - started < FIFTEEN_MINUTES / 5
    reference, seen = said.strip().splitlines()[-1].split(" ", 1)
    assert seen == "['submit']"
    assert await state_of(database, reference) == "submitted"
    files = await database.fetchval(
        "select count(*) from document t join dossier d on d.id = t.dossier_id "
        "where d.reference = $1 and t.purpose = 'component'",
        reference,
    )
    assert files == 1


@pytest.mark.criterion("S.14")
async def test_the_python_of_the_page_does_too(
    services: Services, keys: ClientSecret, database: asyncpg.Pool
) -> None:
    said = await run([sys.executable, "-"], services, keys, blocks("python")[0])
    reference, state = said.split()
    assert state == "submitted"
    assert await state_of(database, reference) == "submitted"


def test_the_reader_of_signatures_on_the_page_takes_ours_and_no_other() -> None:
    from backend.partners.signing import new_secret, signed_headers

    found: dict[str, object] = {}
    exec(blocks("python")[1], found)  # the page's own text
    is_ours = found["is_ours"]
    assert callable(is_ours)
    secret, body = new_secret(), b'{"id": "1"}'
    headers = signed_headers([secret], "1", 1_000_000, body)
    assert is_ours(secret, headers, body, 1_000_010)
    assert not is_ours(secret, headers, body + b" ", 1_000_010)
    assert not is_ours(secret, headers, body, 1_000_400)
    assert not is_ours(new_secret(), headers, body, 1_000_010)


_WITH_THE_CLIENT = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
import httpx
from motcua_client import AuthenticatedClient
from motcua_client.api.default import (
    events_after, partner_dossier, program_authorisations, program_draft, save_program_draft,
    start_program_draft, submit_program_draft,
)
from motcua_client.models import SaveProgramDraft, StartProgramDraft

base = os.environ["BASE"]
token = httpx.post(
    base + "/api/v1/oauth/token", data={"grant_type": "client_credentials"},
    auth=(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]),
).json()["access_token"]
client = AuthenticatedClient(base_url=base, token=token, raise_on_unexpected_status=True)
word = next(a for a in program_authorisations.sync(client=client) if a.state == "granted")
begun = StartProgramDraft(authorisation_id=word.id, procedure_code="1.004873")
draft = start_program_draft.sync(client=client, body=begun)
assert draft.agency.name
saved = save_program_draft.sync(
    draft.id, client=client, if_match=f'"{draft.version}"',
    body=SaveProgramDraft.from_dict(
        {"answers": json.loads(os.environ["ANSWERS"]), "delivery": "electronic"}
    ),
)
assert saved.version == draft.version + 1
sent = submit_program_draft.sync(draft.id, client=client)
found = partner_dossier.sync(sent.reference, client=client)
assert found.fields["state"] == "submitted"
assert events_after.sync(client=client, limit=5).cursor
refused = program_draft.sync_detailed("00000000-0000-0000-0000-000000000000", client=client)
assert refused.status_code == 404
print(sent.reference)
"""


@pytest.mark.skipif(not GENERATOR.exists(), reason="`make test` installs the generator of clients")
async def test_a_client_made_from_the_description_submits_a_dossier(
    services: Services,
    keys: ClientSecret,
    database: asyncpg.Pool,
    http: httpx.AsyncClient,
    tmp_path: Path,
) -> None:
    document = tmp_path / "openapi.json"
    document.write_bytes((await http.get("/api/openapi-programs.json")).content)
    made = await asyncio.to_thread(
        subprocess.run,
        [GENERATOR, "generate", "--path", document, "--output-path", tmp_path / "motcua_client",
         "--meta", "none"],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
        env={"PATH": f"{GENERATOR.parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    said = made.stdout + made.stderr
    assert "warning" not in said.lower(), f"every operation is understood: {said}"
    answers = re.search(r'"answers": (\{.*?\n    \})', PAGE, re.DOTALL)
    assert answers is not None
    environment = {
        "PATH": os.environ["PATH"], "BASE": services.api_url, "CLIENT_ID": keys.client_id,
        "CLIENT_SECRET": keys.client_secret, "ANSWERS": answers[1],
    }  # fmt: skip
    python = GENERATOR.parent / "python"
    done = await asyncio.to_thread(
        subprocess.run, [python, "-c", _WITH_THE_CLIENT, tmp_path], env=environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert await state_of(database, done.stdout.strip()) == "submitted"
