"""The part of the API that programs of others use, described with an example for everything.

The same document as `openapi.json`, cut down to their operations and to the shapes those name, with
how a token is asked for; from it a client is generated in any language.
"""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from backend.operations.described import API, described
from backend.operations.examples import EXAMPLES
from shared.vocabulary.partners import SCOPES

# What anybody may call and programs begin with.
OPEN = (
    ("GET", "/procedures"), ("GET", "/procedures/{code}"), ("GET", "/procedures/{code}/form"),
    ("GET", "/procedures/{code}/form/schema"), ("POST", "/procedures/{code}/form/check"),
    ("GET", "/agencies"), ("GET", "/upload-limits"), ("GET", "/lookups/{code}"),
    ("GET", "/results/{verification_code}"), ("GET", "/oauth/jwks"), ("GET", "/oauth/metadata"),
    ("POST", "/oauth/token"), ("GET", "/open-data"), ("GET", "/open-data/procedures.csv"),
    ("GET", "/open-data/procedures.json"), ("GET", "/open-data/dossiers-by-month.csv"),
    ("GET", "/open-data/dossiers-by-month.json"),
)  # fmt: skip
_TOKEN = "token"  # the name of a scheme
_WORDS = (
    "What programs of other systems use: the catalogue, tokens, events, submissions for people who "
    "let them, webhooks, open data. Begin with docs/developers/first-submission.md."
)


# What they send where the route reads the bytes itself.
_TOKEN_FORM = (
    "grant_type", "scope", "client_id", "client_secret", "client_assertion",
    "client_assertion_type",
)  # fmt: skip
_BODIES: dict[str, tuple[str, dict[str, Any]]] = {
    "POST /oauth/token": (
        "application/x-www-form-urlencoded",
        {
            "type": "object",
            "required": ["grant_type"],
            "properties": {name: {"type": "string"} for name in _TOKEN_FORM},
        },
    ),
    "POST /partner/drafts/{draft_id}/documents": (
        "multipart/form-data",
        {
            "type": "object",
            "required": ["file", "component_key"],
            "properties": {
                "file": {"type": "string", "format": "binary"},
                "component_key": {"type": "string"},
            },
        },
    ),
}
# Streams, said as what comes out of them.
_FORMS: dict[str, dict[str, Any]] = {
    "csv": {"text/csv": {"schema": {"type": "string"}}},
    "json": {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}},
}


def handlers(app: Litestar) -> dict[tuple[str, str], HTTPRouteHandler]:
    """By method and path, as described, every operation programs use."""
    everything = {
        (str(method), route.path_format): handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    }
    wanted = {(method, API + path) for method, path in OPEN}
    return {
        key: handler
        for key, handler in sorted(everything.items())
        if key in wanted
        or (key[0] != "OPTIONS" and str(handler.opt.get("permission")).startswith("partner"))
    }


@lru_cache(maxsize=1)
def for_programs(app: Litestar) -> dict[str, Any]:
    """The OpenAPI 3.1 document of what programs use."""
    whole = described(app)
    paths: dict[str, Any] = {}
    for (method, path), handler in handlers(app).items():
        operation = deepcopy(whole["paths"][path][method.lower()])
        name = f"{method} {path.removeprefix(API)}"
        operation["operationId"] = handler.handler_name
        if (method, path.removeprefix(API)) not in OPEN:
            operation["security"] = [{_TOKEN: []}]
        if name in _BODIES:
            media, schema = _BODIES[name]
            content = {media: {"schema": deepcopy(schema)}}
            operation["requestBody"] = {"required": True, "content": content}
        kind = path.rpartition(".")[2]
        if kind in _FORMS:
            operation["responses"]["200"]["content"] = deepcopy(_FORMS[kind])
        _show(operation, EXAMPLES.get(name))
        paths.setdefault(path, {})[method.lower()] = operation
    shared = whole["components"]
    document = {
        "openapi": whole["openapi"],
        "info": whole["info"] | {"title": "Một Cửa cho lập trình viên", "description": _WORDS},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "responses": shared["responses"],
            "schemas": {},
            "securitySchemes": {
                _TOKEN: {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": f"{API}/oauth/token",
                            "scopes": {name.value: label.en for name, label in SCOPES.items()},
                        }
                    },
                }
            },
        },
    }
    _add_shapes(document, shared["schemas"])
    return document


def _show(operation: dict[str, Any], example: Any) -> None:
    """Puts the example of what is sent and of what is answered where readers look for it."""
    if example is None:
        return
    for body in operation.get("requestBody", {}).get("content", {}).values():
        body["example"] = example.sent
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for body in answer.get("content", {}).values():
                body["example"] = example.given
    for parameter in operation.get("parameters") or []:
        if parameter["name"] in (example.named or {}):
            parameter["example"] = example.named[parameter["name"]]


def _add_shapes(document: dict[str, Any], known: dict[str, Any]) -> None:
    wanted = [*_named(document["paths"]), *_named(document["components"]["responses"])]
    found: dict[str, Any] = document["components"]["schemas"]
    while wanted:
        name = wanted.pop()
        if name not in found and name in known:
            found[name] = known[name]
            wanted += _named(known[name])


def _named(part: Any) -> list[str]:
    if isinstance(part, dict):
        reference = part.get("$ref")
        mine = [str(reference).rsplit("/", 1)[-1]] if isinstance(reference, str) else []
        return mine + [name for value in part.values() for name in _named(value)]
    if isinstance(part, list):
        return [name for value in part for name in _named(value)]
    return []
