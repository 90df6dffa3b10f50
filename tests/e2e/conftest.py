"""Both apps, built and served, before a real browser."""

import asyncio
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from backend.operations.screens import build_if_changed, serving_command
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.settings import ROOT, settings
from tests.browser import executable
from tests.conftest import Services
from tests.e2e.database import execute

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE ::1",
]  # fmt: skip


# What is awaited mostly comes at once; a busy machine is no reason to fail.
expect.set_options(timeout=60_000)
_pages: list[Page] = []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Keeps a picture of every open page when a test fails, in var/failed/."""
    yield
    if call.when == "call" and call.excinfo is not None:
        folder = ROOT / "var" / "failed"
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(_pages):
            if not page.is_closed():
                page.screenshot(path=folder / f"{item.name}-{number}.png", full_page=True)


@pytest.fixture(scope="session")
def screens(services: Services) -> Iterator[Services]:
    """Builds what changed and serves both apps."""
    (ROOT / "var").mkdir(exist_ok=True)
    environment = dict(os.environ) | {
        "PYTHONPATH": str(ROOT),
        "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
    }
    # The address of the socket is baked into a build, so each test process builds for its own
    # ports, in a folder of its own, so that a running system keeps its screens; one at a time,
    # because builds share the lock files of the packages.
    environment["REFLEX_WEB_WORKDIR"] = f".web-test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
    with (ROOT / "var" / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_if_changed(settings().var, environment)
    processes = []
    log = (settings().var / "screens.log").open("ab")
    for app, port in (
        ("ui_citizen", services.citizen_port), ("ui_officer", services.officer_port),
    ):  # fmt: skip
        command, folder, extra = serving_command(app, port)
        processes.append(
            subprocess.Popen(command, cwd=folder, env=environment | extra, stdout=log, stderr=log)
        )
    for port in (services.citizen_port, services.officer_port):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/_health", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        else:
            raise RuntimeError((settings().var / "screens.log").read_text()[-3000:])
    yield services
    for process in processes:
        process.terminate()
        process.wait(timeout=10)


# One a file and not one a run: while it is open, no asynchronous test can run in this process.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file."""
    path = executable()
    assert path, "no Chromium; run `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _a_loop_of_their_own() -> None:
    """Playwright's own loop runs in this thread; nothing of asyncio may run beside it."""
    asyncio.set_event_loop_policy(None)


def phone(browser: Browser, services: Services) -> Page:
    """A citizen's phone."""
    context = browser.new_context(
        viewport=PHONE, is_mobile=True, has_touch=True, locale="vi-VN",
        base_url=f"http://localhost:{services.citizen_port}",
    )  # fmt: skip
    page = context.new_page()
    _pages.append(page)
    page.set_default_timeout(60_000)
    return page


def desk(browser: Browser, services: Services, username: str) -> Page:
    """An officer's desktop, signed in with password and one-time code.

    A code works once and many tests come as the same officer within its half minute, so the note
    of the last one is taken back.
    """
    execute("update account set totp_last_step = 0 where username = $1", username)
    context = browser.new_context(
        viewport=DESK, locale="vi-VN", base_url=f"http://localhost:{services.officer_port}"
    )
    page = context.new_page()
    _pages.append(page)
    page.set_default_timeout(60_000)
    page.goto("/dang-nhap/")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.fill("#code", pyotp.TOTP(totp_secret(username)).now())
    page.click("form.card button[type=submit]")
    page.wait_for_selector("nav.folders")
    return page


def from_menu(page: Page, group: str, name: str) -> None:
    """Goes to a page by the menu at the top, as somebody with a mouse does."""
    menu = page.get_by_role("navigation", name="Chức năng")
    menu.locator("summary", has_text=group).click()
    menu.get_by_role("link", name=name, exact=True).click()


def long_unproved(username: str) -> None:
    """Somebody's proof of who they are is two hours old, as in the afternoon."""
    execute(
        "update session set stepped_up_at = now() - interval '2 hours' "
        "where account_id = (select id from account where username = $1)",
        username,
    )


def prove(page: Page, username: str) -> None:
    """Answers the question of who is there with a code of the app."""
    execute("update account set totp_last_step = 0 where username = $1", username)
    page.fill("#proof", pyotp.TOTP(totp_secret(username)).now())
    page.get_by_role("button", name="Xác nhận", exact=True).click()


def submit_for_another(count: int) -> list[str]:
    """Dossiers of a citizen elsewhere, sent to Đông Kinh by the API; their references."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_dossier", str(count)],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def assert_accessible(page: Page) -> None:
    """axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(page).response
    wrong = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]
    assert not wrong, "\n".join(wrong)
