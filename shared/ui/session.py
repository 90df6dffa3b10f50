"""The person behind a screen: the session cookie of the websocket's handshake, and their client."""

import os
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import httpx

from shared.client.base import SECURE, ApiClient
from shared.ui.language import language_of
from shared.vocabulary.cookies import kiosk_cookie, session_cookie, wall_cookie

API_URL = os.environ.get("MOTCUA_API_URL", "http://127.0.0.1:8000")
_pool: httpx.AsyncClient | None = None


def pool() -> httpx.AsyncClient:
    """One connection pool a process, made on its own event loop at the first use."""
    global _pool
    if _pool is None:
        _pool = httpx.AsyncClient(
            base_url=API_URL,
            timeout=30,
            limits=httpx.Limits(max_connections=50),
            cookies=_keeps_no_cookie(),
        )
    return _pool


def _keeps_no_cookie() -> CookieJar:
    """The pool serves everybody: a session it remembered would be lent to the next visitor."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def cookie_of(state: Any, face: str) -> str:
    """The session cookie the browser sent when the socket was opened; never kept in state."""
    return _cookie(state, session_cookie(face, secure=SECURE))


def _cookie(state: Any, name: str) -> str:
    jar: SimpleCookie = SimpleCookie(state.router.headers.cookie or "")
    morsel = jar.get(name)
    return morsel.value if morsel is not None else ""


def api(state: Any, face: str) -> ApiClient:
    """The API as the person of this browser tab."""
    return ApiClient(
        pool(),
        face=face,
        cookie=cookie_of(state, face),
        language=language_of(state),
        client_ip=state.router.session.client_ip,
    )


def kiosk_api(state: Any) -> ApiClient:
    """The API as the enrolled kiosk of this browser, and as nobody."""
    return ApiClient(
        pool(),
        face="citizen",
        language=language_of(state),
        kiosk=_cookie(state, kiosk_cookie(secure=SECURE)),
        client_ip=state.router.session.client_ip,
    )


def wall_api(state: Any) -> ApiClient:
    """The API as the screen on a wall that this browser is, and as nobody."""
    return ApiClient(
        pool(),
        face="officer",
        language=language_of(state),
        wall=_cookie(state, wall_cookie(secure=SECURE)),
        client_ip=state.router.session.client_ip,
    )


def query(state: Any, name: str, default: str = "") -> str:
    """A parameter of the address shown in the browser."""
    return str(state.router.url.query_parameters.get(name, default))


def queries(state: Any, name: str) -> list[str]:
    """All values of a parameter that may stand in the address several times."""
    return parse_qs(str(state.router.url.query)).get(name, [])
