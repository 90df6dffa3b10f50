"""What the queue does with large files. However it ends, the file says so: after the last try it
is refused with a sentence, and nothing of it is written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from backend.identity.queries import actor_of_officer
from backend.imports.kinds.known import KINDS
from backend.imports.reading import held_as, look_at, settle
from backend.imports.writing import write
from backend.platform.database import fetch_row, transaction
from backend.platform.outbox import Message
from backend.platform.problems import Refusal
from shared.vocabulary.imports import ImportKind, ImportState

READ_TOPIC = "import.read"
APPLY_TOPIC = "import.apply"
_FAILED = {
    ImportState.READING: "Hệ thống không đọc được tệp này vì lỗi của hệ thống. Chưa có gì được "
    "ghi. Hãy nhập lại tệp; nếu vẫn vậy, báo quản trị hệ thống.",
    ImportState.APPLYING: "Hệ thống không ghi được tệp này vì lỗi của hệ thống. Chưa có gì được "
    "ghi. Hãy nhập lại tệp; nếu vẫn vậy, báo quản trị hệ thống.",
}


async def read_large(message: Message) -> None:
    """Reads a large file; may be repeated without harm."""
    row = await fetch_row(
        "select created_by, state from staged_import where id = $1", message.subject_id
    )
    if row is None or row["state"] != ImportState.READING:
        return
    async with _comes_to_an_end(message, ImportState.READING):
        actor = await actor_of_officer(row["created_by"])
        if actor is None:
            await _refuse(
                message.subject_id,
                ImportState.READING,
                "Tài khoản của người nhập đã khóa hoặc đóng, nên tệp không được đọc. Hãy nhập lại "
                "tệp bằng tài khoản đang làm việc.",
            )
            return
        await look_at(actor, message.subject_id)


async def apply_large(message: Message) -> None:
    """Writes a large file in one transaction; may be repeated without harm."""
    row = await fetch_row("select * from staged_import where id = $1", message.subject_id)
    if row is None or row["state"] != ImportState.APPLYING:
        return
    async with _comes_to_an_end(message, ImportState.APPLYING):
        actor = await actor_of_officer(row["applied_by"])
        if actor is None or not KINDS[ImportKind(row["kind"])].may(actor):
            await _refuse(
                message.subject_id,
                ImportState.APPLYING,
                "Người áp dụng không còn quyền áp dụng tệp này. Chưa có gì được ghi; hãy nhập lại "
                "tệp để người khác áp dụng.",
            )
            return
        async with transaction() as connection:
            if await held_as(connection, message.subject_id, ImportState.APPLYING):
                await write(connection, actor, row)


@asynccontextmanager
async def _comes_to_an_end(message: Message, state: ImportState) -> AsyncIterator[None]:
    try:
        yield
    except Refusal as refused:
        await _refuse(message.subject_id, state, refused.detail.vi)
    except Exception:
        if message.last_try:
            await _refuse(message.subject_id, state, _FAILED[state])
        raise


async def _refuse(import_id: UUID, state: ImportState, reason: str) -> None:
    async with transaction() as connection:
        if await held_as(connection, import_id, state):
            await settle(connection, import_id, ImportState.REFUSED, reason)
