"""A dossier goes from one citizen to another on their phones."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services
from tests.e2e.conftest import (
    assert_accessible,
    desk,
    long_unproved,
    phone,
    prove,
    submit_for_another,
)
from tests.e2e.database import execute, value
from tests.e2e.newcomers import NAME, newcomer
from tests.e2e.newcomers import PASSWORD as NEW_PASSWORD
from tests.e2e.test_processes import picture


def citizen(chromium: Browser, screens: Services, number: str, password: str = PASSWORD) -> Page:
    """On a phone, at the page of handovers."""
    page = phone(chromium, screens)
    page.goto("/dang-nhap/")
    page.fill("#username", number)
    page.fill("#password", password)
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/ho-so/")
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Chuyển hồ sơ cho người khác").click()
    expect(page.get_by_role("heading", name="Chuyển hồ sơ", exact=True)).to_be_visible()
    return page


def test_a_dossier_is_offered_taken_and_no_longer_seen_by_who_gave_it(
    chromium: Browser, screens: Services
) -> None:
    other = newcomer(screens)
    reference = submit_for_another(1)[0]
    giver = citizen(chromium, screens, personal_id(20))
    giver.get_by_text("Chuyển hồ sơ của tôi cho người khác").click()
    giver.get_by_role("button", name="Gửi đề nghị").click()
    expect(giver.get_by_text("Ghi lý do, ít nhất 10 ký tự.")).to_be_visible()
    assert_accessible(giver)
    option = giver.locator("#dossier_id option", has_text=reference).get_attribute("value")
    giver.select_option("#dossier_id", option)
    giver.fill("#to_number", other)
    giver.fill("#to_name", NAME)
    giver.fill("#reason", "Tôi thôi việc tại công ty")
    picture(giver, "handover-1-offer")
    execute("update session set stepped_up_at = now()")
    giver.get_by_role("button", name="Gửi đề nghị").click()
    expect(giver.get_by_text("Đã gửi.")).to_be_visible()
    expect(giver.locator("article.card", has_text=reference)).to_contain_text("Chờ người nhận")
    taker = citizen(chromium, screens, other, NEW_PASSWORD)
    picture(taker, "handover-2-offered")
    taker.get_by_role("button", name="Đồng ý nhận").first.click()
    expect(taker.locator("article.card", has_text=reference)).to_contain_text("Đã chuyển")
    assert_accessible(taker)
    picture(taker, "handover-3-taken")
    taker.goto("/ho-so/")
    expect(taker.get_by_text(reference).first).to_be_visible()
    giver.goto("/ho-so/")
    expect(giver.get_by_text(reference)).to_have_count(0)
    taker.context.close()
    giver.context.close()


@pytest.mark.criterion("II.18")
def test_a_dossier_whose_sender_has_left_goes_by_the_leaders_word(
    chromium: Browser, screens: Services
) -> None:
    other = newcomer(screens)
    (reference,) = submit_for_another(1)
    dossier_id = str(value("select id from dossier where reference = $1", reference))
    officer = desk(chromium, screens, "tiepnhan1.dongkinh")
    officer.goto(f"/ho-so/{dossier_id}/")
    officer.get_by_role("link", name="Người nộp đã thôi, chuyển sang người khác").click()
    expect(officer.get_by_role("heading", name="Đề nghị chuyển hồ sơ")).to_be_visible()
    expect(officer.locator("form.panel")).to_contain_text(reference)
    officer.fill("#to_number", other)
    officer.fill("#to_name", NAME)
    officer.fill("#reason", "ngắn")
    officer.fill("#evidence", "Quyết định thôi việc số 15/QĐ ngày 20/11/2026")
    officer.get_by_role("button", name="Ghi đề nghị").click()
    expect(officer.get_by_text("Ghi lý do, ít nhất 10 ký tự.")).to_be_visible()
    expect(officer.locator("#to_name")).to_have_value(NAME)
    assert_accessible(officer)
    picture(officer, "handover-officer-1-form")
    officer.fill("#reason", "Người nộp đã thôi việc tại công ty")
    officer.get_by_role("button", name="Ghi đề nghị").click()
    expect(officer.get_by_text("Đã ghi đề nghị")).to_be_visible()
    row = officer.locator("tbody tr", has_text=reference)
    expect(row).to_contain_text("Chờ người nhận đồng ý")
    expect(row.get_by_role("button", name="Rút")).to_be_visible()
    assert_accessible(officer)
    picture(officer, "handover-officer-2-asked")

    taker = citizen(chromium, screens, other, NEW_PASSWORD)
    taker.get_by_role("button", name="Đồng ý nhận").first.click()
    expect(taker.locator("article.card", has_text=reference)).to_contain_text("phản đối")
    taker.context.close()
    leader = desk(chromium, screens, "lanhdao.dongkinh")
    leader.goto("/chuyen-nguoi-nop/")
    theirs = leader.locator("tbody tr", has_text=reference)
    expect(theirs).to_contain_text("Đang chờ hết thời hạn phản đối")
    yes = re.compile("^Chuyển: ")
    expect(theirs.get_by_role("button", name=yes)).to_have_count(0)
    execute(
        "update handover set wait_until = now() - interval '1 minute' where dossier_id = $1",
        dossier_id,
    )
    leader.reload()
    theirs.get_by_role("button", name=yes).click()
    leader.locator("form.panel button[type=submit]").click()
    expect(leader.get_by_text("Ghi căn cứ, ít nhất 10 ký tự.")).to_be_visible()
    leader.fill("#decision", "Công ty đã có văn bản cử người khác")
    assert_accessible(leader)
    picture(leader, "handover-officer-3-deciding")
    long_unproved("lanhdao.dongkinh")
    leader.locator("form.panel button[type=submit]").click()
    prove(leader, "lanhdao.dongkinh")
    expect(leader.get_by_text("Đã chuyển hồ sơ.")).to_be_visible()
    expect(theirs).to_have_count(0)
    officer.goto(f"/ho-so/{dossier_id}/")
    expect(officer.get_by_text(NAME).first).to_be_visible()
    for page in (officer, leader):
        page.context.close()
