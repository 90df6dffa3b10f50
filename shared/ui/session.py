"""The person behind a screen: the session cookie of the websocket's handshake, and their client."""

import os
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import httpx

from shared.client.base import ApiClient

API_URL = os.environ.get("MOTCUA_API_URL", "http://127.0.0.1:8000")
_pool: httpx.AsyncClient | None = None


def pool() -> httpx.AsyncClient:
    """One connection pool a process, made on its own event loop at the first use."""
    global _pool
    if _pool is None:
        _pool = httpx.AsyncClient(
            base_url=API_URL, timeout=30, limits=httpx.Limits(max_connections=50)
        )
    return _pool


def cookie_of(state: Any, face: str) -> str:
    """The session cookie the browser sent when the socket was opened; never kept in state."""
    jar: SimpleCookie = SimpleCookie(state.router.headers.cookie or "")
    morsel = jar.get(f"motcua_{face}")
    return morsel.value if morsel is not None else ""


def api(state: Any, face: str) -> ApiClient:
    """The API as the person of this browser tab."""
    return ApiClient(
        pool(), face=face, cookie=cookie_of(state, face), client_ip=state.router.session.client_ip
    )


def query(state: Any, name: str, default: str = "") -> str:
    """A parameter of the address shown in the browser."""
    return str(state.router.url.query_parameters.get(name, default))


def queries(state: Any, name: str) -> list[str]:
    """All values of a parameter that may stand in the address several times."""
    return parse_qs(str(state.router.url.query)).get(name, [])
