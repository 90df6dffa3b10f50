"""The edge of the screen servers: what a browser may run, who opens a socket, what is closed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.settings import ROOT
from tests.conftest import Services
from tests.e2e.conftest import desk, phone
from tests.e2e.database import execute, value
from tests.e2e.raw_socket import RawSocket
from tests.e2e.test_processes import picture

_REFUSED = r"403|refused|closed|[Hh]andshake"
_NOTE_VIOLATIONS = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.__violations.push(e.effectiveDirective + " " + e.blockedURI + " " + e.sample));
"""
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def built_routes(app: str) -> list[str]:
    """The fixed pages of a built app."""
    workdir = f".web-test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
    folder = ROOT / app / workdir / "build" / "client"
    return sorted(
        "/" + str(file.parent.relative_to(folder)).replace(".", "")
        for file in folder.rglob("index.html")
    )


def look_everywhere(page: Page, routes: list[str]) -> list[str]:
    """What the policy of any page refused."""
    page.add_init_script(_NOTE_VIOLATIONS)
    wrong = []
    for route in routes:
        page.goto(route)
        page.wait_for_load_state("networkidle")
        wrong += [f"{route}: {found}" for found in page.evaluate("window.__violations")]
    return wrong


@pytest.mark.criterion("G.10")
def test_no_page_of_the_officers_needs_more_than_the_policy_allows(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "lanhdao.dongkinh")
    routes = built_routes("ui_officer")
    assert len(routes) > 10
    assert not look_everywhere(page, [r for r in routes if r != "/dang-nhap"])
    page.context.close()
    page = phone(chromium, screens)
    signing_in = [f"http://localhost:{screens.officer_port}/dang-nhap/"]
    assert not look_everywhere(page, signing_in)
    page.context.close()


@pytest.mark.criterion("G.10")
def test_no_page_of_the_portal_needs_more_than_the_policy_allows(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    dynamic = ["/tim-kiem/?q=khai+sinh", "/thu-tuc/1.004873", "/khong-co-trang-nay"]
    assert not look_everywhere(page, [*built_routes("ui_citizen"), *dynamic])
    page.context.close()


@pytest.mark.criterion("G.10")
def test_what_we_did_not_write_does_not_run(chromium: Browser, screens: Services) -> None:
    page = phone(chromium, screens)
    page.add_init_script(_NOTE_VIOLATIONS)
    page.goto("/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.__ran = 'inline'";
          document.body.append(script);
          const picture = document.createElement("div");
          picture.innerHTML = "<img src=x onerror=\\"window.__ran = 'attribute'\\">";
          document.body.append(picture);
          const far = document.createElement("script");
          far.src = "data:text/javascript,window.__ran='data'";
          document.body.append(far);
          const base = document.createElement("base");
          base.href = "https://elsewhere.example/";
          document.head.append(base);
        }"""
    )
    page.wait_for_timeout(400)
    assert page.evaluate("window.__ran") is None
    assert page.evaluate("document.baseURI").startswith("http://localhost")
    refused = " ".join(page.evaluate("window.__violations"))
    for directive in ("script-src-elem", "script-src-attr", "base-uri"):
        assert directive in refused
    page.context.close()


def test_every_answer_carries_the_headers(screens: Services) -> None:
    for port in (screens.citizen_port, screens.officer_port):
        for path in ("/", "/dang-nhap/", "/khong-co", "/thu-tuc/1.004873"):
            answer = httpx.get(f"http://localhost:{port}{path}")
            assert HEADERS.items() <= dict(answer.headers).items(), path
            policy = answer.headers["content-security-policy"]
            assert "'unsafe-eval'" not in policy
            script = re.search(r"script-src ([^;]+);", policy)
            assert script is not None
            assert "'unsafe-inline'" not in script.group(1)
            assert "'sha256-" in script.group(1)
            assert "frame-ancestors 'none'" in policy
            assert "camera=(self)" in answer.headers["permissions-policy"]
        asset = httpx.get(f"http://localhost:{port}/favicon.svg")
        assert asset.headers["x-content-type-options"] == "nosniff"


def test_the_way_to_report_a_weakness_is_published(screens: Services) -> None:
    for port in (screens.citizen_port, screens.officer_port):
        answer = httpx.get(f"http://localhost:{port}/.well-known/security.txt")
        assert answer.headers["content-type"].startswith("text/plain")
        assert re.search(r"^Contact: (mailto:|https:)", answer.text, re.MULTILINE)
        assert re.search(r"^Expires: \d{4}-\d\d-\d\dT[\d:]+Z$", answer.text, re.MULTILINE)


@pytest.fixture
def ours(screens: Services) -> str:
    """The origin of the officers' pages."""
    return f"http://localhost:{screens.officer_port}"


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost"])
def test_only_pages_of_ours_open_a_socket(screens: Services, origin: str | None) -> None:
    for port in (screens.citizen_port, screens.officer_port):
        with pytest.raises(Exception, match=_REFUSED):
            RawSocket(port, origin)


def test_the_socket_of_one_portal_refuses_pages_of_the_other(screens: Services) -> None:
    with pytest.raises(Exception, match=_REFUSED):
        RawSocket(screens.officer_port, f"http://localhost:{screens.citizen_port}")


@pytest.mark.parametrize(
    "path",
    ["/_upload", "/_upload/x.pdf", "/_all_routes", "/auth-codespace/x",
     "/_event/?EIO=4&transport=polling"],
)  # fmt: skip
def test_what_reflex_offers_beside_the_pages_is_closed(screens: Services, path: str) -> None:
    forged = {"reflex-client-token": "x" * 36, "reflex-event-handler": "state.upload"}
    for port in (screens.citizen_port, screens.officer_port):
        url = f"http://localhost:{port}{path}"
        file = {"files": ("a.pdf", b"%PDF-1.7")}
        assert httpx.post(url, files=file, headers=forged).status_code in (404, 405)
        assert httpx.get(url).status_code == 404


def _handlers(app: str) -> list[tuple[str, list[str]]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.event_names", app],
        cwd=ROOT, env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[tuple[str, list[str]]] = json.loads(done.stdout.splitlines()[-1])
    return found


_COUNTS = (
    "select (select count(*) from dossier_event) + (select count(*) from role_request) * 1000003 "
    "+ (select count(*) from account where kind = 'officer') * 1000033 "
    "+ (select coalesce(sum(version), 0) from dossier) * 17"
)


@pytest.fixture
def dossier_id(screens: Services) -> str:
    """A dossier of a citizen, which nobody here may see."""
    from tests.e2e.conftest import submit_for_another

    reference = submit_for_another(1)[0]
    return str(value("select id from dossier where reference = $1", reference))


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize("app", ["ui_citizen", "ui_officer"])
def test_no_event_of_a_stranger_shows_or_changes_anything(
    screens: Services, app: str, dossier_id: str
) -> None:
    """Every handler of every state, called by nobody, with what a page would send and with junk."""
    handlers = _handlers(app)
    assert len(handlers) > 100
    port = screens.officer_port if app == "ui_officer" else screens.citizen_port
    before = value(_COUNTS)
    socket = RawSocket(port, f"http://localhost:{port}")
    for n, (name, arguments) in enumerate(handlers):
        form = {
            "q": "a",
            "username": "x",
            "reason": "Thử một lần",
            "pin": "1234",
            "officer_id": "x",
        }
        tried: list[dict[str, Any]] = [
            dict.fromkeys(arguments, dossier_id),
            {a: form if "form" in a else {"x": [1]} for a in arguments},
        ]
        for payload in tried[: 2 if arguments else 1]:
            socket.emit(name, payload, f"/ho-so/{dossier_id}")
        if n % 25 == 24:  # within what one socket may say
            socket.listen(2.5)
    heard = socket.listen(8)
    socket.close()
    assert len(heard) > 1000, "the server answered"
    told = "select %s from dossier where id = $1::text::uuid"
    for column in ("reference", "applicant_address", "answers->>'requester_personal_id'"):
        assert str(value(told % column, dossier_id)) not in heard, column
    assert value(_COUNTS) == before


def _flood(socket: RawSocket) -> None:
    for _ in range(400):  # it is closed long before
        for _ in range(20):
            socket.emit("reflex___state____state.hydrate", {})
        socket.listen(0.05)


def test_a_socket_that_floods_is_closed(screens: Services, ours: str) -> None:
    socket = RawSocket(screens.officer_port, ours)
    with pytest.raises(Exception, match=r"closed|Connection"):
        _flood(socket)
    page = httpx.get(f"http://localhost:{screens.officer_port}/_health")
    assert page.status_code == 200


def test_a_message_over_a_megabyte_ends_the_connection(screens: Services, ours: str) -> None:
    socket = RawSocket(screens.officer_port, ours)
    socket.send("42/_event," + json.dumps(["event", {"name": "x", "payload": "a" * 1_200_000}]))
    with pytest.raises(Exception, match=r"closed|Connection"):
        socket.listen(5)


def test_what_people_type_is_never_written_to_disk(screens: Services) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from shared.ui.rx_settings import *; settings_of('a', 1, 'B')"],
        cwd=ROOT, env=os.environ | {"REFLEX_STATE_MANAGER_MODE": "disk"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "UnsafeState" in done.stderr
    for app in ("ui_citizen", "ui_officer"):
        folder = Path(ROOT / app / ".states")
        assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.criterion("II.18")
def test_the_open_page_of_a_disabled_officer_can_do_nothing(
    chromium: Browser, screens: Services, dossier_id: str
) -> None:
    officer = desk(chromium, screens, "tiepnhan2.dongkinh")
    officer.goto(f"/ho-so/{dossier_id}/")
    officer.get_by_role("button", name="Từ chối tiếp nhận").click()
    reason = officer.locator("section.panel textarea").first
    reason.fill("Hồ sơ nộp nhầm nơi")
    admin = desk(chromium, screens, "quantri.ubndtinh")
    admin.goto("/can-bo/")
    admin.fill("#q", "tiepnhan2.dongkinh")
    admin.get_by_role("button", name="Tìm", exact=True).click()
    row = admin.locator("tbody tr")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Ngừng tài khoản").click()
    admin.fill("#act-reason", "Chuyển công tác")
    admin.locator("form.panel button[type=submit]").click()
    expect(admin.get_by_text("Đã ngừng tài khoản.")).to_be_visible()
    try:
        officer.locator("#do").click()
        expect(officer.get_by_text("đăng nhập").first).to_be_visible()
        picture(officer, "edge-disabled")
        expect(reason).to_have_value("Hồ sơ nộp nhầm nơi")
        state = value("select state from dossier where id = $1::text::uuid", dossier_id)
        assert state == "submitted"
        officer.goto("/")
        officer.wait_for_url("**/dang-nhap/**")
    finally:
        execute("update account set disabled_at = null where username = 'tiepnhan2.dongkinh'")
    for page in (admin, officer):
        page.context.close()
