"""JSON as it comes in: of bounded size, and with its text in one form (NFC).

TCVN 6909:2001 has a letter such as "ễ" as one character; keyboards and other systems also send it
as three. Two spellings of one name would never be found by each other.
"""

import re
import unicodedata
from typing import Any

import msgspec
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.platform.problems import Malformed, TooLarge, field

MAX_BYTES = 1024 * 1024
# A combining mark written as a JSON escape, U+0300 to U+036F.
_NUL = re.compile(rb"\\u0000")
_ESCAPED_MARK = re.compile(rb"\\u03[0-6]", re.IGNORECASE)


def composed(body: bytes) -> bytes:
    """The same JSON with composed text; anything that is no JSON comes back untouched.

    Raises Malformed for text with the character zero, which no database keeps and nobody types.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return body
    if _NUL.search(body):
        _refuse_zero(text)
    if unicodedata.is_normalized("NFC", text) and not _ESCAPED_MARK.search(body):
        return body
    try:
        return msgspec.json.encode(_compose(msgspec.json.decode(text)))
    except (msgspec.DecodeError, RecursionError):
        return body


def _refuse_zero(text: str) -> None:
    try:
        pointer = _where_zero(msgspec.json.decode(text), "")
    except (msgspec.DecodeError, RecursionError):
        return
    if pointer is not None:
        sentence = "Nội dung có ký tự không đọc được. Hãy gõ lại mục này."
        raise Malformed(
            sentence, en="The text holds the character zero.", errors=[field(pointer, sentence)]
        )


def _where_zero(value: Any, at: str) -> str | None:
    """The pointer to the first text with the character zero, or None."""
    if isinstance(value, str):
        return at if "\x00" in value else None
    if isinstance(value, dict):
        parts = [(f"{at}/{key}", item) for key, item in value.items()]
        if any("\x00" in key for key in value):
            return at
    elif isinstance(value, list):
        parts = [(f"{at}/{number}", item) for number, item in enumerate(value)]
    else:
        return None
    found = (_where_zero(item, pointer) for pointer, item in parts)
    return next((pointer for pointer in found if pointer is not None), None)


def _compose(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_compose(item) for item in value]
    if isinstance(value, dict):
        return {_compose(key): _compose(item) for key, item in value.items()}
    return value


class JsonBodyMiddleware(ASGIMiddleware):
    """Reads every JSON body, at most a megabyte, and hands it on composed."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request."""
        headers = dict(scope.get("headers", []))
        writes = scope.get("method") in ("POST", "PUT", "PATCH")
        if not writes or not headers.get(b"content-type", b"").startswith(b"application/json"):
            await next_app(scope, receive, send)
            return
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return  # the caller has gone
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > MAX_BYTES:
                raise TooLarge(
                    "Nội dung gửi lên quá lớn. Tệp đính kèm được gửi riêng từng tệp.",
                    en="The body is too large. Files are sent one by one.",
                )
            if not message.get("more_body"):
                break
        # A message that is sealed is sealed over the bytes that were sent.
        scope["raw_body"] = b"".join(parts)  # type: ignore[typeddict-unknown-key]
        body = composed(b"".join(parts))
        scope["headers"] = [
            (name, str(len(body)).encode() if name == b"content-length" else value)
            for name, value in scope["headers"]
        ]

        async def again() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        await next_app(scope, again, send)
