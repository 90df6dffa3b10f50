"""On screen: an appointment for a procedure, every call spoken, the paper of a number."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.database import value
from tests.e2e.desks import DeskOfTest, new_desk
from tests.e2e.newcomers import PASSWORD, newcomer
from tests.e2e.test_processes import picture

LAND = "1.001193"
# What the browser would say, and what it would print.
_LISTENING = """
const heard = (name, what) => {
  const kept = document.documentElement.dataset;
  kept[name] = kept[name] ? `${kept[name]} ${what}` : what;
};
window.print = () => heard("printed", "phiếu");
speechSynthesis.speak = (words) => heard("said", words.text);
"""


@pytest.mark.criterion("II.23")
def test_an_appointment_from_the_page_of_a_procedure_is_about_that_procedure(
    chromium: Browser, screens: Services
) -> None:
    here, _another = new_desk(), new_desk()
    page = phone(chromium, screens)
    page.goto(f"/dat-lich/?thu_tuc={LAND}")
    page.select_option("#quay", here.agency_id)
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("heading", name="Đất đai")).to_be_visible()
    assert f"thu_tuc={LAND}" in page.url
    # Who is not known is asked first, before anything is chosen or answered.
    expect(page.locator(".slot").first).to_be_disabled()
    assert_accessible(page)
    picture(page, "desk-slots-unknown")
    page.get_by_role("link", name="Đăng nhập để chọn giờ").click()
    page.fill("#username", newcomer(screens))
    page.fill("#password", PASSWORD)
    page.click("form button[type=submit]")
    page.wait_for_url(re.compile("/dat-lich/"))
    assert f"thu_tuc={LAND}" in page.url and here.agency_id in page.url
    page.locator(".slot").nth(3).click()
    page.fill("#answer-nguoi_di_cung", "2")
    page.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(page.get_by_role("heading", name="Đã đặt lịch hẹn")).to_be_visible()
    booked = value(
        "select procedure_code from appointment where agency_id = $1::uuid", here.agency_id
    )
    assert booked == LAND
    page.context.close()


@pytest.mark.criterion("II.23")
def test_two_counters_that_call_at_once_are_both_spoken_and_a_number_has_its_paper(
    chromium: Browser, screens: Services
) -> None:
    here = new_desk()
    officers = [desk(chromium, screens, name) for name in (here.officer, here.head)]
    first = officers[0]
    first.add_init_script(_LISTENING)
    first.goto("/quay/")
    first.get_by_role("button", name="Quầy 1").click()
    expect(first.get_by_text("Chưa phục vụ ai.")).to_be_visible()
    for number in ("A001", "A002", "A003"):
        first.select_option("#give-kind", "ho_tich")
        first.get_by_role("button", name="Cấp số", exact=True).click()
        expect(first.locator(".slip .now")).to_have_text(number)
    paper = first.locator("html")
    expect(paper).to_have_attribute("data-printed", "phiếu phiếu phiếu")
    source = first.locator(".slip img").get_attribute("src")
    assert source is not None and first.request.get(source).ok
    assert_accessible(first)
    picture(first, "desk-slip")
    first.get_by_role("button", name="In lại phiếu").click()
    expect(paper).to_have_attribute("data-printed", "phiếu phiếu phiếu phiếu")
    first.emulate_media(media="print")
    first.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(first.locator(".slip .now")).to_be_visible()
    expect(first.get_by_role("heading", name="Cấp số tại quầy")).to_be_hidden()
    first.evaluate("dispatchEvent(new Event('afterprint'))")
    first.emulate_media(media="screen")
    first.get_by_role("button", name="Cất phiếu").click()
    expect(first.locator(".slip")).to_have_count(0)
    _call(first, "A001")

    hall = _hall(chromium, screens, here)
    expect(hall.locator(".now")).to_have_text("A001")
    expect(hall.get_by_role("button", name="Tắt tiếng")).to_be_enabled()
    second = officers[1]
    second.goto("/quay/")
    second.get_by_role("button", name="Quầy 2").click()
    expect(second.get_by_text("Chưa phục vụ ai.")).to_be_visible()
    _call(first, "A002")
    _call(second, "A003")
    expect(hall.locator(".now")).to_have_text("A003")
    # Not what was there before the screen was; the others in their order.
    said = "Mời số A, hai, đến quầy số một. Mời số A, ba, đến quầy số hai."
    expect(hall.locator("html")).to_have_attribute("data-said", said)
    first.keyboard.press("l")
    said += " Mời số A, hai, đến quầy số một."
    expect(hall.locator("html")).to_have_attribute("data-said", said)
    hall.get_by_role("button", name="Tắt tiếng").click()
    expect(hall.get_by_role("button", name="Bật tiếng")).to_be_visible()
    for page in (*officers, hall):
        page.context.close()


def _call(officer: Page, number: str) -> None:
    officer.locator("#goi").click()
    expect(officer.locator(".serving")).to_have_text(number)


def _hall(browser: Browser, services: Services, here: DeskOfTest) -> Page:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="vi-VN",
        base_url=f"http://localhost:{services.citizen_port}",
    )
    context.add_init_script(_LISTENING)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"/goi-so/{here.agency_id}/?tieng=1")
    return page
