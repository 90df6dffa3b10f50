"""What everybody reads of the agency's content."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import Parameter

from backend.access.guards import public
from backend.content import queries
from backend.content.actions import files
from backend.content.help import search_help
from backend.content.questions import procedure_questions
from backend.content.samples import sample_form
from backend.platform.file_headers import file_headers
from backend.platform.problems import Malformed, field
from shared.contracts.common import Page
from shared.contracts.content import (
    Announcement,
    ContentCard,
    ContentPage,
    HelpAnswer,
    ProcedureHelp,
)
from shared.vocabulary.content import ANNOUNCED, ContentKind

AnyRequest = Request[Any, Any, Any]
Words = Annotated[str, Parameter(max_length=300)]
Code = Annotated[str, Parameter(max_length=40)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_A_MINUTE = {"Cache-Control": "public, max-age=60"}


@get("/content", **public())
async def listed_content(
    kind: Annotated[str, Parameter(max_length=20)],
    procedure_code: Code = "",
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Page[ContentCard]:
    """Frequent questions, guides, news, videos or samples that are shown now."""
    if kind not in set(ContentKind) - ANNOUNCED:
        raise Malformed(
            "Không có loại nội dung này.",
            en="There is no such kind.",
            errors=[field("/kind", "Chọn faq, guide, news, video hoặc sample.")],
        )
    return await queries.listed(ContentKind(kind), procedure_code, cursor, limit)


@get("/content/{content_id:uuid}", **public())
async def one_content(content_id: UUID) -> ContentPage:
    """One piece of content that is shown now."""
    return await queries.content_page(content_id)


@get("/content/pictures/{picture_id:uuid}", **public())
async def content_picture(request: AnyRequest, picture_id: UUID) -> Response[bytes]:
    """A picture of a text."""
    given = await files.picture(request.scope.get("user"), picture_id)
    headers = file_headers("hinh.jpg", "inline") | (_A_MINUTE if given.shown else {})
    return Response(given.content, media_type="image/jpeg", headers=headers)


@get("/content/samples/{file_id:uuid}", **public())
async def content_sample(request: AnyRequest, file_id: UUID) -> Response[bytes]:
    """A sample paper, with MẪU across every page."""
    given = await files.sample(request.scope.get("user"), file_id)
    headers = file_headers(given.name, "inline")
    return Response(given.content, media_type="application/pdf", headers=headers)


@get("/procedures/{code:str}/sample", **public())
async def procedure_sample(code: str) -> Response[bytes]:
    """The form of a procedure filled in with fictional answers, with MẪU across every page."""
    name, content = await sample_form(code)
    return Response(content, media_type="application/pdf", headers=file_headers(name, "inline"))


@get("/procedures/{code:str}/help", **public())
async def procedure_help(code: str) -> ProcedureHelp:
    """Frequent questions, guides, samples and answered questions about one procedure."""
    found = await queries.procedure_help(code)
    return await procedure_questions(found, code)


@get("/announcements", **public())
async def announcements() -> Response[list[Announcement]]:
    """What stands on top of every page now."""
    return Response(await queries.announcements(), headers=_A_MINUTE)


@get("/help", **public())
async def help_search(q: Words = "", limit: Limit = 20) -> HelpAnswer:
    """One search over procedures and everything that helps."""
    return await search_help(q, limit)


ROUTES = [
    listed_content,
    one_content,
    content_picture,
    content_sample,
    procedure_sample,
    procedure_help,
    announcements,
    help_search,
]
