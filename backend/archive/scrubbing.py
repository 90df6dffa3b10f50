"""The scrubber: reads every stored object and compares it with what was recorded of it.

Works in the queue in slices, each of which ends with its place written down, so that a restart
goes on where it stopped; one object is read in chunks, so that memory does not grow with size.
"""

import hashlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from backend.access.actor import Actor
from backend.archive.stored_objects import AUDIT, SOURCES
from backend.audit.actions import record
from backend.audit.sealing import locked_store
from backend.documents.store import store
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, fetch_value, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict
from backend.settings import settings
from shared.vocabulary.archive import FindingKind
from storage.objects import ObjectMissing, StorageError, StorageUnavailable

SCRUB_TOPIC = "archive.scrub"
DAMAGE_TOPIC = "archive.damage"
EVERY = timedelta(days=7)
OBJECTS_IN_SLICE = 200
SECONDS_IN_SLICE = 20.0
_NOWHERE = UUID(int=0)
log = structlog.get_logger("integrity")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the store gave for an object: None when it is missing or cannot be read."""

    kind: FindingKind | None
    sha256: bytes | None = None
    size: int | None = None


async def start_scrub(actor: Actor | None) -> UUID:
    """Has the queue walk through everything. Raises Conflict while a walk is on its way."""
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", SCRUB_TOPIC)
        if await connection.fetchval(
            "select true from scrub_run where tenant_id = $1 and finished_at is null",
            settings().tenant,
        ):
            raise Conflict(
                "Một lần kiểm tra đang chạy. Vui lòng chờ xong rồi hãy bắt đầu lần khác.",
                en="A walk is on its way.",
                slug="scrub-running",
            )
        id_ = await _new_run(connection, actor)
        await record(connection, actor, "integrity.scrub_started", subject_id=id_)
        await outbox.publish(connection, SCRUB_TOPIC, id_, {})
        return id_


async def _new_run(connection: asyncpg.Connection, actor: Actor | None) -> UUID:
    id_ = uuid7()
    total = 0
    for _name, sql in SOURCES:
        total += await connection.fetchval(f"select count(*) from ({sql}) x")
    await connection.execute(
        "insert into scrub_run (id, tenant_id, asked_by, started_at, total, last_id) "
        "values ($1, $2, $3, $4, $5, $6)",
        id_,
        settings().tenant,
        actor.account_id if actor else None,
        clock.now(),
        total,
        _NOWHERE,
    )
    return id_


async def open_run() -> UUID | None:
    """The walk that is on its way."""
    found: UUID | None = await fetch_value(
        "select id from scrub_run where tenant_id = $1 and finished_at is null", settings().tenant
    )
    return found


async def scrub_weekly() -> int:
    """Starts a walk when the last one began a week ago; run by the worker every minute."""
    latest = await fetch_value(
        "select max(started_at) from scrub_run where tenant_id = $1", settings().tenant
    )
    if latest is not None and clock.now() - latest < EVERY:
        return 0
    try:
        await start_scrub(None)
    except Conflict:
        return 0
    return 1


async def scrub(message: Message) -> None:
    """One slice of a walk, and a message for the next. Raises StorageUnavailable."""
    if not await scrub_slice(message.subject_id):
        return
    async with transaction() as connection:
        await outbox.publish(connection, SCRUB_TOPIC, message.subject_id, {})


async def scrub_slice(run_id: UUID) -> bool:
    """Reads some objects and writes down how far it is; whether there is more.

    Raises StorageUnavailable when the store does not answer: nothing is called damaged then.
    """
    run = await fetch_row("select * from scrub_run where id = $1", run_id)
    if run is None or run["finished_at"] is not None:
        return False
    source, last_id = int(run["source"]), run["last_id"]
    name, sql = SOURCES[source]
    rows = await fetch(
        f"select * from ({sql}) x where id > $1 order by id limit {OBJECTS_IN_SLICE}", last_id
    )
    ends = time.monotonic() + SECONDS_IN_SLICE
    looked = found = size = 0
    for row in rows:
        seen = await look_at(row, name)
        found += await _judged(run_id, name, row, seen)
        size += seen.size or 0
        looked += 1
        last_id = row["id"]
        if time.monotonic() > ends:
            break
    if looked < OBJECTS_IN_SLICE and looked == len(rows):
        source, last_id = source + 1, _NOWHERE
    over = source == len(SOURCES)
    # Only who still finds the walk where it was moves it on: a repeated slice counts once.
    await execute(
        "update scrub_run set looked_at = looked_at + $4, bytes = bytes + $5, found = found + $6, "
        "source = $7, last_id = $8, finished_at = $9 where id = $1 and source = $2 "
        "and last_id = $3 and finished_at is null",
        run_id,
        run["source"],
        run["last_id"],
        looked,
        size,
        found,
        min(source, len(SOURCES) - 1),
        last_id,
        clock.now() if over else None,
    )
    return not over


async def look_at(row: Any, source: str = "document") -> Seen:
    """Reads one object to its end. Raises StorageUnavailable."""
    digest = hashlib.sha256()
    size = 0
    try:
        async for chunk in await _bytes_of(row, source):
            digest.update(chunk)
            size += len(chunk)
    except ObjectMissing:
        return Seen(FindingKind.MISSING)
    except Exception as error:
        # The store answers, but not with this object: its own checks have failed on it.
        if isinstance(error, StorageUnavailable) and not await store().is_ready():
            raise
        if not isinstance(error, StorageError) and not await store().is_ready():
            raise StorageUnavailable(type(error).__name__) from error
        log.warning("unreadable object", error=type(error).__name__)
        return Seen(FindingKind.UNREADABLE)
    same = digest.digest() == bytes(row["sha256"]) and row["size"] in (None, size)
    return Seen(None if same else FindingKind.ALTERED, digest.digest(), size)


async def _bytes_of(row: Any, source: str) -> AsyncIterator[bytes]:
    if source == AUDIT:
        return await locked_store().get(row["object_key"], bytes(row["sha256"]))
    return await store().get(row["object_key"])


async def _judged(run_id: UUID, source: str, row: Any, seen: Seen) -> int:
    """Keeps and reports what is wrong with an object; 1 for a new finding."""
    if seen.kind is None:
        return 0
    if seen.kind is FindingKind.MISSING and not await _still_recorded(source, row):
        return 0
    async with transaction() as connection:
        id_ = await connection.fetchval(
            "insert into scrub_finding (id, tenant_id, run_id, source, subject_id, dossier_id, "
            "name, object_key, kind, expected, found, expected_size, found_size, found_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
            "on conflict (source, subject_id) where resolved_at is null do nothing returning id",
            uuid7(),
            settings().tenant,
            run_id,
            source,
            row["id"],
            row["dossier_id"],
            row["name"],
            row["object_key"],
            seen.kind,
            row["sha256"],
            seen.sha256,
            row["size"] or 0,
            seen.size,
            clock.now(),
        )
        if id_ is None:
            return 0
        await record(
            connection, None, "integrity.found", subject_id=row["id"], detail={"kind": seen.kind}
        )
        await outbox.publish(connection, DAMAGE_TOPIC, id_, {})
    log.error("stored object damaged", kind=str(seen.kind), source=source, subject=str(row["id"]))
    return 1


async def _still_recorded(source: str, row: Any) -> bool:
    """An object removed by right while we looked is not missing."""
    sql = dict(SOURCES)[source]
    return bool(
        await fetch_value(
            f"select true from ({sql}) x where id = $1 and object_key = $2",
            row["id"],
            row["object_key"],
        )
    )


async def look_again(message: Message) -> None:
    """Somebody was refused a file that is not as it was kept. Raises StorageUnavailable."""
    await report_damage(message.subject_id, message.payload.get("source", "document"))


async def report_damage(subject_id: UUID, name: str = "document") -> None:
    """A file that could not be given on is looked at as the scrubber would."""
    sql = dict(SOURCES)[name]
    # nosemgrep: sql-from-request (a statement of our own list)
    row = await fetch_row(f"select * from ({sql}) x where id = $1", subject_id)
    if row is None:
        return
    async with transaction() as connection:
        run_id = await connection.fetchval(
            "select id from scrub_run where tenant_id = $1 order by started_at desc limit 1",
            settings().tenant,
        )
        if run_id is None:
            run_id = await _new_run(connection, None)
            await outbox.publish(connection, SCRUB_TOPIC, run_id, {})
    await _judged(run_id, name, row, await look_at(row, name))
