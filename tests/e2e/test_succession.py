"""A leader lets an officer go on screen: what is left is seen, refused without a heir, done."""

from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu
from tests.e2e.test_processes import picture


def test_an_officer_is_let_go_with_a_successor(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "lanhdao.bacson")
    from_menu(page, "Cơ quan", "Thôi việc")
    expect(page.get_by_role("heading", name="Thôi việc, giải thể phòng")).to_be_visible()
    assert_accessible(page)
    options = page.locator("#leaver option")
    expect(options.filter(has_text="trưởng phòng").first).to_be_attached()
    page.select_option("#leaver", label=options.filter(has_text="trưởng phòng").first.inner_text())
    expect(page.get_by_text("không ai khác nơi này giữ").first).to_be_visible()
    page.get_by_role("button", name="Kết thúc và bàn giao").click()
    expect(page.get_by_text("Ghi lý do và số quyết định")).to_be_visible()
    page.fill("#reason", "Nghỉ hưu theo Quyết định số 15/QĐ-UBND")
    page.get_by_role("button", name="Kết thúc và bàn giao").click()
    expect(page.get_by_text("Chọn nơi nhận bàn giao.").first).to_be_visible()
    expect(page.locator("#reason")).to_have_value("Nghỉ hưu theo Quyết định số 15/QĐ-UBND")
    assert_accessible(page)
    picture(page, "leaving")
    page.select_option("#successor_id", index=1)
    page.get_by_role("button", name="Kết thúc và bàn giao").click()
    expect(page.get_by_text("Đã xong.")).to_be_visible()
    assert_accessible(page)
    page.context.close()
