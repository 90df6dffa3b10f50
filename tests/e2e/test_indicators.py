"""The indices on screen: the score, its components and lists, the nine indicators, definitions."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.api.conftest import pdf
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.paging import turn_to
from tests.e2e.test_processes import picture
from tests.e2e.test_voice import handed_over


@pytest.mark.criterion("R.2")
@pytest.mark.criterion("R.3")
def test_a_leader_reads_the_indices_opens_a_number_and_takes_them_away(
    chromium: Browser, screens: Services
) -> None:
    code = accepted_today(chromium, screens)
    page = desk(chromium, screens, "lanhdao.locbinh")
    page.get_by_text("Số liệu", exact=True).click()
    page.get_by_role("link", name="Chỉ số 766").click()
    expect(page.get_by_role("heading", name="Các chỉ số thành phần")).to_be_visible()
    page.get_by_role("link", name="Tháng này").click()
    handled = page.get_by_role("link", name="Hồ sơ xử lý trước hạn, đúng hạn, tất cả")
    expect(handled).to_be_visible()
    assert_accessible(page)
    picture(page, "index")
    handled.click()
    expect(
        page.get_by_role("heading", name="Hồ sơ xử lý trước hạn, đúng hạn: tất cả")
    ).to_be_visible()
    assert_accessible(page)
    picture(page, "index-behind")
    # The oldest come first, fifty a page.
    turn_to(page, page.get_by_role("link", name=code), "table.behind tbody tr")
    page.get_by_role("link", name="← Chỉ số").click()
    page.get_by_role("link", name="Thủ tục công khai đủ nội dung, tất cả").click()
    expect(page.get_by_role("cell", name="2.000635").first).to_be_visible()
    page.go_back()
    with page.expect_download() as given:
        page.get_by_role("link", name="Bảng tính XLSX").click()
    assert given.value.suggested_filename.endswith(".xlsx")
    page.fill("#tu", "31/12/2026")
    page.fill("#den", "01/01/2026")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_text("Ngày bắt đầu phải trước").first).to_be_visible()
    expect(page.locator("#tu")).to_have_value("31/12/2026")
    assert_accessible(page)
    page.goto("/danh-gia/?theo=unit")
    expect(page.get_by_role("heading", name="Đánh giá việc giải quyết")).to_be_visible()
    expect(page.get_by_text("kỳ chưa khai thì chưa có điểm này")).to_be_visible()
    assert_accessible(page)
    picture(page, "nine")
    page.context.close()
    clerk = desk(chromium, screens, "vanthu.locbinh")
    clerk.goto(
        "/danh-gia/cong-khai/?loi=rule-broken&day_from=31/02/2026&note=K%E1%BB%B3+m%E1%BB%99t"
    )
    expect(clerk.get_by_text("Bản khai chưa gửi được")).to_be_visible()
    expect(clerk.locator("#day_from")).to_have_value("31/02/2026")  # what was typed stays
    clerk.fill("#day_to", "31/01/2025")
    clerk.set_input_files(
        "#file", {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    clerk.get_by_role("button", name="Gửi bản khai").click()
    # The day that does not exist is refused where it stands, and the file is still chosen.
    expect(clerk.locator("#day_from")).to_have_attribute("aria-invalid", "true")
    expect(clerk.locator("#day_from")).to_be_focused()
    expect(clerk.locator("form [role=alert]")).to_contain_text("Ghi ngày")
    assert_accessible(clerk)
    picture(clerk, "publicity-refused")
    assert clerk.evaluate("document.querySelector('#file').files[0].name") == "bien-ban.pdf"
    clerk.fill("#day_from", "01/01/2025")
    clerk.get_by_role("button", name="Gửi bản khai").click()
    expect(clerk.get_by_text("Đã ghi nhận bản khai.")).to_be_visible()
    expect(clerk.get_by_role("cell", name="01/01/2025 – 31/01/2025").first).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "publicity")
    clerk.context.close()


def test_an_administrator_writes_another_definition(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.goto("/chi-so/dinh-nghia/")
    expect(page.get_by_text("có sẵn cùng hệ thống").first).to_be_visible()
    page.get_by_role("button", name="Soạn phiên bản mới").click()
    most = page.get_by_label("Điểm tối đa, Hồ sơ xử lý trước hạn, đúng hạn")
    expect(most).to_have_value("20")
    most.fill("25")
    page.fill("#valid_from", "01/01/2030")
    page.fill("#reason", "Điều chỉnh trọng số năm 2030.")
    page.get_by_role("button", name="Gửi người thứ hai phê duyệt").click()
    expect(page.get_by_text("Tổng điểm tối đa phải bằng 100, đang là 105.")).to_be_visible()
    expect(most).to_have_value("25")
    expect(page.locator("#reason")).to_have_value("Điều chỉnh trọng số năm 2030.")
    assert_accessible(page)
    picture(page, "index-definition")
    page.context.close()


def accepted_today(chromium: Browser, screens: Services) -> str:
    """The code of a dossier accepted today at Lộc Bình."""
    page = desk(chromium, screens, "tiepnhan2.locbinh")
    page.goto("/tiep-nhan/")
    expect(page.locator("#scan")).to_be_focused()  # the page is alive
    page.fill("#q", "2.000635")
    page.keyboard.press("Enter")
    page.fill("#applicant_name", "Nguyễn Văn Mẫu")
    page.fill("#applicant_personal_id", "020199000092")
    page.fill("#applicant_phone", "0900000092")
    page.fill("#applicant_address", "Số 9 phố Trình Diễn")
    page.check("#all")
    page.click("#receive")
    done = page.get_by_role("heading", name="Đã nhận hồ sơ")
    expect(done).to_be_visible()
    code = done.inner_text().removeprefix("Đã nhận hồ sơ").strip()
    page.context.close()
    return code


@pytest.mark.criterion("R.2")
@pytest.mark.criterion("R.3")
def test_each_number_of_the_nine_and_of_the_mean_time_opens_its_list(
    chromium: Browser, screens: Services
) -> None:
    handed_over(1)
    page = desk(chromium, screens, "lanhdao.tamthanh")
    page.goto("/chi-so/")
    page.get_by_role("link", name="Thời gian giải quyết trung bình, đạt").click()
    expect(page.get_by_role("columnheader", name="Ngày liên tục")).to_be_visible()
    expect(page.locator("table.behind tbody tr").first).to_be_visible()
    assert_accessible(page)
    # A line of an agency opens what it counts, of every indicator and of the number of dossiers.
    page.goto("/danh-gia/?theo=agency")
    row = page.locator("table.figures tbody tr").first
    counted = int(row.locator("td").nth(1).inner_text().replace(".", ""))
    row.get_by_role("link", name=re.compile("^Hồ sơ, ")).click()
    expect(page.locator("table.behind tbody tr")).to_have_count(min(counted, 50))
    page.go_back()
    row.get_by_role("link", name="Dịch vụ công trực tuyến").click()
    expect(page.get_by_role("columnheader", name="Tên thủ tục")).to_be_visible()
    assert_accessible(page)
    page.go_back()
    row.get_by_role("link", name="Tiếp thu, giải trình phản ánh").click()
    expect(page.get_by_role("heading", name="8. Tiếp thu")).to_be_visible()
    page.goto("/chi-so/dinh-nghia/")
    expect(page.get_by_role("cell", name="30 %")).to_be_visible()
    assert_accessible(page)
    picture(page, "index-definition")
    page.context.close()
