"""Making a backup: one moment of the database, and every object that this moment knows.

An object is written before the row that names it, and never changed. So a listing of the store
that begins after the snapshot of the database holds every object of that snapshot, but for those
removed by right meanwhile; those are no fault.
"""

import asyncio
import gzip
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import IO, cast

import asyncpg
import msgspec

from backend.archive.stored_objects import AUDIT, SOURCES
from backend.backups import objects
from backend.backups.dump import dumped
from backend.backups.folder import BackupFolder, Entry, Manifest
from backend.backups.sealed_files import SealedWriter
from backend.platform import clock
from backend.platform.sealing import fingerprints
from backend.settings import settings
from storage.objects import LOCKED

TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind = 'r' order by c.relname
"""


async def make(folder: BackupFolder) -> tuple[str, Manifest]:
    """A new backup; its name and what it says. Faults in it are those of the running system.

    Raises BlockingIOError while another is made, DumpFailed, StorageError.
    """
    with folder.alone():
        started = time.monotonic()
        at = clock.now()
        known = _newest(folder)
        path = folder.new(at)
        url = settings().database_owner_url or settings().database_url
        connection = await asyncpg.connect(url, timeout=30)
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                snapshot = await connection.fetchval("select pg_export_snapshot()")
                counts = await counted(connection)
                migrations = await connection.fetch("select name from migration order by name")
                recorded = await _recorded(connection)

                def write_database() -> SealedWriter:
                    with SealedWriter(path / "database", folder.key, "database") as file:
                        for piece in dumped(url, snapshot):
                            file.write(piece)
                    return file

                database = await asyncio.to_thread(write_database)
        finally:
            await connection.close()
        roots = {key for bucket, key in recorded if bucket == "audit"}
        unreadable: list[str] = []
        index, seen, size = await asyncio.to_thread(
            _write_index, folder, path.name, known, roots, unreadable
        )
        faults = await _faults(recorded, seen, unreadable)
        manifest = Manifest(
            tenant=settings().tenant,
            at=at.isoformat(timespec="seconds"),
            version=_version(),
            migrations=[row["name"] for row in migrations],
            keys=fingerprints(),
            counts=counts,
            database_sha256=database.sha256,
            database_size=database.size,
            index_sha256=index.sha256,
            objects=len(seen),
            object_bytes=size,
            faults=faults,
            seconds=round(time.monotonic() - started, 1),
        )
        folder.put_manifest(path.name, manifest)
        return path.name, manifest


async def counted(connection: asyncpg.Connection) -> dict[str, int]:
    """Rows of each table."""
    names = [row["relname"] for row in await connection.fetch(TABLES)]
    found = {}
    for name in names:
        # nosemgrep: sql-from-request (a name of the database's own catalogue)
        found[name] = await connection.fetchval(f'select count(*) from "{name}"')
    return found


Recorded = dict[tuple[str, str], set[str]]


async def _recorded(connection: asyncpg.Connection) -> Recorded:
    """Digests that rows of the snapshot give for objects, by bucket and key."""
    found: Recorded = {}
    for source, sql in SOURCES:
        async for row in connection.cursor(f"select object_key, sha256 from ({sql}) x"):
            key = str(row["object_key"])
            bucket = _bucket(source, key)
            found.setdefault((bucket, key), set()).add(bytes(row["sha256"]).hex())
    return found


def _bucket(source: str, key: str) -> str:
    return "audit" if source == AUDIT else "locked" if key.startswith(LOCKED) else "documents"


def _newest(folder: BackupFolder) -> dict[str, Entry]:
    names = folder.names()
    return {entry.pool: entry for entry in folder.entries(names[-1])} if names else {}


def _write_index(
    folder: BackupFolder,
    name: str,
    known: dict[str, Entry],
    roots: set[str],
    unreadable: list[str],
) -> tuple[SealedWriter, Recorded, int]:
    """Copies objects and lists them. A root of the audit trail that is younger than the snapshot
    stays out: the restored system would have to doubt itself."""
    seen: Recorded = {}
    size = 0
    with (
        SealedWriter(folder.root / name / "index", folder.key, "index") as file,
        gzip.open(cast(IO[bytes], file), "wb", compresslevel=4) as lines,
    ):
        for entry in _wanted(objects.copied(folder, known, unreadable), roots):
            lines.write(msgspec.json.encode(entry) + b"\n")
            seen.setdefault((entry.bucket, entry.key), set()).add(entry.sha256)
            size += entry.size
    return file, seen, size


def _wanted(entries: Iterator[Entry], roots: set[str]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.bucket != "audit" or entry.key in roots)


async def _faults(recorded: Recorded, seen: Recorded, unreadable: list[str]) -> list[str]:
    """Objects that rows name and the store did not give as they were recorded, and still does not
    while the row is there; and what it lists and does not give at all."""
    doubtful = {place for place, digests in recorded.items() if digests - seen.get(place, set())}
    refused = {f"{place}: kho không đọc được" for place in unreadable}
    doubtful -= {(bucket, key) for bucket, key in doubtful if f"{bucket}/{key}" in unreadable}
    if not doubtful:
        return sorted(refused)
    connection = await asyncpg.connect(settings().database_url, timeout=30)
    try:
        async with connection.transaction(readonly=True):  # cursors live in transactions
            now = await _recorded(connection)
    finally:
        await connection.close()
    return sorted(
        refused
        | {
            f"{bucket}/{key}: "
            + ("không có trong kho" if (bucket, key) not in seen else "khác với lúc lưu")
            for bucket, key in doubtful
            if (bucket, key) in now
        }
    )


def _version() -> str:
    try:
        return version("motcua")
    except PackageNotFoundError:
        return "không rõ"
