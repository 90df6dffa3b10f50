"""What machines ask: health, metrics, the schema; and what the log tells nobody."""

import json
import re
from collections.abc import Awaitable, Callable

import httpx

from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE
from tests.conftest import Services
from tests.house.project import routes

Citizen = Callable[[int], Awaitable[ApiClient]]


async def test_health_says_what_answers(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health/live")).json() == {"status": "ok"}
    ready = await http.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"database": "ok", "storage": "ok"})


async def test_metrics_count_requests_by_route_and_never_by_id(http: httpx.AsyncClient) -> None:
    await http.get("/api/v1/procedures/9.999999")
    text = (await http.get("/metrics")).text
    assert "/api/v1/procedures/{code" in text
    assert "9.999999" not in text


async def test_the_schema_has_every_route_and_the_page_loads_nothing_from_elsewhere(
    http: httpx.AsyncClient,
) -> None:
    schema = (await http.get("/api/openapi.json")).json()
    assert schema["openapi"].startswith("3.1")
    described = {
        (method.upper(), re.sub(r"\{[^}]+\}", "{}", path))
        for path, methods in schema["paths"].items()
        for method in methods
    }
    served = {
        (method, re.sub(r"\{[^}]+\}", "{}", path))
        for method, path, _handler in routes()
        if path.startswith("/api/v1/")
    }
    assert served == described
    page = (await http.get("/api/docs")).text
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=['\"]https?://", page)
    assert all(path in page for path in schema["paths"])


async def test_an_unknown_address_is_a_problem_in_vietnamese(http: httpx.AsyncClient) -> None:
    for path in ("/", "/api", "/api/v2/x", "/api/v1/x", "/wp-login.php"):
        answer = await http.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("application/problem+json"), path
    wrong_method = await http.delete("/api/v1/procedures")
    assert wrong_method.status_code == 405
    english = await http.get("/api/v1/x", headers={"Accept-Language": "en"})
    vietnamese = await http.get("/api/v1/x")
    assert english.json()["detail"] != vietnamese.json()["detail"]


async def test_the_log_is_json_and_holds_nothing_of_a_person(
    citizen: Citizen, services: Services
) -> None:
    me = await citizen(27)
    draft = await dossiers.start_draft(me, PROCEDURE)
    secret = "Nguyễn Văn Kín Đáo"
    await dossiers.save_draft(
        me, draft.id, SaveDraft(answers=ANSWERS | {"requester_name": secret}), draft.version
    )
    # Several programs write here, some of them sandboxes of partners that log in words.
    lines = (services.folder / "services.log").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    assert any("/drafts/{" in str(entry) and entry.get("status") == 200 for entry in entries)
    text = "\n".join(lines)
    for private in (secret, ANSWERS["requester_personal_id"], "motcua_citizen=", '"password'):
        assert private not in text
