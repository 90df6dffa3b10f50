"""A procedure is added on the screen by two persons; what is missing to take it online is named."""

import uuid

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_processes import picture

BOXES = {
    "sector": "Thử nghiệm",
    "agency": "UBND cấp xã",
    "decision_number": "Quyết định số 123/QĐ-UBND",
    "steps": "Nộp hồ sơ\nNhận kết quả",
    "results": "Giấy xác nhận",
    "legal_basis": "Nghị quyết của Hội đồng nhân dân tỉnh | 12/NQ-HĐND",
}


def typed(page: Page, place: str, text: str) -> None:
    """Writes into a box and leaves it."""
    page.locator(place).fill(text)
    page.locator(place).blur()


@pytest.mark.criterion("II.2")
def test_a_procedure_is_added_by_two_persons(chromium: Browser, screens: Services) -> None:
    code = f"8.{uuid.uuid4().int % 10**6:06d}"
    name = f"Xác nhận do tỉnh thêm {code}"
    admin = desk(chromium, screens, "danhmuc.ubndtinh")
    admin.goto("/thu-tuc/")
    admin.get_by_text("Thêm thủ tục").click()
    admin.locator("#add-code").fill("12.3")
    admin.locator("#add-name").fill(name)
    admin.get_by_role("button", name="Bắt đầu soạn").click()
    expect(admin.get_by_text("Ghi mã gồm một chữ số")).to_be_visible()
    assert_accessible(admin)
    expect(admin.locator("#add-name")).to_have_value(name)
    admin.locator("#add-code").fill(code)
    admin.get_by_role("button", name="Bắt đầu soạn").click()
    expect(admin.get_by_role("heading", name=f"Thủ tục {code}")).to_be_visible()
    expect(admin.get_by_text("chưa có trong danh mục")).to_be_visible()
    for box, text in BOXES.items():
        typed(admin, f"#procedure-{box}", text)
    admin.get_by_role("checkbox", name="Cấp xã", exact=True).click()
    expect(admin.get_by_role("checkbox", name="Cấp xã", exact=True)).to_be_checked()
    admin.get_by_role("checkbox", name="Công dân", exact=True).click()
    expect(admin.get_by_role("checkbox", name="Công dân", exact=True)).to_be_checked()
    admin.locator("#procedure-online_level").select_option("full")
    admin.get_by_role("checkbox", name="Trực tuyến", exact=True).click()
    expect(admin.get_by_role("checkbox", name="Trực tuyến", exact=True)).to_be_checked()
    typed(admin, "#way-amount-online", "3")
    admin.locator("#way-unit-online").select_option(label="ngày làm việc")
    typed(admin, "#way-fee-online", "0")
    opens = admin.get_by_label("Nhận hồ sơ trên Cổng từ ngày hiệu lực của bản này")
    opens.click()
    expect(opens).to_be_checked()
    none_asked = admin.get_by_label("Thủ tục không yêu cầu giấy tờ nào")
    none_asked.click()
    expect(none_asked).to_be_checked()
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("Đã lưu bản soạn")).to_be_visible()
    lacking = admin.locator(".note.warn").filter(has_text="Còn thiếu để nhận trực tuyến")
    expect(lacking).to_contain_text("chưa có biểu mẫu được công bố")
    expect(lacking).to_contain_text("chưa có cơ quan tiếp nhận")
    expect(lacking).not_to_contain_text("giấy tờ nào")
    picture(admin, "procedure-added")
    assert_accessible(admin)
    opens.click()
    expect(opens).not_to_be_checked()

    # What is charged is written as a rule, and must be what the page says.
    admin.get_by_role("button", name="Thêm khoản thu").click()
    typed(admin, "#fee-name-0", "Phí cấp bản sao")
    admin.locator("#fee-per-0").select_option("copy")
    typed(admin, "#fee-other-0", "tám nghìn")
    expect(admin.get_by_text("Ghi số nguyên")).to_be_visible()
    typed(admin, "#fee-other-0", "8.000")
    expect(admin.get_by_text("Ghi số nguyên")).to_have_count(0)
    typed(admin, "#fee-source-0", "Nghị quyết 12/NQ-HĐND")
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("trang ghi 0 đồng nhưng quy tắc phí thu 8.000 đồng")).to_be_visible()
    expect(admin.get_by_text("Phí cấp bản sao, Trực tuyến, 3 bản: 24.000 đồng")).to_be_visible()
    typed(admin, "#way-fee-online", "8.000")
    assert_accessible(admin)
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Đã đề nghị.")).to_be_visible()

    second = desk(chromium, screens, "quantri.ubndtinh")
    second.goto("/thu-tuc/")
    second.get_by_role("link", name=f"{code} {name}").click()
    second.get_by_role("button", name="Phê duyệt, áp dụng").click()
    expect(second.get_by_text("áp dụng cho hồ sơ bắt đầu từ lúc này")).to_be_visible()
    expect(second.get_by_text("Hiện nay người dân chưa nộp được trên Cổng.")).to_be_visible()
    citizen = phone(chromium, screens)
    citizen.goto(f"/thu-tuc/{code}")
    expect(citizen.get_by_role("heading", name=name)).to_be_visible()
    expect(citizen.get_by_text("nộp trực tiếp tại Bộ phận Một cửa").first).to_be_visible()
