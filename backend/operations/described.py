"""The description of the API as it really answers: Litestar's schema with our refusals in it.

Litestar writes its own error shape into the schema; ours leave as problem+json (RFC 9457) with a
status that follows from what a route is: who may call it, what it reads and what it changes.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Stream
from litestar.routes import HTTPRoute
from litestar.serialization import encode_json

from backend.platform.problem_responses import MEDIA_TYPE
from shared.contracts.common import Problem

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_REFUSALS: dict[int, tuple[str, str]] = {
    400: ("Malformed", "The request cannot be read; `errors` names the fields."),
    401: ("Unauthenticated", "Nobody is signed in, or the session has ended."),
    403: ("Forbidden", "Not for this account, not without proving oneself again, or cross-site."),
    404: ("NotFound", "Not there, or not for the caller to know of."),
    409: ("Conflict", "Somebody else was faster, or the state has moved on."),
    412: ("Stale", "The version named by If-Match is no longer the newest."),
    413: ("TooLarge", "More bytes than are taken here."),
    415: ("UnsupportedMedia", "This kind of content is not taken here."),
    422: ("RuleBroken", "Readable, but against a rule; `errors` says where."),
    428: ("VersionMissing", "If-Match is missing."),
    429: ("TooMany", "Too often; `Retry-After` says when to try again."),
    503: ("Unavailable", "A part of the system does not answer; `Retry-After` says when."),
}
# What does not follow from the shape of a route.
_ALSO: dict[tuple[str, str], tuple[int, ...]] = {
    ("POST", "/session"): (401,),
    ("POST", "/message-receipts/{provider}"): (401,),
    ("GET", "/postal-orders"): (422,),
    ("GET", "/compliance"): (422,),
    ("GET", "/indicators/service-index"): (422,),
    ("GET", "/indicators/service-index/dossiers"): (422,),
    ("GET", "/indicators/service-index/procedures"): (422,),
    ("GET", "/indicators/service-index/petitions"): (422,),
    ("GET", "/indicators/service-index/file"): (422,),
    ("GET", "/indicators/nine"): (422,),
    ("GET", "/indicators/nine/dossiers"): (422,),
    ("GET", "/indicators/nine/file"): (422,),
    ("POST", "/indicators/definitions/publication"): (412,),
    ("POST", "/indicators/publicity"): (404, 413, 415),
    ("POST", "/session/national/merge"): (401, 404),
    ("POST", "/session/agency/code"): (401, 404),
    ("POST", "/results/check"): (413, 415),
    ("GET", "/drafts/{draft_id}"): (304,),
    ("GET", "/dossiers/{dossier_id}"): (304,),
    ("GET", "/procedures/{code}"): (304,),
    ("GET", "/session/national/pending"): (404,),
    ("GET", "/demo/accounts"): (404,),
    ("POST", "/desks/{agency_id}/setup"): (412,),
    ("GET", "/kiosk"): (401, 404),
    ("GET", "/kiosk/lines"): (401, 404),
    ("POST", "/kiosk/tickets"): (401, 404),
    ("POST", "/kiosk/arrivals"): (401, 404),
    ("POST", "/catalogue-exchange/{code}/acceptance"): (412,),
    ("POST", "/catalogue-exchange/{code}/refusal"): (412,),
}
# Refusals in the shape of another standard (RFC 6749 5.2): programs of others know no other.
_OAUTH_REFUSALS = {"/oauth/token": (400, 401, 429)}
_OAUTH_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}},
}
_NAMES = {status: name for status, (name, _words) in _REFUSALS.items()} | {304: "NotModified"}
API = "/api/v1"
_WAITS = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}


@lru_cache(maxsize=1)
def described(app: Litestar) -> dict[str, Any]:
    """The OpenAPI 3.1 document of an application, made once: it costs a quarter of a second."""
    schema: dict[str, Any] = msgspec.to_builtins(app.openapi_schema.to_schema())
    _, shapes = msgspec.json.schema_components(
        [Problem], ref_template="#/components/schemas/{name}"
    )
    schema["components"]["schemas"].update(shapes)
    schema["components"]["responses"] = {
        name: {
            "description": words,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        | ({"headers": _WAITS} if status in (429, 503) else {})
        for status, (name, words) in _REFUSALS.items()
    }
    schema["components"]["responses"]["NotModified"] = {
        "description": "Exactly what If-None-Match names."
    }
    for path, method, handler in _handlers(app):
        operation = schema["paths"].get(path, {}).get(method.lower())
        if operation is not None:
            _declare(operation, path, method, handler)
    return schema


def _handlers(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    yield route.path_format, str(method), handler


def _declare(operation: dict[str, Any], path: str, method: str, handler: HTTPRouteHandler) -> None:
    answers = operation["responses"]
    answers.pop("400", None)  # in the shape of the framework, which nobody ever sees
    for status, answer in answers.items():
        if status.startswith("3"):
            answer.pop("content", None)
        elif handler.parsed_fn_signature.return_type.annotation in (Stream, Response[bytes]):
            schema = {} if path.endswith(".json") else {"type": "string", "format": "binary"}
            answer["content"] = {"*/*": {"schema": schema}}
    for status in sorted(_refusals(operation, path, method, handler)):
        answers[str(status)] = {"$ref": f"#/components/responses/{_NAMES[status]}"}
    for status in _OAUTH_REFUSALS.get(path.removeprefix(API), ()):
        answers[str(status)] = {
            "description": _REFUSALS[status][1],
            "content": {"application/json": {"schema": _OAUTH_ERROR}},
        }


def _refusals(
    operation: dict[str, Any], path: str, method: str, handler: HTTPRouteHandler
) -> set[int]:
    parameters = operation.get("parameters") or []
    found = {503, *_ALSO.get((method, path.removeprefix(API)), ())}
    if handler.opt.get("permission") != "public":
        found |= {401, 403}
    if "{" in path:
        found |= {404, 422}
    if parameters or "requestBody" in operation:
        found |= {400, 404, 422}
    if method in _WRITES:
        found |= {400, 403, 409, 422, 429}
    elif handler.opt.get("permission") == "public" and parameters:
        found |= {429}
    if "requestBody" in operation:
        found |= {413, 415}
    if any(parameter["name"].lower() == "if-match" for parameter in parameters):
        found |= {412, 428}
    return found


class DescribedJson(JsonRenderPlugin):
    """The same document at the framework's own address."""

    def render(self, request: Request[Any, Any, Any], _openapi_schema: dict[str, Any]) -> bytes:
        """The document in bytes."""
        return encode_json(described(request.app))
