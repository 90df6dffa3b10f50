"""The figures of a regime changed on screen: seen before, published by a second person."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from backend.platform import clock
from tests.api.offices import second_admin
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.database import execute
from tests.e2e.test_administration import beside
from tests.e2e.test_processes import picture


@pytest.mark.criterion("V.25")
def test_a_version_of_a_regime_is_written_seen_before_and_published(
    chromium: Browser, screens: Services
) -> None:
    second = beside(second_admin)
    try:
        page = desk(chromium, screens, "quantri.ubndtinh")
        page.goto("/quan-tri/")
        page.get_by_role("link", name="Chế độ pháp lý").click()
        expect(page.get_by_text("Áp dụng cho hồ sơ mới")).to_be_visible()
        page.get_by_role("link", name="NĐ 118/2025/NĐ-CP").click()
        expect(page.get_by_text("Hồ sơ mới không theo nghị định này")).to_be_visible()
        assert_accessible(page)
        picture(page, "regime")
        page.get_by_role("button", name="Soạn phiên bản mới").click()
        page.fill("#figure-online_answer_hours", "900")
        page.fill("#valid_from", "01/01/2020")
        page.fill("#source", "Nghị định số 12/2027/NĐ-CP, Điều 1")
        page.fill("#reason", "Nghị định mới đổi thời hạn trả lời")
        page.get_by_role("button", name="Đề nghị phê duyệt").click()
        expect(page.get_by_text("900 không hợp lý")).to_be_visible()
        expect(page.get_by_text("từ ngày mai trở đi: hồ sơ nộp")).to_be_visible()
        expect(page.locator("#source")).to_have_value("Nghị định số 12/2027/NĐ-CP, Điều 1")
        assert_accessible(page)
        picture(page, "regime-refused")
        page.fill("#figure-online_answer_hours", "16")
        page.fill("#valid_from", f"{clock.today() + timedelta(days=40):%d/%m/%Y}")
        page.get_by_role("button", name="Xem trước").click()
        expect(page.get_by_role("heading", name="Xem trước")).to_be_visible()
        expect(page.get_by_text("giữ quy định lúc nộp")).to_be_visible()
        assert_accessible(page)
        picture(page, "regime-seen-before")
        page.get_by_role("button", name="Đề nghị phê duyệt").click()
        expect(page.get_by_text("Đã đề nghị")).to_be_visible()

        other = desk(chromium, screens, second)
        other.goto("/de-nghi/")
        other.get_by_role("link", name="NĐ 118/2025/NĐ-CP, phiên bản").click()
        other.get_by_role("button", name="Phê duyệt, ban hành").click()
        expect(other.get_by_text("Đã ban hành")).to_be_visible()
        expect(other.get_by_text("Chờ đến ngày")).to_be_visible()
        assert_accessible(other)
        picture(other, "regime-published")
        other.get_by_label("Lý do hủy phiên bản").fill("Nghị định chưa được ký ban hành")
        other.get_by_role("button", name="Hủy phiên bản").click()
        expect(other.get_by_text("Đã hủy phiên bản trước ngày áp dụng")).to_be_visible()
        other.context.close()
        page.context.close()
    finally:
        execute("delete from proposal where subject = 'regime'")
        execute("update regime_version set called_off_at = now() where called_off_at is null")
