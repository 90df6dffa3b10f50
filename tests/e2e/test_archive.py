"""The archive on screen: search, hold, seal, package, disposal, integrity; a citizen's own data."""

import os
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import ROOT, Services
from tests.e2e.conftest import assert_accessible, desk, from_menu, long_unproved, phone, prove
from tests.e2e.test_processes import picture


@pytest.fixture(scope="module")
def archived(services: Services) -> dict[str, str]:
    """Closed dossiers of Đông Đăng: one permanent, one past its time, one with a damaged file."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.archived_dossiers"], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(line.split("=", 1) for line in done.stdout.split())  # type: ignore[misc]


def _seen(page: Page, name: str) -> None:
    assert_accessible(page)
    picture(page, name)


@pytest.mark.criterion("II.15")
@pytest.mark.criterion("G.9")
def test_a_clerk_finds_holds_and_packs_and_three_people_dispose(
    chromium: Browser, screens: Services, archived: dict[str, str]
) -> None:
    clerk = desk(chromium, screens, "vanthu.dongdang")
    from_menu(clerk, "Cơ quan", "Lưu trữ")
    expect(clerk.get_by_role("heading", name="Hồ sơ lưu trữ")).to_be_visible()
    expect(clerk.locator("table.archive tbody tr").first).to_be_visible()
    _seen(clerk, "archive-search")
    clerk.fill("#text", f"giấy {archived['word']}")
    clerk.get_by_role("button", name="Tìm", exact=True).click()
    expect(clerk.locator("table.archive tbody tr")).to_have_count(1)
    clerk.fill("#text", "khôngcótừnày")
    clerk.get_by_role("button", name="Tìm", exact=True).click()
    expect(clerk.get_by_text("Không có hồ sơ lưu trữ nào đúng")).to_be_visible()
    clerk.get_by_text("Thêm điều kiện").click()
    clerk.fill("#closed_from", "hôm qua")
    clerk.get_by_role("button", name="Tìm", exact=True).click()
    expect(clerk.get_by_text("Ghi ngày dạng ngày/tháng/năm")).to_be_visible()
    expect(clerk.locator("#closed_from")).to_have_value("hôm qua")
    _seen(clerk, "archive-search-wrong")

    clerk.goto(f"/luu-tru/ho-so/{archived['held']}/")
    clerk.get_by_role("button", name="Giữ hồ sơ").click()
    clerk.fill("#reason", "ngắn")
    clerk.locator("form.panel button[type=submit]").click()
    expect(clerk.get_by_text("Ghi lý do, ít nhất 10 ký tự.")).to_be_visible()
    expect(clerk.locator("#reason")).to_have_value("ngắn")
    clerk.fill("#reason", "Tòa án yêu cầu giữ hồ sơ vụ án số 5/2026.")
    clerk.locator("form.panel button[type=submit]").click()
    expect(clerk.get_by_text("Đang bị giữ", exact=True)).to_be_visible()
    _seen(clerk, "archive-record")

    leader = desk(chromium, screens, "lanhdao.dongdang")
    leader.goto(f"/luu-tru/ho-so/{archived['sealed']}/")
    leader.get_by_role("button", name="Niêm phong", exact=True).click()
    leader.fill("#reason", "Hồ sơ liên quan việc nuôi con nuôi.")
    leader.locator("form.panel button[type=submit]").click()
    expect(leader.get_by_text("(đã niêm phong)")).to_be_visible()
    leader.goto(f"/ho-so/{archived['sealed']}/")
    expect(leader.get_by_text("Hồ sơ đã niêm phong").first).to_be_visible()
    leader.goto(f"/luu-tru/ho-so/{archived['sealed']}/")
    leader.get_by_role("button", name="Mở hồ sơ").click()
    leader.fill("#reason", "Xác minh đơn tố cáo số 3/2026.")
    leader.locator("form.panel button[type=submit]").click()
    expect(leader.get_by_role("link", name="Xem hồ sơ")).to_be_visible()
    _seen(leader, "archive-sealed")

    clerk.goto("/luu-tru/goi/")
    clerk.get_by_role("button", name="Đóng gói").click()
    expect(clerk.get_by_text("Ghi đủ nơi nhận và hai ngày")).to_be_visible()
    clerk.fill("#recipient", "Lưu trữ lịch sử tỉnh (trình diễn)")
    clerk.fill("#closed_from", "01/01/2026")
    clerk.fill("#closed_to", "31/12/2030")
    packed = clerk.get_by_text("Đã đóng gói xong")
    before = packed.count()  # packages of other tests stand below
    clerk.get_by_role("button", name="Đóng gói").click()
    expect(packed).to_have_count(before + 1)
    with clerk.expect_download() as given:
        clerk.get_by_role("link", name="Tải gói").first.click()
    with zipfile.ZipFile(given.value.path()) as bag:
        assert any(name.endswith("manifest-sha256.txt") for name in bag.namelist())
    clerk.get_by_role("button", name="Ghi nhận đã giao nộp").first.click()
    clerk.fill("#receipt", "01/BB-LTLS")
    clerk.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(clerk.get_by_text("Đã giao nhận").first).to_be_visible()
    _seen(clerk, "archive-packages")

    clerk.goto("/luu-tru/huy/")
    clerk.fill("#until", "31/12/2025")
    clerk.fill("#reason", "Hết thời hạn lưu trữ theo bảng thời hạn.")
    clerk.get_by_role("button", name="Lập danh mục").click()
    expect(clerk.get_by_text("Chờ thẩm định").first).to_be_visible()
    expect(clerk.get_by_role("button", name="Quyết định hủy")).to_have_count(0)
    head = desk(chromium, screens, "truongbophan.dongdang")
    head.goto("/luu-tru/huy/")
    head.get_by_role("button", name="Đã thẩm định").first.click()
    expect(head.get_by_text("Đã thẩm định, chờ quyết định").first).to_be_visible()
    leader.goto("/luu-tru/huy/")
    leader.get_by_role("button", name="Xem danh mục").first.click()
    expect(leader.locator("article table tbody tr").first).to_be_visible()
    _seen(leader, "archive-disposal")
    leader.get_by_role("button", name="Quyết định hủy").first.click()
    expect(leader.get_by_text("Đã hủy xong").first).to_be_visible()
    expect(leader.locator("article table").get_by_text("Đã hủy").first).to_be_visible()
    _seen(leader, "archive-disposed")
    for page in (clerk, leader, head):
        page.context.close()


def test_an_administrator_sees_a_damaged_file_and_writes_down_what_was_done(
    chromium: Browser, screens: Services, archived: dict[str, str]
) -> None:
    admin = desk(chromium, screens, "quantri.ubndtinh")
    admin.goto("/luu-tru/toan-ven/")
    expect(admin.get_by_text("Mỗi tuần hệ thống đọc lại")).to_be_visible()
    admin.get_by_role("button", name="Kiểm tra ngay").click()
    expect(admin.get_by_text("Nội dung đã khác lúc lưu").first).to_be_visible()
    expect(admin.get_by_role("button", name="Kiểm tra ngay")).to_be_visible()
    _seen(admin, "archive-integrity")
    # Other tests damage files too, and the walk may still find them: one alert is followed by name.
    waiting = admin.locator("article.card").filter(
        has=admin.get_by_role("button", name="Ghi kết quả xử lý")
    )
    digest = waiting.first.locator(".digest").first.inner_text()
    alert = admin.locator("article.card").filter(has_text=digest).first
    alert.get_by_role("button", name="Ghi kết quả xử lý").click()
    admin.fill("#resolution", "xong")
    admin.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(admin.get_by_text("Ghi việc đã làm, ít nhất 10 ký tự.")).to_be_visible()
    admin.fill("#resolution", "Đã khôi phục từ bản sao lưu ngày 24/11/2026.")
    admin.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(admin.locator("#resolution")).to_have_count(0)
    admin.get_by_role("button", name="Đã xử lý").click()
    resolved = admin.locator("article.card").filter(has_text="Đã khôi phục từ bản sao lưu")
    expect(resolved.filter(has_text=digest).first).to_be_visible()
    admin.goto("/luu-tru/thoi-han/")
    expect(admin.get_by_text("Cần cơ quan đối chiếu").first).to_be_visible()
    admin.fill("#title", "Hồ sơ lý lịch tư pháp")
    admin.fill("#code", "ly-lich-20")
    admin.fill("#years", "20")
    admin.fill("#sector", "Lý lịch tư pháp")
    admin.fill("#source", "Quyết định 15/QĐ-UBND")
    admin.fill("#valid_from", "01/01/2027")
    admin.get_by_role("button", name="Ghi quy định").click()
    expect(admin.get_by_text("Đã ghi “Hồ sơ lý lịch tư pháp”")).to_be_visible()
    _seen(admin, "archive-retention")
    admin.context.close()


@pytest.mark.criterion("G.9")
def test_a_citizen_takes_their_data_away_on_a_phone(
    chromium: Browser, screens: Services, archived: dict[str, str]
) -> None:
    page = phone(chromium, screens)
    page.goto("/dang-nhap/?next=/tai-khoan/")
    page.fill("#username", personal_id(58))
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")
    page.get_by_role("link", name="Tải dữ liệu của tôi").click()
    expect(page.get_by_text("Bạn nhận một tệp nén")).to_be_visible()
    _seen(page, "my-data-empty")
    page.get_by_role("button", name="Gom dữ liệu của tôi").click()
    expect(page.get_by_text("Đã đóng gói xong")).to_be_visible()
    _seen(page, "my-data")
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải về máy").click()
    with zipfile.ZipFile(given.value.path()) as bag:
        names = bag.namelist()
    assert any(name.endswith("data/account.json") for name in names)
    assert any("/ho-so/" in name for name in names)
    page.context.close()


@pytest.mark.criterion("II.19")
def test_an_auditor_reads_the_trail_and_takes_it_away(
    chromium: Browser, screens: Services, archived: dict[str, str]
) -> None:
    page = desk(chromium, screens, "giamsat.ubndtinh")
    page.goto("/nhat-ky/")
    expect(page.locator("main tbody tr").first).to_be_visible()
    page.fill("#subject", archived["held"])
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_text("dossier.refuse")).to_have_count(1)
    picture(page, "audit")
    assert_accessible(page)
    page.fill("#day_from", "hôm qua")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_text("Ghi ngày dạng ngày/tháng/năm")).to_be_visible()
    page.fill("#day_from", "")
    page.get_by_role("button", name="Tìm", exact=True).click()
    long_unproved("giamsat.ubndtinh")
    page.get_by_role("button", name="Tải tệp CSV").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    with page.expect_download() as given:
        prove(page, "giamsat.ubndtinh")
    assert given.value.suggested_filename.endswith(".csv")
    page.context.close()
