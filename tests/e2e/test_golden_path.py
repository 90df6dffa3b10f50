"""One dossier from a phone to a result, on the screens, by the people who do it."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone, submit_for_another
from tests.e2e.filling import answer, fill_in, pick, picture, send_file
from tests.e2e.test_processes import picture as shot

ANSWERS = {
    "requester_name": "Nguyễn Văn Mẫu",
    "requester_personal_id": "020099000001",
    "requester_phone": "0900000001",
    "requester_email": "mau@congdan.example",
    "requester_address": "Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
    "relation": "father",
    "birth_case": "usual",
    "foreign_element": "no",
    "child_name": "Nguyễn Thị Ví Dụ",
    "child_birth_date": "01/10/2026",
    "child_sex": "female",
    "child_ethnicity": "Kinh",
    "child_nationality": "VN",
    "birth_place": "Trạm y tế phường Kỳ Lừa, tỉnh Lạng Sơn",
    "home_town": "Phường Kỳ Lừa, tỉnh Lạng Sơn",
    "mother_name": "Trần Thị Minh Họa",
    "mother_personal_id": "020199000002",
    "mother_birth_date": "6/5/1999",
    "mother_ethnicity": "Tày",
    "mother_nationality": "Việt Nam",
    "mother_residence.province": "Tỉnh Lạng Sơn",
    "mother_residence.commune": "Phường Kỳ Lừa",
    "mother_residence.detail": "Số 1 phố Trình Diễn",
    "father_name": "Nguyễn Văn Mẫu",
    "father_personal_id": "020099000001",
    "father_birth_date": "17051999",
    "father_ethnicity": "Kinh",
    "father_nationality": "Việt Nam",
    "father_residence.province": "Tỉnh Lạng Sơn",
    "father_residence.commune": "Phường Kỳ Lừa",
    "father_residence.detail": "Số 1 phố Trình Diễn",
    "marriage_certificate": "yes",
    "copies": "2",
    "declaration": "yes",
}


@pytest.mark.criterion("G.8")
@pytest.mark.criterion("V.1")
@pytest.mark.criterion("V.3")
@pytest.mark.criterion("III.4")
@pytest.mark.criterion("III.12")
@pytest.mark.criterion("V.10")
@pytest.mark.criterion("V.21")
@pytest.mark.criterion("G.1")
def test_a_birth_is_registered_from_a_phone_to_the_certificate(
    screens: Services, chromium: Browser
) -> None:
    citizen = phone(chromium, screens)
    dossier_path = _submit(citizen)
    code = _accept_at_the_desk(chromium, screens)
    citizen.goto(dossier_path)
    expect(citizen.get_by_text("Được tiếp nhận").first).to_be_visible()
    expect(citizen.get_by_text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")).to_be_visible()
    _resolve(chromium, screens, code)
    citizen.goto(dossier_path)
    expect(citizen.get_by_text("Đã trả kết quả").first).to_be_visible()
    expect(citizen.get_by_role("heading", name="Kết quả", exact=True)).to_be_visible()
    expect(citizen.get_by_role("link", name="Tải về")).to_be_visible()
    expect(citizen.get_by_text(re.compile("Tư pháp - Hộ tịch")).first).to_be_visible()
    assert_accessible(citizen)
    assert any(code in letter["subject"] for letter in screens.mail)
    stranger = phone(chromium, screens)
    stranger.goto(f"/tra-cuu/?ma={code}")
    expect(stranger.get_by_text("100%")).to_be_visible()
    assert "Mẫu" not in stranger.locator("main").inner_text()
    assert_accessible(stranger)


def _submit(page: Page) -> str:
    page.goto("/")
    assert_accessible(page)
    page.fill("#q", "khai sinh")
    page.get_by_role("button", name="Tìm").first.click()  # first tap
    page.wait_for_selector("#ready", state="attached")
    assert_accessible(page)
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True).first.click()  # second
    page.wait_for_selector("#ready", state="attached")
    expect(page.get_by_text("Miễn phí").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.wait_for_selector("#username")
    assert_accessible(page)
    page.fill("#username", personal_id(0))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_selector("#ready", state="attached")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.wait_for_selector("form h1")
    assert_accessible(page)
    answer(page, ANSWERS["requester_name"])
    answer(page, ANSWERS["requester_personal_id"])
    page.fill("#answer", "12")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#answer-error")).to_contain_text("10 chữ số")
    expect(page.locator("#answer")).to_have_value("12")
    fill_in(page, ANSWERS)
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Còn giấy tờ bắt buộc chưa đính kèm.")).to_be_visible()
    send_file(page, "Giấy chứng sinh", "giay-chung-sinh.jpg", "image/jpeg", picture("JPEG"))
    send_file(page, "Giấy tờ tùy thân", "can-cuoc.pdf", "application/pdf", picture("PDF"))
    pick(page, "Giấy chứng nhận kết hôn", "xau.pdf", "application/pdf", b"MZ not a pdf")
    expect(page.get_by_text("Chỉ nhận PDF")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.select_option("#agency", label="Ủy ban nhân dân phường Kỳ Lừa (trình diễn)")
    page.locator("input[value=electronic]").check()
    assert_accessible(page)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Xem lại trước khi nộp")).to_be_visible()
    expect(page.get_by_text("01/10/2026")).to_be_visible()
    assert_accessible(page)
    page.locator("#send").dblclick()
    expect(page.get_by_text("Đã nộp hồ sơ thành công")).to_be_visible()
    expect(page.get_by_text("Cơ quan trả lời chậm nhất")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải tờ khai đã nộp").click()
    assert given.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    expect(page.get_by_text("Mới đăng ký").first).to_be_visible()
    return page.url


def _open(page: Page, words: str, folder: str) -> None:
    page.goto(f"/?folder={folder}")
    page.wait_for_selector("[data-row]")
    page.locator("tr", has_text=words).locator("[data-row]").first.click()
    page.wait_for_selector(".acts")


def _do(page: Page, label: str) -> None:
    """Opens the panel of an act; its own button carries the same words."""
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_selector("#do")


def _confirm(page: Page, label: str) -> None:
    page.click("#do")
    expect(page.locator(".note.good")).to_be_visible()


def _accept_at_the_desk(browser: Browser, screens: Services) -> str:
    page = desk(browser, screens, "tiepnhan1.kylua")
    assert_accessible(page)
    _open(page, "khai sinh", "waiting_acceptance")
    expect(page.locator("dl.dense").first).to_be_visible()
    expect(page.get_by_text("None")).to_have_count(0)
    shot(page, "declaration-dense")
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải bản in").click()
    assert given.value.path().read_bytes().startswith(b"%PDF")
    _do(page, "Tiếp nhận")
    assert_accessible(page)
    _confirm(page, "Tiếp nhận")
    title = page.locator("h1").inner_text()
    code = title.split(" · ")[0]
    assert code.startswith("H37.21-")
    expect(page.get_by_role("link", name="In giấy tiếp nhận")).to_be_visible()
    _do(page, "Chuyển xử lý")
    page.select_option("#unit_id", index=1)
    _confirm(page, "Chuyển xử lý")
    page.context.close()
    return code


def _resolve(browser: Browser, screens: Services, code: str) -> None:
    head = desk(browser, screens, "truongphong.tuphap.kylua")
    _open(head, code, "unit")
    _do(head, "Phân công")
    head.select_option("#officer_id", index=1)
    chosen = head.locator("#officer_id option:checked").inner_text()
    _confirm(head, "Phân công")
    head.context.close()
    specialist = _specialist(browser, screens, chosen.rsplit(" (", 1)[0])
    _open(specialist, code, "mine")
    _do(specialist, "Trình lãnh đạo")
    _confirm(specialist, "Trình lãnh đạo")
    specialist.context.close()
    leader = desk(browser, screens, "lanhdao.kylua")
    _open(leader, code, "approval")
    _do(leader, "Phê duyệt")
    _confirm(leader, "Phê duyệt")
    leader.context.close()
    clerk = desk(browser, screens, "vanthu.kylua")
    _open(clerk, code, "approval")
    _do(clerk, "Phát hành kết quả")
    clerk.locator("input[type=file]").set_input_files(
        {"name": "khai-sinh.pdf", "mimeType": "application/pdf", "buffer": picture("PDF")}
    )
    expect(clerk.get_by_text("✓ khai-sinh.pdf")).to_be_visible()
    clerk.fill("#title", "Giấy khai sinh")
    clerk.fill("#number", "12/2026")
    _confirm(clerk, "Phát hành kết quả")
    clerk.context.close()
    counter = desk(browser, screens, "tiepnhan2.kylua")
    _open(counter, code, "result_ready")
    _do(counter, "Trả kết quả")
    counter.fill("#received_by", "Nguyễn Văn Mẫu")
    counter.select_option("#method", "electronic")
    counter.fill("#proof", "Đã gửi trên Cổng")
    assert_accessible(counter)
    _confirm(counter, "Trả kết quả")
    counter.context.close()


def _specialist(browser: Browser, screens: Services, name: str) -> Page:
    for username in ("chuyenvien1.tuphap.kylua", "chuyenvien2.tuphap.kylua"):
        page = desk(browser, screens, username)
        expect(page.locator(".who b")).not_to_be_empty()
        if page.locator(".who b").inner_text() == name:
            return page
        page.context.close()
    raise AssertionError(name)


@pytest.mark.criterion("III.2")
@pytest.mark.criterion("III.10")
def test_a_procedure_can_be_read_and_found_without_any_script(
    screens: Services, chromium: Browser
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, base_url=f"http://localhost:{screens.citizen_port}"
    )
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="Bạn cần làm gì?")).to_be_visible()
    page.fill("#q", "đẻ con")
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh").first.click()
    expect(page.get_by_role("heading", name="Thủ tục đăng ký khai sinh").first).to_be_visible()
    assert "khai sinh" in page.title()
    assert page.locator("script[type='application/ld+json']").count() == 1
    expect(page.get_by_text("Giấy chứng sinh").first).to_be_visible()


def test_a_new_dossier_reaches_the_desk_without_reloading(
    screens: Services, chromium: Browser
) -> None:
    officer = desk(chromium, screens, "tiepnhan1.dongkinh")
    officer.goto("/?folder=waiting_acceptance")
    officer.wait_for_selector("main table, main > .card")
    (reference,) = submit_for_another(1)
    started = time.monotonic()
    expect(officer.get_by_text(reference)).to_be_visible()
    assert time.monotonic() - started < 10
