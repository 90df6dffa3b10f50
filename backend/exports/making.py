"""Making one file: in a process of its own, that yields to everybody else and dies with its worker.

`python -m backend.exports.making <id>` reads the rows by a cursor of one snapshot, writes them to
disk as they come, and puts the file into the store in parts. What it leaves when it is killed is
begun anew by the next try; a file that was cancelled is left at the next step.
"""

import asyncio
import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog

from backend.documents.store import store
from backend.exports.actions import KEPT, READY_TOPIC
from backend.exports.sources import Sheet, source_of
from backend.exports.writing import MEDIA_TYPES, writer
from backend.identity.queries import actor_of_officer
from backend.platform import clock, outbox
from backend.platform.database import close_pool, execute, fetch_row, open_pool, transaction
from backend.platform.outbox import Message
from backend.settings import settings
from shared.vocabulary.exports import TableKind
from storage.objects import object_key

MOST_ROWS = 3_000_000
_ROWS = 2_000
_TELL_SECONDS = 0.5
_LONGEST_STATEMENT = "900000"  # milliseconds
_KINDNESS = 10
log = structlog.get_logger("exports")
# Two at a time: files are patient, what else the worker does is not.
_places: asyncio.Semaphore | None = None


class Stopped(Exception):
    """Somebody cancelled the file meanwhile."""


class CannotMake(Exception):
    """The file will not come about by trying again; the words are for whoever asked."""


async def make_export(message: Message) -> None:
    """In the worker: makes one file by a process of its own. Raises RuntimeError when it fails."""
    global _places  # a semaphore belongs to the loop that first uses it
    if _places is None:
        _places = asyncio.Semaphore(2)
    async with _places:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend.exports.making", str(message.subject_id), cwd=_root()
        )
        try:
            if await child.wait() != 0:
                raise RuntimeError(f"the maker of {message.subject_id} ended {child.returncode}")
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.kill()


def _root() -> Path:
    return Path(__file__).resolve().parent.parent.parent


async def make(export_id: UUID) -> None:
    """Makes a file and keeps it with its SHA-256. May run again. Raises StorageError."""
    reader = await asyncpg.connect(
        settings().database_url, server_settings={"statement_timeout": _LONGEST_STATEMENT}
    )
    folder = settings().var / "exports" / str(export_id)
    try:
        # A maker that was left behind by a killed worker ends before this one goes on.
        await reader.execute("select pg_advisory_lock(hashtext('export'), hashtext($1))",
                             str(export_id))  # fmt: skip
        row = await fetch_row(
            "update export_job set state = 'making', done = 0, problem = '' where id = $1 "
            "and state in ('waiting', 'making', 'failed') returning *",
            export_id,
        )
        if row is None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        await _made(reader, row, folder / f"tep.{row['kind']}")
    except Stopped:
        log.info("export cancelled", export=str(export_id))
    except CannotMake as problem:
        await _failed(export_id, str(problem))
    except Exception:
        await _failed(export_id, "Hệ thống chưa tạo được tệp và sẽ thử lại.")
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        await reader.close()


async def _made(reader: asyncpg.Connection, row: asyncpg.Record, path: Path) -> None:
    params = msgspec.json.decode(row["params"])
    actor = await actor_of_officer(row["asked_by"])
    source = source_of(row["source"])
    if actor is None or not await source.may(actor, params):
        raise CannotMake("Phạm vi công việc của người yêu cầu đã thay đổi nên không tạo tệp này.")
    kind = TableKind(row["kind"])
    sheet = await source.sheet(actor, params)
    written = await _write(reader, row["id"], sheet, kind, path)
    size, digest = await asyncio.to_thread(_measured, path)
    key = object_key(settings().tenant, clock.now(), row["id"])
    await store().put_parts(key, path, MEDIA_TYPES[kind])
    now = clock.now()
    async with transaction() as connection:
        kept = await connection.fetchval(
            "update export_job set state = 'done', total = $2, done = $2, object_key = $3, "
            "sha256 = $4, size = $5, finished_at = $6, expires_at = $7 "
            "where id = $1 and state = 'making' returning true",
            row["id"], written, key, digest, size, now, now + KEPT,
        )  # fmt: skip
        if kept:
            await outbox.publish(connection, READY_TOPIC, row["id"], {})
    if not kept:
        await store().delete(key)
        raise Stopped


async def _write(
    reader: asyncpg.Connection, export_id: UUID, sheet: Sheet, kind: TableKind, path: Path
) -> int:
    """The rows of one snapshot; returns how many. Raises Stopped, CannotMake."""
    file = writer(kind, path, sheet)
    if sheet.ready is not None:
        file.add(sheet.ready)
        file.close()
        return len(sheet.ready)
    done, told = 0, 0.0
    async with reader.transaction(isolation="repeatable_read", readonly=True):
        total = int(await reader.fetchval(sheet.count_sql, *sheet.args) or 0)
        if total > MOST_ROWS:
            raise CannotMake(
                f"Có {total:,} dòng, nhiều hơn mức {MOST_ROWS:,} dòng của một tệp. "
                "Hãy chọn kỳ ngắn hơn hoặc lọc bớt.".replace(",", ".")
            )
        await _tell(export_id, 0, total)
        cursor: Any = await reader.cursor(sheet.sql, *sheet.args)
        while rows := await cursor.fetch(_ROWS):
            file.add(sheet.cells(each) for each in rows)
            done += len(rows)
            if time.monotonic() - told > _TELL_SECONDS:
                told = time.monotonic()
                await _tell(export_id, done, total)
    await _tell(export_id, done, total)
    await asyncio.to_thread(file.close)
    return done


async def _tell(export_id: UUID, done: int, total: int) -> None:
    told = await execute(
        "update export_job set done = $2, total = $3 where id = $1 and state = 'making'",
        export_id,
        done,
        total,
    )
    if told.endswith(" 0"):
        raise Stopped


async def _failed(export_id: UUID, problem: str) -> None:
    await execute(
        "update export_job set state = 'failed', problem = $2, finished_at = $3 where id = $1 "
        "and state = 'making'",
        export_id,
        problem,
        clock.now(),
    )


def _measured(path: Path) -> tuple[int, bytes]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").digest()


def _die_with_parent() -> None:
    # Linux alone; elsewhere a maker whose worker was killed ends when it is done.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


async def _main(export_id: UUID) -> None:
    from backend.export_sources import make_known

    make_known()
    await open_pool(minimum=1, maximum=2)
    try:
        await make(export_id)
    finally:
        await close_pool()


if __name__ == "__main__":
    _die_with_parent()
    os.nice(_KINDNESS)
    asyncio.run(_main(UUID(sys.argv[1])))
