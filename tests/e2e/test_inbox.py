"""A clerk's morning at the inbox: filters, views, what is new, many at once, by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, submit_for_another
from tests.e2e.paging import turn_to
from tests.e2e.test_processes import picture


@pytest.fixture(scope="module")
def clerk(chromium: Browser, screens: Services) -> Page:
    """At the desk of Đông Kinh, where three dossiers have just arrived."""
    page = desk(chromium, screens, "tiepnhan2.dongkinh")
    page.goto("/?folder=waiting_acceptance")
    page.wait_for_selector("main table, main > .card")
    return page


@pytest.fixture(scope="module")
def references(screens: Services) -> list[str]:
    return submit_for_another(3)


def row(page: Page, reference: str):  # type: ignore[no-untyped-def]
    return page.locator("table.inbox tbody tr", has_text=reference)


def test_what_is_new_is_marked_until_it_is_read(clerk: Page, references: list[str]) -> None:
    first, second, _ = references
    expect(row(clerk, first).get_by_text("Mới đến")).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "inbox")
    row(clerk, first).get_by_role("link").click()
    expect(clerk.get_by_role("heading", name="Diễn biến")).to_be_visible()
    clerk.goto("/?folder=waiting_acceptance")
    expect(row(clerk, second).get_by_text("Mới đến")).to_be_visible()
    expect(row(clerk, first).get_by_text("Mới đến")).to_have_count(0)
    row(clerk, second).get_by_role("checkbox").click()
    clerk.get_by_role("button", name="Đánh dấu đã xem").click()
    expect(row(clerk, second).get_by_text("Mới đến")).to_have_count(0)


def test_filters_stay_in_the_address_and_views_bring_them_back(
    clerk: Page, references: list[str]
) -> None:
    clerk.goto("/?folder=waiting_acceptance")
    clerk.locator("#loc").click()
    clerk.select_option("#state", "submitted")
    clerk.select_option("#channel", "online")
    clerk.select_option("#order", "oldest")
    clerk.get_by_label("Kênh nộp", exact=True).nth(1).check()
    assert_accessible(clerk)
    picture(clerk, "inbox-filters")
    clerk.get_by_role("button", name="Áp dụng").click()
    expect(clerk).to_have_url(re.compile("state=submitted.*channel=online"))
    expect(clerk.get_by_role("link", name="Bỏ lọc. Kênh: Trực tuyến")).to_be_visible()
    expect(clerk.get_by_role("columnheader", name="Kênh nộp")).to_be_visible()
    expect(clerk.get_by_role("link", name="Bỏ lọc. Cũ nhất trước")).to_be_visible()
    rows = "table.inbox tbody tr"
    turn_to(clerk, row(clerk, references[0]), rows)
    shown = clerk.locator(rows).filter(has_text=re.compile("|".join(references)))
    assert references[0] in shown.first.inner_text()
    assert "Trả lời trước" in shown.first.inner_text()
    turn_to(clerk, row(clerk, references[2]), rows)
    clerk.locator("#luu-cach-xem").click()
    clerk.fill("#view_name", "Trực tuyến chờ nhận")
    clerk.get_by_role("button", name="Lưu", exact=True).click()
    view = clerk.get_by_role("link", name="Trực tuyến chờ nhận")
    expect(view).to_have_attribute("aria-current", "true")
    clerk.goto("/?folder=all_open")
    view.click()
    expect(clerk.get_by_role("columnheader", name="Kênh nộp")).to_be_visible()
    expect(clerk.get_by_role("heading", name="Chờ tiếp nhận")).to_be_visible()
    clerk.get_by_role("button", name="Xóa cách xem Trực tuyến chờ nhận").click()
    expect(view).to_have_count(0)
    clerk.goto("/?folder=waiting_acceptance&q=khong+ai+ten+nay")
    expect(clerk.get_by_text("Không có hồ sơ nào đúng các điều kiện")).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "inbox-empty")


def test_many_are_accepted_by_keyboard_with_a_preview_and_a_result_each(
    clerk: Page, references: list[str]
) -> None:
    clerk.goto("/?folder=waiting_acceptance")
    expect(row(clerk, references[0])).to_be_visible()
    clerk.keyboard.press("?")
    expect(clerk.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "inbox-keys")
    clerk.keyboard.press("Escape")
    clerk.keyboard.press("]")
    expect(clerk.get_by_role("heading", name="Chờ chuyển, chờ trả")).to_be_visible()
    clerk.keyboard.press("[")
    expect(clerk.get_by_role("heading", name="Chờ tiếp nhận")).to_be_visible()
    expect(row(clerk, references[0])).to_be_visible()
    clerk.keyboard.press("v")
    expect(clerk.locator("#view_name")).to_be_focused()
    clerk.keyboard.press("Shift+Tab")
    clerk.keyboard.press("Escape")
    expect(clerk.locator("#view_name")).to_be_hidden()
    for _ in range(3):
        clerk.keyboard.press("j")
        clerk.keyboard.press("x")
    expect(clerk.get_by_text("Đã chọn 3 hồ sơ")).to_be_visible()
    clerk.keyboard.press(".")
    expect(clerk.get_by_role("heading", name="Xem trước: Tiếp nhận")).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "inbox-preview")
    clerk.keyboard.press(".")
    expect(clerk.get_by_role("heading", name="Kết quả: Tiếp nhận")).to_be_visible()
    results = clerk.get_by_role("region", name="Từng hồ sơ")
    expect(results.get_by_text("✓ Đã xong")).to_have_count(3)
    picture(clerk, "inbox-results")
    assert_accessible(clerk)
    clerk.keyboard.press("Escape")
    for reference in references:
        expect(row(clerk, reference)).to_have_count(0)
