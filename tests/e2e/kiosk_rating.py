"""A rating at a kiosk by its keys, and the paper that comes of a bad one."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import assert_accessible
from tests.e2e.test_processes import picture
from tests.e2e.test_voice import handed_over, say


def rate_badly(page: Page) -> None:
    """Without a keyboard; the codes of what follows are printed, and nothing leads away."""
    _id, code, _token, _who = handed_over(1)[0]
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")
    page.goto("/kiosk/danh-gia/")
    expect(page.locator("#ready")).to_be_attached()
    for box, keys in (("code", code), ("digits", "0001")):
        for key in keys:
            page.locator(f'[data-into="{box}"][data-key="{key}"]').tap()
        expect(page.locator(f"#{box}")).to_have_value(keys)
    page.get_by_role("button", name="Tiếp tục").tap()
    say(page, "Chưa hài lòng")
    page.get_by_role("button", name="Gửi đánh giá").tap()
    expect(page.locator(".slip")).to_contain_text("Mã bí mật để tra cứu")
    expect(page.locator(".slip")).to_contain_text(re.compile(r"PA\d{6}-[0-9A-Z]{6}"))
    page.wait_for_function("window.printed === 1")
    page.get_by_role("button", name="In lại phiếu").tap()
    page.wait_for_function("window.printed === 2")
    assert all(
        href.startswith("/kiosk")
        for href in page.locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    )
    assert_accessible(page)
    picture(page, "kiosk-rated")
    page.goto("/kiosk/danh-gia/")
