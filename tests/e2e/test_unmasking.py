"""A leader asks to see masked numbers whole, with a reason, and the citizen reads it."""

from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.api.conftest import ANSWERS
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone, submit_for_another
from tests.e2e.database import execute
from tests.e2e.test_processes import picture

WHY = "Đối chiếu đơn tố cáo số 15 ngày 20/11/2026"


def test_what_is_masked_is_seen_whole_for_a_reason_that_its_owner_reads(
    chromium: Browser, screens: Services
) -> None:
    reference = submit_for_another(1)[0]
    page = desk(chromium, screens, "lanhdao.dongkinh")
    page.goto(f"/?folder=all_open&q={reference}")
    page.locator("table.inbox").get_by_role("link", name=reference).click()
    facts = page.locator("section.card", has_text="Thông tin hồ sơ").first
    expect(facts).to_contain_text("•••••••" + ANSWERS["requester_phone"][-3:])
    expect(facts).not_to_contain_text(ANSWERS["requester_phone"])
    picture(page, "unmask-1-masked")
    page.get_by_role("button", name="Xem đầy đủ").click()
    expect(page.locator("#unmask-reason")).to_be_focused()
    page.fill("#unmask-reason", "ngắn")
    page.locator(".unmasking form button[type=submit]").click()
    expect(page.get_by_text("ít nhất 10 ký tự")).to_be_visible()
    assert_accessible(page)
    page.fill("#unmask-reason", WHY)
    picture(page, "unmask-2-asking")
    execute(
        "update session set stepped_up_at = now() where account_id = "
        "(select id from account where username = $1)",
        "lanhdao.dongkinh",
    )
    page.locator(".unmasking form button[type=submit]").click()
    expect(page.locator(".unmasking")).to_contain_text(ANSWERS["requester_phone"])
    expect(page.locator(".unmasking")).to_contain_text("Số điện thoại")
    assert_accessible(page)
    picture(page, "unmask-3-whole")
    page.get_by_role("button", name="Che lại").click()
    expect(page.get_by_text(ANSWERS["requester_phone"])).to_have_count(0)
    page.context.close()
    _its_owner_reads_it(phone(chromium, screens))


def _its_owner_reads_it(page: Page) -> None:
    page.goto("/dang-nhap/")
    page.fill("#username", personal_id(20))
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    page.goto("/du-lieu-cua-toi/")
    expect(page.get_by_text(WHY).first).to_be_visible()
    picture(page, "unmask-4-owner")
    assert_accessible(page)
    page.context.close()
