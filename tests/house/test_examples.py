"""Every operation that programs of others use has an example, and each example is what it says."""

from typing import Any, get_args, get_origin

import msgspec
import pytest
from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from backend.app import create_app
from backend.operations.described import API
from backend.operations.examples import EXAMPLES
from backend.operations.for_programs import for_programs, handlers

APP = create_app()
ROUTES = {f"{m} {p.removeprefix(API)}": h for (m, p), h in handlers(APP).items()}
# Shown by the address alone: the form of a procedure is as long as the procedure asks.
_NO_ANSWER = {"GET /procedures/{code}/form"}


def _answer(handler: HTTPRouteHandler) -> Any:
    kind = handler.parsed_fn_signature.return_type.annotation
    if get_origin(kind) is Response:
        kind = get_args(kind)[0]
    return kind


def test_every_operation_has_one_and_every_one_an_operation() -> None:
    assert sorted(EXAMPLES) == sorted(ROUTES)


@pytest.mark.criterion("S.14")
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_example_is_what_is_really_sent_and_answered(name: str) -> None:
    handler, example = ROUTES[name], EXAMPLES[name]
    answer = _answer(handler)
    if answer is None or answer is type(None):
        assert example.given is None
    elif name not in _NO_ANSWER:
        assert example.given is not None
        if answer is not Stream:
            msgspec.convert(example.given, answer, strict=True)
    data = handler.parsed_fn_signature.parameters.get("data")
    if data is not None:
        msgspec.convert(example.sent, data.annotation, strict=True)


def test_the_document_stands_alone_and_shows_them() -> None:
    document = for_programs(APP)
    known = set(document["components"]["schemas"])
    named = {
        part.split('"')[0]
        for part in msgspec.json.encode(document).decode().split("#/components/schemas/")[1:]
    }
    assert named <= known
    ids = [o["operationId"] for methods in document["paths"].values() for o in methods.values()]
    assert len(ids) == len(set(ids)) == len(ROUTES)
    draft = document["paths"][f"{API}/partner/drafts"]["post"]
    assert draft["requestBody"]["content"]["application/json"]["example"]["procedure_code"]
    assert draft["security"] == [{"token": []}]
    upload = document["paths"][f"{API}/partner/drafts/{{draft_id}}/documents"]["post"]
    assert "multipart/form-data" in upload["requestBody"]["content"]
