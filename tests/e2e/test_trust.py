"""A person's own account on screen: sessions, second factor, recovery codes, proving again."""

import time

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone, submit_for_another
from tests.e2e.database import execute
from tests.e2e.newcomers import NAME, PASSWORD, letter_to, newcomer
from tests.e2e.test_processes import picture


def citizen(chromium: Browser, screens: Services, number: str) -> Page:
    """A citizen on a phone."""
    page = phone(chromium, screens)
    page.goto("/dang-nhap/")
    page.fill("#username", number)
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/ho-so/")
    return page


@pytest.mark.criterion("II.18")
def test_a_citizen_ends_a_session_elsewhere(chromium: Browser, screens: Services) -> None:
    number = newcomer(screens)
    elsewhere = citizen(chromium, screens, number)
    page = citizen(chromium, screens, number)
    page.goto("/tai-khoan/")
    expect(page.get_by_role("link", name="Phiên đăng nhập")).to_be_visible()
    picture(page, "trust-account")
    page.goto("/tai-khoan/phien/")
    expect(page.get_by_text("Phiên này")).to_be_visible()
    expect(page.locator(".sessions li")).to_have_count(2)
    assert_accessible(page)
    picture(page, "trust-sessions")
    page.locator(".sessions button").click()
    expect(page.get_by_text("Đã kết thúc phiên")).to_be_visible()
    expect(page.locator(".sessions li")).to_have_count(1)
    elsewhere.goto("/tai-khoan/")
    elsewhere.wait_for_url("**/dang-nhap/**")
    page.context.close()
    elsewhere.context.close()


@pytest.mark.criterion("III.6")
def test_a_citizen_turns_codes_on_and_proves_themselves_again_in_place(
    chromium: Browser, screens: Services
) -> None:
    page = citizen(chromium, screens, newcomer(screens))
    page.goto("/tai-khoan/bao-mat/")
    page.get_by_role("button", name="Bật mã xác thực").click()
    expect(page.get_by_alt_text("Mã QR")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-enrolment")
    secret = (page.locator(".secret").text_content() or "").replace(" ", "")
    page.fill("#app-code", "000000")
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_text("Mã chưa đúng")).to_be_visible()
    page.fill("#app-code", pyotp.TOTP(secret).at(int(time.time()) - 30))
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert_accessible(page)
    picture(page, "trust-codes")
    first = page.locator(".codes li").first.text_content()
    page.get_by_role("button", name="Tôi đã ghi lại").click()
    expect(page.locator(".codes")).to_have_count(0)

    execute("update session set stepped_up_at = now() - interval '1 hour'")
    page.get_by_role("button", name="Cấp mã dự phòng mới").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator("#proof")).to_be_focused()
    assert_accessible(page)
    picture(page, "trust-step-up")
    page.fill("#proof", "000000")
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("dialog").get_by_text("chưa đúng")).to_be_visible()
    page.fill("#proof", pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".codes li")).to_have_count(10)
    assert page.locator(".codes li").first.text_content() != first
    page.context.close()


@pytest.mark.criterion("II.18")
def test_an_officer_sees_account_and_sessions(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "vanthu.kylua")
    page.goto("/tai-khoan/")
    expect(page.get_by_text("Đang bật")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-officer-account")
    page.goto("/phien/")
    expect(page.get_by_text("Phiên này")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-officer-sessions")
    page.context.close()


@pytest.mark.criterion("III.13")
@pytest.mark.criterion("III.6")
def test_somebody_opens_an_account_by_letter_and_sets_a_forgotten_password(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/dang-ky/")
    page.fill("#full_name", "Vũ Thị Làm Mẫu")
    page.fill("#personal_id", "0204")
    page.fill("#phone", "0900000006")
    page.fill("#email", "vu.mau@congdan.example")
    page.fill("#password", "Một câu dễ nhớ")
    page.fill("#again", "Một câu dễ nhớ")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("đúng 12 chữ số")).to_be_visible()
    expect(page.locator("#full_name")).to_have_value("Vũ Thị Làm Mẫu")
    assert_accessible(page)
    picture(page, "trust-register")
    page.fill("#personal_id", "020499000123")
    page.fill("#password", "Một câu dễ nhớ")
    page.fill("#again", "Một câu dễ nhớ")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Đã gửi thư đến")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-register-code")
    page.fill("#code", letter_to(screens, "vu.mau@congdan.example"))
    page.get_by_role("button", name="Mở tài khoản").click()
    expect(page.get_by_text("Đã mở tài khoản")).to_be_visible()

    execute("update mail_code set created_at = created_at - interval '2 minutes'")
    page.goto("/quen-mat-khau/")
    page.fill("#username", "020499000123")
    page.get_by_role("button", name="Gửi mã").click()
    expect(page.get_by_text("Nếu có tài khoản này")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-forgotten")
    time.sleep(3)  # the older letter is in the mailbox already
    page.fill("#code", letter_to(screens, "vu.mau@congdan.example"))
    page.fill("#password", "Một câu khác dễ nhớ")
    page.fill("#again", "Một câu khác dễ nhớ")
    page.get_by_role("button", name="Đặt mật khẩu mới").click()
    expect(page.get_by_text("Đã đặt mật khẩu mới")).to_be_visible()
    page.fill("#username", "020499000123")
    page.fill("input[type=password]", "Một câu khác dễ nhớ")
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/ho-so/")
    page.context.close()


@pytest.mark.criterion("S.2")
def test_somebody_comes_in_with_vneid_and_joins_an_account(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/dang-nhap/?next=/tai-khoan/")
    expect(page.get_by_role("link", name="Đăng nhập bằng VNeID")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-sign-in")
    page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    picture(page, "trust-vneid")
    page.get_by_role("button", name="Trần Thị Giả Tưởng").click()
    page.wait_for_url("**/tai-khoan/")
    expect(page.get_by_text("Trần Thị Giả Tưởng")).to_be_visible()
    page.goto("/tai-khoan/phien/")
    expect(page.get_by_text("VNeID mức độ 2")).to_be_visible()
    page.goto("/tai-khoan/")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("link", name="Đăng xuất VNeID")).to_be_visible()
    assert_accessible(page)
    picture(page, "trust-signed-out")
    page.get_by_role("link", name="Đăng xuất VNeID").click()
    page.wait_for_url(f"http://localhost:{screens.citizen_port}/")

    newcomer(screens, "020077000003")
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("button", name="Lê Văn Thử Nghiệm").click()
    page.wait_for_url("**/dang-nhap/lien-ket/")
    assert_accessible(page)
    picture(page, "trust-joining")
    page.fill("#password", "sai")
    page.get_by_role("button", name="Liên kết", exact=True).click()
    expect(page.get_by_text("Mật khẩu chưa đúng")).to_be_visible()
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Liên kết", exact=True).click()
    page.wait_for_url("**/ho-so/")
    page.context.close()


@pytest.mark.criterion("III.13")
def test_a_citizen_lets_another_act_and_takes_it_back(chromium: Browser, screens: Services) -> None:
    other = newcomer(screens)
    principal = citizen(chromium, screens, newcomer(screens))
    agent = citizen(chromium, screens, other)
    principal.goto("/uy-quyen/")
    principal.locator("summary", has_text="Ủy quyền cho người khác").click()
    principal.fill("#agent_username", other)
    principal.fill("#agent_name", "Không Đúng Tên")
    principal.fill("#ground", "Giấy ủy quyền ngày 20/11/2026")
    principal.fill("#valid_to", "30/06/2027")
    principal.get_by_role("button", name="Gửi ủy quyền").click()
    expect(principal.get_by_text("chưa khớp")).to_be_visible()
    expect(principal.locator("#ground")).to_have_value("Giấy ủy quyền ngày 20/11/2026")
    assert_accessible(principal)
    picture(principal, "trust-mandate-form")
    principal.fill("#agent_name", NAME)
    principal.get_by_role("button", name="Gửi ủy quyền").click()
    expect(principal.get_by_text("Đã gửi.")).to_be_visible()
    agent.goto("/uy-quyen/")
    agent.get_by_role("button", name="Nhận ủy quyền").click()
    agent.get_by_role("button", name="Làm thay người này").click()
    expect(agent.get_by_text("Bạn đang làm thay")).to_be_visible()
    assert_accessible(agent)
    picture(agent, "trust-acting")
    agent.goto("/")
    expect(agent.locator(".acting")).to_contain_text("Bạn đang làm thay")
    assert_accessible(agent)
    picture(agent, "trust-acting-home")

    reference = submit_for_another(1)[0]
    execute(
        "update dossier_sender set mandate_id = (select id from mandate order by created_at desc "
        "limit 1) where dossier_id = (select id from dossier where reference = $1)",
        reference,
    )
    officer = desk(chromium, screens, "tiepnhan2.dongkinh")
    officer.goto(f"/?q={reference}")
    officer.locator("table.inbox tbody a").first.click()
    expect(officer.get_by_text("Nộp thay:")).to_be_visible()
    assert_accessible(officer)
    picture(officer, "trust-sender")
    principal.goto("/uy-quyen/")
    expect(principal.get_by_text("Hồ sơ người khác nộp thay tôi")).to_be_visible()
    principal.get_by_role("button", name="Thu hồi").click()
    expect(principal.get_by_text("Đã hết hiệu lực")).to_be_visible()
    officer.reload()
    expect(officer.get_by_text("Ủy quyền nay đã hết hiệu lực")).to_be_visible()
    for page in (principal, agent, officer):
        page.context.close()


@pytest.mark.criterion("III.13")
def test_a_citizen_changes_contact_data_and_closes_the_account(
    chromium: Browser, screens: Services
) -> None:
    page = citizen(chromium, screens, newcomer(screens))
    page.goto("/tai-khoan/lien-he/")
    page.fill("#phone", "12")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("bắt đầu bằng 0.").last).to_be_visible()
    page.fill("#phone", "0911111111")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.", exact=True)).to_be_visible()
    page.fill("#email", "moi.mau@congdan.example")
    page.get_by_role("button", name="Gửi mã xác nhận").click()
    expect(page.get_by_text("Đã gửi mã 6 số")).to_be_visible()
    page.fill("#code", letter_to(screens, "moi.mau@congdan.example"))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Đã xác nhận địa chỉ thư")).to_be_visible()
    page.get_by_role("button", name="Đóng tài khoản …").click()
    assert_accessible(page)
    picture(page, "trust-contact")
    page.get_by_role("button", name="Đóng tài khoản", exact=True).click()
    expect(page.get_by_text("Đã đóng tài khoản")).to_be_visible()
    page.context.close()
