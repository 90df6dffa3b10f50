"""The programs work as a role that owns no table and changes nothing that is written once."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from backend.operations.embedded_postgres import USER, WORKING_USER
from tests.conftest import Program, Services, working_url

WRITTEN_ONCE = {
    "archive_opening", "audit_entry", "audit_link", "audit_root", "data_look", "dossier_event",
    "due_date", "fee_booking", "fee_entry", "result_event", "result_signature",
}  # fmt: skip


@pytest.fixture
async def working(services: Services) -> AsyncIterator[asyncpg.Connection]:
    """As the API and the worker connect."""
    connection = await asyncpg.connect(working_url())
    yield connection
    await connection.close()


def _environment(program: Program) -> str:
    return Path(f"/proc/{program._process.pid}/environ").read_text()


@pytest.mark.criterion("G.10")
async def test_api_and_worker_are_in_the_database_as_the_working_role_alone(
    services: Services, working: asyncpg.Connection, database: asyncpg.Pool
) -> None:
    """Every process but this test's own pool; the owner's password is not theirs."""
    ours = {c.get_server_pid() for c in [working]}
    for holder in database._holders:
        if holder._con is not None:
            ours.add(holder._con.get_server_pid())
    rows = await database.fetch(
        "select pid, usename from pg_stat_activity where datname = current_database() "
        "and backend_type = 'client backend'"
    )
    others = {row["usename"] for row in rows if row["pid"] not in ours}
    assert others <= {WORKING_USER, USER}
    assert sum(row["usename"] == WORKING_USER for row in rows) >= 3, "API, worker and this look"
    settings = [_environment(program) for program in (services.api, services.worker)]
    assert all(f"postgresql://{WORKING_USER}:" in text for text in settings)
    assert not any("DATABASE_OWNER_URL" in text or f"//{USER}:" in text for text in settings)


async def test_the_working_role_owns_nothing_and_changes_no_table(
    working: asyncpg.Connection, database: asyncpg.Pool
) -> None:
    role = await working.fetchrow("select * from pg_roles where rolname = current_user")
    assert role is not None and role["rolname"] == WORKING_USER
    assert not any(
        role[power] for power in
        ("rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
    )  # fmt: skip
    owned = "select count(*) from pg_class where relowner = $1"
    assert await database.fetchval(owned, role["oid"]) == 0
    name = f"t{uuid.uuid4().hex[:8]}"
    for statement in (
        f"create table {name} (x int)", "alter table dossier add column x int",
        "drop table notice", "create index on dossier (state)", "truncate notice",
        "alter table audit_entry disable trigger all", "drop trigger audit_waits on audit_entry",
        "create or replace function sealed_by(text) returns int language sql as 'select 1'",
        "insert into migration (name, app_name) values ('x', 'x')",
        f"create role {name}", "copy notice to program 'true'",
        "alter role current_user superuser",
    ):  # fmt: skip
        with pytest.raises(asyncpg.PostgresError) as refused:
            await working.execute(statement)
        denied = (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidSchemaNameError)
        assert isinstance(refused.value, denied), (statement, refused.value)


@pytest.mark.criterion("V.13")
@pytest.mark.criterion("V.26")
async def test_what_is_written_once_is_out_of_reach_by_grants_as_well_as_by_triggers(
    working: asyncpg.Connection,
) -> None:
    rows = await working.fetch(
        "select distinct tgrelid::regclass::text as name from pg_trigger "
        r"where tgname like '%\_append\_only'"
    )
    there = {row["name"] for row in rows} | WRITTEN_ONCE
    for table in sorted(there):
        held = [
            right
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES")
            if await working.fetchval(
                "select has_table_privilege(current_user, $1, $2)", table, right
            )
        ]
        assert held == ["SELECT", "INSERT"], table
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await working.execute(f"delete from {table}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        await working.execute("update audit_entry set action = 'x'")
