"""Petitions that begin on the page of a dossier, or as the wrong kind."""

import pytest
from playwright.sync_api import Browser, expect

from tests.api.people import PASSWORD
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.database import execute, value
from tests.e2e.test_processes import picture
from tests.e2e.test_voice import HANDLER, HEAD, handed_over

_ID = "select id::text from account where username = $1"


@pytest.mark.criterion("III.18")
def test_from_the_page_of_a_dossier_somebody_reports_without_a_name(
    chromium: Browser, screens: Services
) -> None:
    dossier_id, dossier, _token, person = handed_over(1)[0]
    page = phone(chromium, screens)
    page.goto("/dang-nhap/")
    page.fill("#username", person)
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/ho-so/")
    page.goto(f"/ho-so/{dossier_id}")
    page.get_by_role("link", name="Gửi phản ánh về hồ sơ này").click()
    expect(page.locator("#dossier_code")).to_have_value(dossier)
    expect(page.locator("#dossier_proof")).to_have_count(0)
    page.locator("#agency_id").select_option(label="Ủy ban nhân dân phường Tam Thanh (trình diễn)")
    page.fill("#subject", "Cán bộ hẹn lại nhiều lần")
    page.fill("#body", "Tôi phải đi lại ba lần cho hồ sơ này mà không được hẹn lại bằng văn bản.")
    page.locator("#hidden-name").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#dossier_proof-error")).to_be_visible()
    page.fill("#dossier_proof", "0001")
    assert_accessible(page)
    picture(page, "petition-of-a-dossier")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", name="Đã gửi")).to_be_visible()
    code = page.locator("dt:has-text('Mã phản ánh') + dd").inner_text()
    secret = page.locator("dt:has-text('Mã bí mật') + dd").inner_text()
    known = "select {} from petition where code = $1"
    assert value(known.format("dossier_id::text"), code) == dossier_id
    # Whoever follows it while signed in is still nobody.
    execute(
        "update petition set state = 'supplement', supplement_asked_at = now() where code = $1",
        code,
    )
    page.goto("/phan-anh/tra-cuu/")
    page.wait_for_selector("#ready", state="attached")
    page.fill("#code", code)
    page.fill("#secret", secret)
    page.get_by_role("button", name="Tra cứu").click()
    page.fill("#body", "Các ngày 3, 5 và 9 tháng này.")
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.get_by_text("Đã gửi thông tin bổ sung.")).to_be_visible()
    named = "(select count(e.actor_id) from petition_event e where e.petition_id = petition.id)"
    assert value(known.format(named), code) == 0
    page.context.close()


@pytest.mark.criterion("III.18")
def test_a_complaint_chosen_by_mistake_is_taken_as_a_report(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/phan-anh/gui/")
    expect(page.get_by_label("Tiêu đề")).to_be_visible()
    page.get_by_text("Được chuyển đến cơ quan có thẩm quyền theo Luật Khiếu nại.").click()
    page.locator("#agency_id").select_option(label="Ủy ban nhân dân phường Tam Thanh (trình diễn)")
    page.fill("#subject", "Máy lấy số ở quầy bị hỏng")
    page.fill("#body", "Máy lấy số ở quầy hỏng từ thứ Hai, không ai hướng dẫn.")
    page.fill("#name", "Nguyễn Văn Mẫu")
    page.fill("#phone", "0900000009")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", name="Đã gửi")).to_be_visible()
    code = page.locator("dt:has-text('Mã phản ánh') + dd").inner_text()
    page.context.close()
    head = desk(chromium, screens, HEAD)
    head.goto("/phan-anh/")
    head.locator("tr", has_text=code).get_by_role("link").click()
    head.get_by_role("button", name="Tiếp nhận, phân công").click()
    expect(head.locator("#kind")).to_have_value("complaint")
    head.select_option("#officer_id", str(value(_ID, HANDLER)))
    head.locator(".panel button[type=submit]").click()
    expect(head.get_by_text("phân loại lại thành phản ánh")).to_be_visible()
    head.select_option("#kind", "report")
    head.locator(".panel button[type=submit]").click()
    expect(head.get_by_text("Đã ghi: Tiếp nhận, phân công.")).to_be_visible()
    assert_accessible(head)
    head.context.close()
