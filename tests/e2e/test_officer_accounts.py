"""An administrator keeps officers' accounts on screen; roles and reviews need a second look."""

import time

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from backend.organisation.demo.seed_organisation import totp_secret
from tests.conftest import Services
from tests.e2e.conftest import DESK, assert_accessible, desk
from tests.e2e.database import execute
from tests.e2e.test_processes import picture


@pytest.mark.criterion("II.18")
def test_an_administrator_opens_an_account_and_its_owner_sets_it_up(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/can-bo/")
    expect(page.locator("tbody tr").first).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-officers")
    page.locator("summary", has_text="Mở tài khoản mới").click()
    page.fill("#full_name", "Bùi Thị Làm Mẫu")
    page.fill("#username", "lan.moi")
    page.fill("#personal_id", "020599000001")
    page.fill("#phone", "0900000005")
    page.fill("#email", "lan.moi@langson.example")
    page.fill("#position", "Chuyên viên")
    page.select_option("#agency_id", label="Ủy ban nhân dân phường Kỳ Lừa (trình diễn)")
    expect(page.locator("#unit_id option")).not_to_have_count(1)
    page.select_option("#unit_id", index=1)
    page.select_option("#role", "specialist")
    page.get_by_role("button", name="Mở tài khoản", exact=True).click()
    expect(page.get_by_text("Ghi căn cứ")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-officer-form")
    execute("update session set stepped_up_at = now() - interval '1 hour'")
    page.fill("#reason", "Quyết định phân công")
    page.get_by_role("button", name="Mở tài khoản", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    secret = totp_secret("quantri.ubndtinh")
    page.fill("#proof", pyotp.TOTP(secret).at(int(time.time()) + 30))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator(".note .secret")).to_be_visible()
    picture(page, "trust-first-password")
    first = page.locator(".note .secret").text_content() or ""
    page.goto("/ra-soat-quyen/")
    expect(page.get_by_text("Đến kỳ rà soát quý")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-review")
    page.context.close()

    owner = chromium.new_context(
        viewport=DESK, locale="vi-VN", base_url=f"http://localhost:{screens.officer_port}"
    ).new_page()
    owner.goto("/dang-nhap/")
    owner.fill("#username", "lan.moi")
    owner.fill("#password", first)
    owner.click("form.card button[type=submit]")
    owner.wait_for_url("**/tai-khoan/")
    expect(owner.get_by_text("Trước khi làm việc")).to_be_visible()
    picture(owner, "trust-first-steps")
    owner.fill("#password-old", first)
    owner.fill("#password-new", "Đúng hẹn từng hồ sơ")
    owner.fill("#password-again", "Đúng hẹn từng hồ sơ")
    owner.get_by_role("button", name="Đổi mật khẩu").click()
    expect(owner.get_by_text("Đã đổi mật khẩu")).to_be_visible()
    owner.get_by_role("button", name="Bật mã xác thực").click()
    key = (owner.locator("code.secret").text_content() or "").replace(" ", "")
    owner.fill("#app-code", pyotp.TOTP(key).now())
    owner.get_by_role("button", name="Bật", exact=True).click()
    expect(owner.locator(".codes li")).to_have_count(10)
    owner.context.close()

    leader = desk(chromium, screens, "lanhdao.kylua")
    leader.goto("/vai-tro/")
    expect(leader.get_by_text("Bùi Thị Làm Mẫu").first).to_be_visible()
    assert_accessible(leader)
    picture(leader, "trust-roles")
    leader.get_by_role("button", name="Phê duyệt cho Bùi Thị Làm Mẫu").click()
    expect(leader.get_by_text("Đã phê duyệt, có hiệu lực ngay")).to_be_visible()
    leader.context.close()
