"""Files of petitions: the same looking-through, quarantine and limits as every other upload; what
nobody sends with a petition within a day goes."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.documents.keeping import Place, forget, look_through_and_store, on_disk, write_down
from backend.documents.store import store
from backend.documents.upload_stream import Upload
from backend.feedback import codes
from backend.platform import clock
from backend.platform.database import fetch, transaction
from backend.platform.problems import RuleBroken, TooMany, field
from shared.contracts.petitions import PetitionUpload
from storage.objects import StorageError

MOST_FILES = 5
_A_DAY_OF_A_NETWORK = 150  # as many as its petitions of a day may have; of those that wait
_WAITS = timedelta(days=1)


async def take_file(mark: str, upload: Upload) -> PetitionUpload:
    """Keeps a file that waits for its petition, without a word of who sent it: the petition may be
    anonymous. Raises as every upload, and TooMany."""
    with upload.file, on_disk(upload.file) as path:
        stored = await look_through_and_store(path, upload.name, upload.size, upload.sha256)
    try:
        async with transaction() as connection:
            await _refuse_flood(connection, mark)
            await write_down(connection, None, Place("petition"), stored)
            await connection.execute(
                "insert into petition_file (document_id, sent_mark, uploaded_at) "
                "values ($1, $2, $3)",
                stored.id, mark, clock.now(),
            )  # fmt: skip
    except Exception:
        await forget(stored)
        raise
    return PetitionUpload(str(stored.id), stored.name, stored.size, codes.claim_of(stored.id))


async def attach(connection: asyncpg.Connection, petition_id: UUID, claims: list[str]) -> None:
    """Makes waiting files part of a petition, and forgets by what they were counted: two petitions
    of one sender must not be told by it. Raises RuleBroken for one that is not there."""
    wanted = [codes.claimed(claim) for claim in dict.fromkeys(claims)]
    done = await connection.fetch(
        "update petition_file f set petition_id = $1, sent_mark = '' from document d "
        "where d.id = f.document_id and f.document_id = any($2::uuid[]) "
        "and f.petition_id is null and d.removed_at is null and d.scan <> 'rejected' "
        "returning f.document_id",
        petition_id,
        [id_ for id_ in wanted if id_ is not None],
    )
    if len(done) != len(wanted):
        sentence = "Có tệp không gửi được. Hãy bỏ tệp đó, tải lại rồi gửi."
        raise RuleBroken(
            sentence, en="A file cannot be sent.", errors=[field("/files", sentence)]
        )  # fmt: skip
    held = await connection.fetchval(
        "select count(*) from petition_file where petition_id = $1", petition_id
    )
    if held > 2 * MOST_FILES:
        sentence = f"Mỗi phản ánh kèm tối đa {2 * MOST_FILES} tệp."
        raise RuleBroken(sentence, en="Too many files.", errors=[field("/files", sentence)])


async def sweep_files() -> int:
    """Takes away files that nobody sent; returns how many."""
    rows = await fetch(
        "select f.document_id, d.object_key from petition_file f join document d "
        "on d.id = f.document_id where f.petition_id is null and f.uploaded_at < $1 "
        "order by f.uploaded_at limit 50",
        clock.now() - _WAITS,
    )
    for row in rows:
        async with transaction() as connection:
            gone = await connection.fetchval(
                "delete from petition_file where document_id = $1 and petition_id is null "
                "returning true",
                row["document_id"],
            )
            if gone:
                await connection.execute(
                    "update document set removed_at = $2, object_key = null, name = 'đã hủy' "
                    "where id = $1",
                    row["document_id"],
                    clock.now(),
                )
        if gone and row["object_key"]:
            try:
                await store().delete(row["object_key"])
            except StorageError:
                continue  # an object without a row; nobody can reach it
    return len(rows)


async def _refuse_flood(connection: asyncpg.Connection, mark: str) -> None:
    sent = await connection.fetchval(
        "select count(*) from petition_file where sent_mark = $1 and uploaded_at > $2",
        mark,
        clock.now() - timedelta(days=1),
    )
    if sent >= _A_DAY_OF_A_NETWORK:
        raise TooMany(
            "Hôm nay đã gửi quá nhiều tệp từ địa chỉ này. Vui lòng gửi tiếp vào ngày mai.",
            retry_after=3600,
            en="Too many files today.",
        )
