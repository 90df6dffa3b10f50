"""Pictures for texts and sample papers: taken in, drawn anew, given out."""

import hashlib
from typing import IO
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.content import queries, shapes
from backend.content.designs import READERS, WRITERS, of
from backend.content.samples import STAMP
from backend.documents.redrawing import picture_of, stamped_copy
from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, Unavailable, field
from backend.proposals.rules import why_not_edit
from backend.settings import settings
from shared.contracts.content import ContentPicture, SampleFile
from shared.vocabulary.content import ContentKind
from storage.objects import StorageError, object_key

_MOST_PICTURES = 30
_MOST_SAMPLES = 20


async def add_picture(actor: Actor, item_id: UUID, file: IO[bytes], name: str) -> ContentPicture:
    """Keeps a picture for a text, drawn anew. Raises NotFound, UnsupportedMedia, RuleBroken,
    Unavailable."""
    clean, content = await picture_of(file, name)
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    await _put(key, content, "image/jpeg")
    async with transaction() as connection:
        await _open(connection, actor, item_id)
        there = await connection.fetchval(
            "select count(*) from content_picture where item_id = $1", item_id
        )
        _room(there, _MOST_PICTURES, "ảnh")
        row = await connection.fetchrow(
            "insert into content_picture (id, tenant_id, item_id, name, object_key, size, "
            "created_by, created_at, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "returning *",
            id_, settings().tenant, item_id, clean, key, len(content), actor.account_id,
            clock.now(), hashlib.sha256(content).digest(),
        )  # fmt: skip
        await record(connection, actor, "content.picture_added", subject_id=item_id)
    return shapes.picture(row)


async def add_sample(actor: Actor, item_id: UUID, file: IO[bytes], name: str) -> SampleFile:
    """Keeps a sample paper with MẪU across every page; what was uploaded is not kept.

    Raises NotFound, UnsupportedMedia, RuleBroken, Conflict, Unavailable.
    """
    title, content, pages = await stamped_copy(file, name, STAMP)
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    await _put(key, content, "application/pdf")
    async with transaction() as connection:
        item = await _open(connection, actor, item_id)
        if item["kind"] != ContentKind.SAMPLE:
            raise Conflict("Chỉ hồ sơ mẫu mới có tệp giấy tờ mẫu.", en="Only samples have papers.")
        there = await connection.fetchval(
            "select count(*) from content_sample where item_id = $1 and removed_at is null",
            item_id,
        )
        _room(there, _MOST_SAMPLES, "tệp mẫu")
        row = await connection.fetchrow(
            "insert into content_sample (id, tenant_id, item_id, name, object_key, size, pages, "
            "created_by, created_at, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
            "returning *",
            id_, settings().tenant, item_id, title, key, len(content), pages, actor.account_id,
            clock.now(), hashlib.sha256(content).digest(),
        )  # fmt: skip
        await record(connection, actor, "content.sample_added", subject_id=item_id)
    return shapes.sample(row)


async def remove_sample(actor: Actor, item_id: UUID, file_id: UUID) -> None:
    """Takes a sample paper away. Raises NotFound."""
    async with transaction() as connection:
        await _open(connection, actor, item_id)
        done = await connection.fetchval(
            "update content_sample set removed_at = $4 where id = $1 and item_id = $2 "
            "and tenant_id = $3 and removed_at is null returning true",
            file_id, item_id, settings().tenant, clock.now(),
        )  # fmt: skip
        if not done:
            raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
        await record(connection, actor, "content.sample_removed", subject_id=item_id)


async def picture(actor: Actor | None, picture_id: UUID) -> bytes:
    """A picture as JPEG. Raises NotFound, also before its text was published for who does not
    write, Unavailable."""
    return (await _file(actor, "content_picture", picture_id))[1]


async def sample(actor: Actor | None, file_id: UUID) -> tuple[str, bytes]:
    """Name and PDF of a sample paper. Raises NotFound as `picture` does, Unavailable."""
    return await _file(actor, "content_sample", file_id)


async def _file(actor: Actor | None, table: str, id_: UUID) -> tuple[str, bytes]:
    key, name, published = await queries.object_of(table, id_)
    writes = actor is not None and actor.has(*WRITERS, *READERS)
    if not published and not writes:
        raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
    try:
        return name, await store().get_bytes(key)
    except StorageError as error:
        raise _busy() from error


async def _put(key: str, content: bytes, media_type: str) -> None:
    try:
        await store().put_bytes(key, content, media_type)
    except StorageError as error:
        raise _busy() from error


async def _open(connection: asyncpg.Connection, actor: Actor, item_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select kind, agency_id from content_item where id = $1 and tenant_id = $2 for update",
        item_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound("Không có nội dung này.", en="There is no such content.")
    if refusal := why_not_edit(actor, "", of(item_id, row["agency_id"])):
        raise Forbidden(refusal, en="Its own agency writes it.")
    return row


def _room(there: int, most: int, what: str) -> None:
    if there >= most:
        sentence = f"Mỗi nội dung có nhiều nhất {most} {what}."
        raise RuleBroken(
            sentence, en="Too many files.", slug="too-many-files", errors=[field("/file", sentence)]
        )


def _busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận. Vui lòng thử lại sau ít phút.", en="The document store is busy."
    )
