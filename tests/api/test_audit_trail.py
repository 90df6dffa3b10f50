"""What the audit trail holds and for how long, and that the API's own role cannot bend it."""

import asyncio
import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from backend.access.refusals import MOST_IN_A_SLOT, _is_first
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import open_pool, transaction
from backend.settings import settings
from shared.client import audit
from shared.client.base import ApiClient
from shared.contracts.audit import SearchAudit
from tests.api.people import Person, cookie, enter
from tests.house.project import ROOT, tracked_files

Officer = Callable[[str], Awaitable[ApiClient]]
TRAIL = ("audit_entry", "audit_link", "audit_root")


async def test_what_is_tried_in_vain_is_an_entry_too(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    assert (await enter(http, person, password="sai mật khẩu")).status_code == 422
    assert (await enter(http, person)).status_code == 200
    rows = await database.fetch(
        "select action, detail from audit_entry where subject_id = $1 order by at, id", person.id
    )
    assert [row["action"] for row in rows] == ["session.refused", "session.opened"]
    assert "password" in rows[1]["detail"], "with the level of the proof"
    assert not [row for row in rows if person.username in row["detail"]]


@pytest.mark.criterion("V.26")
async def test_who_is_turned_away_is_an_entry_once_in_a_while(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    """A citizen at the officers' door, again and again, by several doors; steps that are only
    asked for again are none."""
    headers = await cookie(http, person)
    dossier_id = uuid.uuid4()
    doors = [f"/api/v1/dossiers/{dossier_id}/units", "/api/v1/officer-accounts"]
    for door in doors * 3:
        assert (await http.get(door, headers=headers)).status_code == 403
    foreign = headers | {"Origin": "https://noi-khac.example"}
    assert (await http.post("/api/v1/session", json={}, headers=foreign)).status_code == 403
    rows = await database.fetch(
        "select subject_id, detail from audit_entry where actor_id = $1 "
        "and action = 'access.refused' order by at, id",
        person.id,
    )
    said = [json.loads(row["detail"]) for row in rows]
    assert said == [
        {"method": "GET", "route": "/api/v1/dossiers/{dossier_id}/units", "why": "forbidden"},
        {"method": "GET", "route": "/api/v1/officer-accounts", "why": "forbidden"},
        {"method": "POST", "route": "/api/v1/session", "why": "cross-site"},
    ]
    assert [row["subject_id"] for row in rows] == [dossier_id, person.id, person.id]


def test_nobody_fills_the_trail_with_refusals() -> None:
    who = uuid.uuid4()
    written = [_is_first(who, ("GET", f"/api/v1/{n}", "forbidden")) for n in range(200)]
    assert sum(written) == MOST_IN_A_SLOT


@pytest.fixture
async def plain(database: asyncpg.Pool) -> AsyncIterator[asyncpg.Connection]:
    """A database as an installation has it: made by our migrations under a role without powers.

    The role of the trial is the superuser of its own little cluster, for whom no grant counts.
    """
    name, password = f"plain_{uuid.uuid4().hex[:8]}", uuid.uuid4().hex
    await database.execute(f"create role {name} login nosuperuser password '{password}'")
    await database.execute(f"create database {name} owner {name}")
    place = urlsplit(settings().database_url)
    url = f"postgresql://{name}:{password}@{place.hostname}:{place.port}/{name}"
    kept = {"MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_DATABASE_URL": url}
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", "migrate"], cwd=ROOT,
        env=os.environ | kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()
    await database.execute(f"drop database {name} with (force)")
    await database.execute(f"drop role {name}")


@pytest.mark.criterion("V.26")
async def test_the_role_of_the_api_may_read_and_append_and_no_more(
    plain: asyncpg.Connection,
) -> None:
    for table in TRAIL:
        may = {
            right: await plain.fetchval(
                "select has_table_privilege(current_user, $1, $2)", table, right
            )
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        }
        assert [right for right, held in may.items() if held] == ["SELECT", "INSERT"], table
        for statement in (
            f"update {table} set tenant_id = 'x'", f"delete from {table}", f"truncate {table}",
        ):  # fmt: skip
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await plain.execute(statement)
        # Given back by the owner of the table, the right still meets the trigger.
        await plain.execute(f"grant update, delete, truncate on {table} to current_user")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await plain.execute(f"truncate {table}")
    await plain.execute(
        "insert into audit_entry (id, tenant_id, at, action, mac) "
        "values (gen_random_uuid(), 'x', now(), 'x', '')"
    )
    for statement in ("update audit_entry set action = 'y'", "delete from audit_entry"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await plain.execute(statement)


async def test_an_entry_of_twelve_months_ago_is_found_at_once(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve months online (Decree 333/2026, Articles 16 and 20): nothing is moved away."""
    auditor = await officer("giamsat.ubndtinh")
    subject, then = uuid.uuid4(), clock.now() - timedelta(days=366)
    await open_pool(minimum=1, maximum=2)
    with monkeypatch.context() as back:
        back.setattr(clock, "now", lambda: then)
        async with transaction() as connection:
            await record(connection, None, "calendar.changed", subject_id=subject)

    async def found() -> list[str]:
        wanted = SearchAudit(subject=str(subject), day_from=then.date())
        return [line.action for line in (await audit.search(auditor, wanted)).items]

    for _ in range(100):
        if await found():
            break
        await asyncio.sleep(0.1)
    assert await found() == ["calendar.changed"]


def test_no_program_of_ours_removes_entries_of_the_trail() -> None:
    words = re.compile(r"(delete\s+from|truncate|update)\s+audit_(entry|link|root)", re.IGNORECASE)
    beside = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".py"
        and path.is_relative_to(ROOT / "backend")
        and words.search(path.read_text(encoding="utf-8"))
    ]
    assert beside == []
