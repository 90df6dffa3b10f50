"""Citizens are heard: ratings on every screen, petitions from a phone to the published answer."""

import io
import os
import subprocess
import sys

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu, phone
from tests.e2e.database import execute, value
from tests.e2e.paging import fetch_until
from tests.e2e.test_processes import picture

HEAD, LEADER, HANDLER = "truongbophan.tamthanh", "lanhdao.tamthanh", "chuyenvien2.tuphap.tamthanh"
DESK = "tiepnhan1.tamthanh"
_ID = "select id::text from account where username = $1"


def handed_over(count: int) -> list[list[str]]:
    """Id, code, token and citizen of dossiers that were handed over."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.handed_over", str(count)],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def say(page: Page, level: str) -> None:
    """One of the three big answers."""
    button = page.get_by_role("button", name=level, exact=True).first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.criterion("III.9")
def test_people_rate_by_link_at_the_kiosk_on_the_tablet_and_leaders_read_results(
    chromium: Browser, screens: Services
) -> None:
    linked, at_kiosk, on_tablet = handed_over(3)
    page = phone(chromium, screens)
    page.goto(f"/danh-gia/{linked[2]}")
    expect(page.get_by_text(linked[1])).to_be_visible()
    assert_accessible(page)
    picture(page, "rating-link")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Chọn một trong ba mức")).to_be_visible()
    say(page, "Chưa hài lòng")
    page.locator("fieldset", has_text="Thái độ phục vụ").get_by_role(
        "button", name="Chưa hài lòng"
    ).click()
    page.fill("#words", "Phải chờ lâu, không ai hướng dẫn.")
    assert_accessible(page)
    picture(page, "rating-aspects")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Chúng tôi xin lỗi")).to_be_visible()
    expect(page.get_by_text("Mã bí mật")).to_be_visible()
    picture(page, "rating-sorry")
    page.goto(f"/danh-gia/{linked[2]}")
    expect(page.get_by_text("đã được đánh giá")).to_be_visible()

    page.goto("/danh-gia/")
    page.wait_for_selector("#ready", state="attached")
    page.fill("#code", at_kiosk[1])
    page.fill("#digits", "9999")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Không tìm thấy hồ sơ để đánh giá")).to_be_visible()
    expect(page.locator("#code")).to_have_value(at_kiosk[1])
    assert_accessible(page)
    picture(page, "rating-kiosk")
    page.fill("#digits", "0001")
    page.get_by_role("button", name="Tiếp tục").click()
    say(page, "Rất hài lòng")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Cảm ơn Ông/Bà đã đánh giá")).to_be_visible()
    page.context.close()

    head = desk(chromium, screens, HEAD)
    from_menu(head, "Công dân", "Máy tính bảng đánh giá tại quầy")
    head.fill("#name", "Quầy 1")
    head.get_by_role("button", name="Thêm máy").click()
    address = head.locator("code").inner_text()
    assert_accessible(head)
    picture(head, "tablets")
    head.context.close()
    tablet = chromium.new_context(
        viewport={"width": 1024, "height": 768}, locale="vi-VN"
    ).new_page()
    tablet.goto(address)
    expect(tablet.get_by_text("kính chào")).to_be_visible()
    picture(tablet, "tablet-resting")
    officer = desk(chromium, screens, DESK)
    officer.goto(f"/ho-so/{on_tablet[0]}")
    officer.get_by_role("button", name="Mời trên Quầy 1").first.click()
    expect(officer.get_by_text("đang mời đánh giá hồ sơ này")).to_be_visible()
    assert_accessible(officer)
    officer.context.close()
    expect(tablet.get_by_text(on_tablet[1])).to_be_visible()
    picture(tablet, "tablet-asking")
    say(tablet, "Hài lòng")
    assert_accessible(tablet)
    tablet.get_by_role("button", name="Gửi đánh giá").click()
    expect(tablet.get_by_text("Cảm ơn Ông/Bà đã đánh giá")).to_be_visible()
    picture(tablet, "tablet-thanks")
    expect(tablet.get_by_text("kính chào")).to_be_visible()
    tablet.context.close()

    execute(  # of last month, so that whole months hold them
        "update rating set created_at = date_trunc('month', now()) - interval '3 days' "
        "where dossier_id = any($1::uuid[])",
        [linked[0], at_kiosk[0], on_tablet[0]],
    )
    leader = desk(chromium, screens, LEADER)
    from_menu(leader, "Số liệu", "Sự hài lòng")
    expect(leader.get_by_text("chưa đủ số lượt").or_(leader.get_by_text("lượt đánh giá").first)
           .first).to_be_visible()  # fmt: skip
    assert_accessible(leader)
    picture(leader, "satisfaction-few")
    leader.goto("/hai-long/?theo=month")
    expect(leader.get_by_role("heading", name="Kết quả đánh giá")).to_be_visible()
    picture(leader, "satisfaction")
    leader.context.close()


@pytest.mark.criterion("III.18")
def test_a_petition_goes_from_a_phone_to_the_published_answer(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/phan-anh/")
    expect(page.get_by_role("heading", name="Đã trả lời, công khai")).to_be_visible()
    assert_accessible(page)
    picture(page, "petitions")
    page.get_by_role("link", name="Gửi phản ánh, kiến nghị").click()
    expect(page.get_by_label("Tiêu đề")).to_be_visible()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Ghi tiêu đề ngắn")).to_be_visible()
    assert_accessible(page)
    page.locator("#agency_id").select_option(label="Ủy ban nhân dân phường Tam Thanh (trình diễn)")
    page.fill("#subject", "Chờ chứng thực quá lâu")
    page.fill("#body", "Sáng thứ Hai tôi chờ hai giờ mới đến lượt chứng thực bản sao.")
    page.set_input_files(
        ".picker input[type=file]",
        [{"name": "anh-quay.png", "mimeType": "image/png", "buffer": _png()}],
    )
    expect(page.get_by_text("✓ anh-quay.png")).to_be_visible()
    page.locator("#hidden-name").click()
    expect(page.get_by_text("không được báo tin")).to_be_visible()
    picture(page, "petition-form")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", name="Đã gửi")).to_be_visible()
    assert_accessible(page)
    picture(page, "petition-sent")
    code = page.locator("dt:has-text('Mã phản ánh') + dd").inner_text()
    secret = page.locator("dt:has-text('Mã bí mật') + dd").inner_text()

    head = desk(chromium, screens, HEAD)
    from_menu(head, "Công dân", "Phản ánh, kiến nghị")
    row = head.locator("tr", has_text=code)
    fetch_until(head, row, "main table tbody tr")
    assert_accessible(head)
    picture(head, "petition-list")
    row.get_by_role("link").click()
    expect(head.get_by_text("anh-quay.png")).to_be_visible()
    head.get_by_role("button", name="Tiếp nhận, phân công").click()
    head.select_option("#officer_id", str(value(_ID, HANDLER)))
    assert_accessible(head)
    picture(head, "petition-take")
    head.locator(".panel button[type=submit]").click()
    expect(head.get_by_text("Đã ghi: Tiếp nhận, phân công.")).to_be_visible()

    handler = desk(chromium, screens, HANDLER)
    handler.goto("/phan-anh/?xem=open&cua-toi=1")
    fetch_until(handler, handler.locator("tr", has_text=code), "main table tbody tr")
    handler.locator("tr", has_text=code).get_by_role("link").click()
    handler.get_by_role("button", name="Trình dự thảo trả lời").click()
    handler.fill("#answer", "Quầy chứng thực đã tăng thêm một người từ hôm nay. Xin lỗi Ông/Bà.")
    handler.locator(".panel button[type=submit]").click()
    expect(handler.get_by_text("Đã ghi: Trình dự thảo")).to_be_visible()
    handler.context.close()
    leader = desk(chromium, screens, LEADER)
    leader.goto("/phan-anh/?xem=drafted")
    fetch_until(leader, leader.locator("tr", has_text=code), "main table tbody tr")
    leader.locator("tr", has_text=code).get_by_role("link").click()
    leader.get_by_role("button", name="Duyệt và trả lời").click()
    leader.locator(".panel button[type=submit]").click()
    expect(leader.get_by_text("Đã ghi: Duyệt và trả lời.")).to_be_visible()
    picture(leader, "petition-approved")
    leader.context.close()
    head.reload()
    head.get_by_role("button", name="Công khai trên Cổng").click()
    expect(head.locator("#public_answer")).to_have_value(
        "Quầy chứng thực đã tăng thêm một người từ hôm nay. Xin lỗi Ông/Bà."
    )
    head.fill("#public_subject", f"Chờ chứng thực lâu {code}")
    head.locator(".panel button[type=submit]").click()
    expect(head.get_by_text("Đã ghi: Công khai trên Cổng.")).to_be_visible()
    assert_accessible(head)
    head.context.close()

    page.goto("/phan-anh/tra-cuu/")
    page.wait_for_selector("#ready", state="attached")
    page.fill("#code", code)
    page.fill("#secret", "SAIMATROI1")
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_text("Không tìm thấy phản ánh")).to_be_visible()
    page.fill("#secret", secret.lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_text("Quầy chứng thực đã tăng thêm một người")).to_be_visible()
    assert_accessible(page)
    picture(page, "petition-followed")
    page.get_by_role("button", name="Hài lòng", exact=False).first.click()
    expect(page.get_by_text("Ông/Bà hài lòng với trả lời.")).to_be_visible()
    page.goto(f"/phan-anh/?tu={code}")
    page.get_by_role("link", name=f"Chờ chứng thực lâu {code}").click()
    expect(page.get_by_role("heading", name=f"Chờ chứng thực lâu {code}")).to_be_visible()
    expect(page.get_by_role("heading", name="Trả lời", exact=True)).to_be_visible()
    assert_accessible(page)
    picture(page, "petition-published")
    page.context.close()


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()
