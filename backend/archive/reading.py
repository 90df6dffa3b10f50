"""The queue reads the text of the files of an archived dossier, so that it can be searched.

Bounded by size, pages, characters, time and memory; what cannot be read leaves the dossier
searchable by everything else and says so.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import structlog

from backend.archive.arriving import READ_TOPIC
from backend.archive.page_text import text_of
from backend.documents import workshop
from backend.documents.plain import KINDS, NotReadable, words_of
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.law.search_text import search_text
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_value, transaction
from backend.platform.outbox import Message
from backend.settings import settings
from storage.objects import ObjectMissing

PDF = "application/pdf"
FILE_BYTES = 20 * 1024 * 1024
FILES = 40
TEXT = 200_000
_SECONDS = 30
# Many dossiers end at once; what reads their files must not take every processor from the desks.
_AT_A_TIME = asyncio.Semaphore(1)
_FILES = """
select object_key, size, media_type from document where dossier_id = $1 and removed_at is null
    and scan in ('clean', 'unscanned') and media_type = any($3::text[]) and object_key is not null
order by (purpose = 'result') desc, uploaded_at, id limit $2
"""
_SCANNED = """
select not exists (select from document where dossier_id = $1 and removed_at is null
    and scan = 'pending')
"""
_AGAIN = timedelta(minutes=2)
log = structlog.get_logger("archive")


class StillBeingScanned(Exception):
    """A file is not known to be clean yet; the message is tried again, and later by the sweep."""


async def read_texts(message: Message) -> None:
    """Reads the dossiers of a batch, each once.

    Raises StorageError while the store is away, StillBeingScanned when one has to wait.
    """
    late = [text for text in message.payload["dossiers"] if not await _read(UUID(text))]
    if late:
        raise StillBeingScanned(late[0])


async def read_again() -> int:
    """Has the queue read what was left over; run by the worker every minute."""
    rows = await fetch(
        "select dossier_id from archive_record where text_state = 'waiting' and entered_at < $1 "
        "and tenant_id = $2 order by entered_at limit 100",
        clock.now() - _AGAIN,
        settings().tenant,
    )
    ready = [row["dossier_id"] for row in rows if await fetch_value(_SCANNED, row["dossier_id"])]
    if ready:
        async with transaction() as connection:
            payload = {"dossiers": [str(id_) for id_ in ready]}
            await outbox.publish(connection, READ_TOPIC, ready[0], payload)
    return 0


async def _read(dossier_id: UUID) -> bool:
    """Whether the record is read; False while one of its files is being scanned."""
    body = await fetch_value(
        "select body from archive_record where dossier_id = $1 and text_state = 'waiting' "
        "and status <> 'disposed'",
        dossier_id,
    )
    if body is None:
        return True
    if not await fetch_value(_SCANNED, dossier_id):
        return False
    files = await fetch(_FILES, dossier_id, FILES + 1, [PDF, *KINDS])
    whole = len(files) <= FILES
    texts = [body]
    left = TEXT - len(body)
    for file in files[:FILES]:
        if file["size"] > FILE_BYTES or left <= 0:
            whole = False
            continue
        try:
            content = await store().get_bytes(file["object_key"])
        except ObjectMissing:
            whole = False
            continue
        if file["media_type"] == PDF:
            found, complete = await pdf_text(content)
        else:
            found, complete = await office_text(content, file["media_type"])
        plain = search_text(found)
        texts.append(plain[:left])
        whole = whole and complete and len(plain) <= left
        left -= len(plain)
    await execute(
        "update archive_record set body = $2, text_state = $3 "
        "where dossier_id = $1 and text_state = 'waiting' and status <> 'disposed'",
        dossier_id,
        " ".join(text for text in texts if text),
        "done" if whole else "partial",
    )
    return True


async def office_text(content: bytes, media_type: str) -> tuple[str, bool]:
    """The words of a text or spreadsheet and whether they are all; empty for a broken one."""
    return await _read_apart(words_of, content, media_type)


async def pdf_text(content: bytes) -> tuple[str, bool]:
    """The text of a PDF and whether it is all of it; empty for what cannot be read."""
    return await _read_apart(text_of, content)


async def _read_apart(
    work: Callable[..., tuple[str, bool]], content: bytes, *more: str
) -> tuple[str, bool]:
    async with _AT_A_TIME:
        with disk_file() as file:
            file.write(content)
            file.flush()
            try:
                return await workshop.run(work, Path(file.name), *more, seconds=_SECONDS)
            except (workshop.TooHeavy, NotReadable, OSError, ValueError, RuntimeError) as error:
                log.warning("a text cannot be read", work=work.__name__, error=type(error).__name__)
                return "", False
