"""The desk digitises: a pile scanned, sorted by hand or by its sheets, certified and looked at."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.sandbox.signing import PIN
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_papers import with_papers
from tests.e2e.test_processes import picture
from tests.files.papers import a_pdf
from tests.files.papers import page as drawn_page
from tests.files.scans import pile, scanned_pages
from tests.files.written import written_docx


def test_the_desk_scans_a_pile_sorts_its_pages_and_vouches_for_the_copies(
    screens: Services, chromium: Browser
) -> None:
    id_ = with_papers(screens, 18)
    page = desk(chromium, screens, "tiepnhan2.kylua")
    page.goto(f"/ho-so/{id_}")
    page.get_by_role("link", name="Số hóa giấy tờ").click()
    page.wait_for_url("**/so-hoa/**")
    expect(page.get_by_role("heading", name="Số hóa giấy tờ")).to_be_visible()
    expect(page.get_by_text("Không còn trang nào chờ phân loại.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "tap-giay.pdf", "mimeType": "application/pdf", "buffer": a_pdf(4)}
    )
    expect(page.locator(".scanned li")).to_have_count(4)
    page.get_by_role("button", name="Tách và lưu vào hồ sơ").click()
    expect(page.get_by_text("Còn 4 trang chưa chọn giấy tờ.")).to_be_visible()
    page.get_by_label("Giấy tờ của trang 1").select_option(value="giay_cu")
    expect(page.get_by_label("Giấy tờ của trang 4")).to_have_value("giay_cu")
    page.get_by_label("Giấy tờ của trang 3").select_option(value="uy_quyen")
    page.get_by_label("Giấy tờ của trang 4").select_option(label="Bỏ trang này")
    page.get_by_role("button", name="Xoay trang 2").click()
    expect(page.locator(".scanned img").nth(1)).to_have_attribute("data-turn", "90")
    assert_accessible(page)
    picture(page, "digitising")
    page.get_by_role("button", name="Tách và lưu vào hồ sơ").click()
    expect(page.get_by_text("Đã lưu 2 giấy tờ vào hồ sơ.")).to_be_visible()
    expect(page.get_by_text("1 tệp, 2 trang")).to_be_visible()
    page.get_by_role("button", name="Chứng thực Văn bản ủy quyền.pdf").click()
    page.get_by_role("button", name="Gửi mã xác thực").click()
    expect(page.get_by_text("Mã đã gửi đến thiết bị của bạn.")).to_be_visible()
    page.get_by_label("Mã PIN ký số").fill("000000")
    page.get_by_label("Mã xác thực").fill(_code(screens, "tiepnhan2.kylua"))
    page.get_by_role("button", name="Chứng thực và ký").click()
    expect(page.get_by_text("Mã PIN ký số không đúng.")).to_be_visible()
    assert_accessible(page)
    picture(page, "certifying")
    page.get_by_role("button", name="Gửi mã xác thực").click()
    expect(page.get_by_text("Mã đã gửi đến thiết bị của bạn.")).to_be_visible()
    page.get_by_label("Mã PIN ký số").fill(PIN)
    page.get_by_label("Mã xác thực").fill(_code(screens, "tiepnhan2.kylua"))
    page.get_by_role("button", name="Chứng thực và ký").click()
    expect(page.get_by_text("Đã chứng thực: bản sao có chữ ký số của bạn")).to_be_visible()
    expect(page.get_by_text("Văn bản ủy quyền (chứng thực).pdf")).to_be_visible()
    expect(page.get_by_text("(chưa ký số)")).to_have_count(0)
    assert_accessible(page)
    picture(page, "digitising-done")
    page.goto(f"/ho-so/{id_}")
    page.get_by_role("button", name="Văn bản ủy quyền (chứng thực).pdf").click()
    page.get_by_role("button", name="Trang sau (→)").click()
    page.wait_for_timeout(1500)
    picture(page, "certified-copy")


@pytest.mark.criterion("II.15")
def test_separator_sheets_sort_a_scan_by_themselves(screens: Services, chromium: Browser) -> None:
    id_ = with_papers(screens, 19)
    page = desk(chromium, screens, "tiepnhan2.kylua")
    page.goto(f"/so-hoa/{id_}")
    expect(page.get_by_text("mỗi tệp tối đa 20,0 MB")).to_be_visible()
    href = page.get_by_role("link", name="In tờ ngăn cách").get_attribute("href")
    sheets = scanned_pages(page.request.get(str(href)).body())
    paper = drawn_page(1240, 1754, "giay")
    content = pile([sheets[2], paper, paper, sheets[3], paper])
    page.locator("input[type=file]").set_input_files(
        {"name": "tap-giay.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    expect(page.get_by_text("Đã đọc mã: 2 tờ ngăn cách. Hãy xem lại rồi lưu.")).to_be_visible()
    chosen = [page.get_by_label(f"Giấy tờ của trang {n}").input_value() for n in range(1, 6)]
    assert chosen[0] == chosen[3] == "-" and chosen[1] == chosen[2] != chosen[4]
    expect(page.get_by_text("Tờ ngăn cách", exact=True)).to_have_count(2)
    assert_accessible(page)
    picture(page, "separators")
    page.get_by_role("button", name="Tách và lưu vào hồ sơ").click()
    expect(page.get_by_text("Đã lưu 2 giấy tờ vào hồ sơ.")).to_be_visible()
    expect(page.get_by_text("1 tệp, 2 trang")).to_be_visible()


def test_a_letter_is_looked_at_without_being_downloaded(
    screens: Services, chromium: Browser
) -> None:
    id_ = with_papers(screens, 24)
    page = desk(chromium, screens, "tiepnhan2.kylua")
    page.goto(f"/so-hoa/{id_}")
    page.locator("input[type=file]").set_input_files(
        {"name": "don.docx", "mimeType": "application/octet-stream", "buffer": written_docx()}
    )
    expect(page.get_by_text("vẫn nằm nguyên tệp trong hồ sơ: don.docx")).to_be_visible()
    downloads: list[object] = []
    page.on("download", lambda saved: downloads.append(saved))
    page.goto(f"/ho-so/{id_}")
    page.get_by_role("button", name="don.docx").click()
    expect(page.get_by_text("bản xem nhanh: chỉ chữ và bảng")).to_be_visible()
    expect(page.locator(".paper img")).to_be_visible()
    page.wait_for_timeout(1500)
    assert not downloads
    assert_accessible(page)
    picture(page, "plain-pages")


def _code(services: Services, user: str) -> str:
    found: dict[str, str] = httpx.get(f"{services.signing_url}/csc/sandbox/codes").json()
    return found[user]
