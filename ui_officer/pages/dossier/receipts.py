"""The receipts of a fee on the page of a dossier: all that were issued, the newest first."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import message
from ui_officer.pages.dossier.fees import Fees, Owed
from ui_officer.pages.dossier.receipt_words import Receipt


def _form() -> Component:
    return rx.el.form(
        rx.cond(Fees.error != "", message(Fees.error)),
        rx.el.p(
            "Chỉ sửa họ tên, địa chỉ người nộp. Sai số tiền thì đề nghị hoàn trả rồi thu lại.",
            class_name="small muted",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.label("Họ tên người nộp tiền", html_for="receipt_payer"),
                rx.el.input(
                    id="receipt_payer",
                    name="receipt_payer",
                    type="text",
                    max_length=120,
                    default_value=Fees.payer,
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Địa chỉ", html_for="receipt_address"),
                rx.el.input(
                    id="receipt_address",
                    name="receipt_address",
                    type="text",
                    max_length=300,
                    default_value=Fees.address,
                ),
                class_name="field",
            ),
            class_name="columns",
        ),
        rx.el.div(
            rx.el.label("Vì sao thay thế", html_for="why"),
            rx.el.textarea(id="why", name="why", max_length=300),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button("Lập biên lai thay thế", type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=Fees.open("", ""), class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Fees.replace_receipt,
        class_name="panel",
    )


def _one(receipt: Receipt) -> Component:
    return rx.el.li(
        rx.el.a(receipt.label, href=receipt.pdf, target="_blank"),
        rx.cond(
            receipt.state != "",
            rx.fragment(" ", rx.el.span(receipt.state, class_name="chip " + receipt.chip)),
        ),
        rx.cond(receipt.about != "", rx.el.p(receipt.about, class_name="muted small")),
        rx.cond(receipt.trace != "", rx.el.p(receipt.trace, class_name="small")),
        rx.el.div(
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
                receipt.may_replace,
                rx.el.button(
                    "Thay thế biên lai",
                    type="button",
                    on_click=Fees.open("replace", receipt.id),
                    class_name="button plain",
                ),
            ),
            class_name="acts",
        ),
        rx.cond((Fees.doing == "replace") & (Fees.subject == receipt.id), _form()),
    )


def receipts_of(owed: Owed) -> Component:
    """Nothing before the fee is paid."""
    return rx.cond(
        owed.receipts.length() > 0,
        rx.el.ul(rx.foreach(owed.receipts, _one), class_name="issued-receipts"),
    )
