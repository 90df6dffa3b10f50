"""What the portal tells people, from the editor's desk to a telephone: help, questions, surveys."""

import re
import uuid
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.platform import clock
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_processes import picture

WORD = "".join("bcdghklmnpqrstvx"[int(c, 16)] for c in uuid.uuid4().hex[:8])


def _type(page: Page, box: str, text: str) -> None:
    page.fill(box, text)
    page.locator(box).blur()


def _live(page: Page) -> None:
    """The live page is there, and the server's first paint gone."""
    page.wait_for_selector("#ready", state="attached")


def _approve(chromium: Browser, screens: Services, path: str, button: str) -> None:
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto(path)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Đã phê duyệt")).to_be_visible()
    page.context.close()


@pytest.mark.criterion("III.7")
@pytest.mark.criterion("V.25")
def test_an_answer_written_on_screen_is_found_from_the_first_page_of_the_portal(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.goto("/noi-dung/")
    page.get_by_text("Soạn nội dung mới").click()
    page.select_option("#kind", "faq")
    page.fill("#title", f"Khai sinh {WORD} cho con ở nước ngoài làm thế nào?")
    assert_accessible(page)
    picture(page, "content-list")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("button", name="Lưu bản soạn")).to_be_visible()
    _type(page, "#body", "Làm tại **Sở Tư pháp**.\n\n1. Nộp tờ khai\n2. Nộp giấy chứng sinh\n\n"
                         "<script>alert(1)</script> [xem](javascript:alert(1))")  # fmt: skip
    page.get_by_role("button", name="Xem trước").click()
    shown = page.locator(".citizen")
    expect(shown.locator("strong")).to_have_text("Sở Tư pháp")
    expect(shown.locator("ol li")).to_have_count(2)
    expect(shown.locator("script, a")).to_have_count(0)
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("không dùng được").first).to_be_visible()
    picture(page, "content-wrong")
    _type(page, "#body", "Làm tại **Sở Tư pháp**; [tờ khai mẫu](/thu-tuc/1.001193) có sẵn.")
    _type(page, "#procedure_code", "1.001193")
    page.get_by_text("Bản tiếng Anh").click()
    _type(page, "#title_en", "Birth abroad")
    _type(page, "#body_en", "At the **Department of Justice**.")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị")).to_be_visible()
    assert_accessible(page)
    picture(page, "content-editor")
    path = "/noi-dung/" + page.url.rstrip("/").rsplit("/", 1)[1]
    page.context.close()
    _approve(chromium, screens, path, "Phê duyệt, đăng lên Cổng")

    page = phone(chromium, screens)
    page.goto("/")
    expect(page.get_by_role("heading", name="Bạn cần làm gì?")).to_be_visible()
    picture(page, "content-home")
    page.fill("#q", f"khai sinh {WORD}")
    page.get_by_role("search").get_by_role("button", name="Tìm").click()
    _live(page)
    found = page.get_by_role("link", name=re.compile(WORD))
    expect(found).to_be_visible()
    assert_accessible(page)
    picture(page, "content-search")
    found.click()
    _live(page)
    expect(page.locator(".prose strong").first).to_have_text("Sở Tư pháp")
    assert_accessible(page)
    picture(page, "content-answer")
    page.get_by_role("link", name="Read in English").click()
    expect(page.get_by_role("heading", name="Birth abroad")).to_be_visible()
    page.goto("/tro-giup/")
    _live(page)
    expect(page.get_by_role("heading", name="Câu hỏi thường gặp")).to_be_visible()
    assert_accessible(page)
    picture(page, "content-help")
    page.fill("#q", WORD + WORD)
    page.get_by_role("search").get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("link", name="Gửi câu hỏi cho cơ quan")).to_be_visible()
    picture(page, "content-nothing")
    page.goto("/thu-tuc/1.001193")
    _live(page)
    expect(page.get_by_role("link", name="Tờ khai mẫu đã điền (PDF)")).to_be_visible()
    expect(page.locator("#noi-dung").get_by_text(re.compile(WORD))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("heading", name="Hướng dẫn, hỏi đáp, hồ sơ mẫu").scroll_into_view_if_needed()
    picture(page, "content-procedure")
    page.context.close()


def test_pages_read_without_script_and_are_in_the_sitemap(screens: Services) -> None:
    with httpx.Client(base_url=f"http://localhost:{screens.citizen_port}", timeout=30) as http:
        help_ = http.get("/tro-giup/").text
        path = re.search(r'href="(/tro-giup/[0-9a-f-]{36})"[^>]*>[^<]*' + WORD, help_)
        assert path is not None
        page = http.get(path[1])
        assert "<strong>Sở Tư pháp</strong>" in page.text and "FAQPage" in page.text
        assert "Birth abroad" in http.get(f"{path[1]}?ngon-ngu=en").text
        assert path[1] in http.get("/sitemap.xml").text
        near = http.get("/thu-tuc/1.001193").text
        assert WORD in near and "Tờ khai mẫu đã điền" in near
        assert http.get(f"/tim-kiem?q=khai+sinh+{WORD}").text.count(WORD) > 1
        assert http.get("/tro-giup/01234567-0123-7123-8123-0123456789ab").status_code == 404


@pytest.mark.criterion("V.22")
def test_urgent_maintenance_stands_on_both_portals_at_once(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/noi-dung/")
    page.get_by_text("Soạn nội dung mới").click()
    page.select_option("#kind", "maintenance")
    page.fill("#title", f"Bảo trì máy chủ {WORD}")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.locator("#starts_at")).to_be_visible()
    start = clock.now() + timedelta(hours=2)
    _type(page, "#starts_at", f"{start:%H:%M %d/%m/%Y}")
    _type(page, "#ends_at", f"{start + timedelta(hours=1):%H:%M %d/%m/%Y}")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("báo trước ít nhất 1 ngày làm việc").first).to_be_visible()
    page.locator("#urgent").click()
    page.get_by_role("button", name="Lưu bản soạn").click()
    page.get_by_role("button", name="Đăng khẩn cấp ngay").click()
    expect(page.get_by_text("Đã đăng thông báo khẩn cấp.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="Thông báo").get_by_text(WORD)).to_be_visible()
    assert_accessible(page)
    picture(page, "told-officer")
    other = phone(chromium, screens)
    other.goto("/")
    told = other.get_by_role("region", name="Thông báo")
    expect(told.get_by_text(WORD)).to_be_visible()
    expect(told.get_by_text("Bảo trì khẩn cấp")).to_be_visible()
    assert_accessible(other)
    picture(other, "told-citizen")
    plain = httpx.get(f"http://localhost:{screens.citizen_port}/", timeout=30).text
    assert 'id="told-first"' in plain and WORD in plain
    other.context.close()
    page.get_by_role("button", name="Gỡ khỏi Cổng").click()
    page.fill("#reason", "Đã khắc phục xong sự cố")
    page.get_by_role("button", name="Gỡ", exact=True).click()
    expect(page.get_by_text("Đã gỡ khỏi Cổng.")).to_be_visible()
    page.context.close()


@pytest.mark.criterion("III.7")
def test_a_question_is_asked_on_a_phone_and_answered_at_two_desks(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/hoi-dap/")
    expect(page.get_by_role("heading", name="Đặt câu hỏi")).to_be_visible()
    assert_accessible(page)
    picture(page, "questions")
    page.fill("#body", "ngắn")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_text("ít nhất 10 chữ")).to_be_visible()
    expect(page.locator("#body")).to_have_value("ngắn")
    page.fill("#body", f"Tôi muốn hỏi {WORD} thì nộp ở phòng nào của Trung tâm?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_text("Đã nhận câu hỏi")).to_be_visible()
    code = page.locator(".code").inner_text()
    picture(page, "question-asked")
    page.get_by_role("link", name="Xem câu trả lời").click()
    expect(page.get_by_text("Cơ quan chưa trả lời")).to_be_visible()

    clerk = desk(chromium, screens, "tiepnhan1.ttpvhcc")
    clerk.goto("/hoi-dap/")
    expect(clerk.get_by_role("link", name=code)).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "questions-desk")
    clerk.get_by_role("link", name=code).click()
    clerk.fill("#answer", "Nộp tại quầy số 3, tầng một, trong giờ làm việc.")
    clerk.locator("#publish").click()
    _type(clerk, "#public_question", f"Việc {WORD} nộp ở quầy nào?")
    expect(clerk.locator(".citizen")).to_have_text(re.compile(f"Việc {WORD} nộp.*quầy số 3, tầng"))
    assert_accessible(clerk)
    picture(clerk, "question-answering")
    clerk.get_by_role("button", name="Chuyển duyệt").click()
    expect(clerk.get_by_text("Đã chuyển người thứ hai duyệt.")).to_be_visible()
    path = clerk.url
    clerk.context.close()
    head = desk(chromium, screens, "truongbophan.ttpvhcc")
    head.goto(path)
    head.get_by_role("button", name="Duyệt, gửi người hỏi").click()
    expect(head.get_by_text("người hỏi xem được câu trả lời")).to_be_visible()
    head.get_by_text(f"Bản 1: Việc {WORD} nộp ở quầy nào?").click()
    expect(head.locator("details .citizen .lines")).to_have_text(re.compile("quầy số 3"))
    assert_accessible(head)
    picture(head, "question-versions")
    head.context.close()

    page.reload()
    expect(page.get_by_text("quầy số 3")).to_be_visible()
    assert_accessible(page)
    picture(page, "question-answer")
    page.goto("/hoi-dap/")
    _live(page)
    page.get_by_role("link", name=f"Việc {WORD} nộp ở quầy nào?").click()
    _live(page)
    expect(page.get_by_role("heading", name=re.compile(WORD))).to_be_visible()
    assert_accessible(page)
    page.context.close()
