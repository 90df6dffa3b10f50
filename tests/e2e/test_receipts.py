"""A receipt on the phone, at the desk, in the list, and for whoever holds it in hand."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu, phone
from tests.e2e.test_fees import AMOUNT, asked
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in, submitted

TAKEN = "Cơ quan thuế đã cấp mã"


@pytest.mark.criterion("II.11")
def test_a_receipt_is_downloaded_put_right_and_looked_up(
    chromium: Browser, screens: Services
) -> None:
    id_ = submitted(screens, 45)
    officer = desk(chromium, screens, "tiepnhan1.kylua")
    asked(officer, id_)
    officer.goto(f"/ho-so/{id_}")
    card = officer.locator("section", has=officer.get_by_role("heading", name="Phí, lệ phí"))
    card.get_by_role("button", name="Thu tại quầy").click()
    card.get_by_label("Số tiền nhận (đồng)").fill("25000")
    card.get_by_label("Người nộp tiền").fill("Nguyễn Văn Mẫu Sai")
    card.get_by_role("button", name="Ghi đã thu, lập biên lai").click()
    expect(card.get_by_text("Đã thanh toán")).to_be_visible()
    taken = card.get_by_text(TAKEN)
    for _try in range(30):  # the worker signs and hands it on
        if taken.count():
            break
        officer.wait_for_timeout(1000)
        officer.reload()
        expect(card.get_by_text("Đã thanh toán")).to_be_visible()
    expect(taken).to_be_visible()
    picture(officer, "receipt-desk")
    card.get_by_role("button", name="Thay thế biên lai").click()
    expect(card.get_by_label("Họ tên người nộp tiền")).to_have_value("Nguyễn Văn Mẫu Sai")
    card.get_by_role("button", name="Lập biên lai thay thế").click()
    expect(card.get_by_text("Ghi rõ vì sao thay thế")).to_be_visible()
    card.get_by_label("Họ tên người nộp tiền").fill("Nguyễn Văn Mẫu Đúng")
    card.get_by_label("Vì sao thay thế").fill("Ghi sai tên người nộp tiền.")
    assert_accessible(officer)
    picture(officer, "receipt-replacing-desk")
    card.get_by_role("button", name="Lập biên lai thay thế").click()
    expect(card.get_by_text("Đã lập biên lai thay thế")).to_be_visible()
    expect(card.get_by_text("Đã bị thay thế: Ghi sai tên người nộp tiền.")).to_be_visible()

    me = signed_in(chromium, screens, 45)
    me.goto(f"/ho-so/{id_}")
    mine = me.locator("section", has=me.get_by_role("heading", name="Phí, lệ phí"))
    for _try in range(30):
        expect(mine.get_by_text("Đã bị thay thế").first).to_be_visible()
        if mine.get_by_text(TAKEN).count():
            break
        me.wait_for_timeout(1000)
        me.reload()
    expect(mine.get_by_text(TAKEN)).to_be_visible()
    assert_accessible(me)
    picture(me, "receipt-phone")
    for name, kind in (("Xem Biên lai AA", "application/pdf"), ("Tải XML", "application/xml")):
        link = mine.get_by_role("link", name=re.compile(name)).first
        answer = me.request.get(str(link.get_attribute("href")))
        assert answer.headers["content-type"].startswith(kind)
    last = mine.get_by_role("link", name=re.compile("Trang tra cứu")).last
    code = str(last.get_attribute("href")).strip("/").rpartition("/")[2]

    stranger = phone(chromium, screens)
    stranger.goto("/kiem-tra-ket-qua/")
    stranger.fill("#ma", code.lower())
    stranger.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(stranger.get_by_text("Biên lai này không còn giá trị")).to_be_visible()
    stranger.get_by_role("link", name="Xem biên lai thay thế").click()
    expect(stranger.get_by_text("Biên lai có thật và còn giá trị")).to_be_visible()
    expect(stranger.get_by_text(AMOUNT)).to_be_visible()
    expect(stranger.get_by_text("Nguyễn Văn")).to_have_count(0)
    assert_accessible(stranger)
    picture(stranger, "receipt-check-phone")

    from_menu(officer, "Số liệu", "Biên lai")
    expect(officer.get_by_role("row", name=re.compile("Nguyễn Văn Mẫu Đúng")).first).to_be_visible()
    assert_accessible(officer)
    picture(officer, "receipts-desk")
    officer.get_by_role("button", name="Đã hủy, thay thế").click()
    ended = officer.get_by_role("row", name=re.compile("Nguyễn Văn Mẫu Sai")).first
    expect(ended.get_by_text("đã báo cơ quan thuế")).to_be_visible()
    expect(officer.get_by_role("row", name=re.compile("Nguyễn Văn Mẫu Đúng"))).to_have_count(0)
