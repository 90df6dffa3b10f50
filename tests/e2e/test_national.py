"""The national portal on screen: what it sent and is held, and its lists against ours."""

import time
import uuid

import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.sandbox.national import sealed_message
from backend.settings import settings
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture

ADMIN = "danhmuc.ubndtinh"
SECOND = "quantri.ubndtinh"
AGENCY = "Ủy ban nhân dân phường Tam Thanh (trình diễn)"
CODE = "2.001827"


def _sent(screens: Services) -> str:
    """A dossier for a unit nobody knows; returns its code."""
    code = f"G22.99-{time.strftime('%y%m%d')}-{uuid.uuid4().int % 10**6:06d}"
    record = {
        "MaHoSo": code,
        "MaTTHC": "1.004873",
        "ChuHoSo": "Nguyễn Văn Mẫu",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": f"0203{uuid.uuid4().int % 10**8:08d}"}],
        "NgayNopHoSo": time.strftime("%Y%m%d080000"),
    }
    body = {"madonvi": "G99.7", "service": "DongBoHoSoMC", "isUpdating": "False", "data": [record]}
    raw, headers = sealed_message(settings().national_inbound_key, body)
    url = f"{screens.api_url}/api/v1/national/dossiers"
    answer = httpx.post(url, content=raw, headers=headers, timeout=30)
    assert answer.json()["error_code"] == "0", answer.text
    return code


@pytest.mark.criterion("II.24")
@pytest.mark.criterion("II.25")
@pytest.mark.criterion("S.5")
def test_an_administrator_mends_what_is_held_and_decides_about_the_lists(
    chromium: Browser, screens: Services
) -> None:
    code = _sent(screens)
    page = desk(chromium, screens, ADMIN)
    page.goto("/cong-quoc-gia/")
    row = page.locator("tbody tr", has_text=code)
    for _ in range(120):
        if row.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(row.get_by_text("Chưa biết đơn vị G99.7")).to_be_visible()
    picture(page, "national-inbound-first")
    assert_accessible(page)
    row.get_by_role("button", name="Lập lại").click()
    page.get_by_role("button", name="Lập hồ sơ", exact=True).click()
    expect(page.get_by_text("Chưa lập được")).to_be_visible()
    picture(page, "national-inbound")
    page.select_option("#agency_id", label=AGENCY)
    page.get_by_role("button", name="Lập hồ sơ", exact=True).click()
    expect(page.get_by_text("Đã lập hồ sơ.")).to_be_visible()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Đã lập hồ sơ", exact=True).click()
    expect(row.get_by_role("link")).to_be_visible()
    picture(page, "national-inbound-made")

    fields = {
        "YEUCAU": "Cơ sở có đủ điều kiện theo quy chuẩn kỹ thuật quốc gia tương ứng.",
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ."}]}],
    }
    url = f"{screens.national_url}/lists/procedures/{CODE}"
    httpx.post(url, json=fields).raise_for_status()
    page.goto("/cong-quoc-gia/danh-muc/")
    page.get_by_role("button", name="So sánh ngay", exact=True).click()
    card = page.locator("form.card", has_text=CODE)
    for _ in range(120):
        if card.count():
            break
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="Xem lại", exact=True).click()
    expect(card.get_by_text("quy chuẩn kỹ thuật quốc gia")).to_be_visible()
    picture(page, "national-lists")
    assert_accessible(page)
    card.get_by_label("Trình tự thực hiện").uncheck()
    card.get_by_role("button", name="Đề nghị cập nhật các mục đã chọn", exact=True).click()
    expect(page.get_by_text("Đã đề nghị cập nhật theo danh mục quốc gia.")).to_be_visible()
    page.get_by_role("button", name="Chờ người thứ hai", exact=True).click()
    expect(card.get_by_text("Người đề nghị không tự phê duyệt; cần người thứ hai.")).to_be_visible()
    expect(card.get_by_role("button", name="Phê duyệt đề nghị")).to_have_count(0)
    picture(page, "national-lists-proposed")
    assert_accessible(page)
    second = desk(chromium, screens, SECOND)
    second.goto("/cong-quoc-gia/danh-muc/")
    second.get_by_role("button", name="Chờ người thứ hai", exact=True).click()
    theirs = second.locator("form.card", has_text=CODE)
    picture(second, "national-lists-second")
    theirs.get_by_role("button", name="Phê duyệt đề nghị", exact=True).click()
    expect(second.get_by_text("Đã phê duyệt và thực hiện đề nghị.")).to_be_visible()
    page.goto("/cong-quoc-gia/danh-muc/")
    page.get_by_role("button", name="Đã cập nhật", exact=True).click()
    done = page.locator("form.card", has_text=CODE)
    expect(done.get_by_text("Đã cập nhật:")).to_be_visible()
    picture(page, "national-lists-approved")


@pytest.mark.criterion("S.9")
def test_a_catalogue_of_the_platform_is_taken_after_its_differences_were_seen(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, ADMIN)
    page.goto("/danh-muc-dung-chung/")
    page.get_by_role("link", name="Trao đổi danh mục").click()
    card = page.locator("section.card", has_text="Quốc gia, quốc tịch")
    card.get_by_role("button", name="Lấy bản mới: Quốc gia, quốc tịch").click()
    for _ in range(120):
        if card.get_by_role("button", name="Đưa vào dùng").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("button", name="Xem lại", exact=True).click()
    expect(card.get_by_role("row", name="TR").get_by_text("Thổ Nhĩ Kỳ")).to_be_visible()
    expect(card.get_by_role("row", name="TR").get_by_text("Türkiye")).to_be_visible()
    picture(page, "catalogue-exchange")
    assert_accessible(page)
    card.get_by_role("button", name="Không dùng: Quốc gia, quốc tịch").click()
    card.get_by_role("button", name="Không dùng bản này", exact=True).click()
    expect(page.get_by_text("Ghi rõ lý do")).to_be_visible()
    picture(page, "catalogue-exchange-declining")
    card.get_by_role("button", name="Thôi", exact=True).click()
    card.get_by_role("button", name="Đưa vào dùng: Quốc gia, quốc tịch").click()
    expect(page.get_by_text("Đã đưa bản mới vào dùng từ hôm nay.")).to_be_visible()
    expect(card.get_by_text("Thổ Nhĩ Kỳ")).to_have_count(0)
