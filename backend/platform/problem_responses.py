"""Every error leaves as application/problem+json (RFC 9457), in the reader's language."""

from http import HTTPStatus
from typing import Any

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from backend.law.calendar import YearWithoutHolidays
from backend.law.lifecycle import ActNotAllowed
from backend.platform.problems import REFUSED, Conflict, Refusal, RuleBroken, Unavailable
from backend.platform.response_headers import ALWAYS
from backend.platform.validation_messages import field_problem
from shared.contracts.common import CurrentState, FieldProblem, Problem
from shared.vocabulary.label import Label

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger("problems")

AnyRequest = Request[Any, Any, Any]

_FRAMEWORK: dict[int, tuple[str, Label, Label]] = {
    400: (
        "malformed",
        Label("Dữ liệu gửi lên chưa đúng", "Malformed request"),
        Label(
            "Một số thông tin chưa đúng. Vui lòng kiểm tra các mục được nêu rồi gửi lại.",
            "Some of the data is not right. Please check the fields named and send again.",
        ),
    ),
    401: (
        "unauthenticated",
        Label("Bạn cần đăng nhập", "Please sign in"),
        Label("Bạn cần đăng nhập để tiếp tục.", "Please sign in to continue."),
    ),
    403: (
        "forbidden",
        Label("Bạn không có quyền làm việc này", "You may not do this"),
        Label(
            "Tài khoản của bạn không được giao việc này. Hãy liên hệ người quản trị nếu cần.",
            "Your account may not do this. Ask the administrator if you need to.",
        ),
    ),
    404: (
        "not-found",
        Label("Không tìm thấy", "Not found"),
        Label(
            "Không tìm thấy nội dung này. Vui lòng kiểm tra lại địa chỉ hoặc mã.",
            "Nothing is here. Please check the address or the code.",
        ),
    ),
    405: (
        "method-not-allowed",
        Label("Thao tác không được hỗ trợ", "Method not allowed"),
        Label(
            "Địa chỉ này không nhận thao tác đó. Hãy xem tài liệu API.",
            "This address does not take that method. See the documentation of the API.",
        ),
    ),
    413: (
        "too-large",
        Label("Nội dung quá lớn", "Too large"),
        Label(
            "Nội dung gửi lên vượt quá dung lượng cho phép. Vui lòng chọn tệp nhỏ hơn.",
            "This is larger than allowed. Please choose a smaller file.",
        ),
    ),
    415: (
        "unsupported-media",
        Label("Loại nội dung không được nhận", "Unsupported content type"),
        Label(
            "Loại nội dung này không được nhận ở đây. Hãy chọn loại tệp được nhận.",
            "This type of content is not accepted. Choose a type that is.",
        ),
    ),
    429: (
        "too-many",
        Label("Bạn thao tác quá nhanh", "Too many requests"),
        Label(
            "Bạn thao tác quá nhanh. Vui lòng chờ một phút rồi thử lại.",
            "Too many requests. Please wait a minute and try again.",
        ),
    ),
    503: (
        "unavailable",
        Label("Hệ thống đang bận", "Temporarily unavailable"),
        Label(
            "Hệ thống đang bận, nội dung chưa được ghi. Vui lòng thử lại sau ít phút.",
            "The system is busy and nothing was saved. Please try again in a few minutes.",
        ),
    ),
}

_INTERNAL = (
    "internal",
    Label("Hệ thống gặp lỗi", "Internal error"),
    Label(
        "Hệ thống gặp lỗi. Hãy tải lại trang để xem thao tác đã được ghi nhận chưa rồi mới làm "
        "lại; nếu vẫn lỗi, báo bộ phận hỗ trợ kèm thời điểm xảy ra.",
        "The system failed. Reload to see whether this was carried out before you try again; "
        "if it fails again, tell support when it happened.",
    ),
)


def language(request: AnyRequest) -> str:
    """`vi`, or `en` when the caller asks for English first."""
    wanted = request.headers.get("accept-language", "vi")
    return "en" if wanted.lower().startswith("en") else "vi"


def _answer(
    request: AnyRequest,
    status: int,
    slug: str,
    title: Label,
    detail: Label,
    errors: list[FieldProblem],
    retry_after: int | None = None,
    current: CurrentState | None = None,
) -> Response[bytes]:
    lang = language(request)
    problem = Problem(
        type=f"urn:motcua:problem:{slug}",
        title=title.text(lang),
        status=status,
        detail=detail.text(lang),
        instance=request.url.path,
        errors=errors,
        current=current,
    )
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    return Response(
        msgspec.json.encode(problem),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={**ALWAYS, **headers, "Cache-Control": "no-store"},
    )


def on_refusal(request: AnyRequest, error: Refusal) -> Response[bytes]:
    """A refusal of our own."""
    if error.status == HTTPStatus.FORBIDDEN:
        request.state[REFUSED] = error.slug
    return _answer(
        request,
        error.status,
        error.slug,
        error.title,
        error.detail,
        error.errors,
        error.retry_after,
        error.current,
    )


def on_act_not_allowed(request: AnyRequest, error: ActNotAllowed) -> Response[bytes]:
    """The table of acts has no such step: somebody was faster, or the screen is old."""
    return on_refusal(
        request,
        Conflict(
            "Việc này không làm được ở trạng thái hiện tại của hồ sơ. "
            "Hãy tải lại hồ sơ để xem trạng thái mới nhất.",
            en="This cannot be done in the present state of the dossier. "
            "Reload the dossier to see its latest state.",
            slug="act-not-allowed",
        ),
    )


def on_year_without_holidays(request: AnyRequest, error: YearWithoutHolidays) -> Response[bytes]:
    """A term would be counted in a year whose holidays nobody has entered: never guessed."""
    return on_refusal(
        request,
        RuleBroken(
            f"Lịch làm việc năm {error.year} chưa có ngày nghỉ lễ nên chưa tính được thời hạn đến "
            f"năm đó. Hãy báo quản trị hệ thống của tỉnh nhập ngày nghỉ lễ năm {error.year} ở "
            "trang Lịch làm việc, rồi làm lại.",
            en=f"The holidays of {error.year} have not been entered, so no term can be counted "
            "into that year. Ask the province's system administrator to enter them.",
            slug="year-without-holidays",
        ),
    )


def on_validation(request: AnyRequest, error: ValidationException) -> Response[bytes]:
    """The decoder refused the body or a parameter."""
    english = language(request) == "en"
    errors: list[FieldProblem] = []
    for entry in error.extra if isinstance(error.extra, list) else []:
        found = field_problem(str(entry.get("message", "")), english=english)
        key = str(entry.get("key", ""))
        pointer = found.pointer or (f"/{key.replace('.', '/')}" if key and key != "data" else "")
        errors.append(FieldProblem(pointer, found.message))
    slug, title, detail = _FRAMEWORK[400]
    return _answer(request, 400, slug, title, detail, errors)


def on_decode(request: AnyRequest, error: msgspec.MsgspecError) -> Response[bytes]:
    """A body decoded by ourselves was refused."""
    english = language(request) == "en"
    slug, title, detail = _FRAMEWORK[400]
    return _answer(request, 400, slug, title, detail, [field_problem(str(error), english=english)])


def on_http(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Anything the framework refuses: unknown path, method, size …"""
    status = error.status_code
    if status >= 500 and status != 503:
        return on_unexpected(request, error)
    slug, title, detail = _FRAMEWORK.get(status, _FRAMEWORK[400])
    return _answer(request, status, slug, title, detail, [])


def on_unkept_text(request: AnyRequest, error: asyncpg.PostgresError) -> Response[bytes]:
    """A parameter with the character zero, which no database keeps."""
    slug, title, detail = _FRAMEWORK[400]
    return _answer(request, 400, slug, title, detail, [])


def on_database_gone(request: AnyRequest, error: Exception) -> Response[bytes]:
    """The database does not answer; nothing was written."""
    log.error("database unavailable", error=type(error).__name__)
    slug, title, detail = _FRAMEWORK[503]
    return _answer(request, 503, slug, title, detail, [], Unavailable.retry_after)


def on_unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    """A fault of ours: logged with its trace, never told to the caller."""
    log.exception("unexpected error", path=request.url.path, exc_info=error)
    slug, title, detail = _INTERNAL
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, slug, title, detail, [])


HANDLERS: dict[Any, Any] = {
    Refusal: on_refusal,
    ActNotAllowed: on_act_not_allowed,
    YearWithoutHolidays: on_year_without_holidays,
    ValidationException: on_validation,
    msgspec.MsgspecError: on_decode,
    HTTPException: on_http,
    asyncpg.CharacterNotInRepertoireError: on_unkept_text,
    asyncpg.UntranslatableCharacterError: on_unkept_text,
    asyncpg.PostgresConnectionError: on_database_gone,
    asyncpg.InterfaceError: on_database_gone,
    ConnectionError: on_database_gone,
    TimeoutError: on_database_gone,
    Exception: on_unexpected,
}
