"""Every route says who may call it, and the client can call every route."""

import ast
import re

from shared.contracts.acts import ACT_INPUTS
from tests.house.project import ROOT, routes

API = "/api/v1"
# Browsers send these as plain forms, so that the session cookie is set by the API itself.
OF_THE_BROWSER = {
    ("POST", "/session"),
    ("POST", "/session/end"),
    ("GET", "/session/national"),
    ("GET", "/session/national/callback"),
    ("GET", "/session/national/end"),
    ("POST", "/session/national/merge"),
    ("GET", "/session/agency/{}"),
    ("GET", "/session/agency/callback"),
    ("POST", "/session/agency/code"),
    ("POST", "/kiosk/enrolment"),
    ("POST", "/wall/enrolment"),
    ("POST", "/oauth/token"),  # a form too, by the standard
}
PERMISSIONS = re.compile(
    r"public|signed_in|citizen|device|officer(:[a-z_]+(,[a-z_]+)*)?|for_all(:[a-z_]+(,[a-z_]+)*)|"
    r"partner(:[a-z]+:[a-z]+)?"
)
_METHOD_OF_CALL = {
    "get": "GET",
    "content": "GET",
    "post": "POST",
    "upload": "POST",
    "patch": "PATCH",
    "put": "PUT",
    "put_bytes": "PUT",
    "delete": "DELETE",
}
_HOLE = "{}"


def test_every_route_declares_its_permission() -> None:
    undeclared = [
        f"{method} {path}: {handler.opt.get('permission')!r}"
        for method, path, handler in routes()
        if not PERMISSIONS.fullmatch(str(handler.opt.get("permission")))
    ]
    assert not undeclared, "\n".join(undeclared)


def test_a_route_for_some_people_says_how_they_are_told_apart() -> None:
    open_to_all = [
        f"{method} {path}"
        for method, path, handler in routes()
        if handler.opt["permission"] != "public"
        and not callable(handler.opt.get("allowed"))
        and not callable(handler.opt.get("device"))
        and not isinstance(handler.opt.get("partner"), str)
    ]
    assert not open_to_all, "\n".join(open_to_all)


def test_the_client_covers_every_route() -> None:
    covered = _calls_of_the_client() | OF_THE_BROWSER
    missing = sorted(_routes_of_the_api() - covered)
    assert not missing, f"shared/client has no function for {missing}"


def test_the_client_calls_nothing_that_is_not_there() -> None:
    invented = sorted(_calls_of_the_client() - _routes_of_the_api())
    assert not invented, f"the API has no {invented}"


def _routes_of_the_api() -> set[tuple[str, str]]:
    return {
        (method, re.sub(r"\{[^}]+\}", _HOLE, path.removeprefix(API)))
        for method, path, _handler in routes()
        if path.startswith(f"{API}/")
    }


def _calls_of_the_client() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for module in (ROOT / "shared" / "client").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            method = _METHOD_OF_CALL.get(node.func.attr)
            path = _path(node.args[0]) if node.args else None
            if method and path:
                found.update((method, each) for each in _every_act(path))
    return found


def _path(node: ast.expr) -> str | None:
    """The address written in a call, with `{}` for what is filled in."""
    if isinstance(node, ast.Constant):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(
            str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in node.values
        )
    else:
        return None
    return text if isinstance(text, str) and text.startswith("/") else None


def _every_act(path: str) -> set[str]:
    """One function of the client does all acts; the API has a route for each."""
    acts, hole = path.rsplit("/", 1)
    if not acts.endswith("/acts") or hole != _HOLE:
        return {path}
    return {f"{acts}/{act}" for act in ACT_INPUTS}
