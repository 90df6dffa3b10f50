"""Notices on this device: refused, switched on, shown by the service worker, switched off; and the
line above every page while letters come back.

The permission, the service worker and its notices are Chromium's own; the push service is not,
because a headless browser has none: `browser_push.js` puts the one of the sandbox in its place, and
says "denied" where somebody would have pressed that.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.notifications.dead_mailboxes import word_of
from backend.settings import settings
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, phone
from tests.e2e.database import execute
from tests.e2e.newcomers import PASSWORD, newcomer
from tests.e2e.test_processes import picture

_STANDS_IN = (Path(__file__).parent / "browser_push.js").read_text(encoding="utf-8")
CHOICES = "/tai-khoan/thong-bao/"
NEWS = {
    "title": "Cổng Dịch vụ công", "body": "Hồ sơ H37.09-261126-0001 được tiếp nhận",
    "path": "/ho-so/", "tag": "mot", "lang": "vi",
}  # fmt: skip


@pytest.mark.criterion("II.23")
def test_a_citizen_switches_notices_on_sees_one_and_switches_them_off(
    chromium: Browser, screens: Services
) -> None:
    number = newcomer(screens)
    me = phone(chromium, screens)
    me.goto("/dang-nhap/")
    me.fill("#username", number)
    me.fill("#password", PASSWORD)
    me.press("#password", "Enter")
    me.wait_for_url(lambda url: "dang-nhap" not in url)
    me.add_init_script(f"({_STANDS_IN.strip().rstrip(';')})({json.dumps(_subscription())})")
    me.evaluate("localStorage.setItem('test-refused', 'yes')")
    me.goto(CHOICES)
    box = me.locator("[data-push]")
    expect(box.get_by_text("Trình duyệt đang chặn thông báo")).to_be_visible()
    expect(box.get_by_role("button")).to_have_count(0)
    box.scroll_into_view_if_needed()
    picture(me, "push-refused-phone")

    me.evaluate("localStorage.removeItem('test-refused')")
    me.context.grant_permissions(["notifications"])
    me.reload()
    expect(box.get_by_text("Thông báo đang tắt trên thiết bị này.")).to_be_visible()
    box.get_by_role("button", name="Bật thông báo trên thiết bị này").click()
    expect(box.get_by_text("Thông báo đang bật trên thiết bị này.")).to_be_visible()
    row = me.locator("[data-push-mark]")
    expect(row.get_by_text("Thiết bị này")).to_be_visible()
    assert_accessible(me)
    picture(me, "push-on-phone")
    _worker_shows(me)

    me.reload()
    expect(box.get_by_text("Thông báo đang bật trên thiết bị này.")).to_be_visible()
    row.get_by_role("button", name="Tắt thông báo trên").click()
    expect(box.get_by_text("Thông báo đang tắt trên thiết bị này.")).to_be_visible()
    box.get_by_role("button", name="Bật thông báo trên thiết bị này").click()
    expect(row).to_have_count(1)
    box.get_by_role("button", name="Tắt trên thiết bị này").click()
    expect(box.get_by_text("Thông báo đang tắt trên thiết bị này.")).to_be_visible()
    expect(row).to_have_count(0)

    execute(
        "insert into dead_mailbox (tenant_id, mailbox, since, status, words) "
        "values ($1, $2, now(), '5.1.1', 'Không có hộp thư này.')",
        settings().tenant,
        word_of(f"{number}@congdan.example"),
    )
    me.goto("/ho-so/")
    line = me.get_by_role("status").filter(has_text="bị trả lại")
    expect(line.get_by_text("Không có hộp thư này.")).to_be_visible()
    assert_accessible(me)
    picture(me, "mail-returned-phone")
    line.get_by_role("link", name="Sửa địa chỉ thư").click()
    me.wait_for_url("**/tai-khoan/lien-he/**")


def _subscription() -> dict[str, str]:
    """What a push service gives a browser."""
    where = f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}/push/browsers"
    given: dict[str, str] = httpx.post(where, timeout=30).raise_for_status().json()
    return given


def _worker_shows(me: Page) -> None:
    """Our service worker, in this browser, given what the API sends, shows it and nothing more."""
    found: list[dict[str, Any]] = []
    tool = me.context.new_cdp_session(me)
    tool.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(event["registrations"]),
    )
    tool.send("ServiceWorker.enable")
    expect(me.locator("[data-push]")).to_have_attribute("data-state", "on")
    me.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    origin = me.evaluate("location.origin")
    worker = next(one for one in found if one["scopeURL"].startswith(origin))
    shown: list[list[str]] = []
    for _ in range(3):  # a worker that has just been stopped may miss what is handed to it
        for news in (NEWS, NEWS, {"path": "https://la.example/x", "tag": "hai"}):
            tool.send(
                "ServiceWorker.deliverPushMessage",
                {
                    "origin": origin,
                    "registrationId": worker["registrationId"],
                    "data": json.dumps(news),
                },
            )
        # Asked again and again: a promise is truthy to `wait_for_function` before it is kept.
        deadline = time.monotonic() + 30
        while len(shown) < 2 and time.monotonic() < deadline:
            shown = me.evaluate(
                "() => navigator.serviceWorker.ready.then((r) => r.getNotifications())"
                ".then((all) => all.map("
                "(one) => [one.tag, one.title, one.body, one.data.path]).sort())"
            )
            me.wait_for_timeout(200)
        if len(shown) == 2:
            break
    assert [one[0] for one in shown] == ["hai", "mot"], "a repeat takes the place of the first"
    assert shown[0][2:] == ["Ông/Bà có thông báo mới. Mở Cổng để xem.", "/thong-bao/"]
    assert shown[1] == ["mot", NEWS["title"], NEWS["body"], NEWS["path"]]
