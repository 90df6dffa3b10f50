"""Figures on screen: a report put together, a file of the queue, steps, how the system runs."""

import uuid

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.database import execute, value
from tests.e2e.paging import turn_to
from tests.e2e.test_processes import picture
from tests.e2e.test_reports import reported

__all__ = ["reported"]


@pytest.mark.criterion("II.13")
def test_a_report_is_put_together_opened_kept_and_made_into_a_file(
    chromium: Browser, screens: Services, reported: str
) -> None:
    page = desk(chromium, screens, "truongbophan.locbinh")
    page.goto("/bao-cao-tu-lap/")
    expect(page.get_by_role("heading", name="Báo cáo có sẵn")).to_be_visible()
    assert_accessible(page)
    picture(page, "analyses")
    page.get_by_role("link", name="Lập báo cáo mới").click()
    expect(page.get_by_role("button", name="Xem báo cáo")).to_be_visible()
    expect(page.locator("table.figures tfoot td").first).not_to_have_text("0")
    page.select_option("#chieu0", "channel")
    page.select_option("#chieu1", "procedure")
    page.get_by_label("Đang giải quyết", exact=True).click()
    page.select_option("#them", "channel")
    page.get_by_label("Trực tiếp tại Bộ phận Một cửa").click()
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_role("columnheader", name="Cách nộp").first).to_be_visible()
    expect(page.locator("table.figures tbody th").first).to_have_text(
        "Trực tiếp tại Bộ phận Một cửa"
    )
    assert_accessible(page)
    picture(page, "analysis")
    page.locator("table.figures tbody tr a").first.click()
    expect(page.get_by_role("heading", name="Tiếp nhận")).to_be_visible()
    turn_to(page, page.get_by_role("link", name=reported), "main table tbody tr")
    assert_accessible(page)
    picture(page, "analysis-behind")
    page.get_by_role("button", name="Tạo tệp toàn bộ danh sách").click()
    expect(page.get_by_role("heading", name="Tệp đã yêu cầu")).to_be_visible()
    taken = page.get_by_role("link", name="Tải về Danh sách hồ sơ").first
    expect(taken).to_be_visible(timeout=60_000)
    assert_accessible(page)
    picture(page, "exports")
    with page.expect_download() as given:
        taken.click()
    assert given.value.suggested_filename.endswith(".xlsx")
    # A reversed period keeps what was typed; a name keeps the report.
    page.goto("/bao-cao-tu-lap/")
    page.get_by_role("link", name="Tiếp nhận và giải quyết theo tháng").click()
    expect(page.locator("figure.chart svg")).to_be_visible()
    picture(page, "analysis-lines")
    page.select_option("#ky", "days")
    page.fill("#tu", "31/12/2026")
    page.fill("#den", "01/01/2026")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_text("Ngày bắt đầu phải trước").first).to_be_visible()
    expect(page.locator("#tu")).to_have_value("31/12/2026")
    picture(page, "analysis-wrong")
    page.select_option("#ky", "this_year")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_text("Ngày bắt đầu phải trước")).to_have_count(0)
    expect(page.locator("#ten")).to_be_visible()
    page.fill("#ten", "Theo tháng của Lộc Bình")
    page.get_by_role("button", name="Lưu báo cáo này").click()
    expect(page.get_by_role("alert").filter(has_text="phiên bản 1")).to_be_visible()
    page.select_option("#lap", "monthly")
    page.get_by_role("button", name="Đặt lịch").click()
    expect(page.get_by_text("Tệp sẽ được tạo")).to_be_visible()
    page.get_by_text("Phiên bản", exact=True).click()
    expect(page.get_by_role("link", name="Phiên bản 1,")).to_be_visible()
    assert_accessible(page)
    picture(page, "analysis-kept")
    page.goto("/thoi-gian-buoc/")
    expect(page.get_by_role("heading", name="Thời gian giải quyết theo bước")).to_be_visible()
    expect(page.get_by_text("Đang tính số liệu")).to_have_count(0)
    assert_accessible(page)
    picture(page, "steps")
    with page.expect_download() as taken_away:
        page.get_by_role("link", name="Bảng tính XLSX").click()
    assert taken_away.value.suggested_filename.startswith("thoi-gian-buoc-")
    expect(page.get_by_role("button", name="In trang này")).to_be_visible()
    page.context.close()


@pytest.mark.criterion("V.9")
def test_a_file_that_takes_long_shows_how_far_it_is_and_can_be_stopped(
    chromium: Browser, screens: Services
) -> None:
    asker = "lanhdao.locbinh"
    job = uuid.uuid4()
    # As the maker keeps it while it writes; here it stands still so that it can be looked at.
    execute(
        "insert into export_job (id, tenant_id, source, kind, title, params, asked_by, asked_at, "
        "state, total, done) select $1, tenant_id, 'analysis', 'xlsx', 'Danh sách rất dài', '{}', "
        "id, now(), 'making', 1000, 250 from account where username = $2",
        job,
        asker,
    )
    page = desk(chromium, screens, asker)
    page.goto("/tep-xuat/")
    row = page.locator("tr", has_text="Danh sách rất dài")
    expect(row.get_by_text("25%")).to_be_visible()
    bar = row.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", "25")
    expect(bar).to_have_accessible_name("Đã tạo Danh sách rất dài")
    assert_accessible(page)
    picture(page, "exports-making")
    execute("update export_job set done = 900 where id = $1", job)
    expect(row.get_by_text("90%")).to_be_visible()
    expect(bar).to_have_attribute("value", "90")
    row.get_by_role("button", name="Hủy Danh sách rất dài").click()
    expect(row.get_by_text("90%")).to_have_count(0)
    assert value("select state from export_job where id = $1", job) == "cancelled"
    page.context.close()


@pytest.mark.criterion("II.14")
def test_the_register_of_a_period_is_read_and_made_into_a_file(
    chromium: Browser, screens: Services, reported: str
) -> None:
    page = desk(chromium, screens, "tiepnhan1.locbinh")
    page.goto("/so-theo-ky/")
    expect(page.get_by_role("heading", name="Sổ theo dõi hồ sơ theo kỳ")).to_be_visible()
    page.select_option("#cach_nop", "desk")
    page.get_by_role("button", name="Xem sổ").click()
    turn_to(page, page.get_by_role("link", name=reported), "main table tbody tr")
    assert_accessible(page)
    picture(page, "register-period")
    page.get_by_role("button", name="Tạo tệp CSV").click()
    expect(page.get_by_role("link", name="Tải về Sổ theo dõi").first).to_be_visible(timeout=60_000)
    page.context.close()


@pytest.mark.criterion("III.14", "IV.1", "IV.6")
def test_administrators_see_how_the_system_runs_and_who_visits(
    chromium: Browser, screens: Services
) -> None:
    visitor = chromium.new_page(
        base_url=f"http://localhost:{screens.citizen_port}",
        viewport={"width": 390, "height": 844},
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148",
    )
    visitor.goto("/")
    visitor.goto("/tim-kiem/?q=chẳng có thủ tục nào như vậy xyz")
    visitor.wait_for_timeout(1000)
    visitor.close()
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/van-hanh/")
    expect(page.get_by_text("Thời gian phản hồi trung bình").first).to_be_visible()
    assert_accessible(page)
    picture(page, "compliance")
    page.select_option("#tieu_chi", "slowest_seconds")
    page.fill("#gia_tri", "nhanh")
    page.fill("#ly_do", "Theo quy chế vận hành")
    page.get_by_role("button", name="Lưu ngưỡng").click()
    expect(page.get_by_text("Nhập một số, ví dụ 2,5.")).to_be_visible()
    page.fill("#gia_tri", "12,5")
    page.get_by_role("button", name="Lưu ngưỡng").click()
    expect(page.get_by_text("Đã lưu ngưỡng").first).to_be_visible()
    expect(page.get_by_text("không quá 12,5 giây")).to_be_visible()
    page.goto("/truy-cap/")
    expect(page.get_by_role("heading", name="Truy cập Cổng dịch vụ công")).to_be_visible()
    expect(page.get_by_text("Theo thiết bị").first).to_be_visible()
    phones = page.locator("figure.chart li", has_text="Điện thoại").first
    for _ in range(20):  # counters are written every five seconds
        if phones.is_visible():
            break
        page.wait_for_timeout(3000)
        page.reload()
        expect(page.get_by_text("Theo thiết bị").first).to_be_visible()
    expect(phones).to_be_visible()
    assert_accessible(page)
    picture(page, "traffic")
    page.context.close()
