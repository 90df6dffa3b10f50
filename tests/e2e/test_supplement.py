"""A supplement asked for line by line, answered on a phone, and read as what changed."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.filling import pick, picture

PROCEDURE = "1.004873"
ANSWERS = {
    "requester_name": "Nguyễn Văn Mẫu", "requester_personal_id": "020099000001",
    "requester_phone": "0900000001", "requester_email": "mau@congdan.example",
    "requester_address": "Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
    "birth_date": "1999-05-17", "ethnicity": "Tày", "nationality": "Việt Nam",
    "status": "single", "purpose": "other", "purpose_other": "Bổ sung hồ sơ vay vốn",
    "declaration": "yes",
}  # fmt: skip


def submitted(services: Services, number: int) -> str:
    """A dossier sent by a demonstration citizen; gives its id."""
    api = f"{services.api_url}/api/v1"
    with httpx.Client(timeout=30, headers={"Origin": services.api_url}) as http:
        me = {"username": personal_id(number), "password": PASSWORD, "face": "citizen"}
        assert http.post(f"{api}/session", json=me).status_code == 200
        draft = http.post(f"{api}/drafts", json={"procedure_code": PROCEDURE}).json()
        agency = next(a["id"] for a in draft["agencies"] if "Kỳ Lừa" in a["name"])
        saved = http.patch(
            f"{api}/drafts/{draft['id']}",
            json={"answers": ANSWERS, "agency_id": agency, "delivery": "electronic"},
            headers={"If-Match": f'"{draft["version"]}"'},
        )
        assert saved.status_code == 200, saved.text
        sent = http.post(f"{api}/drafts/{draft['id']}/submission")
        assert sent.status_code == 201, sent.text
        return str(sent.json()["dossier_id"])


def signed_in(chromium: Browser, services: Services, number: int) -> Page:
    """A citizen's phone, signed in."""
    page = phone(chromium, services)
    page.goto("/dang-nhap/")
    page.fill("#username", personal_id(number))
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return page


@pytest.mark.criterion("II.6")
def test_a_check_list_is_asked_answered_and_compared(chromium: Browser, screens: Services) -> None:
    id_ = submitted(screens, 33)
    officer = desk(chromium, screens, "tiepnhan2.kylua")
    officer.goto(f"/ho-so/{id_}")
    officer.get_by_role("button", name="Yêu cầu bổ sung").click()
    officer.select_option("[name='why-c-giay_cu']", "missing")
    officer.fill("[name='say-c-giay_cu']", "bản cấp lần trước")
    officer.select_option("[name='why-q-purpose_other']", "wrong")
    officer.fill("#reason", "Cần xem giấy cũ và mục đích rõ hơn.")
    assert_accessible(officer)
    officer.click("#do")
    expect(officer.get_by_text("Đã thực hiện")).to_be_visible()

    me = signed_in(chromium, screens, 33)
    me.goto(f"/ho-so/{id_}")
    expect(me.get_by_text("Bạn cần bổ sung", exact=True)).to_be_visible()
    expect(me.get_by_text("Còn thiếu: bản cấp lần trước")).to_be_visible()
    expect(me.locator(".asked")).to_have_count(2)
    assert_accessible(me)
    me.get_by_role("button", name="Gửi bổ sung").click()
    expect(me.locator(".asked p.error")).to_have_count(2)
    paper = me.locator(".asked").first.locator("b").first.inner_text()
    pick(me, paper, "giay-cu.pdf", "application/pdf", picture("PDF"))
    expect(me.locator(".asked").get_by_text("giay-cu.pdf")).to_be_visible()
    expect(me.locator(".asked p.error")).to_have_count(0)  # the page has come to rest
    me.fill("#answer-purpose_other", "Vay vốn mua nhà ở xã hội")
    me.get_by_role("button", name="Gửi bổ sung").click()
    expect(me.get_by_text("Đã gửi bổ sung")).to_be_visible()

    officer.reload()
    changes = officer.locator("section", has_text="Nội dung bổ sung").last
    expect(changes.get_by_text("Bổ sung hồ sơ vay vốn")).to_be_visible()
    expect(changes.get_by_text("Vay vốn mua nhà ở xã hội")).to_be_visible()
    expect(changes.get_by_text("giay-cu.pdf")).to_be_visible()
    assert_accessible(officer)
    officer.context.close()
    me.context.close()
