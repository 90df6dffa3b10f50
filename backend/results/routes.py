"""Forms made on the spot, over HTTP."""

from uuid import UUID

from litestar import Response, get

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.platform.file_headers import file_headers
from backend.results.control_sheet import control_sheet as sheet_of


@get("/dossiers/{dossier_id:uuid}/control-sheet", **officer())
async def control_sheet(
    actor: Actor, dossier_id: UUID, disposition: str = "inline"
) -> Response[bytes]:
    """The control sheet of a dossier in my sight, as of now (PDF)."""
    name, content = await sheet_of(actor, dossier_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


ROUTES = [control_sheet]
