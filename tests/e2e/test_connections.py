"""An operator sees which partner is in trouble, mends a message, gives a code, pauses."""

import uuid

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu, long_unproved, prove
from tests.e2e.database import execute
from tests.e2e.test_processes import picture
from tests.e2e.waiting_messages import with_messages

ADMIN = "quantri.ubndtinh"
WHY = "Đối tác đã báo mã đơn vị đúng"


@pytest.mark.criterion("V.8")
def test_an_operator_finds_the_trouble_and_mends_it(chromium: Browser, screens: Services) -> None:
    id_ = f"vi-du-{uuid.uuid4().hex[:6]}"
    with_messages(id_)
    page = desk(chromium, screens, ADMIN)
    from_menu(page, "Hệ thống", "Kết nối")
    row = page.locator("tbody tr", has_text=id_)
    expect(row.get_by_text("1 không gửi được, 3 chưa ánh xạ, 1 có thể đã gửi")).to_be_visible()
    expect(row.get_by_text("Chưa cấu hình")).to_be_visible()
    assert_accessible(page)
    picture(page, "connections-list")

    row.get_by_role("link", name=id_).first.click()
    expect(page.get_by_text("Sai mã đơn vị nhận").first).to_be_visible()
    expect(page.get_by_text("2 tin cùng hồ sơ đang chờ sau tin này")).to_be_visible()
    assert_accessible(page)
    picture(page, "connections-dead")
    long_unproved(ADMIN)
    page.get_by_role("button", name="Xem, sửa").click()
    prove(page, ADMIN)
    content = page.locator("#content")
    content.wait_for()
    assert '"MaDonVi": "SAI"' in content.input_value()
    content.fill(content.input_value().replace('"SAI",', '"SAI"'))
    page.fill("#reason", WHY)
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Nội dung phải là một đối tượng JSON")).to_be_visible()
    assert "MaHoSo" in content.input_value(), "what was typed stays"
    assert_accessible(page)
    picture(page, "connections-edit")
    content.fill(content.input_value().replace('"SAI"', '"H37.12",'))
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Đã sửa và đưa vào gửi lại.")).to_be_visible()
    expect(page.get_by_text("Không có tin nào ở đây.")).to_be_visible()

    page.get_by_role("button", name="Có thể đã gửi").click()
    page.get_by_role("button", name="Đã đến nơi").click()
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Ghi lý do, ít nhất 3 ký tự.")).to_be_visible()
    page.fill("#reason", "Đã thấy tin ở đối tác")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Đã xác nhận là đã gửi.")).to_be_visible()

    page.get_by_role("button", name="Mã ánh xạ").click()
    expect(page.get_by_text("3 tin chờ từ")).to_be_visible()
    page.get_by_role("button", name="Ghi mã 1.004873").click()
    page.fill("#their_code", "TT-0077")
    page.fill("#reason", WHY)
    assert_accessible(page)
    picture(page, "connections-codes")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Các tin đang chờ mã này được gửi tiếp.")).to_be_visible()
    expect(page.get_by_role("cell", name="TT-0077")).to_be_visible()
    expect(page.get_by_role("heading", name="Chưa ánh xạ")).to_have_count(0)

    page.get_by_role("button", name="Cấu hình, cảnh báo").click()
    page.fill("#backlog_limit", "nhiều")
    page.get_by_role("button", name="Lưu ngưỡng").click()
    expect(page.get_by_text("Ghi ba số")).to_be_visible()
    page.fill("#backlog_limit", "20")
    page.get_by_role("button", name="Lưu ngưỡng").click()
    expect(page.get_by_text("Đã lưu ngưỡng cảnh báo.")).to_be_visible()
    assert_accessible(page)
    picture(page, "connections-settings")

    page.get_by_role("button", name="Tạm dừng").click()
    page.fill("#reason", "Đối tác bảo trì đến 18:00")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.locator(".connection-head .chip")).to_contain_text("Tạm dừng")
    expect(page.get_by_text("Đối tác bảo trì đến 18:00").first).to_be_visible()
    picture(page, "connections-paused")
    page.get_by_role("button", name="Gửi tiếp").click()
    page.fill("#reason", "Đã xong bảo trì")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Đã gửi tiếp.")).to_be_visible()
    page.context.close()

    auditor = desk(chromium, screens, "giamsat.ubndtinh")
    auditor.goto(f"/ket-noi/{id_}")
    auditor.get_by_role("button", name="Chờ gửi").click()
    expect(auditor.get_by_text("CapNhatTienDoHoSoMC").first).to_be_visible()
    expect(auditor.get_by_role("button", name="Gửi lại")).to_have_count(0)
    auditor.context.close()
    execute("delete from connection_state where adapter_id = $1", id_)
