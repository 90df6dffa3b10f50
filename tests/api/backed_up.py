"""An operator's commands, other installations beside the running one, and what is in them."""

import asyncio
import base64
import csv
import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from backend.settings import settings
from storage.objects import ObjectStore
from tests.conftest import ROOT, Services

_COUNT = "select count(*) from pg_tables where schemaname = 'public'"
KEY = base64.b64encode(os.urandom(32)).decode()
# Rows of one dossier, of its keys and of the trail: digests of everything that is in them.
ROWS = {
    "dossier": "id = $1", "dossier_event": "dossier_id = $1", "document": "dossier_id = $1",
    "due_date": "dossier_id = $1", "issued_form": "dossier_id = $1",
    "register_line": "dossier_id = $1", "account": "id = (select account_id from dossier_sender "
    "where dossier_id = $1)", "token_key": "$1::uuid is not null",
    "audit_link": "entry_id in (select id from audit_entry where subject_id = $1)",
}  # fmt: skip


async def motcua(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """An operator's command, with the key of the backups."""
    return await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", *arguments], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_BACKUP_KEY": KEY} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


async def digests(url: str, dossier_id: str) -> dict[str, str]:
    """What is in the rows."""
    connection = await asyncpg.connect(url)
    try:
        return {
            table: await connection.fetchval(
                f"select md5(string_agg(t::text, '|' order by t::text)) from {table} t "
                f"where {condition}",
                uuid.UUID(dossier_id),
            )
            for table, condition in ROWS.items()
        }
    finally:
        await connection.close()


async def empty_database(services: Services, name: str) -> str:
    """The address of a fresh database on the same server."""
    owner = await asyncpg.connect(services.database_url)
    await owner.execute(f"drop database if exists {name} with (force)")
    await owner.execute(f"create database {name}")
    await owner.close()
    return urlunsplit(urlsplit(services.database_url)._replace(path=f"/{name}"))


async def tables(url: str) -> int:
    """How many tables there are."""
    connection = await asyncpg.connect(url)
    count: int = await connection.fetchval(_COUNT)
    await connection.close()
    return count


def at(url: str, bucket: str) -> dict[str, str]:
    """The settings of another installation with the same keys."""
    return {
        "MOTCUA_DATABASE_URL": url, "MOTCUA_DATABASE_OWNER_URL": "", "MOTCUA_S3_BUCKET": bucket,
    }  # fmt: skip


def lines(path: Path) -> list[str]:
    """Of a text file."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.readlines()


def row(folder: Path, table: str, id_: str) -> dict[str, str]:
    """One row of an exported table."""
    rows = csv.DictReader(lines(folder / "tables" / f"{table}.csv"))
    return next(row for row in rows if row["id"] == id_)


def store_of(bucket: str) -> ObjectStore:
    """The documents of another installation."""
    s = settings()
    return ObjectStore(
        s.s3_endpoint, s.s3_access_key, s.s3_secret_key, bucket, region=s.s3_region,
        secure=s.s3_secure,
    )  # fmt: skip
