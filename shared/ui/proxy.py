"""The front door of a screen server: forwards /api to the API.

The browser knows one origin only. Bodies stream both ways; nothing is kept here.
"""

import json
from collections.abc import AsyncIterator

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from shared.ui.language import language_in
from shared.ui.session import pool

MAX_BODY = 25 * 1024 * 1024
# Said by us alone, or about one connection alone.
_DROPPED = {
    "host", "connection", "transfer-encoding", "content-length", "keep-alive", "upgrade",
    "x-motcua-face", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded",
}  # fmt: skip
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def api_forwarder(face: str, *routes: Route) -> Starlette:
    """Forwards /api as one face (`citizen` or `officer`) and serves `routes` beside it."""

    async def forward(request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > MAX_BODY:
            return _problem(413, "too-large", "Tệp quá lớn. Vui lòng chọn tệp nhỏ hơn.")
        headers = [(k, v) for k, v in request.headers.items() if k.lower() not in _DROPPED]
        chosen = language_in(request.headers.get("cookie", ""))
        if chosen:  # the reader's choice on our screens, over what the browser was set up with
            headers = [(k, v) for k, v in headers if k.lower() != "accept-language"]
            headers.append(("Accept-Language", chosen))
        headers += [
            ("X-MotCua-Face", face),
            ("X-Forwarded-Host", request.headers.get("host", "")),
            ("X-Forwarded-For", request.client.host if request.client else ""),
        ]
        if "content-length" in request.headers:
            headers.append(("content-length", request.headers["content-length"]))
        has_body = request.method in ("POST", "PUT", "PATCH")
        outgoing = pool().build_request(
            request.method,
            request.url.path,
            params=request.url.query.encode() or None,
            headers=headers,
            content=_counted(request) if has_body else None,
        )
        try:
            answer = await pool().send(outgoing, stream=True, follow_redirects=False)
        except httpx.TransportError:
            return _problem(503, "unavailable", "Hệ thống chưa trả lời. Vui lòng thử lại sau.")
        response = StreamingResponse(_body(answer), status_code=answer.status_code)
        response.raw_headers = [
            (k, v)
            for k, v in answer.headers.raw
            if k.lower() not in (b"transfer-encoding", b"connection", b"date", b"server")
        ]
        return response

    return Starlette(routes=[Route("/api/{path:path}", forward, methods=_METHODS), *routes])


async def _counted(request: Request) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            raise httpx.WriteError("body too large")
        yield chunk


async def _body(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.aiter_raw():
            yield chunk
    finally:
        await answer.aclose()


def _problem(status: int, slug: str, detail: str) -> Response:
    body = {
        "type": f"urn:motcua:problem:{slug}",
        "title": detail,
        "status": status,
        "detail": detail,
        "instance": None,
        "errors": [],
    }
    return Response(json.dumps(body), status, media_type="application/problem+json")
