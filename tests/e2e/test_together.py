"""Several procedures in one submission on a phone; several at the desk; one timeline."""

import io

from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.filling import fill_in
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in

RESIDENCE = {
    "requester_name": "Nguyễn Văn Mẫu", "requester_personal_id": "020099000035",
    "requester_phone": "0900000034", "requester_email": "mau@congdan.example",
    "requester_address": "Số 9 phố Trình Diễn", "birth_date": "17/05/1999", "sex": "male",
    "present_is": "permanent", "occupation": "Công nhân", "household": "own",
    "housing": "own", "new_address.province": "Tỉnh Lạng Sơn",
    "new_address.commune": "Phường Kỳ Lừa", "new_address.detail": "Số 9 phố Trình Diễn",
    "declaration": "yes",
}  # fmt: skip
EXTRACT = {
    "record_kind": "birth", "record_person": "Nguyễn Văn Mẫu", "copies": "2", "declaration": "yes",
}  # fmt: skip


def test_two_procedures_are_filled_in_once_and_sent_together(
    chromium: Browser, screens: Services
) -> None:
    page = signed_in(chromium, screens, 34)
    page.goto("/thu-tuc/1.004222/")
    page.wait_for_selector("#ready", state="attached")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.wait_for_selector("form h1")
    fill_in(page, RESIDENCE)
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    page.select_option("#agency", index=1)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Làm cùng lúc")).to_be_visible()
    assert_accessible(page)
    picture(page, "together-offer")
    page.get_by_role("button", name="bản sao Trích lục").click()
    expect(page.get_by_role("link", name="Đăng ký thường trú")).to_be_visible()
    picture(page, "together-second")
    assert page.url.count("/nop/") == 1
    page.get_by_role("link", name="Đăng ký thường trú").click()
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#agency")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Làm cùng lúc")).to_be_visible()
    expect(page.get_by_role("button", name="Nộp cả 2 thủ tục")).to_be_visible()
    page.click("#send")
    expect(page.get_by_text("mục chưa xong")).to_be_visible()
    assert_accessible(page)
    picture(page, "together-refused")
    page.get_by_role("link", name="bản sao Trích lục").click()
    expect(page.get_by_role("link", name="Đăng ký thường trú")).to_be_visible()
    fill_in(page, EXTRACT)
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#agency")).not_to_have_value("")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("020099000035")).to_be_visible()
    page.get_by_role("button", name="Nộp cả 2 thủ tục").click()
    expect(page.get_by_role("heading", name="Đã nộp cùng lúc")).to_be_visible()
    assert_accessible(page)
    picture(page, "together-sent")
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    expect(page.get_by_role("heading", name="Nộp cùng lúc")).to_be_visible()
    page.get_by_text("Diễn biến chung").click()
    assert_accessible(page)
    picture(page, "together-followed")
    page.context.close()


def test_the_desk_takes_one_more_of_the_same_person_and_many_of_an_organisation(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "tiepnhan2.tamthanh")
    page.goto("/tiep-nhan/")
    expect(page.locator("#scan")).to_be_focused()
    page.fill("#scan", "020199000077")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chưa có thông tin")).to_be_visible()
    page.fill("#q", "2.000635")
    page.keyboard.press("Enter")
    page.fill("#applicant_name", "Trường Mầm non Ví Dụ")
    page.fill("#applicant_phone", "0900000077")
    page.fill("#applicant_address", "Số 7 phố Trình Diễn")
    page.check("#all")
    page.click("#receive")
    expect(page.get_by_role("heading", name="Đã nhận hồ sơ")).to_be_visible()
    page.click("#another")
    expect(page.get_by_text("Cùng lần nộp với hồ sơ")).to_be_visible()
    page.fill("#q", "1.004873")
    page.keyboard.press("Enter")
    expect(page.locator("#applicant_name")).to_have_value("Trường Mầm non Ví Dụ")
    page.get_by_text("Nhận cho nhiều chủ hồ sơ cùng lúc").click()
    page.fill("#owners", "Nguyễn Văn Mẫu; 020199000078\nTrần Thị Ví Dụ\nLê Văn Thử")
    page.check("#all")
    assert_accessible(page)
    picture(page, "desk-batch")
    page.click("#receive")
    expect(page.get_by_role("heading", name="Đã nhận 3 hồ sơ")).to_be_visible()
    expect(page.get_by_text("Trần Thị Ví Dụ")).to_be_visible()
    expect(page.locator("#print-all")).to_be_focused()
    sheets = page.request.get(page.get_attribute("#print-all", "href") or "")
    assert sheets.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(sheets.body())).pages) >= 3
    picture(page, "desk-batch-done")
    assert_accessible(page)
    page.get_by_role("link", name="Mở hồ sơ").click()
    expect(page.get_by_role("heading", name="Nộp cùng lúc")).to_be_visible()
    expect(page.get_by_text("· Trần Thị Ví Dụ")).to_be_visible()
    expect(page.get_by_text("Số định danh của chủ hồ sơ")).to_be_visible()
    page.get_by_text("Diễn biến chung").click()
    assert_accessible(page)
    picture(page, "desk-together")
    page.context.close()
