"""A citizen sends a dossier and officers bring it to a decision without ever touching a mouse."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services
from tests.e2e.database import value
from tests.e2e.filling import picture
from tests.e2e.keys import choose, officer, press, reach, somebody, write

_PROCEDURE = "1.004873"


@pytest.mark.criterion("V.5")
def test_a_dossier_is_sent_followed_and_decided_by_keyboard_alone(
    chromium: Browser, screens: Services
) -> None:
    reference = _sent_by_a_citizen(chromium, screens)
    _accepted_at_the_desk(chromium, screens, reference)
    name = _assigned_by_the_head(chromium, screens, reference)
    _proposed(chromium, screens, reference, name)
    leader = officer(chromium, screens, "lanhdao.kylua")
    _open(leader, reference, "approval")
    _do(leader, "Phê duyệt")
    leader.context.close()
    state = value("select state from dossier where reference = $1", reference)
    assert state not in ("registered", "accepted", "processing"), state


def _sent_by_a_citizen(browser: Browser, screens: Services) -> str:
    draft = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_draft", "35", _PROCEDURE],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    page = somebody(browser, screens.citizen_port)
    page.goto(f"/dang-nhap/?next=/nop/{draft}%3Fbuoc%3D0")
    page.wait_for_selector("#ready", state="attached")
    write(page, "username", personal_id(35))
    write(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"/nop/{draft}" in address)
    asked = page.locator("input[name=asked]")
    expect(asked).to_be_attached()
    first = asked.input_value()
    reach(page, page.locator("form .question input:not([type=hidden])"))
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Nguyễn Thị Bàn Phím")
    press(page, "Tiếp tục")
    expect(asked).not_to_have_value(first)
    page.goto(f"/nop/{draft}")
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    file = page.locator("main input[type=file]:not([capture])")
    reach(page, file)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(
        {"name": "giay-cu.pdf", "mimeType": "application/pdf", "buffer": picture("PDF")}
    )
    expect(page.get_by_text("giay-cu.pdf").first).to_be_visible()
    press(page, "Tiếp tục")
    electronic = page.locator("input[value=electronic]")
    reach(page, page.locator("input[name=delivery]").or_(page.locator("input[type=radio]")))
    for _ in range(6):  # arrows go from choice to choice
        if electronic.is_checked():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(electronic).to_be_checked()
    press(page, "Tiếp tục")
    expect(page.get_by_text("Nguyễn Thị Bàn Phím")).to_be_visible()
    reach(page, page.locator("#send"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã nộp hồ sơ thành công")).to_be_visible()
    reach(page, page.get_by_role("link", name="Theo dõi hồ sơ"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mới đăng ký").first).to_be_visible()
    reference = value(
        "select reference from dossier where id = $1::uuid", page.url.rstrip("/").split("/")[-1]
    )
    page.goto("/tra-cuu/")
    page.wait_for_selector("#ready", state="attached")
    write(page, "ma", str(reference))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Hồ sơ {reference}")).to_be_visible()
    _past_the_menu(page)
    page.context.close()
    return str(reference)


def _past_the_menu(page: Page) -> None:
    """The first key leads past the menu, and the keyboard goes along."""
    page.reload()
    page.wait_for_selector("main h1")
    page.wait_for_selector("main :is(a[href], button, input, select)")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main#noi-dung")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def _open(page: Page, reference: str, folder: str) -> None:
    page.goto(f"/?folder={folder}&q={reference}")
    reach(page, page.locator("[data-row]"))
    page.keyboard.press("Enter")
    expect(page.locator(".acts").first).to_be_visible()


def _do(page: Page, label: str) -> None:
    press(page, label)
    reach(page, page.locator("#do"))
    page.keyboard.press("Enter")
    expect(page.locator(".note.good").first).to_be_visible()


def _accepted_at_the_desk(browser: Browser, screens: Services, reference: str) -> None:
    page = officer(browser, screens, "tiepnhan1.kylua")
    _past_the_menu(page)
    group = page.locator("details.menu", has_text="Số liệu")
    reach(page, group.locator("summary"))
    page.keyboard.press("Enter")
    expect(group).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.menu') !== null")
    page.keyboard.press("Escape")
    expect(group).not_to_have_attribute("open", "")
    expect(group.locator("summary")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    _open(page, reference, "waiting_acceptance")
    _do(page, "Tiếp nhận")
    press(page, "Chuyển xử lý")
    choose(page, "unit_id")
    reach(page, page.locator("#do"))
    page.keyboard.press("Enter")
    expect(page.locator(".note.good").first).to_be_visible()
    page.context.close()


def _assigned_by_the_head(browser: Browser, screens: Services, reference: str) -> str:
    page = officer(browser, screens, "truongphong.tuphap.kylua")
    _open(page, reference, "unit")
    press(page, "Phân công")
    name = choose(page, "officer_id").rsplit(" (", 1)[0]
    reach(page, page.locator("#do"))
    page.keyboard.press("Enter")
    expect(page.locator(".note.good").first).to_be_visible()
    page.context.close()
    return name


def _proposed(browser: Browser, screens: Services, reference: str, name: str) -> None:
    username = value(
        "select username from account where full_name = $1 and username like '%kylua'", name
    )
    page = officer(browser, screens, str(username))
    _open(page, reference, "mine")
    _do(page, "Trình lãnh đạo")
    page.context.close()
