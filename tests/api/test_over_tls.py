"""An API that is reached by TLS: cookies nobody beside it can set, and HSTS on every answer."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import httpx
import pytest

from backend.settings import settings
from shared.vocabulary.cookies import mark_cookie, session_cookie, short_cookie_name
from tests.api.people import Person
from tests.conftest import Program, Services, _free_port, wait_until_ready, working_url

PORTAL = "https://dichvucong.example"


@pytest.fixture(scope="module")
def behind_tls(services: Services) -> Iterator[str]:
    """The API of the same database as it stands behind a proxy with TLS; its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    program = Program(
        "backend.operations.server",
        log=services.folder / "tls.log",
        MOTCUA_DATABASE_URL=working_url(),
        MOTCUA_API_PORT=str(port),
        MOTCUA_API_URL=address,
        MOTCUA_CITIZEN_URL=PORTAL,
    )
    wait_until_ready(program, services.folder / "tls.log", address)
    yield address
    program.stop()


@pytest.mark.criterion("III.6")
@pytest.mark.criterion("V.19")
async def test_cookies_of_a_session_belong_to_this_host_alone(
    behind_tls: str, person: Person
) -> None:
    async with httpx.AsyncClient(base_url=behind_tls, timeout=30) as http:
        body = {"username": person.username, "password": person.password, "face": "citizen"}
        answer = await http.post("/api/v1/session", json=body)
        assert answer.status_code == 200, answer.text
        given = SimpleCookie()
        for header in answer.headers.get_list("set-cookie"):
            given.load(header)
        assert set(given) == {"__Host-motcua_citizen", "__Host-motcua_known_citizen"}
        for morsel in given.values():
            assert morsel["secure"] and morsel["httponly"]
            assert (morsel["path"], morsel["domain"], morsel["samesite"]) == ("/", "", "lax")
        token = given["__Host-motcua_citizen"].value
        http.cookies.clear()
        face = {"X-MotCua-Face": "citizen"}
        mine = {"Cookie": f"__Host-motcua_citizen={token}"} | face
        planted = {"Cookie": f"motcua_citizen={token}"} | face
        assert (await http.get("/api/v1/me", headers=mine)).status_code == 200
        assert (await http.get("/api/v1/me", headers=planted)).status_code == 401
        both = {"Cookie": f"motcua_citizen=khac; __Host-motcua_citizen={token}"} | face
        assert (await http.get("/api/v1/me", headers=both)).status_code == 200
        ended = await http.post("/api/v1/session/end", data={"face": "citizen"}, headers=mine)
        assert ended.headers["set-cookie"].startswith("__Host-motcua_citizen=")
        assert (await http.get("/api/v1/me", headers=mine)).status_code == 401


@pytest.mark.criterion("V.19")
@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/me", 401), ("/api/v1/procedures?limit=1", 200), ("/health/live", 200)],
)
async def test_every_answer_tells_browsers_to_come_by_tls(
    behind_tls: str, path: str, status: int
) -> None:
    async with httpx.AsyncClient(base_url=behind_tls, timeout=30) as http:
        answer = await http.get(path)
    assert answer.status_code == status
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_without_tls_names_have_no_prefix_that_a_browser_would_refuse() -> None:
    assert urlsplit(settings().citizen_url).scheme == "http"
    assert session_cookie("citizen", secure=False) == "motcua_citizen"
    assert mark_cookie("officer", secure=False) == "motcua_known_officer"
    assert short_cookie_name("x", secure=False) == "x"
    assert short_cookie_name("x", secure=True) == "__Secure-x"
