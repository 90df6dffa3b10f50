"""Requests drawn from the API's own description, sent to all of it by all kinds of people.

Not collected with the other tests: it changes whatever an administrator may change, so it runs
in a process, a database and an object store of its own (`tests/api/test_fuzz.py`, `make fuzz`).
"""

import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import asyncpg
import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from tests.api.fuzz.callers import ADDRESS, VICTIM, Caller, a_dossier_of, callers, still_there
from tests.api.fuzz.judging import faults
from tests.api.fuzz.places import known_ids, with_known_ids
from tests.conftest import Services
from tests.house.project import routes

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
SEED = int(os.environ.get("FUZZ_SEED", "20261126"))
ONLY = os.environ.get("FUZZ_ONLY", "")
# Longer ones are no HTTP for the server (the offsets of its reader have sixteen bits).
LONGEST_ADDRESS = 65_000
CHECKS = [
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


async def test_nothing_fails_and_nothing_is_undeclared_or_told(
    services: Services, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    """Every operation, as nobody, a citizen and officers, with data right and wrong."""
    await a_dossier_of(http, 40, "Nguyễn Văn Mẫu", "Số 1 phố Trình Diễn")
    await a_dossier_of(http, 41, VICTIM, ADDRESS)
    people = await callers(http, database)
    document = (await http.get("/api/openapi.json")).json()
    schema = schemathesis.openapi.from_dict(document)
    permissions = {
        (method, path.replace(":uuid", "").replace(":str", "").replace(":int", "")): str(
            handler.opt["permission"]
        )
        for method, path, handler in routes()
    }
    send = _Sender(services.api_url)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    started = time.monotonic()
    for result in schema.get_all_operations():
        operation = result.ok()
        if ONLY and ONLY not in operation.label:
            continue
        permission = next(
            p for (m, path), p in permissions.items()
            if m == operation.method.upper() and _same(path, operation.path)
        )  # fmt: skip
        print(f"  {operation.label}", file=sys.stderr, flush=True)
        strategies = list(_strategies(operation))
        for caller in people:
            await still_there(http, database, caller)
            places = with_known_ids(operation.path, await known_ids(database))
            for strategy in strategies:
                send.draw(operation, permission, caller, strategy, places)
    print(
        f"\n{sum(send.sent.values())} requests to {len(send.sent)} operations as {len(people)} "
        f"callers, {time.monotonic() - started:.0f} s, seed {SEED}: "
        f"{dict(sorted(send.answers.items()))}"
    )
    assert not send.found, "\n" + "\n".join(f"{k}\n    {v}" for k, v in sorted(send.found.items()))
    if not ONLY:
        assert len(send.sent) > 240
        assert send.answers[200] + send.answers[201] > 20 * len(people), (
            "hardly anything got through; this test is blind"
        )


def _same(path: str, other: str) -> bool:
    return path.rstrip("/") == other.rstrip("/")


def _strategies(operation: Any) -> Iterator[st.SearchStrategy[Any]]:
    """Requests as described and, where anything can be wrong with them, as they should not be."""
    yield operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if operation.definition.raw.get("parameters") or operation.definition.raw.get("requestBody"):
        yield operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


class _Sender:
    """Draws and sends requests, and keeps what was wrong with the answers."""

    def __init__(self, address: str) -> None:
        self._address, self._session = address, requests.Session()
        self.found: dict[str, str] = {}
        self.sent: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()

    def draw(
        self, operation: Any, permission: str, caller: Caller, strategy: Any,
        places: st.SearchStrategy[dict[str, Any]],
    ) -> None:  # fmt: skip
        """A few requests of one caller to one operation."""

        @seeded(SEED)
        @settings(
            max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=strategy, place=places)
        def one(case: Any, place: dict[str, Any]) -> None:
            if case.path_parameters is not None and place:
                case.path_parameters.update(place)
            self._send(case, operation, permission, caller)

        with suppress(Unsatisfiable):  # some shapes cannot be wrong
            one()

    def _send(self, case: Any, operation: Any, permission: str, caller: Caller) -> None:
        # A jar would mix the sessions of the callers.
        self._session.cookies.clear()
        answer = case.call(
            base_url=self._address, headers=caller.headers, session=self._session,
            allow_redirects=False, timeout=30,
        )  # fmt: skip
        if len(str(answer.request.url)) > LONGEST_ADDRESS:
            assert answer.status_code == 400, "no message of HTTP; the server itself refuses it"
            return
        self.sent[operation.label] += 1
        self.answers[answer.status_code] += 1
        wrong = list(faults(caller, permission, set(operation.definition.raw["responses"]), answer))
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            wrong += [f"{type(e).__name__}: {e}" for e in group.exceptions]
        except Failure as failure:
            wrong.append(f"{type(failure).__name__}: {failure}")
        for fault in wrong:
            key = f"{operation.label}: {fault.splitlines()[0][:200]}"
            request, text = case.as_curl_command(), (answer.content or b"")[:300]
            if key not in self.found:
                print(f"found: {key}", file=sys.stderr, flush=True)
                self.found[key] = (
                    f"as {caller.name}: {request[:400]}\n    {fault[:500]}\n    {text!r}"
                )
