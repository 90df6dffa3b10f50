"""Being told, choosing how, asking and answering, the words of an agency, the gateways."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu
from tests.e2e.database import execute
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in, submitted

QUESTION = "Tôi nộp bản chụp căn cước có được không, hay phải mang bản chính?"
ANSWER = "Được, Ông/Bà mang bản chính khi đến nhận kết quả."
CITIZEN = 47


@pytest.mark.criterion("III.5")
@pytest.mark.criterion("II.23")
def test_a_citizen_asks_reads_and_chooses_and_officers_answer_on_the_dossier(
    chromium: Browser, screens: Services
) -> None:
    id_ = submitted(screens, CITIZEN)
    me = signed_in(chromium, screens, CITIZEN)
    me.goto(f"/ho-so/{id_}")
    card = me.locator("#hoi-dap")
    expect(card.get_by_text("Có điều chưa rõ về hồ sơ này?")).to_be_visible()
    card.get_by_role("button", name="Gửi câu hỏi").click()
    expect(card.get_by_text("Ghi nội dung trước khi gửi.")).to_be_visible()
    card.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    card.get_by_text("Đính kèm tệp").click()
    card.locator("input[type=file]").set_input_files(
        {"name": "can-cuoc.pdf", "mimeType": "application/pdf", "buffer": _pdf()}
    )
    expect(card.locator(".ready-files").get_by_text("can-cuoc.pdf", exact=True)).to_be_visible()
    expect(card.get_by_label("Câu hỏi của bạn")).to_have_value(QUESTION)
    assert_accessible(me)
    picture(me, "question-typed-phone")
    card.get_by_role("button", name="Gửi câu hỏi").click()
    expect(card.locator(".said.mine").get_by_text(QUESTION)).to_be_visible()
    expect(card.get_by_text("Đang chờ trả lời từ")).to_be_visible()
    expect(card.get_by_role("link", name="can-cuoc.pdf")).to_be_visible()
    picture(me, "question-asked-phone")

    officer = desk(chromium, screens, "tiepnhan1.kylua")
    expect(officer.get_by_text("Có câu hỏi").first).to_be_visible()
    picture(officer, "inbox-question-desk")
    _answer(officer, id_)
    me.reload()
    expect(card.get_by_text(ANSWER)).to_be_visible()
    expect(card.get_by_text("1 mới")).to_be_visible()
    expect(card.get_by_text("Đã xem")).to_be_visible()
    me.get_by_text("Đã thông báo cho bạn").click()
    expect(me.get_by_text("Hộp thư trên Cổng").first).to_be_visible()
    assert_accessible(me)
    picture(me, "answered-phone")
    _inbox(me)
    _choices(me)


def _answer(officer: Page, id_: str) -> None:
    officer.goto(f"/ho-so/{id_}")
    section = officer.locator("#hoi-dap")
    expect(section.get_by_text(QUESTION)).to_be_visible()
    expect(section.get_by_text("Chờ trả lời từ")).to_be_visible()
    section.get_by_label("Nội dung").fill(ANSWER)
    section.get_by_role("button", name="Gửi người nộp").click()
    expect(section.locator(".said.mine").get_by_text(ANSWER)).to_be_visible()
    officer.get_by_text("Đã thông báo cho người nộp").click()
    expect(officer.get_by_role("cell", name=re.compile("Thư điện tử")).first).to_be_visible()
    assert_accessible(officer)
    picture(officer, "answered-desk")


def _inbox(me: Page) -> None:
    me.goto("/thong-bao/")
    first = me.locator(".messages > li").first
    expect(first.get_by_text("Mới")).to_be_visible()
    expect(me.get_by_text("đã trả lời câu hỏi").first).to_be_visible()
    assert_accessible(me)
    picture(me, "inbox-phone")
    first.get_by_role("button", name=re.compile("^Đánh dấu đã đọc")).click()
    expect(first.get_by_role("button", name=re.compile("^Đánh dấu chưa đọc"))).to_be_visible()
    me.get_by_role("button", name="Đánh dấu tất cả đã đọc").click()
    me.get_by_role("button", name=re.compile("^Chưa đọc")).click()
    expect(me.get_by_text("Bạn đã đọc hết thông báo.")).to_be_visible()


def _choices(me: Page) -> None:
    me.get_by_role("link", name="Chọn cách nhận thông báo").click()
    expect(me.get_by_text("không tắt được")).to_be_visible()
    me.get_by_label("Tin nhắn SMS").click()
    me.get_by_label("Từ", exact=True).select_option("22:00")
    me.get_by_role("button", name="Lưu").click()
    expect(me.get_by_text("Chọn cả giờ bắt đầu và giờ kết thúc")).to_be_visible()
    me.get_by_label("Đến", exact=True).select_option("06:00")
    me.get_by_role("button", name="Lưu").click()
    expect(me.get_by_text("Đã lưu cách nhận thông báo.")).to_be_visible()
    assert_accessible(me)
    picture(me, "choices-phone")
    me.reload()
    expect(me.get_by_label("Tin nhắn SMS")).not_to_be_checked()
    expect(me.get_by_label("Đến", exact=True)).to_have_value("06:00")
    execute("delete from message_choice")


@pytest.mark.criterion("II.23")
def test_a_leader_writes_the_words_of_the_agency_and_an_administrator_sees_the_gateways(
    chromium: Browser, screens: Services
) -> None:
    leader = desk(chromium, screens, "lanhdao.kylua")
    from_menu(leader, "Thủ tục", "Mẫu thông báo")
    expect(leader.get_by_role("heading", name="Mẫu thông báo")).to_be_visible()
    row = leader.get_by_role("row", name=re.compile("^Yêu cầu bổ sung (Có|Không)"))
    expect(row).to_be_visible()
    assert_accessible(leader)
    picture(leader, "wordings-desk")
    row.get_by_role("link").first.click()
    expect(leader.get_by_text("H37.09-261126-0001").first).to_be_visible()
    leader.get_by_label("Nội dung", exact=True).fill("Bổ sung: {note}. Số: {so_dinh_danh}")
    leader.get_by_role("button", name="Lưu bản mới").click()
    expect(leader.get_by_text("Không có ô điền {so_dinh_danh}.")).to_be_visible()
    expect(leader.get_by_label("Nội dung", exact=True)).to_have_value(
        "Bổ sung: {note}. Số: {so_dinh_danh}"
    )
    leader.get_by_label("Nội dung", exact=True).fill("UBND phường cần Ông/Bà bổ sung: {note}")
    leader.get_by_role("button", name="Lưu bản mới").click()
    expect(leader.get_by_text("Đã lưu bản mới.")).to_be_visible()
    expect(leader.locator(".sheet-of-mail").first).to_contain_text("UBND phường cần Ông/Bà bổ sung")
    expect(leader.get_by_text("Bản 1:")).to_be_visible()
    leader.get_by_role("button", name="Gửi thử cho tôi").click()
    expect(leader.get_by_text("Đã gửi thử đến hộp thư của bạn.")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "wording-desk")
    leader.get_by_role("button", name="Bỏ mẫu riêng").click()
    expect(leader.get_by_text("Đã bỏ mẫu riêng")).to_be_visible()
    leader.goto("/tai-khoan/")
    leader.get_by_label("Gửi cho tôi lúc 7 giờ 30").click()
    expect(leader.get_by_text("Đã bật thư tóm tắt.")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "digest-desk")
    leader.goto("/nhac-viec/")
    picture(leader, "reminders-desk")

    admin = desk(chromium, screens, "quantri.ubndtinh")
    from_menu(admin, "Hệ thống", "Cổng tin nhắn")
    expect(admin.get_by_role("heading", name="Quy tắc chuyển cổng")).to_be_visible()
    admin.get_by_label("Tỷ lệ chậm (%)").fill("40")
    admin.get_by_role("button", name="Lưu quy tắc").click()
    expect(admin.get_by_text("Đã lưu quy tắc.")).to_be_visible()
    admin.get_by_role("button", name="Chuyển sang cổng này").click()
    expect(admin.get_by_text("Chuyển bằng tay")).to_be_visible()
    assert_accessible(admin)
    picture(admin, "gateways-desk")
    execute("delete from provider_turn")
    execute("delete from failover_rule")
    execute("delete from message_choice")


def _pdf() -> bytes:
    from tests.api.conftest import pdf

    return pdf()
