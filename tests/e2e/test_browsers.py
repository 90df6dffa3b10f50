"""The main pages of both screens in Firefox and in WebKit, the engine of Safari.

Run where the browsers are: `make browsers` installs them (Debian), or says what to install.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
import pytest

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from tests.conftest import Services, _free_port
from tests.e2e.database import execute, value
from tests.webdriver.browser import Browser
from tests.webdriver.starting import missing, opened

_PROCEDURE = "1.004873"
_NUMBERS = {"firefox": 44, "webkit": 45}
_PUBLIC = (
    "/", "/thu-tuc/", f"/thu-tuc/{_PROCEDURE}/", "/tra-cuu/", "/hoi-dap/", "/thong-ke/",
    "/dang-nhap/",
)  # fmt: skip
_INSIDE = ("/ho-so/", "/tai-khoan/", "/thong-bao/")


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def browser(request: pytest.FixtureRequest, screens: Services) -> Iterator[Browser]:
    """One browser after the other."""
    lacking = missing(request.param)
    if lacking:
        pytest.skip(lacking)
    with opened(request.param, _free_port()) as found:
        yield found


@pytest.mark.criterion("V.2")
def test_a_dossier_is_sent_and_read_by_an_officer_in_another_browser(
    browser: Browser, screens: Services
) -> None:
    portal = f"http://localhost:{screens.citizen_port}"
    browser.resize(1300, 900)
    for path in _PUBLIC:
        _look(browser, portal + path)
    _searched(browser, portal)
    reference = _sent(browser, portal)
    for path in _INSIDE:
        _look(browser, portal + path)
    _read(browser, f"http://localhost:{screens.officer_port}", reference)
    assert browser.errors() == []


def _look(browser: Browser, url: str) -> None:
    browser.go(url)
    browser.until(lambda: browser.text("main h1").strip(), f"heading of {url}")
    # The page lives: its socket has brought what the server knows.
    wide = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert browser.run(wide), f"{browser.name}: {url} is wider than the window"
    fonts = "return [...document.fonts].some(f => f.status === 'loaded')"
    browser.until(lambda: browser.run(fonts), f"fonts of {url}")
    _keep(browser, url)


def _searched(browser: Browser, portal: str) -> None:
    browser.go(portal + "/")
    browser.type("#q", "tình trạng hôn nhân")
    browser.click("button", "Tìm")
    browser.until(lambda: "/tim-kiem" in browser.run("return location.pathname"), "the search")

    def opened_it() -> bool:
        # The list may be drawn anew under the pointer: as a person would, again.
        if "/thu-tuc/" not in browser.run("return location.pathname"):
            browser.click("main a", "tình trạng hôn nhân")
            time.sleep(1)
        return "hôn nhân" in browser.text("main h1") and "/thu-tuc/" in browser.run(
            "return location.pathname"
        )

    browser.until(opened_it, "the page of the procedure")
    _keep(browser, "procedure-found")


def _sent(browser: Browser, portal: str) -> str:
    """One question answered anew and the whole sent; the reference."""
    number = _NUMBERS[browser.name]
    draft = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_draft", str(number), _PROCEDURE],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    browser.go(f"{portal}/dang-nhap/?next=/nop/{draft}%3Fbuoc%3D0")
    browser.until(lambda: browser.run("return !!document.querySelector('#ready')"), "#ready")
    browser.type("#username", personal_id(number))
    browser.type("#password", PASSWORD)
    browser.click("form button[type=submit]", "Đăng nhập")
    asked = "return (document.querySelector('input[name=asked]') || {}).value"
    first = browser.until(lambda: browser.run(asked), "the first question")
    browser.type("form .question input:not([type=hidden])", f"Nguyễn Văn {browser.name.title()}")
    _keep(browser, "question")
    browser.click("button", "Tiếp tục")
    browser.until(lambda: browser.run(asked) not in (first, None), "the next question")
    browser.go(f"{portal}/nop/{draft}")
    browser.until(lambda: "Giấy tờ kèm theo" in browser.text("main"), "papers")
    browser.click("button", "Tiếp tục")
    browser.click("label", "điện tử")
    browser.click("button", "Tiếp tục")
    browser.until(lambda: f"Nguyễn Văn {browser.name.title()}" in browser.text("main"), "summary")
    _keep(browser, "summary")
    browser.click("#send")
    browser.until(lambda: "Đã nộp hồ sơ thành công" in browser.text("main"), "sent")
    _keep(browser, "sent")
    browser.click("main a", "Theo dõi hồ sơ")
    browser.until(lambda: "Mới đăng ký" in browser.text("main"), "the dossier")
    _keep(browser, "dossier")
    id_ = browser.run("return location.pathname").rstrip("/").split("/")[-1]
    return str(value("select reference from dossier where id = $1::uuid", id_))


def _read(browser: Browser, desk: str, reference: str) -> None:
    """In the inbox of the desk, then by a menu of figures."""
    username = "tiepnhan1.kylua"
    execute("update account set totp_last_step = 0 where username = $1", username)
    browser.go(f"{desk}/dang-nhap/")
    browser.type("#username", username)
    browser.type("#password", PASSWORD)
    browser.type("#code", pyotp.TOTP(totp_secret(username)).now())
    browser.click("form.card button[type=submit]")
    browser.element("nav.folders")
    _keep(browser, "inbox")
    browser.go(f"{desk}/?folder=waiting_acceptance&q={reference}")
    browser.click("[data-row]", reference)
    browser.element(".acts")
    browser.until(lambda: reference in browser.text("main"), "the dossier at the desk")
    _keep(browser, "officer-dossier")


def _keep(browser: Browser, name: str) -> None:
    """A picture, where somebody wants to look at it."""
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        words = urlsplit(name).path.strip("/").replace("/", "-") or "home"
        (place / f"{browser.name}-{words}.png").write_bytes(browser.picture())
