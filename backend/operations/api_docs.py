"""The API described for people: one page from the schema, without scripts or outside files."""

import asyncio
import base64
import hashlib
import html
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get
from litestar.serialization import encode_json

from backend.access.guards import public
from backend.operations.described import described
from backend.operations.for_programs import for_programs

_CACHED = {"Cache-Control": "public, max-age=300"}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2937}code{background:#f1efe9;padding:.1rem .3rem;border-radius:4px}"
    "details{border-top:1px solid #d6d3cb;padding:.5rem 0}summary{cursor:pointer}"
    "table{border-collapse:collapse}td,th{border:1px solid #d6d3cb;padding:.25rem .6rem;"
    "text-align:left}.m{display:inline-block;min-width:4rem;font-weight:700;color:#9b1c1c}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_CSP = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; frame-ancestors 'none'"


@get("/api/openapi.json", **public(), include_in_schema=False)
async def openapi_json(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The schema, OpenAPI 3.1. Litestar's own route answers unknown paths beside it in HTML."""
    return Response(
        encode_json(await asyncio.to_thread(described, request.app)),
        media_type="application/vnd.oai.openapi+json",
        headers=_CACHED,
    )


@get("/api/openapi-programs.json", **public(), include_in_schema=False)
async def openapi_programs_json(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The part that programs of others use, with an example for each operation."""
    return Response(
        encode_json(await asyncio.to_thread(for_programs, request.app)),
        media_type="application/vnd.oai.openapi+json",
        headers=_CACHED,
    )


@get("/api/docs", **public(), include_in_schema=False, media_type="text/html")
async def api_docs(request: Request[Any, Any, Any]) -> Response[str]:
    """Every route with its inputs and answers."""
    schema = await asyncio.to_thread(described, request.app)
    routes = [
        _route(path, method, operation, schema)
        for path, methods in sorted(schema["paths"].items())
        for method, operation in methods.items()
        if isinstance(operation, dict) and "responses" in operation
    ]
    shapes = [
        _shape(name, found)
        for name, found in sorted(schema["components"]["schemas"].items())
        if found.get("properties")
    ]
    page = (
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>API Một Cửa</title>"
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style></head><body>"
        f"<h1>API Một Cửa</h1><p>OpenAPI 3.1: <a href='/api/openapi.json'>openapi.json</a>; "
        f"cho lập trình viên, có ví dụ: <a href='/api/openapi-programs.json'>"
        f"openapi-programs.json</a>. "
        f"Lỗi trả về dạng <code>application/problem+json</code> (RFC 9457).</p>"
        f"<h2>Địa chỉ</h2>{''.join(routes)}<h2>Cấu trúc</h2>{''.join(shapes)}</body></html>"
    )
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": _CSP})


def _route(path: str, method: str, operation: dict[str, Any], schema: dict[str, Any]) -> str:
    parameters = "".join(
        f"<li><code>{_e(p['name'])}</code> ({_e(p['in'])}) {_e(_type(p.get('schema', {})))}</li>"
        for p in operation.get("parameters", [])
    )
    body: dict[str, Any] = next(
        iter(operation.get("requestBody", {}).get("content", {}).values()), {}
    )
    sends = f"<p>Gửi: {_e(_type(body.get('schema', {})))}</p>" if body else ""
    answers = "".join(
        f"<li>{_e(status)}: {_e(_content(answer))} {_e(answer.get('description', ''))}</li>"
        for status, answer in _resolved(operation["responses"], schema)
    )
    return (
        f"<details><summary><span class='m'>{method.upper()}</span> <code>{_e(path)}</code> "
        f"{_e(operation.get('description') or operation.get('summary') or '')}</summary>"
        f"<ul>{parameters}</ul>{sends}<ul>{answers}</ul></details>"
    )


def _shape(name: str, found: dict[str, Any]) -> str:
    required = set(found.get("required", []))
    rows = "".join(
        f"<tr><td><code>{_e(key)}</code></td><td>{_e(_type(value))}</td>"
        f"<td>{'bắt buộc' if key in required else ''}</td></tr>"
        for key, value in found["properties"].items()
    )
    return f"<details id='{_e(name)}'><summary>{_e(name)}</summary><table>{rows}</table></details>"


def _resolved(
    responses: dict[str, Any], schema: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each answer, a shared one in full."""
    for status, answer in responses.items():
        shared = schema["components"]["responses"].get(_type(answer)) if "$ref" in answer else None
        yield status, shared or answer


def _content(answer: dict[str, Any]) -> str:
    found: dict[str, Any] = next(iter(answer.get("content", {}).values()), {})
    return _type(found.get("schema", {}))


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return " | ".join(_type(part) for part in schema[key])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("type", ""))


def _e(text: object) -> str:
    return html.escape(str(text))
