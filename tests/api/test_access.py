"""Every route against every kind of caller: what is not allowed is not there."""

import re
import uuid
from collections.abc import Awaitable, Callable

import httpx
import pytest

from backend.organisation.demo.names import personal_id
from shared.client.base import ApiClient
from tests.api.conftest import sign_in
from tests.house.project import routes

Citizen = Callable[[int], Awaitable[ApiClient]]
CALLERS = {
    "nobody": None,
    "citizen": (personal_id(50), "citizen"),
    "desk_officer": ("tiepnhan1.dongkinh", "officer"),
    "specialist": ("chuyenvien1.tuphap.dongkinh", "officer"),
    "leader": ("lanhdao.dongkinh", "officer"),
    "clerk": ("vanthu.dongkinh", "officer"),
}
ALL = [
    (method, path, str(handler.opt["permission"]))
    for method, path, handler in routes()
    if path.startswith("/api/v1/")
]


def may(caller: str, permission: str) -> bool:
    """Whether a declaration lets this kind of caller in."""
    if permission == "public":
        return True
    if caller == "nobody":
        return False
    if permission == "signed_in":
        return True
    kind, _, roles = permission.partition(":")
    if kind == "for_all":
        return False  # none of these callers is of the agency above all others
    if kind in ("partner", "device"):
        return False  # programs and kiosks come with a key, never with a person's cookie
    if kind == "citizen":
        return caller == "citizen"
    return caller != "citizen" and (not roles or caller in roles.split(","))


@pytest.mark.parametrize("caller", CALLERS)
async def test_every_route_lets_in_whom_it_declares_and_nobody_else(
    http: httpx.AsyncClient, caller: str
) -> None:
    headers: dict[str, str] = {}
    who = CALLERS[caller]
    if who is not None:
        cookie = await sign_in(http, *who)
        headers = {"Cookie": f"motcua_{who[1]}={cookie}", "X-MotCua-Face": who[1]}
    wrong = []
    for method, path, permission in ALL:
        if path.endswith("/session/end"):
            continue  # would end the session that is being used
        url = re.sub(r"\{[^}]+:uuid\}", str(uuid.uuid4()), path)
        url = re.sub(r"\{[^}]+:int\}", "1", url)
        url = re.sub(r"\{[^}]+\}", "khong-co", url)
        answer = await http.request(
            method, url, headers=headers, json={} if method in ("POST", "PATCH") else None
        )
        expected = may(caller, permission)
        unknown = caller == "nobody" or permission.startswith(("partner", "device"))
        refused = answer.status_code == (401 if unknown else 403)
        # Let in, and asked to prove again who it is.
        refused = refused and "step-up-needed" not in answer.text
        if answer.status_code >= 500 or refused == expected:
            wrong.append(f"{method} {path} [{permission}] as {caller}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


async def test_a_write_that_comes_from_another_site_is_refused(http: httpx.AsyncClient) -> None:
    cookie = await sign_in(http, personal_id(50), "citizen")
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = await http.post(
            "/api/v1/drafts",
            json={"procedure_code": "1.004873"},
            headers=headers | {"Cookie": f"motcua_citizen={cookie}"},
        )
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("cross-site")
