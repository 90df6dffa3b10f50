"""Who receives a procedure and who resolves it, on screen: added, approved, changed, ended."""

import pytest
from playwright.sync_api import Browser, expect

from tests.api.conftest import PROCEDURE
from tests.api.offices import close_offices, own_office, second_admin
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_administration import beside
from tests.e2e.test_processes import picture

WHY = "Quyết định 15/QĐ-UBND về phân cấp"


@pytest.mark.criterion("V.25")
def test_who_receives_and_who_resolves_is_decided_on_screen_by_two_persons(
    chromium: Browser, screens: Services
) -> None:
    made = beside(lambda: own_office("Màn Thẩm quyền", people=False))
    other = beside(lambda: own_office("Màn Nhận thêm", people=False, unit="Phòng Hộ tịch"))
    beside(close_offices)
    second = beside(second_admin)
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/thu-tuc/{PROCEDURE}/")
    page.get_by_role("link", name="Nơi tiếp nhận, giải quyết").first.click()
    expect(page.get_by_role("heading", name="Nơi tiếp nhận, giải quyết")).to_be_visible()
    expect(page.get_by_text("hồ sơ đang giải quyết ở nguyên nơi đang giữ").first).to_be_visible()
    assert_accessible(page)
    picture(page, "competences")

    page.get_by_role("button", name="Thêm cơ quan tiếp nhận").click()
    page.locator("#competence-agency").select_option(label=f"{made.name} ({made.code})")
    expect(page.get_by_text("chưa tiếp nhận thủ tục này")).to_be_visible()
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Chọn cơ quan giải quyết rồi chọn phòng.")).to_be_visible()
    expect(page.get_by_text("Ghi lý do, căn cứ, ít nhất 10 ký tự.")).to_be_visible()
    page.locator("#competence-resolver").select_option(label=f"{other.name} ({other.code})")
    page.locator("#competence-unit").select_option(label="Phòng Hộ tịch")
    page.locator("#competence-reason").fill(WHY)
    assert_accessible(page)
    picture(page, "competence-written")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị. Người thứ hai")).to_be_visible()
    expect(page.get_by_text("Người soạn, người đề nghị không tự phê duyệt")).to_be_visible()

    approver = desk(chromium, screens, second)
    approver.goto("/de-nghi/")
    approver.get_by_role("link", name=made.name).first.click()
    expect(approver.get_by_text("Đề nghị:").first).to_be_visible()
    assert_accessible(approver)
    approver.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(approver.get_by_text("Đã phê duyệt; áp dụng cho hồ sơ")).to_be_visible()
    expect(approver.get_by_role("cell", name=WHY).first).to_be_visible()
    expect(approver.get_by_role("cell", name=f"Phòng Hộ tịch, {other.name}").first).to_be_visible()

    page.reload()
    page.get_by_label("Tìm cơ quan tiếp nhận").fill(made.code)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("button", name=f"Xem, đổi: {made.name}").click()
    page.locator("#competence-kind").select_option(label="Kết thúc tiếp nhận ở cơ quan này")
    page.locator("#competence-reason").fill("Thôi phân cấp theo quyết định mới")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị. Người thứ hai")).to_be_visible()
    assert_accessible(page)
    picture(page, "competence-ending")
    approver.goto("/de-nghi/")
    approver.get_by_role("link", name=made.name).first.click()
    approver.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(approver.get_by_role("cell", name="(kết thúc)").first).to_be_visible()
    picture(approver, "competence-history")

    page.goto("/nhap-du-lieu/")
    page.select_option("#what", label="Thẩm quyền tiếp nhận, giải quyết thủ tục")
    expect(page.get_by_text("Người thứ hai áp dụng")).to_be_visible()
    assert_accessible(page)
    page.context.close()
    approver.context.close()
    beside(close_offices)
