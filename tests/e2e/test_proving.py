"""Approving asks who is there: once for many, in place, and nothing typed is lost."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT, Services
from tests.e2e.conftest import assert_accessible, desk, long_unproved, phone, prove
from tests.e2e.database import value
from tests.e2e.newcomers import text_to
from tests.e2e.test_processes import picture

LEADER = "lanhdao.dongkinh"


@pytest.fixture(scope="module")
def proposed(services: Services) -> list[str]:
    """Four dossiers that wait for their leader."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.appraised_dossier", "4", "proposed"], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split()


def state_of(id_: str) -> object:
    return value("select state from dossier where id = $1::text::uuid", id_)


@pytest.mark.criterion("II.18")
def test_a_leader_is_asked_once_for_many_and_keeps_what_was_typed(
    chromium: Browser, screens: Services, proposed: list[str]
) -> None:
    page = desk(chromium, screens, LEADER)
    long_unproved(LEADER)
    page.goto(f"/ho-so/{proposed[0]}/")
    page.get_by_role("button", name="Phê duyệt", exact=True).click()
    note = page.locator("section.panel [name=note]")
    note.fill("Đồng ý, trả kết quả trong tuần")
    page.locator("#do").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator("#proof")).to_be_focused()
    assert_accessible(page)
    picture(page, "proving-one")
    page.get_by_role("button", name="Thôi", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(note).to_have_value("Đồng ý, trả kết quả trong tuần")
    assert state_of(proposed[0]) == "submitted_for_approval"
    page.locator("#do").click()
    prove(page, LEADER)
    expect(page.get_by_text("Đã thực hiện")).to_be_visible()
    assert state_of(proposed[0]) == "approved"
    told = value(
        "select note from dossier_event where dossier_id = $1::text::uuid and act = 'approve'",
        proposed[0],
    )
    assert told == "Đồng ý, trả kết quả trong tuần"

    long_unproved(LEADER)
    page.goto("/?folder=approval")
    for id_ in proposed[1:]:
        row = page.locator("table.inbox tbody tr").filter(has=page.locator(f"a[href*='{id_}']"))
        row.get_by_role("checkbox").click()
    page.locator("[data-bulk=approve]").click()
    page.locator("#bulk-do").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert [state_of(id_) for id_ in proposed[1:]] == ["submitted_for_approval"] * 3
    assert_accessible(page)
    picture(page, "proving-many")
    prove(page, LEADER)
    expect(page.get_by_role("heading", name="Kết quả: Phê duyệt")).to_be_visible()
    results = page.get_by_role("region", name="Từng hồ sơ")
    expect(results.get_by_text("✓ Đã xong")).to_have_count(3)
    assert [state_of(id_) for id_ in proposed[1:]] == ["approved"] * 3
    picture(page, "proving-done")
    page.context.close()


@pytest.mark.criterion("III.13")
@pytest.mark.criterion("III.6")
def test_somebody_opens_an_account_by_text_message(chromium: Browser, screens: Services) -> None:
    page = phone(chromium, screens)
    page.goto("/dang-ky/")
    page.fill("#full_name", "Vũ Thị Nhắn Tin")
    page.fill("#personal_id", "020499000777")
    page.get_by_text("Tin nhắn điện thoại").click()
    expect(page.locator("#email")).to_have_count(0)
    expect(page.locator("#full_name")).to_have_value("Vũ Thị Nhắn Tin")
    page.fill("#phone", "0977000777")
    page.fill("#password", "Một câu dễ nhớ")
    page.fill("#again", "Một câu dễ nhớ")
    assert_accessible(page)
    picture(page, "by-phone-form")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Đã gửi tin nhắn đến")).to_be_visible()
    assert_accessible(page)
    picture(page, "by-phone-code")
    page.fill("#code", text_to(screens, "0977000777"))
    page.get_by_role("button", name="Mở tài khoản").click()
    expect(page.get_by_text("Đã mở tài khoản")).to_be_visible()
    page.fill("#username", "020499000777")
    page.fill("input[type=password]", "Một câu dễ nhớ")
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/ho-so/")
    page.goto("/tai-khoan/lien-he/")
    expect(page.get_by_role("button", name="Gửi mã qua tin nhắn")).to_be_visible()
    assert_accessible(page)
    picture(page, "by-phone-contact")
    page.context.close()
