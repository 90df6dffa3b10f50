"""A backup of the running system comes back into an empty one, the same; a damaged one does not."""

import asyncio
import base64
import csv
import hashlib
import json
import os
import re
import subprocess
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
import msgspec
import pytest
import pytest_asyncio

from backend.audit.sealing import anchor, seal
from backend.backups.folder import BackupFolder
from backend.backups.proving import proven
from backend.backups.restoring import Report, verify
from backend.backups.sealed_files import DamagedBackup
from backend.documents.store import store
from shared.client import compliance, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import SaveDraft
from tests.api.backed_up import (
    KEY,
    at,
    digests,
    empty_database,
    lines,
    motcua,
    row,
    store_of,
    tables,
)
from tests.api.conftest import ANSWERS, PROCEDURE, different
from tests.api.people import Person, a_citizen, cookie
from tests.conftest import Program, Services, _free_port, wait_until_ready
from tests.files.papers import a_pdf

Officer = Callable[[str], Awaitable[ApiClient]]
SURELY = ("dossier", "dossier_event", "document", "account", "token_key", "audit_link")


@dataclass(frozen=True)
class Backed:
    """A running system with a dossier of its own that was backed up."""

    opened: BackupFolder
    name: str
    person: Person
    me: ApiClient
    session: str
    dossier_id: str
    file_id: str
    paper: bytes
    locked: tuple[str, datetime]
    rows: dict[str, str]

    @property
    def path(self) -> Path:
        """Of this backup."""
        return self.opened.root / self.name


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def backed(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services,
    tmp_path_factory: pytest.TempPathFactory,
) -> Backed:  # fmt: skip
    """A dossier with a paper, a locked object, a root of the trail; all in a backup."""
    person = await a_citizen(database)
    headers = await cookie(http, person)
    session = headers["Cookie"].partition("=")[2]
    me = ApiClient(http, face="citizen", cookie=session)
    draft = await dossiers.start_draft(me, PROCEDURE)
    paper = a_pdf(2)
    file = await documents.upload_to_draft(me, draft.id, "to-khai.pdf", paper, "to_khai")
    agency = next(a for a in draft.agencies if "kỳ lừa" in a.name.lower())
    await dossiers.save_draft(
        me, draft.id,
        SaveDraft(answers=different(), agency_id=agency.id, delivery="electronic"), draft.version,
    )  # fmt: skip
    id_ = (await dossiers.submit(me, draft.id, uuid.uuid4().hex)).dossier_id
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    locked = await store().put_locked(f"t/{uuid.uuid4()}", b"locked", "application/pdf", until)
    await seal()
    await anchor()
    assert (await http.get("/api/v1/oauth/jwks")).status_code == 200  # there is a key
    folder = BackupFolder(tmp_path_factory.mktemp("backups") / "nightly", base64.b64decode(KEY))
    for _ in range(4):
        rows = await digests(services.database_url, id_)
        made = await motcua("backup", "make", str(folder.root))
        # Files that a test has damaged in the running system make it end with 1; it is made all
        # the same.
        assert made.returncode in (0, 1) and " dòng, " in made.stdout, made.stderr
        if rows == await digests(services.database_url, id_):
            break  # else the worker was still busy with the paper
    assert all(rows[name] for name in SURELY), rows
    name = folder.names()[-1]
    return Backed(folder, name, person, me, session, id_, file.id, paper, (locked.key, until), rows)


@pytest.mark.criterion("V.24")
async def test_a_backup_comes_back_into_an_empty_installation_the_same(
    backed: Backed, services: Services, tmp_path: Path
) -> None:
    url = await empty_database(services, "motcua_restored")
    there = at(url, f"restored-{uuid.uuid4().hex[:8]}")
    restore = ("backup", "restore", str(backed.opened.root))
    # With other keys nothing could be read: refused before anything is written.
    other = await motcua(*restore, **there, MOTCUA_SECRET_KEY="another " * 5)
    assert other.returncode == 1 and "MOTCUA_SECRET_KEY" in other.stderr
    assert await tables(url) == 0
    known = set(await proven())  # what other tests have damaged on purpose
    done = await motcua(*restore, "--report", str(tmp_path / "report"), **there)
    assert done.returncode in (0, 1), done.stderr
    report = msgspec.json.decode((tmp_path / "report").read_bytes(), type=Report)
    # What the store cannot give here is missing there.
    known |= {f"{one.rpartition(':')[0]}: missing" for one in known if one.startswith("tệp ")}
    assert set(report.differences) <= known, "the same counts, trail, dossiers, objects, keys"
    assert len(report.steps) == 5 and sum(report.steps.values()) > 0, "it was timed"
    assert report.manifest.counts["dossier"] > 0 and report.manifest.counts["audit_link"] > 0
    assert await digests(url, backed.dossier_id) == backed.rows
    key, until = backed.locked
    restored = store_of(there["MOTCUA_S3_BUCKET"])
    assert await restored.get_bytes(key) == b"locked"
    assert await restored.locked_until(key) == until
    again = await motcua(*restore, **there)
    assert again.returncode == 1 and "không trống" in again.stderr, "nothing is ever written over"
    # The restored system runs: who was signed in is not, signs in and reads what was sent.
    port = _free_port()
    log = tmp_path / "api.log"
    address = f"http://127.0.0.1:{port}"
    api = Program(
        "backend.operations.server", log=log, **there, MOTCUA_API_PORT=str(port),
        MOTCUA_API_URL=address,
    )  # fmt: skip
    try:
        wait_until_ready(api, log, address)
        async with httpx.AsyncClient(base_url=address, timeout=30) as http:
            former = ApiClient(http, face="citizen", cookie=backed.session)
            with pytest.raises(ApiProblem) as ended:
                await dossiers.dossier(former, backed.dossier_id)
            assert ended.value.status == 401
            fresh = (await cookie(http, backed.person))["Cookie"].partition("=")[2]
            me = ApiClient(http, face="citizen", cookie=fresh)
            there_now = await dossiers.dossier(me, backed.dossier_id)
            here = await dossiers.dossier(backed.me, backed.dossier_id)
            assert there_now.answers == here.answers and there_now.version == here.version
            assert await documents.content(me, backed.file_id) == backed.paper
    finally:
        api.stop()


@pytest.mark.criterion("V.24")
async def test_a_damaged_backup_is_refused_before_anything_is_written(
    backed: Backed, services: Services
) -> None:
    url = await empty_database(services, "motcua_refused")
    document = next(
        e for e in backed.opened.entries(backed.name)
        if e.sha256 == hashlib.sha256(backed.paper).hexdigest()
    )  # fmt: skip
    pooled = backed.opened.pooled(document.pool)
    for path in (backed.path / "database", backed.path / "index", pooled):
        whole = path.read_bytes()
        assert backed.paper[:200] not in whole, "sealed"
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        with pytest.raises(DamagedBackup):
            await verify(backed.opened, backed.name)
        path.rename(path.with_name("away"))
        with pytest.raises(DamagedBackup):
            await verify(backed.opened, backed.name)
        if path == pooled:
            there = at(url, f"refused-{uuid.uuid4().hex[:8]}")
            refused = await motcua("backup", "restore", str(backed.opened.root), **there)
            assert refused.returncode == 1 and "hỏng" in refused.stderr
            assert await tables(url) == 0
        path.with_name("away").unlink()
        path.write_bytes(whole)
    await verify(backed.opened, backed.name)
    other = BackupFolder(backed.opened.root, os.urandom(32))
    with pytest.raises(DamagedBackup):
        await verify(other, backed.name)


@pytest.mark.criterion("V.24")
async def test_a_drill_is_timed_and_told_and_old_backups_are_thinned_out(
    backed: Backed, services: Services, officer: Officer
) -> None:
    files = {path.name for path in backed.opened.root.glob("pool/*/*")}
    second = await motcua("backup", "make", str(backed.opened.root))
    names = backed.opened.names()
    assert len(names) >= 2 and second.returncode in (0, 1)
    ours = {e.pool for e in backed.opened.entries(backed.name)}
    later = {e.pool for e in backed.opened.entries(names[-1])}
    assert files == ours and len(ours & later) > 0.9 * len(ours), "an object is copied once"
    url = await empty_database(services, "motcua_drill")
    known = set(await proven())
    drill = await motcua("backup", "drill", str(backed.opened.root), MOTCUA_BACKUP_DRILL_URL=url)
    shown = await compliance.report(await officer("quantri.ubndtinh"))
    told = {one.kind: one for one in shown.backups}
    assert told["database"].size > 0 and told["objects"].size > 0
    if known:
        assert "không khớp" in drill.stderr
    else:
        assert drill.returncode == 0, drill.stderr
        assert "mọi thứ khớp" in told["drill"].note and names[-1] in told["drill"].note
    assert await tables(url) == 0, "it is taken away again"
    (backed.opened.root / "2026-01-01T000000").mkdir()  # begun and never finished
    pruned = await motcua("backup", "prune", str(backed.opened.root), "--days", "1", "--weeks", "0")
    assert pruned.returncode == 0, pruned.stderr
    assert backed.opened.names() == names[-1:]
    assert {path.name for path in backed.opened.root.glob("pool/*/*")} == later
    await verify(backed.opened, names[-1])


@pytest.mark.criterion("V.24")
async def test_everything_leaves_in_open_formats_that_need_no_program_of_ours(
    backed: Backed, tmp_path: Path
) -> None:
    folder = tmp_path / "everything"
    done = await motcua("backup", "export", str(folder))
    # A file that a test has damaged in the running store is named, and all others are there.
    assert done.returncode in (0, 1) and " dòng, " in done.stdout, done.stderr
    checked = await asyncio.to_thread(
        subprocess.run, ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=folder,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package_tables = {one["name"]: one for one in package["resources"]}
    assert {"dossier", "dossier_event", "document", "account", "audit_entry"} <= set(package_tables)
    assert not {"session", "token_key", "idempotency"} & set(package_tables)
    for one in package_tables.values():
        header = next(csv.reader(lines(folder / one["path"])))
        assert header == [field["name"] for field in one["schema"]["fields"]], one["name"]
    mine = row(folder, "dossier", backed.dossier_id)
    number = json.loads(mine["answers"])["requester_personal_id"]
    assert number == ANSWERS["requester_personal_id"], "in the clear"
    paper = row(folder, "document", backed.file_id)
    kept = folder / "objects" / "documents" / paper["object_key"]
    assert kept.read_bytes() == backed.paper
    sealed = re.compile(rb"enc:\d+:")
    for path in (folder / "tables").glob("*.csv"):
        content = path.read_bytes()
        assert not sealed.search(content), f"{path.name} holds what nobody else can open"
        assert b"password_hash" not in content.partition(b"\n")[0], path.name
    again = await motcua("backup", "export", str(folder))
    assert again.returncode == 1 and "đã có" in again.stderr
