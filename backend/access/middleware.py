"""Finds the person behind the session cookie, refuses writes from foreign sites, and lets only
those through whom the route declares."""

from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.access.guards import as_declared
from backend.access.refusals import note_refusal
from backend.identity.queries import actor_of_session
from backend.platform.addresses import split_address
from backend.platform.problem_responses import on_refusal
from backend.platform.problems import Forbidden, Refusal
from backend.settings import settings
from shared.vocabulary.cookies import session_cookie

FACES = ("citizen", "officer")
_SAFE = ("GET", "HEAD", "OPTIONS")


def cookie_name(face: str) -> str:
    """The session cookie of a face, as this installation names it."""
    return session_cookie(face, secure=settings().secure_cookies)


class SessionMiddleware(ASGIMiddleware):
    """Sets `scope["user"]` to an Actor or None."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request. What is refused here leaves by the same way as any other answer, and no
        refusal leaves before it is in the trail."""

        async def answering(message: Message) -> None:
            if message["type"] == "http.response.start":
                await note_refusal(scope)
            await send(message)

        try:
            await self._admit(scope)
        except Refusal as refused:
            request: Request[Any, Any, Any] = Request(scope)
            answer = on_refusal(request, refused).to_asgi_response(None, request)
            await answer(scope, receive, answering)
        else:
            await next_app(scope, receive, answering)

    async def _admit(self, scope: Scope) -> None:
        headers = {k: v.decode("latin-1") for k, v in scope["headers"]}
        token = _token(headers)
        scope["user"] = await actor_of_session(token) if token else None
        # Signing in counts as well: nobody may be signed in as somebody else by a foreign page.
        guarded = token or scope["path"].startswith("/api/v1/session")
        if guarded and scope.get("method") not in _SAFE and not _same_site(headers):
            raise Forbidden(
                "Yêu cầu đến từ một trang khác nên bị từ chối. Hãy thao tác trên Cổng.",
                en="This request came from another site and was refused.",
                slug="cross-site",
            )
        await as_declared(scope)


def _token(headers: dict[bytes, str]) -> str:
    raw = headers.get(b"cookie", "")
    if "motcua_" not in raw or len(raw) > 8192:
        return ""
    # Values of ours are letters and digits, never quoted.
    pairs = [part.strip().partition("=") for part in raw.split(";")]
    jar = {name: value for name, _, value in pairs}
    face = headers.get(b"x-motcua-face", "")
    wanted = (face,) if face in FACES else FACES
    return next((jar[cookie_name(name)] for name in wanted if jar.get(cookie_name(name))), "")


def _same_site(headers: dict[bytes, str]) -> bool:
    origin = headers.get(b"origin", "")
    if origin in ("", "null"):
        # Servers of ours send no Origin; a browser always does on a cross-site write.
        return origin == "" and headers.get(b"sec-fetch-site", "") in ("", "same-origin", "none")
    ours = {split_address(url).netloc for url in (settings().citizen_url, settings().officer_url)}
    hosts = {headers.get(b"host", ""), headers.get(b"x-forwarded-host", "")}
    netloc = split_address(origin).netloc
    return bool(netloc) and netloc in ours | hosts
