"""Programs of other systems and agencies' sign-in on screen: two persons, and what they see."""

import os

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, expect

from backend.organisation.demo.seed_organisation import totp_secret
from backend.sandbox.agency import CLIENT_ID, CLIENT_SECRET
from backend.settings import settings
from tests.conftest import Services
from tests.e2e.conftest import DESK, assert_accessible, desk, long_unproved, prove
from tests.e2e.database import execute
from tests.e2e.test_processes import picture

ADMIN, LEADER = "quantri.ubndtinh", "lanhdao.tamthanh"
AGENCY = "Ủy ban nhân dân phường Tam Thanh (trình diễn)"


@pytest.mark.criterion("G.10")
def test_a_program_is_proposed_approved_given_a_secret_and_ended(
    chromium: Browser, screens: Services
) -> None:
    admin = desk(chromium, screens, ADMIN)
    admin.goto("/he-thong-khac/")
    expect(admin.get_by_role("heading", name="Hệ thống khác kết nối")).to_be_visible()
    admin.locator("summary", has_text="Đề nghị kết nối").click()
    admin.fill("#name", "Kho dữ liệu thử nghiệm")
    admin.fill("#contact", "ky-thuat@doitac.example")
    admin.fill("#purpose", "Thỏa thuận số 12")
    admin.fill("#networks", "mọi nơi")
    admin.fill("#valid_days", "90")
    admin.fill("#procedures", "1.004873")
    admin.get_by_label("Xem một hồ sơ theo mã").check()
    admin.get_by_label("Trạng thái", exact=True).check()
    admin.get_by_role("button", name="Gửi đề nghị").click()
    expect(admin.get_by_text("Chọn cơ quan.")).to_be_visible()
    assert_accessible(admin)
    picture(admin, "partners-form")
    admin.select_option("#agency_id", label=AGENCY)
    admin.get_by_role("button", name="Gửi đề nghị").click()
    expect(admin.get_by_text("Ghi địa chỉ hoặc dải địa chỉ")).to_be_visible()
    expect(admin.locator("#name")).to_have_value("Kho dữ liệu thử nghiệm")
    admin.fill("#networks", "127.0.0.1")
    long_unproved(ADMIN)
    admin.get_by_role("button", name="Gửi đề nghị").click()
    prove(admin, ADMIN)
    expect(admin.get_by_text("Đã gửi đề nghị.")).to_be_visible()
    row = admin.locator("tbody tr", has_text="Kho dữ liệu thử nghiệm")
    expect(row.get_by_text("Chờ duyệt")).to_be_visible()
    expect(row.get_by_role("button", name="Phê duyệt")).to_have_count(0)

    leader = desk(chromium, screens, LEADER)
    leader.goto("/he-thong-khac/")
    theirs = leader.locator("tbody tr", has_text="Kho dữ liệu thử nghiệm")
    theirs.get_by_role("button", name="Phê duyệt").click()
    expect(theirs.get_by_text("Đang dùng")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "partners-leader")

    admin.reload()
    row.get_by_role("button", name="Cấp khóa bí mật").click()
    expect(admin.locator(".note .secret")).to_be_visible()
    assert_accessible(admin)
    picture(admin, "partners-secret")
    secret = admin.locator(".note .secret").text_content() or ""
    client_id = admin.locator(".note code").first.text_content() or ""
    where = f"{settings().api_url}/api/v1/oauth/token"
    form = {"grant_type": "client_credentials"}
    assert httpx.post(where, data=form, auth=(client_id, secret)).status_code == 200
    admin.get_by_role("button", name="Đã giao").click()
    expect(admin.locator(".note .secret")).to_have_count(0)

    row.get_by_role("button", name="Thu hồi").click()
    admin.fill("#end-reason", "Hết thỏa thuận")
    admin.locator("form.panel button[type=submit]").click()
    expect(row.get_by_text("Đã thu hồi", exact=True)).to_be_visible()
    assert httpx.post(where, data=form, auth=(client_id, secret)).status_code == 401
    for page in (admin, leader):
        page.context.close()


@pytest.mark.criterion("II.18")
def test_an_officer_comes_in_by_the_account_of_the_agency(
    chromium: Browser, screens: Services
) -> None:
    issuer = f"http://127.0.0.1:{os.environ['TEST_AGENCY_PORT']}/co-quan"
    execute("update agency_provider set ended_at = now() where issuer = $1", issuer)
    admin = desk(chromium, screens, ADMIN)
    admin.goto("/dang-nhap-co-quan/")
    admin.locator("summary", has_text="Đề nghị một nhà cung cấp").click()
    admin.fill("#name", "Cổng nội bộ Tam Thanh")
    admin.fill("#issuer", issuer)
    admin.fill("#client_id", CLIENT_ID)
    admin.fill("#client_secret", CLIENT_SECRET)
    admin.get_by_role("button", name="Gửi đề nghị").click()
    expect(admin.get_by_text("Chọn cơ quan.")).to_be_visible()
    admin.fill("#client_secret", CLIENT_SECRET)
    admin.select_option("#agency_id", label=AGENCY)
    admin.get_by_role("button", name="Gửi đề nghị").click()
    expect(admin.get_by_text("Đã gửi đề nghị.")).to_be_visible()
    leader = desk(chromium, screens, LEADER)
    leader.goto("/dang-nhap-co-quan/")
    leader.get_by_role("button", name="Phê duyệt").click()
    expect(leader.get_by_text("Đã phê duyệt.")).to_be_visible()
    leader.context.close()
    admin.reload()
    card = admin.locator("section.card", has_text="Cổng nội bộ Tam Thanh").first
    card.get_by_label("Tên đăng nhập cán bộ").fill("vanthu.tamthanh")
    card.get_by_label("Định danh ở cơ quan").fill("vanthu@kylua")
    card.get_by_role("button", name="Liên kết", exact=True).click()
    expect(card.get_by_text("là vanthu@kylua")).to_be_visible()
    assert_accessible(admin)
    picture(admin, "agency-providers")
    admin.context.close()

    page = chromium.new_context(
        viewport=DESK, locale="vi-VN", base_url=f"http://localhost:{screens.officer_port}"
    ).new_page()
    page.goto("/dang-nhap/?next=/nhac-viec/")
    expect(page.get_by_role("link", name="Đăng nhập bằng Cổng nội bộ Tam Thanh")).to_be_visible()
    assert_accessible(page)
    picture(page, "agency-sign-in")
    page.get_by_role("link", name="Đăng nhập bằng Cổng nội bộ Tam Thanh").click()
    page.get_by_role("button", name="Người chưa được liên kết").click()
    page.wait_for_url("**/dang-nhap/?loi=co-quan-sai")
    expect(page.get_by_text("chưa được liên kết")).to_be_visible()
    page.goto("/dang-nhap/?next=/nhac-viec/")
    page.get_by_role("link", name="Đăng nhập bằng Cổng nội bộ Tam Thanh").click()
    page.get_by_role("button", name="Văn thư phường Kỳ Lừa").click()
    page.wait_for_url("**/dang-nhap/ma-xac-thuc/")
    assert_accessible(page)
    picture(page, "agency-code")
    page.fill("#code", "000000")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("chưa đúng hoặc đã dùng")).to_be_visible()
    execute("update account set totp_last_step = 0 where username = 'vanthu.tamthanh'")
    page.fill("#code", pyotp.TOTP(totp_secret("vanthu.tamthanh")).now())
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/nhac-viec/")
    page.context.close()
