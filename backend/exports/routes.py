"""Files that the queue makes, over HTTP: how far they are, taking them, stopping them."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.documents.reading import checked_stream
from backend.exports import actions, queries
from backend.exports.writing import MEDIA_TYPES
from backend.platform.file_headers import file_headers
from backend.platform.problems import Conflict
from shared.contracts.common import Page
from shared.contracts.exports import Export
from shared.vocabulary.exports import TableKind

Cursor = Annotated[str, Parameter(max_length=300)]


@get("/exports", **officer())
async def my_exports(actor: Actor, cursor: Cursor = "") -> Page[Export]:
    """The files I asked for, the newest first."""
    return await queries.mine(actor, cursor)


@get("/exports/{export_id:uuid}", **officer())
async def one_export(actor: Actor, export_id: UUID) -> Export:
    """How far a file of mine is."""
    return await queries.one(actor, export_id)


@post("/exports/{export_id:uuid}/cancellation", status_code=200, **officer())
async def cancel_export(actor: Actor, export_id: UUID) -> Export:
    """Stops a file of mine that is not ready."""
    return await actions.cancel(actor, export_id)


@get("/exports/{export_id:uuid}/content", **officer())
async def export_content(actor: Actor, export_id: UUID) -> Stream:
    """The file, for whoever asked and may still see what is in it; each download is recorded."""
    row = await queries.still_mine(actor, export_id)
    if row["state"] != "done":
        raise Conflict(
            "Tệp chưa tạo xong, đã hủy hoặc đã hết hạn tải. Hãy yêu cầu tệp mới nếu cần.",
            en="The file is not ready, or no longer kept. Ask for a new one.",
            slug="export-not-ready",
        )
    content = await checked_stream(row, "export_job")
    await actions.note_taken(actor, export_id)
    name = f"{row['source'].replace('_', '-')}-{row['asked_at']:%Y%m%d-%H%M}.{row['kind']}"
    return Stream(
        content,
        media_type=MEDIA_TYPES[TableKind(row["kind"])],
        headers=file_headers(name, "attachment"),
    )


ROUTES = [my_exports, one_export, cancel_export, export_content]
