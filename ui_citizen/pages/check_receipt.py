"""Checking a receipt of a fee without signing in, by the code or the QR code on it."""

import reflex as rx
from reflex.components.component import Component

from shared.client import receipts
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell


class ReceiptPage(rx.State):
    """A receipt by its look-up code."""

    loaded: bool = False
    problem: str = ""
    valid: bool = False
    verdict: str = ""
    facts: list[list[str]] = []
    next_address: str = ""

    @rx.event
    async def load(self):
        """Looks up the code in the address."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await receipts.check(api(self, "citizen"), self.receipt_code)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.valid = found.valid
        self.verdict = "✓ Biên lai có thật và còn giá trị."
        if not found.valid:
            self.verdict = f"✗ {found.state_label}. Biên lai này không còn giá trị."
        signed = f"{found.signer}, {moment(found.signed_at)}" if found.signed_at else "Chờ ký số"
        facts = [
            ["Số", found.number],
            ["Ký hiệu mẫu, ký hiệu", f"{found.form}, {found.series}"],
            ["Ngày lập", day(found.issued_at)],
            ["Cơ quan thu", found.agency],
            ["Mã số thuế", found.tax_code],
            ["Khoản thu", found.fee],
            ["Số tiền", found.amount],
            ["Hình thức", found.means_label],
            ["Mã hồ sơ", found.dossier_code],
            ["Chữ ký số", signed],
            ["Mã của cơ quan thuế", found.authority_code or "Chưa cấp"],
            ["Hết giá trị từ", day(found.ended_at)],
        ]
        self.facts = [fact for fact in facts if fact[1]]
        self.next_address = f"/bien-lai/{found.replaced_by}/" if found.replaced_by else ""
        self.loaded = True


@rx.page(
    route="/bien-lai/[receipt_code]",
    title="Tra cứu biên lai – Cổng Dịch vụ công",
    on_load=ReceiptPage.load,
)
def receipt_check() -> Component:
    """The page behind the QR code of a receipt."""
    page = ReceiptPage
    return shell(
        ready(),
        rx.el.h1("Tra cứu biên lai"),
        rx.cond(
            page.problem != "",
            rx.fragment(
                message(page.problem),
                rx.el.p(rx.el.a("Nhập mã khác", href="/kiem-tra-ket-qua/")),
            ),
        ),
        rx.cond(~page.loaded, rx.el.p("Đang tra cứu …", role="status", class_name="waiting")),
        rx.cond(
            page.facts.length() > 0,
            rx.fragment(
                rx.cond(page.valid, message(page.verdict, "good"), message(page.verdict)),
                rx.el.dl(
                    rx.foreach(
                        page.facts,
                        lambda fact: rx.el.div(rx.el.dt(fact[0]), rx.el.dd(fact[1])),
                    ),
                    class_name="rows card",
                ),
                rx.cond(
                    page.next_address != "",
                    rx.el.p(
                        rx.el.a(
                            "Xem biên lai thay thế",
                            href=page.next_address,
                            class_name="button plain",
                        )
                    ),
                ),
                rx.el.p(
                    "Biên lai cầm trên tay phải khớp từng thông tin trên đây. Họ tên người nộp "
                    "không hiện ở trang này.",
                    class_name="small muted",
                ),
            ),
        ),
    )
