"""What I owe for a dossier: how much and why, paying online or by VietQR, receipts."""

import base64
import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import payments
from shared.client.base import ApiProblem
from shared.contracts.payments import ObligationView
from shared.contracts.receipts import ReceiptView
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message

_TONES = {"open": "warn", "waiting": "warn", "paid": "ok", "exempt": "ok"}
_RECEIPT_TONES = {"accepted": "ok", "signing": "warn", "signed": "warn", "refused": "warn"}
_SENT_BACK = {
    "proposed": "Cơ quan đang xem đề nghị hoàn trả.",
    "approved": "Cơ quan đã duyệt hoàn trả, tiền đang được chuyển lại.",
    "done": "Tiền đã được hoàn trả.",
}


@dataclasses.dataclass
class Receipt:
    """One receipt in words; `check` is where anybody may look it up."""

    label: str
    state: str
    tone: str
    about: str
    pdf: str
    xml: str
    check: str


@dataclasses.dataclass
class Owed:
    """One fee in words; `page` where a payment that was begun goes on."""

    id: str
    name: str
    amount: str
    state: str
    tone: str
    about: str
    why: list[str]
    page: str
    reference: str
    receipts: list[Receipt]
    bill: str
    payable: bool
    by_transfer: bool
    sent_back: str


def _owed(found: ObligationView) -> Owed:
    attempt = found.attempt
    waits = found.state == "waiting" and attempt is not None
    about = found.kind_label
    if found.means_label and found.settled_at:
        about = f"{found.means_label}, {moment(found.settled_at)}"
    return Owed(
        found.id,
        found.name,
        found.amount,
        found.state_label,
        _TONES.get(found.state, ""),
        about,
        found.explanation,
        attempt.page_url if waits and attempt else "",
        attempt.reference if waits and attempt else "",
        [_receipt(one) for one in found.receipts],
        f"/api/v1/fee-receipts/{found.receipt_id}/platform-bill" if found.has_platform_bill else "",
        found.may_pay_online and found.state == "open",
        found.state in ("open", "waiting"),
        _SENT_BACK.get(found.refund.state, "") if found.refund else "",
    )


def _receipt(found: ReceiptView) -> Receipt:
    about = f"Mã của cơ quan thuế: {found.authority_code}" if found.authority_code else ""
    return Receipt(
        f"Biên lai {found.number}",
        found.ended_label or found.standing_label,
        "" if found.ended else _RECEIPT_TONES.get(found.standing, ""),
        f"{found.ended_label}: {found.ended_reason}" if found.ended else about,
        found.pdf,
        found.xml,
        f"/bien-lai/{found.look_up_code}/" if found.look_up_code else "",
    )


class MyFees(rx.State):
    """The fees of the dossier in the address."""

    owed: list[Owed] = []
    total: str = ""
    due: bool = False
    problem: str = ""
    paying: bool = False
    qr_of: str = ""
    qr: str = ""
    qr_words: list[str] = []

    @rx.event
    async def load(self):
        """Reads them; a dossier that cannot be read says so itself."""
        self.reset()
        try:
            found = await payments.fees(api(self, "citizen"), self.dossier_id)
        except ApiProblem:
            return
        self.owed = [_owed(one) for one in found.obligations]
        self.total, self.due = found.owed, found.owed_vnd > 0

    @rx.event
    async def pay(self, obligation_id: str):
        """To the platform's page."""
        self.problem, self.paying = "", True
        yield
        try:
            started = await payments.pay(api(self, "citizen"), obligation_id)
        except ApiProblem as refused:
            self.problem, self.paying = refused.message, False
            return
        yield rx.redirect(started.page_url, is_external=False)

    @rx.event
    async def show_qr(self, obligation_id: str):
        """A transfer to make with any bank's app."""
        self.problem = ""
        if self.qr_of == obligation_id:
            self.qr_of = ""
            return
        try:
            found = await payments.vietqr(api(self, "citizen"), obligation_id)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.qr_of = obligation_id
        self.qr = "data:image/svg+xml;base64," + base64.b64encode(found.svg.encode()).decode()
        self.qr_words = [
            f"Số tiền: {found.amount}",
            f"Tài khoản: {found.account}",
            f"Chủ tài khoản: {found.account_name}",
            f"Nội dung: {found.message}",
        ]


def _qr() -> Component:
    return rx.el.div(
        rx.el.img(src=MyFees.qr, alt="Mã VietQR để chuyển khoản", width="220", height="220"),
        rx.el.ul(rx.foreach(MyFees.qr_words, rx.el.li), class_name="list small"),
        rx.el.p(
            "Mở ứng dụng ngân hàng, quét mã và giữ nguyên nội dung chuyển khoản. Bộ phận Một cửa "
            "ghi nhận khi tiền về tài khoản.",
            class_name="small muted",
        ),
        class_name="qr",
    )


def _issued(receipt: Receipt) -> Component:
    return rx.el.li(
        rx.el.b(receipt.label),
        rx.cond(
            receipt.state != "",
            rx.fragment(" ", rx.el.span(receipt.state, class_name="tag " + receipt.tone)),
        ),
        rx.cond(receipt.about != "", rx.el.p(receipt.about, class_name="muted small")),
        rx.el.div(
            rx.el.a(
                "Xem biên lai",
                href=receipt.pdf,
                target="_blank",
                class_name="button plain",
                aria_label="Xem " + receipt.label,
            ),
            rx.cond(
                receipt.xml != "",
                rx.el.a(
                    "Tải XML",
                    href=receipt.xml,
                    target="_blank",
                    download=True,
                    class_name="button plain",
                    aria_label="Tải XML của " + receipt.label,
                ),
            ),
            rx.cond(
                receipt.check != "",
                rx.el.a(
                    "Trang tra cứu",
                    href=receipt.check,
                    class_name="button plain",
                    aria_label="Trang tra cứu của " + receipt.label,
                ),
            ),
            class_name="actions",
        ),
    )


def _one(owed: Owed) -> Component:
    return rx.el.li(
        rx.el.b(owed.name),
        rx.el.p(rx.el.span(owed.amount, class_name="sum"), class_name="amount"),
        rx.el.p(
            rx.el.span(owed.state, class_name="tag " + owed.tone),
            " ",
            rx.el.span(owed.about, class_name="muted small"),
        ),
        rx.cond(owed.sent_back != "", rx.el.p(owed.sent_back, class_name="small")),
        rx.cond(
            owed.why.length() > 0,
            rx.el.details(
                rx.el.summary("Cách tính"),
                rx.el.div(rx.el.ol(rx.foreach(owed.why, rx.el.li), class_name="list small")),
            ),
        ),
        rx.el.div(
            rx.cond(
                owed.payable,
                rx.el.button(
                    rx.cond(MyFees.paying, "Đang mở trang thanh toán …", "Thanh toán trực tuyến"),
                    on_click=MyFees.pay(owed.id),
                    disabled=MyFees.paying,
                    class_name="button",
                ),
            ),
            rx.cond(
                owed.page != "",
                rx.el.a("Tiếp tục thanh toán", href=owed.page, class_name="button"),
            ),
            rx.cond(
                owed.reference != "",
                rx.el.a(
                    "Kiểm tra kết quả thanh toán",
                    href="/thanh-toan/?ma=" + owed.reference,
                    class_name="button plain",
                ),
            ),
            rx.cond(
                owed.by_transfer,
                rx.el.button(
                    rx.cond(MyFees.qr_of == owed.id, "Ẩn mã VietQR", "Chuyển khoản bằng VietQR"),
                    on_click=MyFees.show_qr(owed.id),
                    aria_expanded=(MyFees.qr_of == owed.id).to_string(),
                    class_name="button plain",
                ),
            ),
            rx.cond(
                owed.bill != "",
                rx.el.a(
                    "Biên lai của nền tảng thanh toán",
                    href=owed.bill,
                    target="_blank",
                    class_name="button plain",
                ),
            ),
            class_name="actions",
        ),
        rx.cond(
            owed.receipts.length() > 0,
            rx.el.ul(rx.foreach(owed.receipts, _issued), class_name="plain-list my-receipts"),
        ),
        rx.cond(MyFees.qr_of == owed.id, _qr()),
    )


def fees_card() -> Component:
    """Nothing for a dossier without fees."""
    return rx.cond(
        MyFees.owed.length() > 0,
        rx.el.section(
            rx.el.h2("Phí, lệ phí"),
            rx.cond(MyFees.due, rx.el.p("Còn phải nộp: ", rx.el.b(MyFees.total))),
            rx.cond(MyFees.problem != "", message(MyFees.problem)),
            rx.el.ul(rx.foreach(MyFees.owed, _one), class_name="plain-list fees"),
            class_name="card",
        ),
    )
