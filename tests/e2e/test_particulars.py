"""The head and foot of the portal written on screen by two persons, and a unit renamed."""

import uuid

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.offices import own_office, second_admin
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.database import execute
from tests.e2e.test_administration import beside
from tests.e2e.test_processes import picture

GROUND = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"


def _proposed(page: Page) -> None:
    page.fill("#ground", GROUND)
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị")).to_be_visible()


@pytest.mark.criterion("V.21")
@pytest.mark.criterion("V.25")
def test_the_foot_of_the_portal_and_the_name_of_a_unit_are_changed_on_screen(
    chromium: Browser, screens: Services
) -> None:
    word = f"Một cửa thử {uuid.uuid4().hex[:6]}"
    office = beside(lambda: own_office("Chân Trang", people=False))
    second = beside(second_admin)
    try:
        page = desk(chromium, screens, "quantri.ubndtinh")
        page.goto("/quan-tri/")
        page.get_by_role("link", name="Tên, liên hệ, chức vụ").click()
        expect(page.get_by_role("heading", name="Tên, liên hệ, chức vụ")).to_be_visible()
        page.locator("main table a").first.click()
        expect(page.get_by_text("Người dân sẽ thấy")).to_be_visible()
        page.fill("#value-motto", word)
        expect(page.locator(".portal-seen")).to_contain_text(word)
        page.fill("#value-hotline", "gọi chúng tôi")
        page.get_by_role("button", name="Lưu bản soạn").click()
        expect(page.get_by_text("gồm chữ số")).to_be_visible()
        expect(page.locator("#value-hotline")).to_have_value("gọi chúng tôi")
        page.fill("#value-hotline", "02050000099")
        _proposed(page)
        expect(page.get_by_role("heading", name="Thay đổi gì")).to_be_visible()
        assert_accessible(page)
        picture(page, "portal-proposed")

        other = desk(chromium, screens, second)
        other.goto("/de-nghi/")
        other.get_by_role("link", name="Cổng và chân trang").click()
        other.get_by_role("button", name="Phê duyệt, áp dụng").click()
        expect(other.get_by_text("Đã phê duyệt; áp dụng")).to_be_visible()
        picture(other, "portal-approved")

        portal = phone(chromium, screens)
        # The screens ask for these words once in fifteen seconds.
        for _ in range(20):
            portal.goto("/lien-he/")
            expect(portal.locator("#told")).to_be_attached()
            if portal.get_by_text(word).count():
                break
            portal.wait_for_timeout(2_000)
        expect(portal.locator("header")).to_contain_text(word)
        expect(portal.locator(".foot")).to_contain_text("02050000099")
        expect(portal.locator(".foot a[href='tel:02050000099']")).to_be_visible()
        assert_accessible(portal)
        picture(portal, "contact")
        drawn = portal.request.get("/tim-kiem/?q=khai").text()
        assert word in drawn and "02050000099" in drawn, "not in the first paint"
        portal.context.close()
        other.context.close()

        page.goto(f"/thong-tin-co-quan/unit/{office.unit_id}")
        page.fill("#value-name", "Phòng Tư pháp và Hộ tịch")
        page.fill("#effective_on", "01/01/2020")
        page.get_by_role("button", name="Lưu bản soạn").click()
        expect(page.get_by_text("không được ở quá khứ")).to_be_visible()
        page.fill("#effective_on", "")
        _proposed(page)
        picture(page, "unit-proposed")
        page.goto("/thong-tin-co-quan/?loai=unit")
        page.get_by_label("Tìm trong danh sách").fill(office.name)
        page.get_by_role("button", name="Tìm").click()
        expect(page.get_by_text("Chờ phê duyệt")).to_be_visible()
        assert_accessible(page)
        picture(page, "units")
        page.context.close()
    finally:
        execute("delete from portal_particulars where motto = $1", word)
        execute("delete from proposal where subject = 'particulars' and key like 'portal/%'")
