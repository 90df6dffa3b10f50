"""Back from the bank: did my payment arrive, what happens next, and the receipt."""

import asyncio
from urllib.parse import quote

import reflex as rx
from reflex.components.component import Component

from shared.client import payments
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, shell

_TRIES = 6
_PAUSE_SECONDS = 2.5


class PaymentPage(rx.State):
    """One payment, by its reference in the address."""

    reference: str = ""
    outcome: str = ""
    amount: str = ""
    name: str = ""
    code: str = ""
    dossier: str = ""
    receipt: str = ""
    problem: str = ""
    checking: bool = False

    @rx.event
    async def load(self):
        """Asks at once, then every few seconds while the bank is not done."""
        self.reset()
        self.reference = query(self, "ma")[:40]
        self.checking = True
        yield
        for turn in range(_TRIES):
            if not await self._ask():
                break
            yield
            if turn + 1 < _TRIES:
                await asyncio.sleep(_PAUSE_SECONDS)
        self.checking = False
        if self.problem == "sign-in":
            self.problem = ""
            here = quote(f"/thanh-toan/?ma={self.reference}", safe="")
            yield rx.redirect(f"/dang-nhap/?next={here}")

    @rx.event
    async def check(self):
        """Once more, by hand."""
        self.problem, self.checking = "", True
        yield
        await self._ask()
        self.checking = False

    async def _ask(self) -> bool:
        """Whether it is worth asking again."""
        try:
            found = await payments.check(api(self, "citizen"), self.reference)
        except ApiProblem as refused:
            self.problem = "sign-in" if refused.status == 401 else refused.message
            return False
        paid = found.obligation_state == "paid"
        self.outcome = "paid" if paid else found.state
        self.amount, self.name, self.code = found.amount, found.name, found.dossier_code
        self.dossier = f"/ho-so/{found.dossier_id}/"
        self.receipt = f"/api/v1/fee-receipts/{found.receipt_id}" if found.receipt_id else ""
        return self.outcome == "started"


def _facts() -> Component:
    page = PaymentPage
    return rx.el.dl(
        rx.el.div(rx.el.dt("Khoản nộp"), rx.el.dd(page.name)),
        rx.el.div(rx.el.dt("Số tiền"), rx.el.dd(page.amount)),
        rx.el.div(rx.el.dt("Hồ sơ"), rx.el.dd(page.code)),
        rx.el.div(rx.el.dt("Mã giao dịch"), rx.el.dd(page.reference)),
        class_name="rows card",
    )


@rx.page(
    route="/thanh-toan", title="Kết quả thanh toán – Cổng Dịch vụ công", on_load=PaymentPage.load
)
def payment() -> Component:
    """The page."""
    page = PaymentPage
    return shell(
        ready(),
        rx.el.h1("Kết quả thanh toán"),
        rx.cond(page.problem != "", message(page.problem)),
        rx.match(
            page.outcome,
            ("paid", message("Đã nhận đủ tiền. Bạn không phải làm gì thêm cho khoản này.", "good")),
            (
                "started",
                rx.cond(
                    page.checking,
                    message("Đang hỏi ngân hàng, thường mất vài giây …", "warn"),
                    message(
                        "Ngân hàng chưa báo kết quả. Nếu tiền đã bị trừ, khoản nộp sẽ tự được ghi "
                        "nhận; đừng nộp lại.",
                        "warn",
                    ),
                ),
            ),
            (
                "failed",
                message(
                    "Giao dịch không thành công, khoản này chưa được ghi là đã nộp. Bạn mở hồ sơ "
                    "để thử lại hoặc chọn cách nộp khác."
                ),
            ),
            (
                "expired",
                message("Giao dịch đã quá giờ. Bạn mở hồ sơ để thử lại hoặc chọn cách nộp khác."),
            ),
            (
                "succeeded",
                message(
                    "Tiền đã đến nhưng khoản này không còn phải nộp. Bộ phận Một cửa sẽ kiểm tra "
                    "và hoàn lại cho bạn.",
                    "warn",
                ),
            ),
            rx.cond(page.checking, message("Đang kiểm tra …", "warn")),
        ),
        rx.cond(page.name != "", _facts()),
        rx.el.div(
            rx.cond(
                page.dossier != "",
                rx.el.a("Về hồ sơ", href=page.dossier, class_name="button"),
                rx.el.a("Hồ sơ của tôi", href="/ho-so/", class_name="button"),
            ),
            rx.cond(
                page.receipt != "",
                rx.el.a(
                    "Xem biên lai", href=page.receipt, target="_blank", class_name="button plain"
                ),
            ),
            rx.cond(
                (page.outcome == "started") & ~page.checking,
                rx.el.button("Kiểm tra lại", on_click=page.check, class_name="button plain"),
            ),
            class_name="actions",
        ),
    )
