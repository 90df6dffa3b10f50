"""An appointment that a desk demands before a draft is sent, on the telephone of the applicant."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible
from tests.e2e.database import execute
from tests.e2e.desks import new_desk
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in


@pytest.mark.criterion("II.23")
def test_a_draft_that_needs_an_appointment_offers_times_before_it_is_sent(
    chromium: Browser, screens: Services
) -> None:
    here = new_desk()
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_draft", "31", "1.004873"],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    draft = done.stdout.strip()
    execute(  # the desk receives what others of the province resolve
        "insert into agency_procedure (id, tenant_id, procedure_code, receiving_agency_id, "
        "resolving_agency_id, resolving_unit_id) select gen_random_uuid(), tenant_id, "
        "procedure_code, $1::uuid, resolving_agency_id, resolving_unit_id from agency_procedure "
        "where procedure_code = '1.004873' limit 1",
        here.agency_id,
    )
    execute("update draft set agency_id = $2::uuid where id = $1::uuid", draft, here.agency_id)
    execute(
        "insert into desk_setup (id, tenant_id, agency_id, version, definition, note, "
        "saved_by_name, saved_at) select gen_random_uuid(), tenant_id, agency_id, version + 1, "
        "jsonb_set(definition, '{kinds,0,booking}', $2::jsonb), '', '', now() from desk_setup "
        "where agency_id = $1::uuid order by version desc limit 1",
        here.agency_id,
        '{"minutes": 30, "capacity": 2, "days_ahead": 14, "notice_hours": 1, "questions": [], '
        '"before_submission": ["1.004873"]}',
    )
    page = signed_in(chromium, screens, 31)
    page.goto(f"/nop/{draft}/")
    _to_review(page)
    card = page.locator("#lich-hen")
    expect(card.get_by_text("Thủ tục này cần hẹn gặp cán bộ trước khi nộp")).to_be_visible()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_text("Cần đặt lịch hẹn “Hộ tịch, chứng thực” trước khi nộp")).to_be_visible()
    assert_accessible(page)
    picture(page, "draft-needs-appointment")
    card.get_by_role("link", name="Chọn giờ hẹn").click()
    page.locator(".slot").nth(3).click()
    page.get_by_role("button", name="Đặt lịch hẹn").click()
    page.get_by_role("link", name="Quay lại hồ sơ để nộp").click()
    # What was shown before goes only once the draft is read anew.
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    _to_review(page)
    expect(page.locator("#lich-hen").get_by_text("Bạn đã hẹn lúc")).to_be_visible()
    assert_accessible(page)
    picture(page, "draft-has-appointment")
    execute(  # nobody else is offered this desk
        "delete from agency_procedure where receiving_agency_id = $1::uuid", here.agency_id
    )
    page.context.close()


def _to_review(page: Page) -> None:
    """From wherever the draft opens to the last look over it."""
    heading = page.get_by_role("heading", name="Xem lại trước khi nộp")
    onward = page.get_by_role("button", name="Tiếp tục")
    for _ in range(12):
        expect(heading.or_(onward).first).to_be_visible()
        if heading.is_visible():
            return
        before = page.locator("main h1").inner_text()
        onward.click()
        expect(page.locator("main h1")).not_to_have_text(before)
    raise AssertionError("the draft never came to its end")
