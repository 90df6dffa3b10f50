"""Pictures for texts and sample papers: taken in, drawn anew, given out."""

import hashlib
from typing import IO, NamedTuple
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.content import queries, shapes
from backend.content.actions import drafting
from backend.content.designs import READERS, WRITERS
from backend.content.samples import STAMP
from backend.documents.redrawing import picture_of, stamped_copy
from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, Unavailable, field
from backend.settings import settings
from shared.contracts.content import (
    MOST_PAPERS,
    MOST_PICTURES,
    ContentPicture,
    ContentText,
    SampleFile,
)
from shared.vocabulary.content import ContentKind
from storage.objects import StorageError, object_key

_MOST = {"pictures": (MOST_PICTURES, "ảnh"), "papers": (MOST_PAPERS, "tệp mẫu")}


class Given(NamedTuple):
    """A file as it is given out; `shown` says that everybody may have it."""

    name: str
    content: bytes
    shown: bool


async def add_picture(actor: Actor, item_id: UUID, file: IO[bytes], name: str) -> ContentPicture:
    """Keeps a picture, drawn anew, for the next version. Raises NotFound, Forbidden,
    UnsupportedMedia, RuleBroken, Conflict while a proposal waits, Unavailable."""
    clean, content = await picture_of(file, name)
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    await _put(key, content, "image/jpeg")
    async with transaction() as connection:
        item = await drafting.lock(connection, actor, item_id)
        row = await connection.fetchrow(
            "insert into content_picture (id, tenant_id, item_id, name, object_key, size, "
            "created_by, created_at, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "returning *",
            id_, settings().tenant, item_id, clean, key, len(content), actor.account_id,
            clock.now(), hashlib.sha256(content).digest(),
        )  # fmt: skip
        await drafting.change(connection, actor, item, lambda text: _with(text, "pictures", id_))
        await record(connection, actor, "content.picture_added", subject_id=item_id)
    return shapes.picture(row)


async def add_sample(actor: Actor, item_id: UUID, file: IO[bytes], name: str) -> SampleFile:
    """Keeps a sample paper with MẪU across every page for the next version; what was uploaded is
    not kept.

    Raises NotFound, Forbidden, UnsupportedMedia, RuleBroken, Conflict, Unavailable.
    """
    title, content, pages = await stamped_copy(file, name, STAMP)
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    await _put(key, content, "application/pdf")
    async with transaction() as connection:
        item = await drafting.lock(connection, actor, item_id)
        if item["kind"] != ContentKind.SAMPLE:
            raise Conflict("Chỉ hồ sơ mẫu mới có tệp giấy tờ mẫu.", en="Only samples have papers.")
        row = await connection.fetchrow(
            "insert into content_sample (id, tenant_id, item_id, name, object_key, size, pages, "
            "created_by, created_at, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
            "returning *",
            id_, settings().tenant, item_id, title, key, len(content), pages, actor.account_id,
            clock.now(), hashlib.sha256(content).digest(),
        )  # fmt: skip
        await drafting.change(connection, actor, item, lambda text: _with(text, "papers", id_))
        await record(connection, actor, "content.sample_added", subject_id=item_id)
    return shapes.sample(row)


async def remove_picture(actor: Actor, item_id: UUID, picture_id: UUID) -> None:
    """Takes a picture out of the next version. Raises NotFound, Forbidden, Conflict while a
    proposal waits."""
    await _remove(actor, item_id, picture_id, "pictures", "content_picture")


async def remove_sample(actor: Actor, item_id: UUID, file_id: UUID) -> None:
    """Takes a sample paper out of the next version. Raises NotFound, Forbidden, Conflict while a
    proposal waits."""
    await _remove(actor, item_id, file_id, "papers", "content_sample")


async def picture(actor: Actor | None, picture_id: UUID) -> Given:
    """A picture as JPEG. Raises NotFound, for who does not write also while no version that
    people see names it, Unavailable."""
    return await _file(actor, "content_picture", picture_id)


async def sample(actor: Actor | None, file_id: UUID) -> Given:
    """A sample paper as PDF. Raises NotFound as `picture` does, Unavailable."""
    return await _file(actor, "content_sample", file_id)


async def _file(actor: Actor | None, table: str, id_: UUID) -> Given:
    key, name, shown = await queries.object_of(table, id_)
    writes = actor is not None and actor.has(*WRITERS, *READERS)
    if not shown and not writes:
        raise _no_file()
    try:
        return Given(name, await store().get_bytes(key), shown)
    except StorageError as error:
        raise _busy() from error


async def _remove(actor: Actor, item_id: UUID, file_id: UUID, field_: str, table: str) -> None:
    async with transaction() as connection:
        item = await drafting.lock(connection, actor, item_id)
        if str(file_id) not in getattr(shapes.written(item, "draft"), field_):
            raise _no_file()
        await drafting.change(connection, actor, item, lambda text: _without(text, field_, file_id))
        # What was never published is nobody's any more; what was stays with its version.
        # nosemgrep: sql-from-values (names of ours)
        await connection.execute(
            f"update {table} f set removed_at = $3 where f.id = $1 and f.item_id = $2 and not "
            f"exists (select from content_version v where v.item_id = f.item_id "
            f"and v.text -> '{field_}' ? f.id::text)",
            file_id, item_id, clock.now(),
        )  # fmt: skip
        action = "content.picture_removed" if field_ == "pictures" else "content.sample_removed"
        await record(connection, actor, action, subject_id=item_id)


def _with(text: ContentText, name: str, id_: UUID) -> ContentText:
    there: tuple[str, ...] = getattr(text, name)
    _room(len(there), *_MOST[name])
    return msgspec.structs.replace(text, **{name: (*there, str(id_))})


def _without(text: ContentText, name: str, id_: UUID) -> ContentText:
    left = tuple(each for each in getattr(text, name) if each != str(id_))
    return msgspec.structs.replace(text, **{name: left})


async def _put(key: str, content: bytes, media_type: str) -> None:
    try:
        await store().put_bytes(key, content, media_type)
    except StorageError as error:
        raise _busy() from error


def _room(there: int, most: int, what: str) -> None:
    if there >= most:
        sentence = f"Mỗi nội dung có nhiều nhất {most} {what}."
        raise RuleBroken(
            sentence, en="Too many files.", slug="too-many-files", errors=[field("/file", sentence)]
        )


def _no_file() -> NotFound:
    return NotFound("Không tìm thấy tệp này.", en="There is no such file.")


def _busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận. Vui lòng thử lại sau ít phút.", en="The document store is busy."
    )
