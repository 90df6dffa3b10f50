"""The desk on its screens: set up, kiosk, telephone, counter, hall, appointments, load."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.desks import new_desk
from tests.e2e.kiosk_rating import rate_badly
from tests.e2e.newcomers import PASSWORD as OWN
from tests.e2e.newcomers import newcomer
from tests.e2e.test_processes import picture

HALL = {"width": 1440, "height": 900}
KIOSK = {"width": 1080, "height": 1920}


@pytest.mark.criterion("II.23")
def test_from_the_kiosk_and_the_telephone_to_the_counter_and_the_screen_in_the_hall(
    chromium: Browser, screens: Services
) -> None:
    here = new_desk()
    head = desk(chromium, screens, here.head)
    code = _set_up(head)
    kiosk = _kiosk(chromium, screens, code)
    citizen = phone(chromium, screens)
    _take_by_phone(citizen, screens, here.agency_id)
    officer = desk(chromium, screens, here.officer)
    hall = _screen(chromium, screens, HALL)
    hall.goto(f"/goi-so/{here.agency_id}/")
    expect(hall.get_by_text("Chưa có số nào được gọi")).to_be_visible()
    hall.get_by_role("button", name="Bật tiếng").click()
    expect(hall.get_by_role("button", name="Tắt tiếng")).to_be_visible()
    officer.goto("/quay/")
    officer.get_by_role("button", name="Quầy 1").click()
    expect(officer.get_by_text("Chưa phục vụ ai.")).to_be_visible()
    officer.keyboard.press("g")
    expect(officer.locator(".serving")).to_have_text("A001")
    expect(officer.get_by_text("Ưu tiên: Người cao tuổi")).to_be_visible()
    assert_accessible(officer)
    picture(officer, "desk-console")
    expect(hall.locator(".now")).to_have_text("A001")
    expect(hall.locator("html")).to_have_attribute("data-spoken", "Mời số A, một, đến quầy số một.")
    officer.keyboard.press("b")
    expect(officer.get_by_role("heading", name="Đã gọi, vắng mặt")).to_be_visible()
    officer.keyboard.press("g")
    expect(officer.locator(".serving")).to_have_text("A002")
    expect(citizen.get_by_text("Mời số A002 đến quầy 1.")).to_be_visible()
    picture(citizen, "desk-phone-called")
    expect(hall.locator(".now")).to_have_text("A002")
    assert_accessible(hall)
    picture(hall, "desk-hall")
    receive = officer.get_by_role("link", name="Tiếp nhận hồ sơ")
    expect(receive).to_have_attribute("href", re.compile("/tiep-nhan/"))
    officer.get_by_role("button", name="Chuyển quầy").click()
    officer.select_option("#kind", "dat_dai")
    officer.fill("#note", "Xem thửa đất")
    officer.get_by_role("button", name="Chuyển", exact=True).click()
    expect(officer.get_by_text("Chưa phục vụ ai.")).to_be_visible()
    officer.get_by_role("button", name="Số A001 đã đến").click()
    officer.keyboard.press("g")
    expect(officer.locator(".serving")).to_have_text("A001")
    officer.keyboard.press("x")
    expect(officer.get_by_text("Chưa phục vụ ai.")).to_be_visible()
    head.goto("/quay/tai/")
    expect(head.get_by_role("heading", name="Đang chờ: 1 người")).to_be_visible()
    assert_accessible(head)
    picture(head, "desk-load")
    _put_out(head, kiosk)
    for page in (head, kiosk, citizen, officer, hall):
        page.context.close()


@pytest.mark.criterion("II.23")
def test_an_appointment_is_booked_moved_seen_by_the_desk_and_called_off(
    chromium: Browser, screens: Services
) -> None:
    here = new_desk()
    citizen = phone(chromium, screens)
    _sign_in(citizen, newcomer(screens), f"/dat-lich/?quay={here.agency_id}")
    expect(citizen.get_by_role("heading", name="Đất đai")).to_be_visible()
    assert_accessible(citizen)
    picture(citizen, "desk-slots")
    citizen.locator(".slot").nth(3).click()
    citizen.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(citizen.get_by_text("Vui lòng trả lời câu hỏi này.")).to_be_visible()
    citizen.fill("#answer-nguoi_di_cung", "2")
    picture(citizen, "desk-booking")
    citizen.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(citizen.get_by_role("heading", name="Đã đặt lịch hẹn")).to_be_visible()
    assert_accessible(citizen)
    citizen.get_by_role("link", name="Lịch hẹn của tôi").click()
    citizen.get_by_role("link", name="Đổi giờ").click()
    expect(citizen.get_by_text("Giờ hẹn hiện nay")).to_be_visible()
    citizen.locator(".slot").nth(5).click()
    citizen.get_by_role("button", name="Đổi sang giờ này").click()
    expect(citizen.get_by_role("heading", name="Đã đặt lịch hẹn")).to_be_visible()
    citizen.goto("/lich-hen/")
    when = citizen.locator("article h2").inner_text()
    officer = desk(chromium, screens, here.officer)
    officer.goto(f"/quay/lich-hen/?ngay={when.split()[-1]}")
    expect(officer.get_by_role("cell", name="Có mấy người đi cùng? 2")).to_be_visible()
    assert_accessible(officer)
    picture(officer, "desk-calendar")
    picture(citizen, "desk-appointments")
    citizen.get_by_role("button", name="Hủy lịch hẹn").click()
    assert_accessible(citizen)
    citizen.get_by_role("button", name="Hủy lịch hẹn", exact=True).click()
    expect(citizen.get_by_text("Đã hủy lịch hẹn “Đất đai”.")).to_be_visible()
    for page in (citizen, officer):
        page.context.close()


def _set_up(head: Page) -> str:
    head.goto("/quay/cai-dat/")
    expect(head.get_by_text("Bản 1, lưu lúc")).to_be_visible()
    assert_accessible(head)
    head.fill("#per_person_a_day", "ba")
    head.get_by_role("button", name="Lưu cài đặt").click()
    expect(head.get_by_text("Có ô chưa ghi đúng")).to_be_visible()
    expect(head.get_by_role("listitem").filter(has_text="một ngày qua điện thoại")).to_be_visible()
    expect(head.locator("#per_person_a_day")).to_have_value("ba")
    head.fill("#per_person_a_day", "4")
    head.fill("#note", "Tăng số lượt")
    head.get_by_role("button", name="Lưu cài đặt").click()
    expect(head.get_by_text("Đã lưu. Cài đặt mới có hiệu lực ngay.")).to_be_visible()
    expect(head.get_by_text("(Tăng số lượt)")).to_be_visible()
    head.fill("#kiosk-name", "Ki-ốt sảnh")
    head.get_by_role("button", name="Tạo mã ghi danh").click()
    shown = head.locator(".device-code")
    expect(shown).to_be_visible()
    picture(head, "desk-setup")
    return shown.inner_text()


def _screen(browser: Browser, services: Services, size: dict[str, int]) -> Page:
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale="vi-VN",
        base_url=f"http://localhost:{services.citizen_port}",
        has_touch=True,
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def _kiosk(browser: Browser, services: Services, code: str) -> Page:
    page = _screen(browser, services, KIOSK)
    page.goto("/kiosk/")
    expect(page.get_by_text("Thiết bị này chưa được ghi danh")).to_be_visible()
    page.get_by_role("link", name="Ghi danh ki-ốt").click()
    page.fill("#code", code)
    page.get_by_role("button", name="Ghi danh").click()
    expect(page.get_by_role("link", name="Lấy số thứ tự")).to_be_visible()
    picture(page, "kiosk-home")
    assert_accessible(page)
    page.get_by_role("link", name="Lấy số thứ tự").tap()
    page.get_by_role("button", name="Hộ tịch, chứng thực").tap()
    picture(page, "kiosk-priorities")
    page.get_by_role("button", name="Người cao tuổi").tap()
    expect(page.locator(".slip .now")).to_have_text("A001")
    assert_accessible(page)
    picture(page, "kiosk-slip")
    page.get_by_role("link", name="Xong").tap()
    page.get_by_role("link", name="Tra cứu hồ sơ").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ma")).to_be_visible()
    expect(page.locator("#ready")).to_be_attached()
    for key in "H37.0":
        page.locator(f'[data-key="{key}"]').tap()
    expect(page.locator("#ma")).to_have_value("H37.0")
    page.get_by_role("button", name="Tra cứu").tap()
    expect(page.get_by_text("Không có hồ sơ mang mã này")).to_be_visible()
    assert_accessible(page)
    picture(page, "kiosk-look-up")
    page.goto("/kiosk/danh-gia/")
    expect(page.get_by_label("Mã hồ sơ trên giấy hẹn")).to_be_visible()
    assert_accessible(page)
    picture(page, "kiosk-rating")
    rate_badly(page)
    _no_way_out_and_nothing_left(page)
    return page


def _no_way_out_and_nothing_left(page: Page) -> None:
    page.evaluate(
        "() => { const a = document.createElement('a'); a.href = '/dang-nhap/'; a.id = 'ra'; "
        "a.textContent = 'ra ngoài'; document.body.append(a); }"
    )
    page.locator("#ra").click()
    assert "/kiosk/danh-gia" in page.url
    page.clock.install()
    page.goto("/kiosk/tra-cuu/")
    expect(page.locator("#ready")).to_be_attached()
    page.fill("#ma", "H37.21-261126-0001")
    page.clock.fast_forward(52_000)
    expect(page.get_by_text("Màn hình sắp trở về đầu")).to_be_visible()
    page.clock.fast_forward(12_000)
    expect(page.get_by_role("heading", name="Quý vị cần làm gì?")).to_be_visible()
    page.goto("/kiosk/tra-cuu/")
    expect(page.locator("#ma")).to_have_value("")


def _put_out(head: Page, kiosk: Page) -> None:
    head.goto("/quay/cai-dat/")
    head.get_by_role("button", name="Thu hồi Ki-ốt sảnh").click()
    head.get_by_role("button", name="Thu hồi ngay").click()
    expect(head.get_by_text("Đã thu hồi. Thiết bị đó")).to_be_visible()
    kiosk.goto("/kiosk/lay-so/")
    expect(kiosk.get_by_text("Thiết bị này chưa được ghi danh")).to_be_visible()


def _sign_in(page: Page, username: str, then: str) -> None:
    page.goto(f"/dang-nhap/?next={then}")
    page.fill("#username", username)
    page.fill("#password", OWN)
    page.click("form button[type=submit]")
    page.wait_for_url(re.compile(re.escape(then.split("?")[0])))


def _take_by_phone(page: Page, services: Services, agency_id: str) -> None:
    page.goto(f"/lay-so/?quay={agency_id}")
    expect(page.get_by_role("link", name="Đăng nhập để lấy số")).to_be_visible()
    assert_accessible(page)
    _sign_in(page, newcomer(services), f"/lay-so/?quay={agency_id}")
    page.get_by_text("Hộ tịch, chứng thực").click()
    page.get_by_role("button", name="Lấy số", exact=True).click()
    expect(page.get_by_text("Số của bạn là A002.")).to_be_visible()
    expect(page.get_by_text("Còn 1 người trước bạn")).to_be_visible()
    assert_accessible(page)
    picture(page, "desk-phone")
