"""Files that come in pieces: begun, continued where the network broke off, finished.

Each piece is an object of its own until the file is whole, so that any process of the API may take
the next one and nothing is lost by a restart.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.documents.inspection import SENTENCES, by_ending, clean_name, refusals
from backend.documents.keeping import (
    Allowed,
    Place,
    Stored,
    forget,
    look_through_and_store,
    write_down,
)
from backend.documents.queries import document_by_id
from backend.documents.store import store
from backend.documents.upload_stream import Written, disk_file, too_large
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.problems import (
    Conflict,
    NotFound,
    RuleBroken,
    TooMany,
    Unavailable,
    UnsupportedMedia,
    field,
)
from backend.settings import MIB, settings
from shared.contracts.documents import Document
from shared.contracts.uploads import StartUpload, Upload
from storage.objects import StorageError, object_key

PIECE = MIB
LARGEST_PIECE = 8 * MIB
_KEPT_FOR = timedelta(hours=24)
_OPEN_AT_ONCE = 30
_SWEPT_AT_ONCE = 50


async def start(actor: Actor, place: Place, data: StartUpload, allowed: Allowed) -> Upload:
    """Begins a file. Raises what a whole upload would raise as far as it is known already."""
    name = clean_name(data.name)
    if data.size > settings().max_upload_bytes:
        raise too_large(settings().max_upload_bytes)
    if not by_ending(name):
        sentence = SENTENCES[refusals.KIND]
        raise UnsupportedMedia(
            sentence.vi, en=sentence.en, errors=[field("/name", sentence.vi)]
        )  # fmt: skip
    now = clock.now()
    async with transaction() as connection:
        await allowed(connection)
        unfinished = await connection.fetchval(
            "select count(*) from upload where account_id = $1 and expires_at > $2 "
            "and document_id is null",
            actor.account_id,
            now,
        )
        if unfinished >= _OPEN_AT_ONCE:
            raise TooMany(
                "Bạn đang gửi dở quá nhiều tệp. Hãy gửi xong các tệp đó, hoặc thử lại sau.",
                retry_after=3600,
                en="Too many unfinished uploads.",
            )
        row = await connection.fetchrow(
            "insert into upload (id, tenant_id, account_id, draft_id, dossier_id, component_key, "
            "purpose, name, size, started_at, expires_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning *",
            uuid7(), settings().tenant, actor.account_id, place.draft_id, place.dossier_id,
            place.component_key, place.purpose, name, data.size, now, now + _KEPT_FOR,
        )  # fmt: skip
    assert row is not None
    return await _shown(row)


async def progress(actor: Actor, upload_id: UUID) -> Upload:
    """How far my file has come. Raises NotFound."""
    return await _shown(await own(actor, upload_id))


async def append(actor: Actor, upload_id: UUID, at: int, piece: bytes) -> Upload:
    """Takes the piece that begins at `at`; one that is there already is not taken again.

    Raises NotFound, Conflict when pieces are missing before it, Unavailable.
    """
    row = await own(actor, upload_id)
    end = at + len(piece)
    if not piece or end > row["size"]:
        raise RuleBroken(
            "Phần gửi lên không khớp với kích thước tệp. Hãy chọn lại tệp rồi gửi.",
            en="The piece does not fit the announced size.",
            slug="upload-piece",
        )
    if end <= row["received"]:
        return await _shown(row)
    if at != row["received"]:
        raise _elsewhere(row["received"])
    key = f"{object_key(settings().tenant, row['started_at'], upload_id)}-{secrets.token_hex(8)}"
    try:
        await store().put_bytes(key, piece, "application/octet-stream")
    except StorageError as error:
        raise _busy() from error
    after = await fetch_row(
        "update upload set received = $3, pieces = pieces || to_jsonb($4::text) "
        "where id = $1 and received = $2 and document_id is null returning *",
        upload_id,
        at,
        end,
        key,
    )
    if after is None:  # the same piece came twice at once; the other one is kept
        await _delete([key])
        return await progress(actor, upload_id)
    return await _shown(after)


async def finish(actor: Actor, upload_id: UUID, allowed: Allowed) -> Document:
    """Puts the pieces together and keeps the file; asked again it gives the same document.

    Raises as `keep_upload`; a file that is refused has to be begun anew.
    """
    row = await own(actor, upload_id)
    if row["document_id"] is not None:
        return await document_by_id(row["document_id"])
    if row["received"] < row["size"]:
        raise _elsewhere(row["received"])
    keys = _keys(row)
    with disk_file() as whole:
        try:
            digest = await _together(keys, whole)
        except Unavailable:
            row = await own(actor, upload_id)
            if row["document_id"] is None:
                raise
            return await document_by_id(row["document_id"])  # finished meanwhile, pieces gone
        try:
            stored = await look_through_and_store(
                Path(whole.name), row["name"], row["size"], digest
            )
        except UnsupportedMedia:
            await execute("delete from upload where id = $1 and document_id is null", upload_id)
            await _delete(keys)
            raise
    try:
        async with transaction() as connection:
            await allowed(connection)
            document = await _settle(connection, actor, upload_id, place_of(row), stored)
    except Exception:
        await forget(stored)
        raise
    if document.id != str(stored.id):
        await forget(stored)  # finished twice at once
    await _delete(keys)
    return document


async def sweep_unfinished() -> int:
    """Removes what nobody went on with for a day."""
    rows = await fetch(
        "select id, pieces from upload where expires_at < $1 order by expires_at limit $2",
        clock.now(),
        _SWEPT_AT_ONCE,
    )
    for row in rows:
        await _delete(_keys(row))
        await execute("delete from upload where id = $1", row["id"])
    return len(rows)


async def own(actor: Actor, upload_id: UUID) -> asyncpg.Record:
    """The caller's upload that has not expired. Raises NotFound."""
    row = await fetch_row(
        "select * from upload where id = $1 and account_id = $2 and expires_at > $3",
        upload_id,
        actor.account_id,
        clock.now(),
    )
    if row is None:
        raise NotFound(
            "Lần gửi tệp này đã hết hạn. Hãy chọn lại tệp và gửi từ đầu.",
            en="There is no such upload. Please begin again.",
            slug="unknown-upload",
        )
    return row


def place_of(row: asyncpg.Record) -> Place:
    """Where the file of an upload belongs."""
    return Place(row["purpose"], row["component_key"], row["draft_id"], row["dossier_id"])


async def _settle(
    connection: asyncpg.Connection, actor: Actor, upload_id: UUID, place: Place, stored: Stored
) -> Document:
    taken = await connection.fetchval(
        "select document_id from upload where id = $1 for update", upload_id
    )
    if taken is not None:
        return await document_by_id(taken)
    document = await write_down(connection, actor, place, stored)
    await connection.execute(
        "update upload set document_id = $2, pieces = '[]'::jsonb where id = $1",
        upload_id,
        UUID(document.id),
    )
    return document


async def _together(keys: list[str], whole: IO[bytes]) -> bytes:
    """The pieces one after another, and the SHA-256 of all."""
    written = Written(whole)
    try:
        for key in keys:
            async for chunk in await store().get(key):
                written.add(chunk)
                await written.catch_up()
    except StorageError as error:
        raise _busy() from error
    return await written.end()


async def _shown(row: asyncpg.Record) -> Upload:
    taken = row["document_id"]
    return Upload(
        id=str(row["id"]),
        name=row["name"],
        size=row["size"],
        received=row["received"],
        piece_bytes=PIECE,
        expires_at=_iso(row["expires_at"]),
        document=await document_by_id(taken) if taken is not None else None,
    )


def _keys(row: asyncpg.Record) -> list[str]:
    found: list[str] = msgspec.json.decode(row["pieces"])
    return found


async def _delete(keys: list[str]) -> None:
    for key in keys:
        try:
            await store().delete(key)
        except StorageError:
            return  # what is left belongs to nothing and is found by its age


def _elsewhere(received: int) -> Conflict:
    return Conflict(
        f"Tệp mới nhận được {received} byte đầu. Hệ thống sẽ gửi tiếp từ đó.",
        en=f"{received} bytes have been received; go on from there.",
        slug="upload-offset",
    )


def _busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận. Phần đã gửi vẫn được giữ, hệ thống sẽ gửi tiếp.",
        en="The document store is busy; what was sent is kept.",
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
