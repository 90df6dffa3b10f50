"""Every migration goes forward on an empty database, back to nothing, and forward again."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.conftest import ROOT

_OBJECTS = (
    "select 'table ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable "
    "from information_schema.columns where table_schema = 'public' "
    "union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' "
    "union all select 'check ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) "
    "from pg_constraint where connamespace = 'public'::regnamespace "
    "union all select 'trigger ' || tgrelid::regclass || ' ' || tgname from pg_trigger "
    "where not tgisinternal order by 1"
)


async def objects(url: str) -> list[str]:
    """What is there, as sorted lines."""
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(_OBJECTS)]
    finally:
        await connection.close()


def migrate(url: str, *options: str) -> None:
    """`motcua migrate`."""
    subprocess.run(
        [sys.executable, "-m", "backend.cli", "migrate", *options],
        env=os.environ | {"MOTCUA_DATABASE_URL": url, "MOTCUA_TEST_SETTINGS": "keep"},
        cwd=ROOT,
        check=True,
    )


async def test_migrations_go_forward_back_and_forward_to_the_same(database_server: None) -> None:
    from backend.settings import settings

    server = urlsplit(settings().database_url)
    admin = await asyncpg.connect(settings().database_url)
    await admin.execute("drop database if exists motcua_there_and_back")
    await admin.execute("create database motcua_there_and_back")
    await admin.close()
    url = urlunsplit(server._replace(path="/motcua_there_and_back"))
    migrate(url)
    first = await objects(url)
    assert any(line.startswith("table dossier.") for line in first)
    migrate(url, "--back")
    kept = ("table migration", "index CREATE UNIQUE INDEX migration", "check migration")
    assert [line for line in await objects(url) if not line.startswith(kept)] == []
    migrate(url)
    assert await objects(url) == first
    migrate(url)
    assert await objects(url) == first
