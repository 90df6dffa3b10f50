"""Headers on every answer of the API: read as what it is, framed by nobody, kept by nobody.

A route that says a header itself (files, the page of the API) keeps its own.
"""

from functools import cache

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.settings import settings

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-resource-policy": "same-origin",
}
HSTS = ("strict-transport-security", "max-age=31536000; includeSubDomains")
_NOT_KEPT = (b"cache-control", b"private, no-store")


@cache
def _always() -> tuple[tuple[bytes, bytes], ...]:
    wanted = [*ALWAYS.items(), *([HSTS] if settings().secure_cookies else [])]
    return tuple((name.encode(), value.encode()) for name, value in wanted)


class ResponseHeadersMiddleware(ASGIMiddleware):
    """Adds what is missing; what a signed-in person is told is never kept on the way."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                named = {name.lower() for name, _ in given}
                given += [pair for pair in _always() if pair[0] not in named]
                if scope.get("user") is not None and b"cache-control" not in named:
                    given.append(_NOT_KEPT)
                message["headers"] = given
            await send(message)

        await next_app(scope, receive, with_headers)
