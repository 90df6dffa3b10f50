"""Data by spreadsheet over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, post
from litestar.params import Parameter
from litestar.response import Redirect

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.documents.upload_stream import receive_upload
from backend.imports import actions, giving, queries
from backend.imports.kinds.known import ROLES
from backend.platform.file_headers import file_headers
from backend.platform.problems import Malformed, Refusal, field
from shared.contracts.common import Page
from shared.contracts.imports import ImportChoice, Staged, StagedRow
from shared.vocabulary.imports import ImportKind, LineState

AnyRequest = Request[Any, Any, Any]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Of = Annotated[str, Parameter(max_length=40)]
_ADMIN = officer(*ROLES)
_PAGE = "/nhap-du-lieu/"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/imports/kinds", **_ADMIN)
async def import_kinds(actor: Actor) -> list[ImportChoice]:
    """What I may bring in, with the columns of each table."""
    return await queries.choices(actor)


@get("/imports", **_ADMIN)
async def list_imports(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[Staged]:
    """Files brought in, the newest first."""
    return await queries.imports(actor, cursor, limit)


@post("/imports", status_code=201, **_ADMIN)
async def stage_import(request: AnyRequest, actor: Actor) -> Response[Staged] | Redirect:
    """Brings in a file (multipart: `file`, `kind`, `of`); nothing holds before it is applied.

    A form of a browser is led to the page of the file.
    """
    of_browser = "text/html" in request.headers.get("accept", "")
    try:
        import_id = await _received(request, actor)
    except Refusal as refused:
        if of_browser:
            return Redirect(f"{_PAGE}?loi={refused.slug}", status_code=303)
        raise
    if of_browser:
        return Redirect(f"{_PAGE}{import_id}", status_code=303)
    return Response(await queries.staged(actor, import_id), status_code=201)


async def _received(request: AnyRequest, actor: Actor) -> UUID:
    upload = await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        actions.LARGEST,
    )
    with upload.file as file:
        file.seek(0)
        content = file.read()
    try:
        kind = ImportKind(upload.fields.get("kind", ""))
    except ValueError:
        raise Malformed(
            "Chọn loại dữ liệu để nhập.", errors=[field("/kind", "Chọn loại dữ liệu.")]
        ) from None
    of = upload.fields.get("of", "")
    return await actions.stage(actor, kind, of, upload.name, content)


@get("/imports/{import_id:uuid}", **_ADMIN)
async def one_import(actor: Actor, import_id: UUID) -> Staged:
    """How far a file is."""
    return await queries.staged(actor, import_id)


@get("/imports/{import_id:uuid}/lines", **_ADMIN)
async def import_lines(
    actor: Actor,
    import_id: UUID,
    only: LineState | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[StagedRow]:
    """Lines with what is wrong, or what each would change."""
    return await queries.lines(actor, import_id, only, cursor, limit)


@get("/imports/{import_id:uuid}/annotated", **_ADMIN)
async def annotated_import(actor: Actor, import_id: UUID) -> Response[bytes]:
    """The file with a column that says what is wrong and what to do."""
    return _file(await giving.annotated(actor, import_id), "co-ghi-loi")


@post("/imports/{import_id:uuid}/application", status_code=200, **_ADMIN)
async def apply_import(actor: Actor, import_id: UUID) -> Staged:
    """Writes every line, or none."""
    await actions.apply(actor, import_id)
    return await queries.staged(actor, import_id)


@delete("/imports/{import_id:uuid}", **_ADMIN)
async def discard_import(actor: Actor, import_id: UUID) -> None:
    """Throws a file away that was not applied."""
    await actions.discard(actor, import_id)


@get("/spreadsheets/{kind:str}", **_ADMIN)
async def export_table(
    actor: Actor, kind: ImportKind, of: Of = "", empty: bool = False
) -> Response[bytes]:
    """What is in force in the shape that is taken in, or (`empty`) the form alone."""
    content = await giving.exported(actor, kind, of, empty=empty)
    return _file(content, f"mau-{kind}" if empty else f"{of or kind}")


def _file(content: bytes, name: str) -> Response[bytes]:
    headers = file_headers(f"{name}.xlsx", "attachment")
    return Response(content, media_type=_XLSX, headers=headers)


ROUTES = [
    import_kinds,
    list_imports,
    stage_import,
    one_import,
    import_lines,
    annotated_import,
    apply_import,
    discard_import,
    export_table,
]
