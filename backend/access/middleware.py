"""Finds the person behind the session cookie, and refuses writes from foreign sites."""

from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.identity.queries import actor_of_session
from backend.platform.problems import Forbidden
from backend.settings import settings

FACES = ("citizen", "officer")
_SAFE = ("GET", "HEAD", "OPTIONS")


def cookie_name(face: str) -> str:
    """The session cookie of a face; two names, so that one browser can hold both."""
    return f"motcua_{face}"


class SessionMiddleware(ASGIMiddleware):
    """Sets `scope["user"]` to an Actor or None."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request."""
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        token = _token(headers)
        scope["user"] = await actor_of_session(token) if token else None
        if token and scope.get("method") not in _SAFE and not _same_site(headers):
            raise Forbidden(
                "Yêu cầu đến từ một trang khác nên bị từ chối. Hãy thao tác trên Cổng.",
                en="This request came from another site and was refused.",
                slug="cross-site",
            )
        await next_app(scope, receive, send)


def _token(headers: dict[str, str]) -> str:
    raw = headers.get("cookie", "")
    if "motcua_" not in raw or len(raw) > 8192:
        return ""
    jar: SimpleCookie = SimpleCookie(raw)
    face = headers.get("x-motcua-face", "")
    for name in (face,) if face in FACES else FACES:
        morsel = jar.get(cookie_name(name))
        if morsel is not None and morsel.value:
            return morsel.value
    return ""


def _same_site(headers: dict[str, str]) -> bool:
    origin = headers.get("origin", "")
    if origin in ("", "null"):
        # Servers of ours send no Origin; a browser always does on a cross-site write.
        return origin == "" and headers.get("sec-fetch-site", "") in ("", "same-origin", "none")
    ours = {urlsplit(url).netloc for url in (settings().citizen_url, settings().officer_url)}
    hosts = {headers.get("host", ""), headers.get("x-forwarded-host", "")}
    netloc = urlsplit(origin).netloc
    return bool(netloc) and netloc in ours | hosts
