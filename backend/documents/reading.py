"""The bytes of a stored file as they were kept, or a refusal: nothing altered is ever shown.

Read to disk and compared with what was recorded before the first byte is given on; what is missing
or altered is told to the watchers of the store, as if the scrubber had come by.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from http import HTTPStatus
from typing import IO, Any
from uuid import UUID

from anyio import to_thread

from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.platform import outbox
from backend.platform.database import transaction
from backend.platform.problems import Refusal, Unavailable
from shared.vocabulary.label import Label
from storage.objects import ObjectMissing, StorageError

NOT_AS_KEPT_TOPIC = "document.not_as_kept"
_CHUNK = 256 * 1024


class NotAsKept(Refusal):
    """The store has lost the file, or holds other bytes than were kept."""

    status = HTTPStatus.GONE
    slug = "file-not-as-kept"
    title = Label("Tệp trong kho không còn nguyên vẹn", "The stored file is not intact")


async def read_to(row: Any, file: IO[bytes], source: str = "document") -> None:
    """Writes the stored bytes of a file to disk. Raises NotAsKept, Unavailable.

    `row` has id, object_key and sha256; `source` is the table that records it.
    """
    digest = hashlib.sha256()
    try:
        async for chunk in await store().get(row["object_key"]):
            digest.update(chunk)
            file.write(chunk)
    except ObjectMissing:
        raise await _told(row["id"], source, missing=True) from None
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận. Tệp vẫn còn nguyên, vui lòng thử lại sau ít phút.",
            en="The document store is busy; nothing was changed.",
        ) from error
    file.flush()
    if row["sha256"] is not None and digest.digest() != bytes(row["sha256"]):
        raise await _told(row["id"], source, missing=False)


async def checked_stream(row: Any, source: str = "document") -> AsyncIterator[bytes]:
    """The bytes in pieces, known to be whole before this returns. Raises NotAsKept, Unavailable."""
    with ExitStack() as stack:
        file = stack.enter_context(disk_file())
        await read_to(row, file, source)
        file.seek(0)
        kept = stack.pop_all()

    async def pieces() -> AsyncIterator[bytes]:
        with kept:
            while piece := await to_thread.run_sync(file.read, _CHUNK):
                yield piece

    return pieces()


async def _told(subject_id: UUID, source: str, *, missing: bool) -> NotAsKept:
    async with transaction() as connection:
        await outbox.publish(connection, NOT_AS_KEPT_TOPIC, subject_id, {"source": source})
    if missing:
        return NotAsKept(
            "Tệp này không còn trong kho tài liệu nên không mở được. Quản trị hệ thống đã được báo "
            "để khôi phục từ bản sao lưu; nếu cần gấp, hãy đề nghị gửi lại tệp.",
            en="The file is gone from the store; the administrators have been told.",
        )
    return NotAsKept(
        "Tệp này trong kho không còn đúng như lúc nhận nên không được mở. Quản trị hệ thống đã "
        "được báo để khôi phục từ bản sao lưu; nếu cần gấp, hãy đề nghị gửi lại tệp.",
        en="The file is not what was stored; the administrators have been told.",
    )
