"""The edge of a screen server: headers, the rules for the socket, and what is closed.

Nothing an event brings is believed here or anywhere in the screens: the API decides. This module
keeps strangers from reaching the socket at all and the browser from running what we did not write.
docs/security/edge.md gives the reason for each exception in the content security policy.
"""

import base64
import hashlib
import os
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SOCKET = "/_event"
_OPEN_OF_REFLEX = ("/_health", "/ping")
_REFUSED_BY_POLICY = 1008
MOST_MESSAGES, IN_SECONDS = 300, 10.0  # of one socket; somebody typing fast sends ten a second
_INLINE = re.compile(
    r"<(?P<kind>script|style)(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=kind)>", re.DOTALL
)
# Emotion puts in an empty style element and fills it by rule; this is the digest of nothing.
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
_SHELLS = ("__spa-fallback.html", "404.html")
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), accelerometer=(), display-capture=(), geolocation=(), "
    "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def public_origins(face: str) -> frozenset[str]:
    """From which addresses pages of ours open a socket; on one machine also by its number."""
    url = os.environ.get(f"MOTCUA_{face.upper()}_URL", "")
    if not url:
        port = os.environ.get("MOTCUA_UI_PORT", "3000" if face == "citizen" else "3001")
        url = f"http://localhost:{port}"
    found = urlsplit(url)
    origin = f"{found.scheme}://{found.netloc}"
    if found.hostname not in ("::1", *_LOCAL):
        return frozenset({origin})
    return frozenset({f"{found.scheme}://{host}:{found.port or 80}" for host in _LOCAL})


def guarded(face: str, built: Path) -> Callable[[Application], Application]:
    """The outermost layer around a screen server; `built` is the folder of its built pages."""
    origins = public_origins(face)
    is_tls = any(origin.startswith("https://") for origin in origins)

    def layer(application: Application) -> Application:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await _socket(application, origins, scope, receive, send)
            elif scope["type"] != "http":
                await application(scope, receive, send)
            elif _is_closed(scope["path"]):
                await _answer(send, 404, b"", "text/plain")
            elif scope["path"] == "/.well-known/security.txt":
                text = security_txt(datetime.now(UTC), sorted(origins)[-1])
                await _answer(send, 200, text.encode(), "text/plain; charset=utf-8")
            else:
                is_kept = _is_kept(scope["path"], scope.get("query_string", b""))
                with_headers = _with_headers(
                    scope["path"], built, origins, is_tls, send, is_kept=is_kept
                )
                await application(scope, receive, with_headers)

        return wrapped

    return layer


def policy(path: str, built: Path, origins: frozenset[str]) -> str:
    """The content security policy of one page: scripts and styles of ours, and the inline ones that
    its build wrote into it.

    `style-src-attr` is open because progress bars carry widths in a style attribute, which can run
    nothing.
    """
    scripts, styles = (
        " ".join(f"'sha256-{digest}'" for digest in digests)
        for digests in _digests(path.strip("/"), built)
    )
    # A policy can name no address of IPv6; pages from there have 'self', which covers their socket.
    named = [origin for origin in origins if "[" not in origin]
    sockets = " ".join(sorted(origin.replace("http", "ws", 1) for origin in named))
    return (
        f"default-src 'none'; script-src 'self' {scripts}; script-src-attr 'none'; "
        f"style-src 'self' {_EMPTY_STYLE} {styles}; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; "
        f"font-src 'self'; connect-src 'self' {sockets}; frame-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def security_txt(now: datetime, origin: str) -> str:
    """RFC 9116: where a weakness is told of (TCVN 14423:2026 §5.17.2.2)."""
    contact = os.environ.get("MOTCUA_SECURITY_CONTACT", "mailto:an-toan-thong-tin@motcua.example")
    expires = (now + timedelta(days=180)).replace(microsecond=0)
    return (
        f"Contact: {contact}\nExpires: {expires.isoformat().replace('+00:00', 'Z')}\n"
        f"Preferred-Languages: vi, en\nCanonical: {origin}/.well-known/security.txt\n"
    )


@cache
def _digests(page: str, built: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the inline scripts and styles that Reflex's build put into a page and the empty shells."""
    found: dict[str, dict[str, None]] = {"script": {}, "style": {}}
    safe = ".." not in page
    names = (f"{page}/index.html", f"{page}.html", "index.html" if not page else "") if safe else ()
    for name in (*names, *_SHELLS):
        file = built / name
        if not name or not file.is_file():
            continue
        for inline in _INLINE.finditer(file.read_text(encoding="utf-8")):
            if "src=" not in inline["attributes"] and "ld+json" not in inline["attributes"]:
                digest = hashlib.sha256(inline["text"].encode()).digest()
                found[inline["kind"]][base64.b64encode(digest).decode()] = None
    return tuple(found["script"]), tuple(found["style"])


def _is_closed(path: str) -> bool:
    """Reflex's own addresses, but for its health: uploads, served files, long polling, the rest."""
    return path.startswith("/_") and not path.startswith(_OPEN_OF_REFLEX)


def _is_kept(path: str, query: bytes) -> bool:
    """What never changes under its address: named by its content, or asked for by version."""
    by_version = path in ("/english.js", "/english.json") and query.startswith(b"v=")
    return by_version or path.startswith(("/assets/", "/fonts/"))


async def _socket(
    application: Application, origins: frozenset[str], scope: Scope, receive: Receive, send: Send
) -> None:
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    if len(given) != 1 or given[0] not in origins or not scope["path"].startswith(SOCKET):
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED_BY_POLICY})
        return
    lately: deque[float] = deque()

    async def counted() -> MutableMapping[str, Any]:
        message = await receive()
        if message["type"] == "websocket.receive":
            now = time.monotonic()
            while lately and lately[0] < now - IN_SECONDS:
                lately.popleft()
            lately.append(now)
            if len(lately) > MOST_MESSAGES:
                await send({"type": "websocket.close", "code": _REFUSED_BY_POLICY})
                return {"type": "websocket.disconnect", "code": _REFUSED_BY_POLICY}
        return message

    await application(scope, counted, send)


def _with_headers(
    path: str, built: Path, origins: frozenset[str], is_tls: bool, send: Send, *, is_kept: bool
) -> Send:
    is_api = path.startswith("/api/")
    extra = dict(FIXED)
    if is_tls:
        extra["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    if not is_api:
        extra["x-frame-options"] = "DENY"
        extra["content-security-policy"] = policy(path, built, origins)
        forever = "public, max-age=31536000, immutable"
        extra["cache-control"] = forever if is_kept else "no-cache"

    async def with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = message.setdefault("headers", [])
            names = {name.lower() for name, _ in headers}
            headers.extend(
                (name.encode(), value.encode())
                for name, value in extra.items()
                if name.encode() not in names
            )
        await send(message)

    return with_headers


async def _answer(send: Send, status: int, body: bytes, media_type: str) -> None:
    headers = [(b"content-type", media_type.encode()), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
