"""Report II.06a on screen: a period, the figures, the dossiers behind a number, a file."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser, expect

from backend.platform.clock import VIETNAM
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu
from tests.e2e.paging import turn_to
from tests.e2e.test_processes import picture


@pytest.mark.criterion("R.1")
def test_a_leader_reads_the_report_opens_a_number_and_takes_it_away(
    chromium: Browser, screens: Services, reported: str
) -> None:
    page = desk(chromium, screens, "truongbophan.locbinh")
    from_menu(page, "Số liệu", "Báo cáo")
    expect(page.get_by_role("heading", name="Tình hình, kết quả giải quyết")).to_be_visible()
    expect(page.locator("table.figures tfoot td").first).not_to_have_text("0")
    expect(page.locator("table.figures tr.block th")).to_have_text("A. Cấp xã")
    expect(page.locator("table.figures tr.within th").first).to_contain_text("1. ")
    assert_accessible(page)
    picture(page, "report")
    page.get_by_role("link", name="Tháng này").click()
    expect(page.locator("#tu")).to_have_value(f"01/{datetime.now(VIETNAM):%m/%Y}")
    expect(page.locator("table.figures tfoot td").first).to_be_visible()
    # A day's dossiers behind the number: a month of a whole run goes on for pages.
    today = page.locator("#den").input_value()
    page.fill("#tu", today)
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.locator("#tu")).to_have_value(today)
    received = page.locator("table.figures tfoot td").first
    expect(received).to_be_visible()
    number = received.inner_text()
    page.select_option("#theo", "procedure")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_role("columnheader", name="Thủ tục", exact=True)).to_be_visible()
    expect(page.locator("table.figures tfoot td").first).to_have_text(number)
    page.locator("table.figures tfoot a").first.click()
    expect(page.get_by_role("heading", name="Tiếp nhận: tổng số")).to_be_visible()
    turn_to(page, page.get_by_role("link", name=reported), "main table tbody tr")
    assert_accessible(page)
    picture(page, "report-behind")
    page.get_by_role("link", name="← Báo cáo").click()
    expect(page.get_by_role("columnheader", name="Thủ tục", exact=True)).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Bảng tính XLSX").click()
    assert given.value.suggested_filename.endswith(".xlsx")
    page.fill("#tu", "31/12/2026")
    page.fill("#den", "01/01/2026")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_text("Ngày bắt đầu phải trước").first).to_be_visible()
    expect(page.locator("#tu")).to_have_value("31/12/2026")
    picture(page, "report-wrong")
    assert_accessible(page)
    page.context.close()


@pytest.mark.criterion("R.1")
def test_a_province_reads_the_report_level_by_level(
    chromium: Browser, screens: Services, reported: str
) -> None:
    page = desk(chromium, screens, "giamsat.ubndtinh")
    page.goto("/bao-cao/")
    communes = page.locator("table.figures tr.block", has_text="Cấp xã")
    number = communes.locator("td").first.inner_text()
    assert_accessible(page)
    picture(page, "report-levels")
    page.select_option("#cap", "commune")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_role("heading", name="cấp xã")).to_be_visible()
    expect(page.locator("table.figures tr.block")).to_have_count(1)
    expect(page.locator("table.figures tfoot td").first).to_have_text(number)
    page.locator("table.figures tr.within a").first.click()
    expect(page.locator("table.behind tbody tr").first).to_be_visible()
    page.context.close()


@pytest.fixture(scope="module")
def reported(chromium: Browser, screens: Services) -> str:
    """The code of a dossier accepted today at Lộc Bình."""
    page = desk(chromium, screens, "tiepnhan1.locbinh")
    page.goto("/tiep-nhan/")
    expect(page.locator("#scan")).to_be_focused()  # the page is alive
    page.fill("#q", "2.000635")
    page.keyboard.press("Enter")
    page.fill("#applicant_name", "Nguyễn Văn Mẫu")
    page.fill("#applicant_personal_id", "020199000091")
    page.fill("#applicant_phone", "0900000091")
    page.fill("#applicant_address", "Số 9 phố Trình Diễn")
    page.check("#all")
    page.click("#receive")
    done = page.get_by_role("heading", name="Đã nhận hồ sơ")
    expect(done).to_be_visible()
    code = done.inner_text().removeprefix("Đã nhận hồ sơ").strip()
    page.context.close()
    return code
