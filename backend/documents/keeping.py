"""Taking a file in: looked through, stored, written down, handed to the scanner."""

import asyncio
import hashlib
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import asyncpg
import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import content_of
from backend.documents import workshop
from backend.documents.identity_papers import is_identity_paper
from backend.documents.inspection import (
    SENTENCES,
    Verdict,
    by_ending,
    clean_name,
    inspect,
    refusals,
)
from backend.documents.queries import document
from backend.documents.scanning import SCAN_TOPIC, first_state
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import RuleBroken, Unavailable, UnsupportedMedia, field
from backend.settings import MIB, settings
from shared.contracts.documents import Document
from shared.vocabulary.scan_states import ScanState
from storage.objects import StorageError, object_key

Allowed = Callable[[asyncpg.Connection], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs: a draft or a dossier, which paper of it, and what for."""

    purpose: str
    component_key: str = ""
    draft_id: UUID | None = None
    dossier_id: UUID | None = None

    @property
    def of(self) -> UUID | None:
        """The draft or dossier."""
        return self.dossier_id or self.draft_id


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies in the store and is not written down yet."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: bytes
    key: str
    pages: int
    made_from: tuple[UUID, ...] = ()


async def keep_upload(
    actor: Actor,
    file: IO[bytes],
    *,
    name: str,
    size: int,
    sha256: bytes | None = None,
    allowed: Allowed,
    purpose: str,
    component_key: str = "",
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
) -> Document:
    """Checks and stores one file for a draft or dossier.

    `allowed` refuses inside the transaction what may not be added any more. Raises
    UnsupportedMedia with the way out, RuleBroken for too many or too much, Unavailable.
    """
    place = Place(purpose, component_key, draft_id, dossier_id)
    with on_disk(file) as path:
        stored = await look_through_and_store(path, name, size, sha256)
    try:
        async with transaction() as connection:
            await allowed(connection)
            return await write_down(connection, actor, place, stored)
    except Exception:
        await forget(stored)
        raise


async def look_through_and_store(
    path: Path, name: str, size: int, sha256: bytes | None = None
) -> Stored:
    """Inspects a file on disk and puts it into the store. Raises UnsupportedMedia, Unavailable.

    `sha256` is of the file where it is known already, as of one that was hashed while it came.
    What is kept as it came is stored while it is looked through; a refused one is taken out
    again, and nothing ever pointed to it. Photos wait, because most of them change.
    """
    name = clean_name(name)
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    media_type = by_ending(name)
    at_once = bool(media_type) and not media_type.startswith("image/")
    with disk_file() as cleaned:
        digest = await _digest(path, sha256)
        verdict, problem = await asyncio.gather(
            _verdict(path, name, Path(cleaned.name)),
            _put(key, path, size, media_type, digest) if at_once else _nothing(),
        )
        if verdict.refusal:
            if at_once:
                await _delete(key)
            sentence = SENTENCES[verdict.refusal]
            raise UnsupportedMedia(
                sentence.vi, en=sentence.en, slug=verdict.refusal,
                errors=[field("/file", sentence.vi)],
            )  # fmt: skip
        if verdict.cleaned:
            path = Path(cleaned.name)
            size, digest = await to_thread.run_sync(measured, path)
        if not at_once:
            problem = await _put(key, path, size, verdict.media_type, digest)
    if problem is not None:
        raise Unavailable(
            "Kho tài liệu đang bận, tệp chưa được lưu. Vui lòng gửi lại tệp này.",
            en="The document store is busy; the file was not saved.",
        ) from problem
    return Stored(id_, name, verdict.media_type, size, digest, key, verdict.pages)


async def _put(
    key: str, path: Path, size: int, media_type: str, sha256: bytes
) -> StorageError | None:
    """What went wrong, if anything: the others that run beside it must come to their end."""
    try:
        await store().put_path(key, path, size, media_type, sha256)
    except StorageError as error:
        return error
    return None


async def _nothing() -> None:
    return None


async def _digest(path: Path, known: bytes | None) -> bytes:
    return known if known is not None else (await to_thread.run_sync(measured, path))[1]


async def write_down(
    connection: asyncpg.Connection, actor: Actor | None, place: Place, stored: Stored
) -> Document:
    """Makes a stored file a document of its place; without an actor it came from another system.

    Raises RuleBroken for too many or too much.
    """
    await _room(connection, place, stored.size)
    scan = first_state()
    row = await connection.fetchrow(
        "insert into document (id, tenant_id, draft_id, dossier_id, component_key, purpose, name, "
        "media_type, size, sha256, object_key, scan, pages, uploaded_by, uploaded_at, "
        "identity_paper, made_from) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17::jsonb) returning *",
        stored.id, settings().tenant, place.draft_id, place.dossier_id, place.component_key,
        place.purpose, stored.name, stored.media_type, stored.size, stored.sha256, stored.key,
        scan, stored.pages, actor.account_id if actor else None, clock.now(),
        await _shows_who(connection, place),
        msgspec.json.encode([str(source) for source in stored.made_from]).decode(),
    )  # fmt: skip
    assert row is not None
    if scan is ScanState.PENDING:
        await outbox.publish(connection, SCAN_TOPIC, stored.id, {})
    await record(connection, actor, "document.added", subject_id=place.of)
    return document(row)


async def forget(stored: Stored) -> None:
    """Takes back from the store what was never written down."""
    await _delete(stored.key)


async def _delete(key: str) -> None:
    try:
        await store().delete(key)
    except StorageError:
        return  # an object without a row; nobody can reach it


async def _verdict(path: Path, name: str, cleaned: Path) -> Verdict:
    try:
        return await workshop.run(inspect, path, name, cleaned)
    except workshop.TooHeavy:
        return Verdict("", refusals.COMPLEX)


async def _room(connection: asyncpg.Connection, place: Place, size: int) -> None:
    held = await connection.fetchrow(
        "select count(*) filter (where component_key = $3) as files, "
        "coalesce(sum(size), 0) as bytes from document where removed_at is null "
        "and (draft_id = $1 or dossier_id = $2) and purpose <> 'form'",
        place.draft_id,
        place.dossier_id,
        place.component_key,
    )
    assert held is not None
    most, room = settings().max_files_per_component, settings().max_dossier_bytes
    if held["files"] >= most:
        raise RuleBroken(
            f"Mỗi giấy tờ nhận tối đa {most} tệp.",
            en="Too many files for this paper.",
            slug="too-many-files",
            errors=[field("/file", "Hãy gộp các trang vào một tệp PDF.")],
        )
    if held["bytes"] + size > room:
        raise RuleBroken(
            f"Các tệp của một hồ sơ chỉ được tối đa {room // MIB} MB. Hãy xóa bớt tệp không cần, "
            "hoặc chụp, quét lại với dung lượng nhỏ hơn.",
            en="The files of one dossier are too large together.",
            slug="too-many-bytes",
            errors=[field("/file", "Hãy chọn tệp nhỏ hơn.")],
        )


async def _shows_who(connection: asyncpg.Connection, place: Place) -> bool:
    if not place.component_key:
        return False
    version = await connection.fetchval(
        "select procedure_version_id from draft where id = $1 "
        "union all select procedure_version_id from dossier where id = $2",
        place.draft_id,
        place.dossier_id,
    )
    content = await content_of(version)
    return is_identity_paper(
        next((c for c in content.components if c.key == place.component_key), None)
    )


def measured(path: Path) -> tuple[int, bytes]:
    """Size in bytes and SHA-256 of a file on disk."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").digest()


@contextmanager
def on_disk(file: IO[Any]) -> Iterator[Path]:
    """The path of an open file, written to disk where it is not there yet."""
    name = getattr(file, "name", None)
    file.seek(0)
    if isinstance(name, str):
        file.flush()
        yield Path(name)
        return
    with disk_file() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


__all__ = [
    "Place", "Stored", "forget", "keep_upload", "look_through_and_store", "on_disk",
    "write_down",
]  # fmt: skip
