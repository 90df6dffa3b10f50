"""A survey from the editor's desk to a telephone, by a link too, and its results."""

import re
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.platform import clock
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_content import WORD, _approve, _live, _type
from tests.e2e.test_processes import picture


@pytest.mark.criterion("III.11")
def test_a_survey_is_designed_answered_once_and_its_results_shown(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.goto("/khao-sat/")
    page.get_by_text("Soạn cuộc mới").click()
    page.fill("#title", f"Khảo sát {WORD}")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("button", name="Thêm câu hỏi")).to_be_visible()
    page.get_by_text("Bản tiếng Anh").click()
    _type(page, "#title_en", f"Survey {WORD}")
    _type(page, "#closes_at", f"{clock.now() + timedelta(days=5):%H:%M %d/%m/%Y}")
    page.get_by_role("button", name="Thêm câu hỏi").click()
    _type(page, "#q0-label", "Bạn thấy giờ mở cửa thế nào?")
    _type(page, "#q0-options", "Tốt\nChưa tốt")
    page.get_by_role("button", name="Thêm câu hỏi").click()
    _type(page, "#q1-label", "Bạn góp ý gì thêm?")
    page.select_option("#q1-kind", "long_text")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị")).to_be_visible()
    assert_accessible(page)
    picture(page, "survey-designer")
    id_ = page.url.rstrip("/").rsplit("/", 1)[1]
    page.context.close()
    _approve(chromium, screens, f"/khao-sat/{id_}", "Phê duyệt, mở lấy ý kiến")

    page = phone(chromium, screens)
    page.goto("/khao-sat/")
    _live(page)
    assert_accessible(page)
    picture(page, "surveys")
    page.get_by_role("link", name=f"Khảo sát {WORD}").click()
    _live(page)
    page.get_by_text("Chưa tốt").click()
    page.fill("textarea", "Nên mở thêm sáng thứ Bảy")
    assert_accessible(page)
    picture(page, "survey-phone")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_text("Đã nhận câu trả lời.")).to_be_visible()
    picture(page, "survey-done")
    page.context.close()
    with httpx.Client(base_url=screens.api_url, timeout=30) as http:
        for number in range(11):
            answer = {"answers": {"c1": "o1" if number < 6 else "o2"}}
            done = http.post(
                f"/api/v1/surveys/{id_}/answers", json=answer,
                headers={"X-MotCua-Face": "citizen", "X-Forwarded-For": f"10.9.{number}.7"},
            )  # fmt: skip
            assert done.status_code == 201, done.text
    lead = desk(chromium, screens, "quantri.ubndtinh")
    lead.goto(f"/khao-sat/{id_}")
    expect(lead.get_by_text("12 phiếu")).to_be_visible()
    lead.fill("#count", "2")
    lead.get_by_role("button", name="Tạo đường dẫn").click()
    expect(lead.locator("code")).to_have_count(2)
    assert_accessible(lead)
    picture(lead, "survey-results-officer")
    _answer_by_link(chromium, screens, lead.locator("code").first.inner_text())
    with lead.expect_download() as given:
        lead.get_by_role("link", name="Bảng tính XLSX").click()
    assert given.value.suggested_filename.endswith(".xlsx")
    lead.fill("#until", f"{clock.now() - timedelta(hours=1):%H:%M %d/%m/%Y}")
    lead.get_by_role("button", name="Đổi thời điểm kết thúc").click()
    expect(lead.get_by_text("Đã kết thúc")).to_be_visible()
    lead.fill("#conclusion", "Trung tâm **mở thêm** sáng thứ Bảy từ quý sau.")
    lead.get_by_role("button", name="Công bố kết quả trên Cổng").click()
    expect(lead.get_by_text("Đã công bố kết quả trên Cổng.")).to_be_visible()
    lead.context.close()
    page = phone(chromium, screens)
    page.goto(f"/khao-sat/{id_}/ket-qua")
    _live(page)
    expect(page.get_by_text("13 phiếu")).to_be_visible()
    expect(page.locator(".prose strong")).to_have_text("mở thêm")
    assert_accessible(page)
    picture(page, "survey-results")
    page.context.close()


def _answer_by_link(chromium: Browser, screens: Services, link: str) -> None:
    """Once, read in English: the link that is good for one answer goes along."""
    page = phone(chromium, screens)
    page.goto(link)
    _live(page)
    page.get_by_role("link", name="Read in English").click()
    expect(page.get_by_role("heading", name=f"Survey {WORD}")).to_be_visible()
    assert "ma=" in page.url
    expect(page.get_by_role("link", name="Đọc tiếng Việt")).to_have_attribute(
        "href", re.compile("[?]ngon-ngu=vi&ma=")
    )
    page.get_by_text("Chưa tốt").click()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_text("Đã nhận câu trả lời.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Mỗi người trả lời một lần")).to_be_visible()
    page.context.close()
