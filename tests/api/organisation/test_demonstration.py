"""The demonstration fills an empty database, only once, and what it loads keeps every rule."""

import asyncio
import base64
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import msgspec
import pytest_asyncio

from backend.platform import sealing
from backend.platform.sealing import blind, opened, opened_json, unsealed
from shared.vocabulary.states import State
from tests.conftest import ROOT, Services


@dataclass(frozen=True)
class Demonstration:
    """A database of its own on the test server."""

    url: str

    async def motcua(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Runs the command against it, with more environment."""
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "backend.cli", *arguments],
            cwd=ROOT,
            env=os.environ | {"MOTCUA_DATABASE_URL": self.url} | more,
            capture_output=True,
            text=True,
            check=False,
        )

    async def fetch(self, sql: str) -> list[asyncpg.Record]:
        """Rows of a query."""
        connection = await asyncpg.connect(self.url)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(sql)
            return rows
        finally:
            await connection.close()

    async def execute(self, sql: str, *arguments: object) -> None:
        """Changes something."""
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(sql, *arguments)
        finally:
            await connection.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demonstration(services: Services) -> AsyncIterator[Demonstration]:
    """The demonstration with its year of dossiers."""
    connection = await asyncpg.connect(services.database_url)
    await connection.execute("create database demonstration")
    found = Demonstration(services.database_url.rsplit("/", 1)[0] + "/demonstration")
    for arguments in (["migrate"], ["demo", "seed"]):
        done = await found.motcua(*arguments)
        assert done.returncode == 0, done.stderr
    yield found
    await connection.execute("drop database demonstration with (force)")
    await connection.close()


async def test_every_state_is_to_be_seen(demonstration: Demonstration) -> None:
    rows = await demonstration.fetch("select distinct state from dossier")
    assert {row["state"] for row in rows} == set(State)


async def test_what_was_loaded_keeps_every_rule(demonstration: Demonstration) -> None:
    done = await demonstration.motcua("demo", "check")
    assert done.returncode == 0, done.stderr


async def test_a_second_seed_changes_nothing(demonstration: Demonstration) -> None:
    counted = (
        "select (select count(*) from dossier) as d, (select count(*) from account) as a, "
        "(select count(*) from agency) as g, (select count(*) from procedure_version) as v, "
        "(select count(*) from calendar_day) as c, (select count(*) from dossier_event) as e"
    )
    before = await demonstration.fetch(counted)
    assert (await demonstration.motcua("demo", "seed")).returncode == 0
    assert await demonstration.fetch(counted) == before


async def test_more_dossiers_load_beside_the_others(demonstration: Demonstration) -> None:
    before = (await demonstration.fetch("select count(*) from dossier"))[0][0]
    done = await demonstration.motcua("demo", "load", "40")
    assert done.returncode == 0, done.stderr
    after = (await demonstration.fetch("select count(*) from dossier"))[0][0]
    assert after == before + 40
    assert (await demonstration.motcua("demo", "check")).returncode == 0


async def test_siblings_loaded_in_bulk_keep_every_rule_too(demonstration: Demonstration) -> None:
    before = (await demonstration.fetch("select count(*) from dossier"))[0][0]
    done = await demonstration.motcua("demo", "load", "--bulk", "600")
    assert done.returncode == 0, done.stderr
    after = (await demonstration.fetch("select count(*) from dossier"))[0][0]
    assert after == before + 600
    checked = await demonstration.motcua("demo", "check")
    assert checked.returncode == 0, checked.stderr
    mismatched = await demonstration.fetch(
        "select d.id from dossier d join account a on a.id = d.applicant_id "
        "where a.username <> d.applicant_key or a.full_name <> d.applicant_name "
        "or d.search_text not like '%' || lower(d.reference) || '%' || d.applicant_key || '%' "
        "or d.applicant_phone not like 'enc:%' or jsonb_typeof(d.answers) <> 'string' "
        "and d.answers <> '{}'"
    )
    assert mismatched == []


async def test_most_dossiers_are_in_time(demonstration: Demonstration) -> None:
    row = (
        await demonstration.fetch(
            "select count(*) filter (where finished_at > due_at)::float / count(*) as late "
            "from dossier where state = 'returned'"
        )
    )[0]
    assert 0.02 < row["late"] < 0.25


async def test_the_check_finds_a_changed_event(demonstration: Demonstration) -> None:
    change = (
        "alter table dossier_event disable trigger all; "
        "update dossier_event set note = note || '{}' where id = "
        "(select id from dossier_event where act = 'hand_over' order by id limit 1); "
        "alter table dossier_event enable trigger all"
    )
    connection = await asyncpg.connect(demonstration.url)
    await connection.execute(change.format("x"))
    done = await demonstration.motcua("demo", "check")
    assert done.returncode == 1
    assert "was changed" in done.stderr
    await connection.execute(change.replace("note || '{}'", "left(note, -1)"))
    await connection.close()
    assert (await demonstration.motcua("demo", "check")).returncode == 0


async def test_accounts_are_listed_for_every_role(demonstration: Demonstration) -> None:
    done = await demonstration.motcua("demo", "accounts", "--json")
    for role in ("citizen", "desk_officer", "leader", "clerk", "auditor", "system_admin"):
        assert f'"role": "{role}"' in done.stdout


async def test_what_an_older_release_left_in_the_clear_is_sealed_when_it_migrates(
    demonstration: Demonstration,
) -> None:
    person = (
        await demonstration.fetch(
            "select d.id, d.applicant_id, d.applicant_personal_id as number, d.applicant_phone, "
            "d.answers, d.search_text, d.applicant_key, a.username from dossier d "
            "join account a on a.id = d.applicant_id where d.answers <> '{}' limit 1"
        )
    )[0]
    number = unsealed("dossier.applicant_personal_id", person["id"], person["number"])
    phone = opened(person, "dossier.applicant_phone")
    answers = msgspec.json.encode(opened_json(person, "dossier.answers")).decode()
    await demonstration.execute(
        "update dossier set applicant_personal_id = $2, applicant_phone = $3, answers = $4::jsonb, "
        "applicant_key = '', search_text = $5 where id = $1",
        person["id"], number, phone, answers,
        person["search_text"].replace(blind(number), number).replace(blind(phone), phone),
    )  # fmt: skip
    await demonstration.execute(
        "update account set username = $2::varchar, personal_id = $2::varchar where id = $1",
        person["applicant_id"], number,
    )  # fmt: skip
    assert (await demonstration.motcua("migrate")).returncode == 0
    after = (
        await demonstration.fetch(
            "select d.*, a.username, a.personal_id from dossier d "
            f"join account a on a.id = d.applicant_id where d.id = '{person['id']}'"
        )
    )[0]
    shown = " ".join(str(value) for value in after.values())
    assert number not in shown and phone not in shown
    assert after["applicant_key"] == person["applicant_key"] == after["username"]
    assert after["search_text"] == person["search_text"]
    assert opened_json(after, "dossier.answers") == msgspec.json.decode(answers)
    assert opened(after, "account.personal_id", row_id="applicant_id") == number


async def test_a_new_key_takes_over_even_when_the_work_is_killed_half_way(
    demonstration: Demonstration,
) -> None:
    old = f"1:{base64.b64encode(sealing._drawn('field 1')).decode()}"
    both = f"{old},7:{base64.b64encode(bytes(range(32))).decode()}"
    environment = os.environ | {
        "MOTCUA_DATABASE_URL": demonstration.url, "MOTCUA_FIELD_KEYS": both,
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.cli", "keys", "rotate",
        cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout is not None
    await running.stdout.readline()  # the first batch is done
    running.kill()
    await running.wait()
    half = {(r["key"] == 7) for r in await demonstration.fetch(_KEYS)}
    assert half == {True, False}, "some under the new key, some not yet"
    done = await demonstration.motcua("keys", "rotate", MOTCUA_FIELD_KEYS=both)
    assert done.returncode == 0, done.stderr
    assert {r["key"] for r in await demonstration.fetch(_KEYS)} == {7}
    again = await demonstration.motcua("keys", "rotate", MOTCUA_FIELD_KEYS=both)
    assert "Xong: 0" in again.stdout
    checked = await demonstration.motcua("demo", "check", MOTCUA_FIELD_KEYS=both)
    assert checked.returncode == 0, checked.stderr
    counted = await demonstration.motcua("keys", "status", MOTCUA_FIELD_KEYS=both)
    assert "khóa   7" in counted.stdout and "khóa   1" not in counted.stdout


_KEYS = (
    "select distinct sealed_by(applicant_personal_id) as key from dossier "
    "union select distinct sealed_by(personal_id) from account where personal_id <> '' "
    "union select distinct sealed_by(answers #>> '{}') from dossier where answers <> '{}'"
)
