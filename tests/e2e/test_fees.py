"""A fee is worked out at the desk, paid on a phone, shown with its receipt, and reconciled."""

import re
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.platform import clock
from backend.settings import settings
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.database import execute
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import signed_in, submitted

AMOUNT = "25.000 đồng"


@pytest.fixture
def platform() -> httpx.Client:
    """The sandbox of the payment platform."""
    return httpx.Client(base_url=settings().payment_url, timeout=20)


def asked(officer: Page, id_: str) -> None:
    """The desk asks for 25,000 VND by the act."""
    officer.goto(f"/ho-so/{id_}")
    officer.get_by_role("button", name="Yêu cầu nộp phí, lệ phí").click()
    officer.fill("[name='amount_vnd']", "25000")
    officer.fill("[name='reason']", "Lệ phí theo nghị quyết của Hội đồng nhân dân.")
    officer.locator(".panel").get_by_role("button", name="Yêu cầu nộp phí, lệ phí").click()
    expect(officer.get_by_text(AMOUNT).first).to_be_visible()


@pytest.mark.criterion("II.11")
def test_a_fee_is_asked_for_and_paid_on_the_phone(
    chromium: Browser, screens: Services, platform: httpx.Client
) -> None:
    id_ = submitted(screens, 44)
    officer = desk(chromium, screens, "tiepnhan1.kylua")
    asked(officer, id_)
    me = signed_in(chromium, screens, 44)
    me.goto(f"/ho-so/{id_}")
    card = me.locator("section", has=me.get_by_role("heading", name="Phí, lệ phí"))
    expect(card.get_by_text("Còn phải nộp")).to_be_visible()
    card.get_by_role("button", name="Chuyển khoản bằng VietQR").click()
    expect(card.get_by_alt_text("Mã VietQR để chuyển khoản")).to_be_visible()
    assert_accessible(me)
    picture(me, "fees-owed-phone")
    card.get_by_role("button", name="Thanh toán trực tuyến").click()
    me.wait_for_url("**/thanh-toan/trang/**")
    expect(me.get_by_text(AMOUNT)).to_be_visible()
    me.get_by_role("button", name="Thanh toán").click()
    me.wait_for_url("**/thanh-toan/?ma=*")
    expect(me.get_by_text("Đã nhận đủ tiền")).to_be_visible()
    assert_accessible(me)
    picture(me, "fees-paid-phone")
    me.get_by_role("link", name="Về hồ sơ").click()
    expect(card.get_by_text("Đã thanh toán")).to_be_visible()
    receipt = card.get_by_role("link", name=re.compile("Xem Biên lai AA")).get_attribute("href")
    answer = me.request.get(str(receipt))
    assert answer.headers["content-type"] == "application/pdf"
    picture(me, "fees-receipt-phone")


def test_a_cancelled_payment_says_so_and_can_be_tried_again(
    chromium: Browser, screens: Services
) -> None:
    id_ = submitted(screens, 45)
    asked(desk(chromium, screens, "tiepnhan1.kylua"), id_)
    me = signed_in(chromium, screens, 45)
    me.goto(f"/ho-so/{id_}")
    me.get_by_role("button", name="Thanh toán trực tuyến").click()
    me.wait_for_url("**/thanh-toan/trang/**")
    me.get_by_role("button", name="Hủy giao dịch").click()
    me.wait_for_url("**/thanh-toan/?ma=*")
    expect(me.get_by_text("Giao dịch không thành công")).to_be_visible()
    picture(me, "fees-failed-phone")
    me.get_by_role("link", name="Về hồ sơ").click()
    expect(me.get_by_role("button", name="Thanh toán trực tuyến")).to_be_visible()


def test_the_page_after_the_bank_asks_who_is_there(chromium: Browser, screens: Services) -> None:
    me = phone(chromium, screens)
    me.goto("/thanh-toan/?ma=MC0000")
    me.wait_for_url(re.compile("dang-nhap/.*thanh-toan"))


@pytest.mark.criterion("II.11")
def test_the_desk_works_a_fee_out_takes_it_and_gives_it_back_by_two(
    chromium: Browser, screens: Services
) -> None:
    officer = desk(chromium, screens, "tiepnhan1.kylua")
    id_ = _walk_in(officer)
    officer.goto(f"/ho-so/{id_}")
    card = officer.locator("section", has=officer.get_by_role("heading", name="Phí, lệ phí"))
    card.get_by_role("button", name="Tính và yêu cầu nộp phí").click()
    card.get_by_label("Số trang của một bản").fill("10")
    card.get_by_label("Số bản").fill("2")
    card.get_by_role("button", name="Tính", exact=True).click()
    expect(card.get_by_text("24.000 đồng").first).to_be_visible()
    assert_accessible(officer)
    picture(officer, "fees-worked-out-desk")
    card.get_by_role("button", name="Yêu cầu nộp", exact=True).click()
    expect(card.get_by_text("Chưa thanh toán")).to_be_visible()
    card.get_by_role("button", name="Thu tại quầy").click()
    card.get_by_label("Số tiền nhận (đồng)").fill("20000")
    card.get_by_role("button", name="Ghi đã thu, lập biên lai").click()
    expect(card.get_by_text("Số tiền thu phải đúng số phải nộp")).to_be_visible()
    card.get_by_label("Số tiền nhận (đồng)").fill("24000")
    card.get_by_role("button", name="Ghi đã thu, lập biên lai").click()
    expect(card.get_by_text("Đã thanh toán")).to_be_visible()
    picture(officer, "fees-taken-desk")
    card.get_by_role("button", name="Đề nghị hoàn trả").click()
    card.get_by_label("Lý do hoàn trả").fill("Người nộp không cần bản sao nữa.")
    card.get_by_role("button", name="Gửi").click()
    expect(card.get_by_text("chờ người thứ hai quyết định")).to_be_visible()
    leader = desk(chromium, screens, "lanhdao.kylua")
    leader.goto(f"/ho-so/{id_}")
    leader.get_by_role("button", name="Quyết định hoàn trả").click()
    assert_accessible(leader)
    leader.get_by_role("button", name="Gửi", exact=True).first.click()
    expect(leader.get_by_text("Đã ghi quyết định")).to_be_visible()
    officer.reload()
    card.get_by_role("button", name="Đã hoàn tiền").click()
    card.get_by_label("Đã trả cho ai, bằng cách nào").fill("Trả tiền mặt cho người nộp.")
    card.get_by_role("button", name="Gửi").click()
    expect(card.get_by_text("Đã hoàn trả", exact=True)).to_be_visible()
    picture(officer, "fees-refunded-desk")


def _walk_in(officer: Page) -> str:
    """A walk-in for certified copies, entered but not yet accepted."""
    headers = {"X-MotCua-Face": "officer", "Origin": officer.url.split("/", 3)[0] + "//"
               + officer.url.split("/", 3)[2]}  # fmt: skip
    agency = officer.request.get("/api/v1/me", headers=headers).json()["roles"][0]["agency_id"]
    sent = officer.request.post(
        "/api/v1/dossiers",
        headers=headers,
        data={
            "procedure_code": "2.000815", "agency_id": agency, "channel": "desk",
            "applicant_name": "Nguyễn Thị Mẫu Phí", "applicant_personal_id": "020188000778",
            "applicant_phone": "0900000778", "applicant_address": "Số 7 phố Trình Diễn",
            "delivery": "desk",
        },
    )  # fmt: skip
    assert sent.status == 201, sent.text()
    return str(sent.json()["id"])


def test_a_leader_sees_what_the_night_found(
    chromium: Browser, screens: Services, platform: httpx.Client
) -> None:
    id_ = submitted(screens, 46)
    asked(desk(chromium, screens, "tiepnhan1.kylua"), id_)
    me = signed_in(chromium, screens, 46)
    me.goto(f"/ho-so/{id_}")
    me.get_by_role("button", name="Thanh toán trực tuyến").click()
    me.wait_for_url("**/thanh-toan/trang/**")
    reference = me.url.rsplit("/", 1)[1]
    yesterday = clock.today() - timedelta(days=1)
    for _time in range(2):
        platform.post(f"/thu/{reference}/pay", params={"at": f"{yesterday:%Y%m%d}101500"})
    me.goto(f"/thanh-toan/?ma={reference}")
    expect(me.get_by_text("Đã nhận đủ tiền")).to_be_visible()
    execute("update fee_reconciliation set state = 'waiting' where day = $1", yesterday)
    leader = desk(chromium, screens, "lanhdao.kylua")
    leader.goto("/doi-soat/")
    leader.fill("#day", f"{yesterday:%d/%m/%Y}")
    leader.get_by_role("button", name="Đối soát", exact=True).click()
    expect(leader.get_by_text("Đang đối soát")).to_be_visible()
    row = leader.get_by_role("row", name=re.compile(reference))
    for _try in range(20):
        leader.reload()
        expect(leader.get_by_role("heading", name="Từng ngày")).to_be_visible()
        if row.count():
            break
        leader.wait_for_timeout(1000)
    expect(row.get_by_text("Nộp trùng")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "reconciliation")
    row.get_by_role("button", name="Ghi kết quả xử lý").click()
    leader.fill("#said", "Đã liên hệ người nộp, hoàn bằng chuyển khoản.")
    leader.get_by_role("button", name="Gửi", exact=True).click()
    expect(leader.get_by_text("Đã ghi kết quả xử lý")).to_be_visible()
    expect(row).to_have_count(0)
    leader.get_by_role("button", name="Đã xử lý").click()
    expect(row).to_be_visible()
