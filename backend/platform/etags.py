"""ETag and If-Match: a reader is told the version, a writer must name the one it looked at."""

import hashlib
from typing import Annotated, Any, TypeVar, cast

import msgspec
from litestar import MediaType, Request, Response
from litestar.params import Parameter
from litestar.response.base import ASGIResponse

from backend.platform.problems import PreconditionFailed, PreconditionRequired

T = TypeVar("T")

IfMatch = Annotated[
    str,
    Parameter(
        header="If-Match",
        required=False,
        max_length=80,
        description="The ETag of the version that was read; 428 without it, 412 when it is old.",
    ),
]


def tagged(request: Request[Any, Any, Any], value: T, version: int = 0) -> Response[T | None]:
    """The value with its ETag, or 304 when the caller has exactly this already.

    The tag is `version-digest`: the digest also sees what changes without a new version, such as
    a file that was added or the time that is left.
    """
    body = msgspec.json.encode(value)
    digest = hashlib.blake2b(body, digest_size=8).hexdigest()
    tag = f'"{version}-{digest}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.method == "GET" and tag in _tags(request.headers.get("If-None-Match", "")):
        return Response(None, status_code=304, headers=headers)
    # What was encoded for the digest is sent as it is; the type is what the schema shows.
    return cast("Response[T | None]", _Encoded(body, headers=headers))


class _Encoded(Response[bytes]):
    """A JSON body that needs no rendering any more: nothing but its headers is looked at."""

    def to_asgi_response(
        self, *_args: Any, status_code: int | None = None, **_kwargs: Any
    ) -> ASGIResponse:
        """The body as it is, with the status of its route."""
        return ASGIResponse(
            body=self.content,
            headers=self.headers,
            media_type=MediaType.JSON,
            status_code=status_code or 200,
        )


def named_version(if_match: str) -> int:
    """The version an If-Match header names. Raises PreconditionRequired, PreconditionFailed."""
    if not if_match:
        raise PreconditionRequired(
            "Thiếu phiên bản đang xem (If-Match). Hãy tải lại trang rồi lưu lại.",
            en="The version looked at (If-Match) is missing. Reload, then save again.",
        )
    digits = if_match.strip().removeprefix("W/").strip('"').partition("-")[0]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise stale()
    return int(digits)


def stale() -> PreconditionFailed:
    """Somebody, maybe the same person in another window, saved in the meantime."""
    return PreconditionFailed(
        "Nội dung này vừa được lưu từ một cửa sổ khác. Điều bạn vừa nhập vẫn còn trên trang; "
        "hãy kiểm tra rồi lưu lại.",
        en="This was saved from another window meanwhile. What you typed is still here; "
        "check it and save again.",
    )


def _tags(header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}
