"""A walk-in taken in by keyboard alone, while the person waits."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk

NUMBER = "020190000888"
CARD = f"{NUMBER}||Nguyễn Văn Mẫu Phím|09101990|Nam|Số 8 phố Trình Diễn, phường Kỳ Lừa|01012022"
KEY_DELAY = 60  # milliseconds a key, a practised clerk; a scanner types at once


def typed(page: Page, text: str) -> None:
    """Types into whatever has the focus."""
    page.keyboard.type(text, delay=KEY_DELAY)


def focus_on(page: Page, id_: str) -> None:
    """Waits until the page has put the focus there by itself."""
    expect(page.locator(f"#{id_}")).to_be_focused()


def tab_to(page: Page, id_: str, most: int = 40) -> None:
    """Presses Tab until the focus is there, as a clerk would."""
    for _ in range(most):
        if page.evaluate("document.activeElement && document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
        page.wait_for_timeout(KEY_DELAY)
    raise AssertionError(f"Tab never reaches {id_}")


@pytest.mark.criterion("II.5")
def test_six_papers_are_taken_in_by_keyboard_in_under_a_minute(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "tiepnhan1.locbinh")
    page.goto("/tiep-nhan/")
    focus_on(page, "scan")
    assert_accessible(page)
    started = time.monotonic()
    page.keyboard.insert_text(CARD)
    page.keyboard.press("Enter")
    focus_on(page, "q")
    typed(page, "1.001193")
    page.keyboard.press("Enter")
    focus_on(page, "applicant_phone")
    assert page.locator("table.papers tbody tr").count() >= 6
    typed(page, "0900000888")
    tab_to(page, "all")
    page.keyboard.press("Space")
    tab_to(page, "receive", 60)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã nhận hồ sơ")).to_be_visible()
    spent = time.monotonic() - started
    print(f"six papers by keyboard: {spent:.1f} s")
    assert spent < 60
    focus_on(page, "print")
    expect(page.get_by_text("Hẹn trả kết quả")).to_be_visible()
    assert_accessible(page)
    sheet = page.request.get(page.get_attribute("#print", "href") or "")
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF")
    with page.context.expect_page():
        page.keyboard.press("Enter")
    page.bring_to_front()
    tab_to(page, "next")
    page.keyboard.press("Enter")
    focus_on(page, "scan")
    page.context.close()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "tiepnhan2.locbinh")
    page.goto("/tiep-nhan/")
    focus_on(page, "scan")
    page.keyboard.insert_text(CARD.replace("1990", "1991"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hãy quét lại")).to_be_visible()
    page.fill("#scan", CARD)
    page.keyboard.press("Enter")
    focus_on(page, "q")
    page.fill("#q", "khai sinh")
    page.keyboard.press("Enter")
    expect(page.locator("#found-0")).to_be_focused()
    page.get_by_role("button", name="1.001193").click()
    page.fill("#applicant_phone", "0900000888")
    page.fill("#owner_name", "Nguyễn Thị Mẫu Con")
    page.click("#receive")
    expect(page.get_by_text("Chưa thể tiếp nhận")).to_be_visible()
    expect(page.locator("p.error").first).to_be_visible()
    assert page.input_value("#owner_name") == "Nguyễn Thị Mẫu Con"
    assert page.input_value("#applicant_phone") == "0900000888"
    assert_accessible(page)
    page.check("#all")
    page.fill("#fee_vnd", "8000")
    page.fill("#fee_receipt", "BL-8")
    page.click("#receive")
    expect(page.get_by_text("Đã nhận hồ sơ")).to_be_visible()
    page.click("#next")
    focus_on(page, "scan")
    page.keyboard.insert_text(NUMBER)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Có thể trùng")).to_be_visible()
    page.context.close()
