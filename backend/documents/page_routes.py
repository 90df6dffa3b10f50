"""Pages of files as pictures, over HTTP."""

from uuid import UUID

from litestar import Response, get

from backend.access.actor import Actor
from backend.access.guards import signed_in
from backend.documents import previews
from backend.platform.file_headers import file_headers
from shared.contracts.documents import DocumentView


@get("/documents/{document_id:uuid}/view", **signed_in())
async def document_view(actor: Actor, document_id: UUID) -> DocumentView:
    """How many pages a file in my sight has, and what is known about it."""
    return await previews.view(actor, document_id)


@get("/documents/{document_id:uuid}/page", **signed_in())
async def document_page(
    actor: Actor, document_id: UUID, number: int = 1, size: str = "page"
) -> Response[bytes]:
    """One page of a file in my sight as a JPEG; `size` is page or thumb."""
    content = await previews.page_picture(actor, document_id, number, size)
    headers = file_headers(f"trang-{number}.jpg", "inline")
    return Response(content, media_type="image/jpeg", headers=headers)


ROUTES = [document_view, document_page]
