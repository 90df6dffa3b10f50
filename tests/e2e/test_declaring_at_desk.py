"""A walk-in's declaration keyed in at the desk: filled from the card, faults by the question."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture
from tests.e2e.test_receiving import focus_on, tab_to

CARD = "020199000889||Nguyễn Thị Mẫu Khai|05021999|Nữ|Số 9 phố Trình Diễn, phường Kỳ Lừa|01012022"


@pytest.mark.criterion("II.5")
def test_a_declaration_is_keyed_in_with_what_the_card_says(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "tiepnhan1.locbinh")
    page.goto("/tiep-nhan/")
    focus_on(page, "scan")
    page.keyboard.insert_text(CARD)
    page.keyboard.press("Enter")
    focus_on(page, "q")
    page.keyboard.type("1.004873")
    page.keyboard.press("Enter")
    focus_on(page, "applicant_phone")
    page.keyboard.type("0900000889")
    picture(page, "desk-closed")
    tab_to(page, "open-declaration")
    page.keyboard.press("Enter")
    focus_on(page, "answer-birth_date")
    expect(page.locator("#answer-birth_date")).to_have_value("05/02/1999")
    expect(page.locator("[name='a.requester_name']")).to_have_count(0)
    expect(
        page.get_by_text("Chỉ trả lời khi “Mục đích sử dụng” là “Mục đích khác”")
    ).to_be_visible()
    page.fill("#answer-ethnicity", "Tày")
    page.fill("#answer-nationality", "Việt Nam")
    page.get_by_label("Chưa đăng ký kết hôn với ai").check()
    page.get_by_label("Mục đích khác").check()
    page.get_by_label("Tôi cam đoan").check()
    page.check("#all")
    assert_accessible(page)
    picture(page, "desk-declaration")
    page.click("#receive")
    expect(page.get_by_text("Tờ khai còn 1 mục chưa đúng")).to_be_visible()
    expect(page.locator("#answer-purpose_other-error")).to_be_visible()
    focus_on(page, "answer-purpose_other")
    assert page.input_value("#answer-ethnicity") == "Tày", "nothing typed is lost"
    assert_accessible(page)
    picture(page, "desk-declaration-wrong")
    page.keyboard.type("Bổ sung hồ sơ vay vốn")
    page.click("#receive")
    expect(page.get_by_text("Đã nhận hồ sơ")).to_be_visible()
    picture(page, "desk-done")
    page.get_by_role("link", name="Mở hồ sơ").click()
    expect(page.get_by_text("Bổ sung hồ sơ vay vốn")).to_be_visible()
    expect(page.get_by_text("05/02/1999")).to_be_visible()
    picture(page, "desk-dossier")
    page.context.close()
