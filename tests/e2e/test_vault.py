"""Choosing instead of typing on a phone, the vault, who looked, and sources at the officer's."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in, submitted

STAY, MARITAL = "1.004194", "1.004873"


def verified_home(number: int) -> list[str]:
    """A paper in the vault of the n-th citizen and a draft that asks for it; their ids."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_paper", str(number)],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


def begin(page: Page, code: str) -> None:
    """A draft of a procedure, at its first question."""
    page.goto(f"/thu-tuc/{code}/")
    page.get_by_role("button", name="Nộp hồ sơ").first.click()
    expect(page.locator("form .question").first).to_be_visible()


@pytest.mark.criterion("III.1")
def test_a_register_fills_the_form_by_choice_and_the_officer_sees_where_from(
    screens: Services, chromium: Browser
) -> None:
    page = signed_in(chromium, screens, 24)
    begin(page, MARITAL)
    expect(page.locator(".source")).to_contain_text("Tài khoản của người nộp")
    picture(page, "prefill-account")
    page.get_by_text("Điền nhanh từ").click()
    page.get_by_role("button", name="Lấy dữ liệu").click()
    expect(page.get_by_text("Cần bạn đồng ý")).to_be_visible()
    picture(page, "prefill-register")
    assert_accessible(page)
    page.get_by_text("Tôi đồng ý để Cổng").click()
    page.get_by_role("button", name="Lấy dữ liệu").click()
    expect(page.locator(".source").first).to_contain_text("✓ Đã xác thực: Cơ sở dữ liệu")
    picture(page, "prefill-taken")
    assert_accessible(page)
    while page.locator("#answer-birth_date").count() == 0:
        before = page.locator("input[name=asked]").input_value()
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_function(
            "b => document.querySelector('input[name=asked]')?.value !== b", arg=before
        )
    expect(page.locator("#answer-ethnicity")).not_to_have_value("")
    expect(page.locator(".source").first).to_contain_text("ngày 01/07/2026")
    picture(page, "prefill-page")


@pytest.mark.criterion("S.11")
def test_a_paper_of_the_national_store_is_asked_for_and_put_into_the_draft(
    screens: Services, chromium: Browser
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.one_draft", "27", "1.000894"],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    page = signed_in(chromium, screens, 27)
    page.goto(f"/nop/{done.stdout.strip()}/")
    page.get_by_text("Lấy giấy tờ từ Kho dữ liệu điện tử quốc gia").click()
    page.get_by_role("button", name="Hỏi Kho").click()
    expect(page.get_by_text("Cần bạn đồng ý")).to_be_visible()
    picture(page, "store-asking")
    assert_accessible(page)
    page.get_by_text("Tôi đồng ý để Cổng hỏi Kho").click()
    page.get_by_role("button", name="Hỏi Kho").click()
    expect(page.get_by_text("Kho dữ liệu quốc gia có giấy tờ của bạn")).to_be_visible()
    picture(page, "store-found")
    assert_accessible(page)
    offer = "Có trong Kho dữ liệu quốc gia: Giấy xác nhận tình trạng hôn nhân"
    expect(page.get_by_text(offer)).to_have_count(1)  # under its own paper alone
    page.get_by_text("Giấy tờ khác, nếu thuộc trường hợp của bạn").click()
    expect(page.locator("section.card", has_text=offer).locator("h2")).to_have_text(
        "Giấy xác nhận tình trạng hôn nhân"
    )
    page.get_by_role("button", name="Lấy từ Kho: Giấy xác nhận tình trạng hôn nhân").click()
    expect(page.get_by_text("giay-to.pdf").first).to_be_visible()
    expect(page.get_by_text("Có trong Kho dữ liệu quốc gia:")).to_have_count(0)
    picture(page, "store-taken")


@pytest.mark.criterion("II.16")
def test_a_held_paper_is_offered_reused_and_shown_to_its_owner(
    screens: Services, chromium: Browser
) -> None:
    item_id, draft_id = verified_home(25)
    page = signed_in(chromium, screens, 25)
    page.goto("/tai-khoan/")
    picture(page, "account")
    page.get_by_text("Kho giấy tờ").click()
    expect(page.get_by_text("Đang có giá trị")).to_be_visible()
    picture(page, "vault")
    assert_accessible(page)
    page.goto(f"/kho-giay-to/{item_id}/")
    expect(page.get_by_text("Chưa dùng lại lần nào.")).to_be_visible()
    picture(page, "vault-paper")
    assert_accessible(page)
    page.get_by_text("Chia sẻ với một người hoặc tổ chức").click()
    page.get_by_label("Số định danh cá nhân hoặc mã số thuế").fill(personal_id(48))
    page.get_by_label("Họ tên hoặc tên tổ chức").fill("Người Xem Mẫu")
    page.get_by_role("button", name="Chia sẻ", exact=True).click()
    expect(page.get_by_text("Mục đích: Ghi rõ để làm gì")).to_be_visible()
    page.get_by_label("Để làm gì").fill("Vay vốn mua nhà")
    assert_accessible(page)
    picture(page, "vault-sharing")
    page.get_by_role("button", name="Chia sẻ", exact=True).click()
    expect(page.get_by_text("Đã chia sẻ với Người Xem Mẫu")).to_be_visible()
    friend = signed_in(chromium, screens, 48)
    friend.goto("/giay-duoc-chia-se/")
    friend.get_by_role("heading", name="Giấy tờ").get_by_role("link").first.click()
    expect(friend.get_by_text("Vay vốn mua nhà")).to_be_visible()
    expect(friend.get_by_text("Chủ giấy tờ thấy mỗi lần bạn mở.")).to_be_visible()
    assert_accessible(friend)
    picture(friend, "vault-shared-with-me")
    page.get_by_role("button", name="Ngừng chia sẻ với Người Xem Mẫu").click()
    expect(page.get_by_text("Đã ngừng chia sẻ.")).to_be_visible()
    picture(page, "vault-share-ended")
    friend.reload()
    expect(friend.get_by_text("không được chia sẻ với bạn")).to_be_visible()
    page.get_by_text("Không muốn giấy này được dùng lại?").click()
    page.get_by_role("button", name="Rút khỏi kho").click()
    expect(page.get_by_text("Bạn đã rút khỏi kho")).to_be_visible()
    page.get_by_role("button", name="Đưa lại vào kho").click()
    expect(page.get_by_text("Đang có giá trị")).to_be_visible()
    page.goto(f"/nop/{draft_id}/")
    expect(page.get_by_text("Giấy này đã có:")).to_be_visible()
    picture(page, "papers-held")
    assert_accessible(page)
    page.get_by_role("button", name="Dùng lại: Giấy tờ").click()
    expect(page.get_by_text("nha.jpg").first).to_be_visible()
    expect(page.get_by_text("Giấy này đã có:")).to_have_count(0)
    picture(page, "papers-reused")
    page.goto("/du-lieu-cua-toi/")
    expect(page.get_by_text("Dùng lại giấy tờ trong kho", exact=True)).to_be_visible()
    expect(page.get_by_text("Mở hồ sơ").first).to_be_visible()
    expect(page.get_by_text("Xem giấy tờ bạn chia sẻ").first).to_be_visible()
    expect(page.get_by_text("Ai: Cán bộ Bộ phận Một cửa").first).to_be_visible()
    picture(page, "looks")
    assert_accessible(page)
    page.get_by_role("button", name="Đồng ý: Cho Bộ phận Một cửa").click()
    expect(page.get_by_text("Đồng ý từ")).to_be_visible()


@pytest.mark.criterion("II.16")
def test_the_desk_sees_what_is_held_and_the_officer_vouches(
    screens: Services, chromium: Browser
) -> None:
    verified_home(26)
    page = desk(chromium, screens, "tiepnhan2.kylua")
    page.goto("/tiep-nhan/")
    page.fill("#scan", personal_id(26))
    page.press("#scan", "Enter")
    expect(page.get_by_text("Đã điền từ tài khoản")).to_be_visible()
    page.fill("#q", STAY)
    page.press("#q", "Enter")
    expect(page.locator("#applicant_name")).not_to_have_value("")
    page.get_by_role("button", name="Người nộp đồng ý cho xem giấy tờ đã có").click()
    expect(page.get_by_text("Đã có:")).to_be_visible()
    picture(page, "desk-held")
    assert_accessible(page)
    page.locator("#all").check()
    page.get_by_role("button", name="Tiếp nhận").first.click()
    expect(page.get_by_text("Hẹn trả").first).to_be_visible()
    page.get_by_role("link", name="Mở hồ sơ").click()
    expect(page.get_by_text("Kho giấy tờ: Giấy tờ, tài liệu chứng minh")).to_be_visible()
    picture(page, "desk-dossier")
    assert_accessible(page)


@pytest.mark.criterion("III.1")
def test_unverified_answers_stand_out_and_are_vouched_for_with_one_click(
    screens: Services, chromium: Browser
) -> None:
    id_ = submitted(screens, 27)
    page = desk(chromium, screens, "truongbophan.kylua")
    page.goto(f"/ho-so/{id_}/")
    expect(page.get_by_text("11 mục chưa xác thực")).to_be_visible()
    page.get_by_role("button", name="Đã đối chiếu: Dân tộc").click()
    expect(page.get_by_text("10 mục chưa xác thực")).to_be_visible()
    picture(page, "desk-sources")
    assert_accessible(page)


def test_a_head_reads_how_often_held_papers_were_asked_for(
    screens: Services, chromium: Browser
) -> None:
    page = desk(chromium, screens, "lanhdao.kylua")
    page.goto("/yeu-cau-lai/")
    expect(page.locator("#since")).not_to_have_value("")
    page.wait_for_timeout(1_000)  # the page puts its own days into the fields
    page.fill("#since", "hôm qua")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text("Nhập ngày dạng ngày/tháng/năm.")).to_be_visible()
    page.fill("#since", "01/01/2020")
    page.fill("#until", "31/01/2020")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text("Nhập ngày dạng ngày/tháng/năm.")).to_have_count(0)
    expect(page.get_by_text("Không có lần nào trong những ngày này.")).to_be_visible()
    picture(page, "asked-again")
    assert_accessible(page)
