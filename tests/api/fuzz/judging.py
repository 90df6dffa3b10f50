"""What an answer may never be."""

import json
import re
from collections.abc import Iterator
from typing import Any

from schemathesis.core.transport import Response

from tests.api.fuzz.callers import SECRETS, Caller

_FIELDS = {"type", "title", "status", "detail", "instance", "errors", "current"}
_INSIDES = re.compile(
    r"Traceback|site-packages|asyncpg|psycopg|sqlstate|syntax error at|\bpg_\w+"
    r"|File \"/|\.py\"|litestar|msgspec|line \d+, in ",
    re.IGNORECASE,
)


def faults(caller: Caller, permission: str, declared: set[str], answer: Response) -> Iterator[str]:
    """Each thing that is wrong with one answer, in words."""
    status = answer.status_code
    if status >= 500 and str(status) != "503":
        yield f"{status}"
    if str(status) not in declared:
        yield f"undeclared {status}"
    if status >= 400:
        yield from _as_oauth_error(answer) if _is_oauth(answer) else _as_problem(answer)
    elif permission != "public" and caller.kind == "anonymous" and status < 300:
        yield f"{status} for nobody"
    elif permission.startswith("officer") and caller.kind == "citizen" and status < 300:
        yield f"{status} for a citizen"
    if not caller.sees_the_victim:
        text = (answer.content or b"").decode("utf-8", errors="replace")
        yield from (f"leaks {secret!r}" for secret in SECRETS if secret in text)


def _is_oauth(answer: Response) -> bool:
    # RFC 6749 5.2 has a shape of its own; what comes before the route answers is ours.
    kind = answer.headers.get("content-type", [""])[0]
    url = str(answer.request.url or "")
    return url.endswith("/oauth/token") and kind.startswith("application/json")


def _as_oauth_error(answer: Response) -> Iterator[str]:
    if set(json.loads(answer.content or b"{}")) != {"error"}:
        yield f"{answer.status_code} is no error of RFC 6749: {answer.content!r}"


def _as_problem(answer: Response) -> Iterator[str]:
    kind = answer.headers.get("content-type", [""])[0]
    if not kind.startswith("application/problem+json"):
        yield f"{answer.status_code} as {kind or 'nothing'}"
        return
    problem: dict[str, Any] = json.loads(answer.content or b"{}")
    if set(problem) != _FIELDS or problem["status"] != answer.status_code:
        yield f"{answer.status_code} is no problem of ours: {problem}"
    if not problem["type"].startswith("urn:motcua:problem:") or not problem["detail"].strip():
        yield f"{answer.status_code} says nothing: {problem}"
    # What was sent may come back in `instance`; everything else is ours.
    words = json.dumps({k: v for k, v in problem.items() if k != "instance"}, ensure_ascii=False)
    if _INSIDES.search(words):
        yield f"{answer.status_code} shows insides: {words[:300]}"
