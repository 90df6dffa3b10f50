"""Publicity on the wall over HTTP: what was stated, its paper, another statement."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, get, post
from litestar.params import Parameter
from litestar.response import Redirect, Response, Stream

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.documents.reading import checked_stream
from backend.documents.upload_stream import receive_upload
from backend.documents.withheld import refuse_withheld
from backend.indicators import publicity
from backend.platform.file_headers import file_headers
from backend.platform.problems import Refusal
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.indicators import PublicityStatement

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
AnyRequest = Request[Any, Any, Any]
_PAGE = "/danh-gia/cong-khai/"
_TYPED = ("agency_id", "day_from", "day_to", "posted", "note")


@get("/indicators/publicity", **officer())
async def publicity_statements(
    actor: Actor, cursor: Cursor = "", limit: Limit = 50
) -> Page[PublicityStatement]:
    """What agencies in my reach stated, the newest first."""
    return await publicity.statements(actor, cursor, limit)


@post("/indicators/publicity", status_code=201, **officer(*publicity.STATERS))
async def state_publicity(
    request: AnyRequest, actor: Actor
) -> Response[PublicityStatement] | Redirect:
    """States whether procedures were posted up in a period (multipart: `file`, `agency_id`,
    `day_from`, `day_to`, `posted` yes or no, `note`). A form of a browser is led to its page."""
    of_browser = "text/html" in request.headers.get("accept", "")
    typed: dict[str, str] = {}
    try:
        upload = await receive_upload(
            request.headers.get("content-type", ""),
            request.headers.get("content-length", ""),
            request.stream(),
            settings().max_upload_bytes,
        )
        typed = upload.fields
        made = await publicity.state(actor, upload)
    except Refusal as refused:
        if of_browser:
            kept = {name: typed.get(name, "")[:500] for name in _TYPED}
            return Redirect(f"{_PAGE}?{urlencode({'loi': refused.slug, **kept})}", status_code=303)
        raise
    if of_browser:
        return Redirect(f"{_PAGE}?xong={made.id}", status_code=303)
    return Response(made, status_code=201)


@get("/indicators/publicity/{statement_id:uuid}/file", **officer())
async def publicity_paper(actor: Actor, statement_id: UUID) -> Stream:
    """The paper that proves a statement, once it is known to be clean."""
    row = await publicity.paper(actor, statement_id)
    refuse_withheld(actor, row)
    return Stream(
        await checked_stream(row),
        media_type=row["media_type"],
        headers=file_headers(row["name"], "attachment"),
    )


ROUTES = [publicity_statements, state_publicity, publicity_paper]
