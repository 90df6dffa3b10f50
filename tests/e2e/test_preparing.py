"""Before applying, on a phone: a few answers, then what to bring."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, phone
from tests.e2e.test_processes import picture


@pytest.mark.criterion("II.2")
def test_a_few_answers_say_what_to_bring(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    page.goto("/thu-tuc/1.004873")
    page.get_by_role("link", name="Bạn có đủ điều kiện?").click()
    expect(page.get_by_text("Còn 1 câu chưa trả lời")).to_be_visible()
    shown = page.locator("#noi-dung")
    expect(shown.get_by_text("đã ly hôn hoặc vợ, chồng đã chết")).to_have_count(0)
    assert_accessible(page)
    shown.get_by_text("Đã ly hôn", exact=True).click()
    page.get_by_role("button", name="Xem tôi cần gì").click()
    expect(shown.get_by_text("Giấy tờ chứng minh đã ly hôn")).to_be_visible()
    expect(page.get_by_text("Còn 1 câu chưa trả lời")).to_have_count(0)
    assert_accessible(page)
    picture(page, "guide")
    blank = page.get_by_role("link", name="In tờ khai trống").get_attribute("href")
    given = page.request.get(str(blank))
    assert given.headers["content-type"] == "application/pdf"
    assert given.body().startswith(b"%PDF")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.wait_for_selector("#username")


def test_somebody_too_young_is_told_before_applying(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    page.goto("/chuan-bi/1.000894")
    page.fill("#answer-man_birth_date", "31/02/2015")
    page.get_by_role("button", name="Xem tôi cần gì").click()
    expect(page.get_by_text("Ngày không có thật")).to_be_visible()
    expect(page.locator("#answer-man_birth_date")).to_have_value("31/02/2015")
    page.fill("#answer-man_birth_date", "01/02/2015")
    page.get_by_role("button", name="Xem tôi cần gì").click()
    expect(page.get_by_text("chưa đủ 20 tuổi")).to_be_visible()
    picture(page, "guide-no")
    assert_accessible(page)
    page.fill("#answer-man_birth_date", "01/02/2000")
    page.fill("#answer-woman_birth_date", "01/02/2001")
    page.get_by_role("button", name="Xem tôi cần gì").click()
    expect(page.get_by_text("bạn đủ điều kiện nộp")).to_be_visible()
