"""Personal data at rest, in logs, over time, and when something went wrong."""

import asyncio
import os
import re
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest

from backend.platform import clock
from shared.client import dossiers, identity, inbox
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, submitted
from tests.api.people import Person, cookie
from tests.conftest import ROOT, Services

Officer = Callable[[str], Awaitable[ApiClient]]


async def client(http: httpx.AsyncClient, person: Person) -> ApiClient:
    headers = await cookie(http, person)
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


async def motcua(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return await asyncio.to_thread(
        subprocess.run, [sys.executable, *arguments], cwd=ROOT, text=True, capture_output=True,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, check=False,
    )  # fmt: skip


@pytest.mark.criterion("G.10")
async def test_no_row_of_a_person_holds_their_numbers_or_answers_in_the_clear(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, officer: Officer
) -> None:
    api = await client(http, person)
    sent = await submitted(api, "bắc sơn")
    draft = await dossiers.start_draft(api, PROCEDURE)
    await dossiers.save_draft(api, draft.id, SaveDraft(answers=ANSWERS), draft.version)
    private = [person.username, person.email, ANSWERS["requester_phone"],
               ANSWERS["requester_email"], ANSWERS["requester_personal_id"],
               ANSWERS["purpose_other"]]  # fmt: skip
    for sql, id_ in (
        ("select a::text from account a where id = $1", person.id),
        ("select d::text from dossier d where id = $1", uuid.UUID(sent.dossier_id)),
        ("select d::text from draft d where id = $1", uuid.UUID(draft.id)),
    ):
        text = await database.fetchval(sql, id_)
        assert "enc:" in text and not [value for value in private if value in text], sql
    desk = await officer("tiepnhan1.bacson")
    for words in (person.username, ANSWERS["requester_phone"], sent.reference, "nguyen van mau"):
        found = await inbox.inbox(desk, q=words, limit=100)
        assert sent.dossier_id in {row.id for row in found.items}, f"found by {words}"
    for words in (person.username[:-1] + "x", person.username[1:], "020100000000"):
        found = await inbox.inbox(desk, q=words, limit=100)
        assert sent.dossier_id not in {row.id for row in found.items}


async def test_a_value_put_into_another_row_is_not_shown(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, officer: Officer
) -> None:
    api = await client(http, person)
    one, other = await submitted(api, "bắc sơn"), await submitted(api, "bắc sơn")
    right = await database.fetchval(
        "select applicant_phone from dossier where id = $1", uuid.UUID(one.dossier_id)
    )
    await database.execute(
        "update dossier d set applicant_phone = o.applicant_phone from dossier o "
        "where d.id = $1 and o.id = $2",
        uuid.UUID(one.dossier_id),
        uuid.UUID(other.dossier_id),
    )
    answer = await http.get(f"/api/v1/dossiers/{one.dossier_id}", headers=api._headers)
    assert answer.status_code == 500 and ANSWERS["requester_phone"] not in answer.text
    sound = await dossiers.dossier(api, other.dossier_id)
    assert sound.applicant_phone == ANSWERS["requester_phone"]
    await database.execute(
        "update dossier set applicant_phone = $2 where id = $1", uuid.UUID(one.dossier_id), right
    )
    again = await dossiers.dossier(api, one.dossier_id)
    assert again.applicant_phone == ANSWERS["requester_phone"]


@pytest.mark.criterion("II.19")
async def test_whoever_collects_says_what_for_and_which_text_it_was_stays(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    sent = await submitted(await client(http, person), "bắc sơn")
    payload = await database.fetchval(
        "select payload ->> 'notice' from dossier_event where dossier_id = $1 and seq = 1",
        uuid.UUID(sent.dossier_id),
    )
    assert re.fullmatch(r"submission/\d{4}-\d\d", payload)


async def test_what_is_no_longer_needed_is_taken_away_and_the_rest_stays(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person, another: Person
) -> None:
    old, new = await client(http, person), await client(http, another)
    for api in (old, new):
        draft = await dossiers.start_draft(api, PROCEDURE)
        await dossiers.save_draft(api, draft.id, SaveDraft(answers=ANSWERS), draft.version)
    await database.execute(
        "update session set address = '10.0.0.9', user_agent = 'Mozilla' "
        "where account_id in ($1, $2)",
        person.id,
        another.id,
    )
    await database.execute(
        "update session set expires_at = now() - interval '366 days' where account_id = $1",
        person.id,
    )
    await database.execute(
        "update draft set expires_at = now() - interval '181 days' where account_id = $1", person.id
    )
    program = "import asyncio; from backend.privacy.retention import take_away as go; "
    done = await motcua("-c", program + "asyncio.run(go())")
    assert done.returncode == 0, done.stderr
    for who, kept in ((person, False), (another, True)):
        session = await database.fetchval(
            "select user_agent <> '' and address <> '' from session where account_id = $1", who.id
        )
        draft_kept = await database.fetchval(
            "select answers <> '{}' from draft where account_id = $1", who.id
        )
        assert (session, draft_kept) == (kept, kept)


@pytest.mark.criterion("II.19")
async def test_the_breach_pack_says_who_saw_what_of_whom(
    http: httpx.AsyncClient, person: Person, another: Person, officer: Officer, tmp_path: Path
) -> None:
    seen, unseen = await client(http, person), await client(http, another)
    since = clock.now() - timedelta(minutes=2)
    sent, quiet = await submitted(seen, "bắc sơn"), await submitted(unseen, "bắc sơn")
    desk = await officer("tiepnhan1.bacson")
    await dossiers.dossier(desk, sent.dossier_id)
    span = [f"--since={since:%Y-%m-%dT%H:%M}", "--until=2099-01-01", "--noticed=2026-11-26T08:00"]
    file = tmp_path / "pack.zip"
    who = ["--username=tiepnhan1.bacson", "--table=dossier"]
    done = await motcua("-m", "backend.cli", "breach-pack", str(file), *span, *who)
    assert done.returncode == 0, done.stderr
    assert "08:00 29/11/2026" in done.stdout, "72 hours after it was noticed"
    assert file.stat().st_mode & 0o077 == 0, "for its owner alone"
    with zipfile.ZipFile(file) as pack:
        parts = {name: pack.read(name).decode("utf-8-sig") for name in pack.namelist()}
    assert sent.dossier_id in parts["luot-xem.csv"] and "tiepnhan1.bacson" in parts["luot-xem.csv"]
    assert quiet.dossier_id not in parts["luot-xem.csv"], "nobody looked at that one"
    assert person.email in parts["nguoi-bi-anh-huong.csv"], "who must be told, and where"
    assert another.email not in parts["nguoi-bi-anh-huong.csv"]
    assert "tiepnhan1.bacson" in parts["phien-dang-nhap.csv"]
    draft = parts["thong-bao-72-gio.md"]
    assert "Điều 23" in draft and "72 giờ" in draft and "29/11/2026" in draft
    again = await motcua("-m", "backend.cli", "breach-pack", str(file), *span)
    assert again.returncode == 1, "nothing is written over"
    other = await motcua(
        "-m", "backend.cli", "breach-pack", str(tmp_path / "o.zip"), *span, "--table=vault_item"
    )
    assert other.returncode == 0
    with zipfile.ZipFile(tmp_path / "o.zip") as pack:
        assert sent.dossier_id not in pack.read("luot-xem.csv").decode()


async def test_nothing_in_the_logs_of_a_run_looks_like_a_person(
    http: httpx.AsyncClient, person: Person, officer: Officer, services: Services
) -> None:
    api = await client(http, person)
    sent = await submitted(api, "bắc sơn")
    await dossiers.dossier(await officer("tiepnhan1.bacson"), sent.dossier_id)
    await identity.me(api)
    for wrong in ({"username": person.username, "password": "sai", "face": "citizen"}, {}):
        await http.post("/api/v1/session", json=wrong)
    await asyncio.sleep(1)
    text = (services.folder / "services.log").read_text(encoding="utf-8", errors="replace")
    assert len(text) > 200, "there is a log"
    number = re.compile(r"(?<![\w.:-])0\d{8,11}(?![\w.-])")
    mailbox = re.compile(r"[\w.+-]+@(?:congdan|langson)\.example")
    found = [line for line in text.splitlines() if number.search(line) or mailbox.search(line)]
    assert not found, found[:5]
