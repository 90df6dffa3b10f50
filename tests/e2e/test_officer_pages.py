"""Pages officers look at each day: they open, say what is there, and axe is content."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture


def test_calendar_is_kept_and_what_would_move_is_shown(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "lanhdao.locbinh")
    page.goto("/lich-lam-viec/")
    expect(page.get_by_text("Quốc khánh").first).to_be_visible()
    assert_accessible(page)
    page.fill("#day", "2027-06-01")
    page.select_option("#kind", "closed")
    page.fill("#note", "Sửa trụ sở cơ quan")
    page.get_by_role("button", name="Ghi vào lịch").click()
    expect(page.get_by_text("Đã ghi")).to_be_visible()
    expect(page.get_by_text("Sửa trụ sở cơ quan")).to_be_visible()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("không hồ sơ nào đổi hạn")).to_be_visible()
    picture(page, "calendar")
    page.get_by_role("button", name="Bỏ ngày 01/06/2027").click()
    expect(page.get_by_text("Đã bỏ")).to_be_visible()
    expect(page.get_by_text("Sửa trụ sở cơ quan")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("path", ["/so-theo-doi/", "/vang-mat/", "/nhac-viec/", "/thu-tuc/"])
def test_a_page_opens_and_is_accessible(chromium: Browser, screens: Services, path: str) -> None:
    who = {"/so-theo-doi/": "truongbophan", "/vang-mat/": "vanthu", "/nhac-viec/": "tiepnhan1"}
    page = desk(chromium, screens, f"{who.get(path, 'tiepnhan2')}.tamthanh")
    page.goto(path)
    expect(page.locator("main h1")).to_be_visible()
    page.wait_for_timeout(800)
    assert_accessible(page)
    picture(page, path.strip("/"))
    page.context.close()
