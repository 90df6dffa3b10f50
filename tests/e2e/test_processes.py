"""A head of desk designs a process on screen, tries it, and the leader puts it in force."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk

PICTURES = Path(os.environ["MOTCUA_PICTURES"]) if "MOTCUA_PICTURES" in os.environ else None


def picture(page: Page, name: str) -> None:
    """Kept when MOTCUA_PICTURES names a folder."""
    if PICTURES is not None:
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.criterion("II.4")
@pytest.mark.criterion("V.25")
def test_a_process_is_designed_tried_and_published_on_screen(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "truongbophan.dongkinh")
    page.goto("/quy-trinh/")
    expect(page.get_by_text("Chưa có quy trình nào")).to_be_visible()
    assert_accessible(page)
    page.fill("#q", "1.004873")
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.get_by_role("button", name="1.004873").click()
    expect(page.locator(".diagram svg")).to_be_visible()
    expect(page.locator("table.steps tbody tr")).to_have_count(6)
    expect(page.get_by_text("Quy trình dùng được")).to_be_visible()
    assert_accessible(page)

    hours = page.get_by_label("Số giờ làm việc").nth(2)
    hours.fill("90")
    hours.blur()
    expect(page.locator(".note.warn").get_by_text("vượt thời hạn")).to_be_visible()
    expect(page.get_by_text("Có thay đổi chưa lưu")).to_be_visible()
    picture(page, "designer-wrong")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Quy trình chưa dùng được")).to_be_visible()
    hours = page.get_by_label("Số giờ làm việc").nth(2)
    hours.fill("9,5")
    hours.blur()
    expect(page.get_by_text("Quy trình dùng được")).to_be_visible()
    page.locator("summary", has_text="cơ quan khác").nth(2).click()
    page.get_by_role("button", name="+ cơ quan").first.click()
    expect(page.get_by_text("dài hơn cả bước").first).to_be_visible()
    days = page.get_by_label("Số ngày làm việc")
    days.fill("1")
    days.blur()
    expect(page.get_by_text("Quy trình dùng được")).to_be_visible()
    expect(page.locator(".diagram").get_by_text("1 cơ quan khác, cùng lúc")).to_be_visible()
    assert_accessible(page)
    picture(page, "designer-parts")
    page.get_by_role("button", name="Bỏ cơ quan này").click()
    page.get_by_role("button", name="+ bước sau").nth(2).click()
    expect(page.locator("table.steps tbody tr")).to_have_count(7)
    expect(page.locator("table.steps p.error").first).to_be_visible()
    page.get_by_role("button", name="Xóa bước Bước 7").click()
    expect(page.locator("table.steps tbody tr")).to_have_count(6)
    expect(page.get_by_text("Quy trình dùng được")).to_be_visible()

    page.fill("#accepted_at", "2026-03-02 lúc 8 giờ")
    page.get_by_role("button", name="Chạy thử").click()
    expect(page.get_by_text("giờ:phút ngày/tháng/năm, ví dụ")).to_be_visible()
    page.fill("#accepted_at", "08:00 02/03/2026")
    page.get_by_role("button", name="Chạy thử").click()
    expect(page.get_by_text("trong hạn")).to_be_visible()
    page.get_by_role("button", name="Cho đi lại").click()
    expect(page.get_by_text(re.compile("Đã xem|Chưa có hồ sơ nào của"))).to_be_visible()
    picture(page, "designer")
    assert_accessible(page)
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị phê duyệt")).to_be_visible()
    expect(page.get_by_role("button", name="Phê duyệt, áp dụng")).to_have_count(0)
    address = page.url

    leader = desk(chromium, screens, "lanhdao.dongkinh")
    leader.goto(address)
    leader.get_by_role("button", name="Phê duyệt, áp dụng").click()
    expect(leader.get_by_text("Đã áp dụng")).to_be_visible()
    leader.get_by_role("button", name="Chuyển hồ sơ đang chạy").click()
    expect(leader.get_by_text("hồ sơ chuyển được")).to_be_visible()
    with leader.expect_download() as given:
        leader.get_by_role("button", name="Xuất BPMN").click()
    assert given.value.suggested_filename.endswith(".bpmn")
    leader.goto("/quy-trinh/")
    expect(leader.get_by_text("Đang áp dụng")).to_be_visible()
    picture(leader, "processes")
    page.context.close()
    leader.context.close()


def test_a_broken_file_is_refused_and_the_draft_stays(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "truongbophan.bacson")
    page.goto("/quy-trinh/")
    page.fill("#q", "1.004873")
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.get_by_role("button", name="1.004873").click()
    expect(page.locator("table.steps tbody tr")).to_have_count(6)
    page.get_by_text("Nhập từ tệp").click()
    page.set_input_files(
        "#process_file",
        {"name": "hong.json", "mimeType": "application/json", "buffer": b'{"steps": 7}'},
    )
    expect(page.locator("#file_text")).to_have_value('{"steps": 7}')
    page.get_by_role("button", name="Đọc vào bản soạn").click()
    expect(page.get_by_text("không phải quy trình đọc được")).to_be_visible()
    expect(page.locator("table.steps tbody tr")).to_have_count(6)
    page.context.close()
