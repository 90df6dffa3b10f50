"""Codes on paper over HTTP."""

from uuid import UUID

from litestar import Response, get

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.documents import code_reading
from backend.platform.file_headers import file_headers
from shared.contracts.paper_codes import PageCodes
from shared.vocabulary.roles import Role

_DESK = (Role.DESK_OFFICER, Role.DESK_HEAD)


@get("/dossiers/{dossier_id:uuid}/separator-sheets", **officer(*_DESK))
async def separator_sheets(
    actor: Actor, dossier_id: UUID, disposition: str = "inline"
) -> Response[bytes]:
    """Sheets to lay between the papers of a dossier before they are scanned (PDF)."""
    name, content = await code_reading.separator_sheets(actor, dossier_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/documents/{document_id:uuid}/codes", **officer(*_DESK))
async def document_codes(actor: Actor, document_id: UUID, first: int = 1) -> PageCodes:
    """The codes of ours on some pages of a scan, from page `first` on."""
    return await code_reading.codes_of(actor, document_id, first)


ROUTES = [separator_sheets, document_codes]
