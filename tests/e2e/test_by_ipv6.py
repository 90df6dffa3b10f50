"""Both screens over IPv6: the page, its socket, signing in and a question answered."""

import os
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.operations.screens import serving_command
from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from backend.settings import settings
from tests.conftest import Program, Services, _free_port, wait_until_ready, working_url
from tests.e2e.conftest import DESK, PHONE


@pytest.fixture(scope="module")
def by_ipv6(screens: Services) -> Iterator[Services]:
    """API and screens once more, on [::1] alone; the screens by the ports of their build."""
    log, port = settings().var / "ipv6.log", _free_port()
    address = f"http://[::1]:{port}"
    api = Program(
        "backend.operations.server", log=log, MOTCUA_DATABASE_URL=working_url(),
        MOTCUA_API_HOST="::1", MOTCUA_API_PORT=str(port), MOTCUA_API_URL=address,
        MOTCUA_CITIZEN_URL=f"http://[::1]:{screens.citizen_port}",
        MOTCUA_OFFICER_URL=f"http://[::1]:{screens.officer_port}", MOTCUA_TRUSTED_PROXIES="::1",
    )  # fmt: skip
    wait_until_ready(api, log, address)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    environment = os.environ | {
        "MOTCUA_UI_HOST": "::1", "MOTCUA_API_URL": address,
        "REFLEX_WEB_WORKDIR": f".web-test-{worker}",
    }  # fmt: skip
    served = []
    for app, ui_port in (
        ("ui_citizen", screens.citizen_port), ("ui_officer", screens.officer_port),
    ):  # fmt: skip
        with pytest.MonkeyPatch.context() as here:
            here.setenv("MOTCUA_UI_HOST", "::1")
            command, folder, extra = serving_command(app, ui_port)
        served.append(
            subprocess.Popen(
                command, cwd=folder, env=environment | extra, stdout=log.open("ab"),
                stderr=subprocess.STDOUT,
            )
        )  # fmt: skip
        _wait(f"http://[::1]:{ui_port}/_health", served[-1])
    yield screens
    for process in served:
        process.terminate()
        process.wait(timeout=15)
    api.stop()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError((settings().var / "ipv6.log").read_text()[-3000:])


@pytest.mark.criterion("V.20")
def test_both_screens_work_over_ipv6(chromium: Browser, by_ipv6: Services) -> None:
    context = chromium.new_context(
        viewport=PHONE, locale="vi-VN", base_url=f"http://[::1]:{by_ipv6.citizen_port}"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/dang-nhap/?next=/tai-khoan/")
    page.fill("#username", personal_id(33))
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/tai-khoan/**")
    assert page.url.startswith(f"http://[::1]:{by_ipv6.citizen_port}/")
    # What the socket brought: the page knows who is there.
    expect(page.locator("main")).to_contain_text("Số định danh")
    cookies = {cookie["name"]: cookie for cookie in context.cookies()}
    assert cookies["motcua_citizen"]["domain"] in ("[::1]", "::1")
    desk = chromium.new_context(
        viewport=DESK, locale="vi-VN", base_url=f"http://[::1]:{by_ipv6.officer_port}"
    ).new_page()
    desk.on("pageerror", lambda error: errors.append(str(error)))
    desk.goto("/dang-nhap/")
    expect(desk.locator("#username")).to_be_visible()
    assert errors == []
