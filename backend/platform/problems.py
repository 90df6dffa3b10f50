"""Refusals as exceptions of the domain and their one translation to RFC 9457.

An action raises what went wrong; this table says the status and the stable type. Messages are
Vietnamese sentences that say what to do; English is given where the caller asks for it. Where a
sentence says only what is wrong, its kind adds what to do (`remedies.py`).
"""

from http import HTTPStatus

from backend.platform.remedies import with_remedy
from shared.contracts.common import CurrentState, FieldProblem
from shared.vocabulary.label import Label

REFUSED = "refused"
"""In the state of a request that was forbidden: the slug of the refusal, for the audit trail."""


class Refusal(Exception):
    """Something the caller can understand and mend.

    `detail` is the sentence to show; `errors` point at fields of the request; `current` is the
    fresh state of what somebody else changed meanwhile.
    """

    status: int = HTTPStatus.UNPROCESSABLE_ENTITY
    slug: str = "rule-broken"
    title: Label = Label("Chưa thực hiện được", "Not possible")
    remedy: Label = Label(
        "Hãy kiểm tra lại nội dung rồi thử lại.", "Check what you entered and try again."
    )
    retry_after: int | None = None

    def __init__(
        self,
        detail: str = "",
        *,
        en: str = "",
        errors: list[FieldProblem] | None = None,
        slug: str = "",
        current: CurrentState | None = None,
    ) -> None:
        super().__init__(detail or self.title.vi)
        self.current = current
        self.detail = with_remedy(
            Label(detail or self.title.vi, en or detail or self.title.en), self.remedy
        )
        self.errors = errors or []
        if slug:
            self.slug = slug


class Malformed(Refusal):
    """The request cannot be read."""

    status = HTTPStatus.BAD_REQUEST
    slug = "malformed"
    title = Label("Dữ liệu gửi lên chưa đúng", "Malformed request")
    remedy = Label("Hãy kiểm tra lại dữ liệu rồi gửi lại.", "Check the data and send it again.")


class Unauthenticated(Refusal):
    """Nobody is signed in, or the session has ended."""

    status = HTTPStatus.UNAUTHORIZED
    slug = "unauthenticated"
    title = Label("Bạn cần đăng nhập", "Please sign in")
    remedy = Label("Hãy đăng nhập rồi làm tiếp.", "Please sign in and go on.")

    def __init__(self, detail: str = "", *, en: str = "", slug: str = "") -> None:
        super().__init__(
            detail or "Bạn cần đăng nhập để tiếp tục. Nội dung đã nhập vẫn được giữ.",
            en=en or "Please sign in to continue. What you typed is kept.",
            slug=slug,
        )


class Forbidden(Refusal):
    """Signed in, but not allowed."""

    status = HTTPStatus.FORBIDDEN
    slug = "forbidden"
    title = Label("Bạn không có quyền làm việc này", "You may not do this")
    remedy = Label(
        "Nếu bạn cần làm việc này, hãy liên hệ cơ quan đang giữ hồ sơ hoặc người quản trị.",
        "If you need to, ask the agency in charge or the administrator.",
    )


class NotFound(Refusal):
    """Not there, or not for the caller to know of."""

    status = HTTPStatus.NOT_FOUND
    slug = "not-found"
    title = Label("Không tìm thấy", "Not found")
    remedy = Label(
        "Hãy kiểm tra lại địa chỉ hoặc mã, hoặc mở lại từ danh sách.",
        "Check the address or code, or open it again from the list.",
    )


class Conflict(Refusal):
    """Somebody else was faster, or the state has moved on."""

    status = HTTPStatus.CONFLICT
    slug = "conflict"
    title = Label("Hồ sơ vừa thay đổi", "Changed in the meantime")
    remedy = Label(
        "Hãy tải lại trang để xem tình trạng mới nhất.",
        "Load the page again to see how it stands now.",
    )


class TooLarge(Refusal):
    """More bytes than allowed."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    slug = "too-large"
    title = Label("Tệp quá lớn", "Too large")
    remedy = Label("Hãy chọn tệp nhỏ hơn.", "Choose a smaller file.")


class UnsupportedMedia(Refusal):
    """A kind of file that is not accepted."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    slug = "unsupported-media"
    title = Label("Loại tệp không được nhận", "Unsupported file type")
    remedy = Label("Hãy chọn loại tệp được nhận.", "Choose a type of file that is accepted.")


class RuleBroken(Refusal):
    """Readable, but against a rule; `errors` say where."""


class PreconditionRequired(Refusal):
    """The version the caller was looking at is missing."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    slug = "precondition-required"
    title = Label("Thiếu phiên bản dữ liệu", "Missing version")
    remedy = Label("Hãy tải lại trang rồi thử lại.", "Load the page again and try once more.")


class PreconditionFailed(Refusal):
    """The version the caller was looking at is no longer the newest."""

    status = HTTPStatus.PRECONDITION_FAILED
    slug = "stale"
    title = Label("Nội dung vừa thay đổi", "Changed in the meantime")
    remedy = Label("Hãy tải lại trang rồi thử lại.", "Load the page again and try once more.")


class TooMany(Refusal):
    """Too many tries."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    slug = "too-many"
    title = Label("Bạn thao tác quá nhanh", "Too many requests")
    remedy = Label("Hãy chờ ít phút rồi thử lại.", "Wait a few minutes and try again.")

    def __init__(self, detail: str, *, retry_after: int, en: str = "") -> None:
        super().__init__(detail, en=en)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """A part of the system does not answer right now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    slug = "unavailable"
    title = Label("Hệ thống đang bận", "Temporarily unavailable")
    remedy = Label(
        "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo bộ phận hỗ trợ.",
        "Try again in a few minutes; if it stays so, tell the helpdesk.",
    )
    retry_after = 5


def field(pointer: str, message: str) -> FieldProblem:
    """One field and what is wrong with it."""
    return FieldProblem(pointer=pointer, message=message)
