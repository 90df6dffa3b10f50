"""The section of fees on the page of a dossier."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import message
from ui_officer.pages.dossier.fees import Fees, Owed
from ui_officer.pages.dossier.receipts import receipts_of
from ui_officer.pages.refund_form import refund_form


def _count(name: str, label: rx.Var[str] | str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            input_mode="numeric",
            default_value="1",
            on_change=Fees.recount,
        ),
        class_name="field",
    )


def _ask() -> Component:
    return rx.el.form(
        rx.cond(Fees.error != "", message(Fees.error)),
        rx.el.div(
            rx.el.label("Khoản thu", html_for="fee"),
            rx.el.select(
                rx.foreach(Fees.offered, lambda o: rx.el.option(o.name, value=o.key)),
                id="fee",
                value=Fees.chosen.key,
                on_change=Fees.choose,
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.cond(Fees.chosen.counted != "", _count("units", Fees.chosen.counted)),
            rx.cond(Fees.chosen.copies, _count("copies", "Số bản")),
            class_name="columns",
        ),
        rx.cond(
            Fees.grounds.length() > 0,
            rx.el.div(
                rx.el.label("Miễn, giảm", html_for="exemption"),
                rx.el.select(
                    rx.el.option("Không", value=""),
                    rx.foreach(Fees.grounds, lambda g: rx.el.option(g.label, value=g.key)),
                    id="exemption",
                    name="exemption",
                    default_value="",
                    on_change=Fees.recount,
                ),
                class_name="field",
            ),
        ),
        rx.cond(
            Fees.result != "",
            rx.el.div(
                rx.el.p("Phải nộp: ", rx.el.b(Fees.result)),
                rx.el.ol(rx.foreach(Fees.steps, rx.el.li), class_name="small"),
                role="status",
            ),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Fees.result != "", "Yêu cầu nộp", "Tính"),
                type="submit",
                class_name="button",
            ),
            _close(),
            class_name="acts",
        ),
        on_submit=Fees.work_out,
        class_name="panel",
    )


def _close() -> Component:
    return rx.el.button(
        "Thôi", type="button", on_click=Fees.open("", ""), class_name="button plain"
    )


def _collect(owed: Owed) -> Component:
    return rx.el.form(
        rx.cond(Fees.error != "", message(Fees.error)),
        rx.el.div(
            rx.el.div(
                rx.el.label("Cách nộp tiền", html_for="means"),
                rx.el.select(
                    rx.el.option("Tiền mặt", value="cash"),
                    rx.el.option("Quét mã VietQR", value="qr_transfer"),
                    rx.el.option("Chuyển khoản", value="transfer"),
                    id="means",
                    name="means",
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Số tiền nhận (đồng)", html_for="amount"),
                rx.el.input(
                    id="amount",
                    name="amount",
                    type="text",
                    input_mode="numeric",
                    default_value=owed.number.to_string(),
                ),
                class_name="field",
            ),
            class_name="columns",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.label("Người nộp tiền", html_for="payer"),
                rx.el.input(
                    id="payer", name="payer", type="text", max_length=120, default_value=Fees.payer
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Mã giao dịch ngân hàng (nếu chuyển khoản)", html_for="bank_reference"),
                rx.el.input(id="bank_reference", name="bank_reference", type="text", max_length=60),
                class_name="field",
            ),
            class_name="columns",
        ),
        rx.el.div(
            rx.el.button("Ghi đã thu, lập biên lai", type="submit", class_name="button"),
            _close(),
            class_name="acts",
        ),
        on_submit=Fees.collect,
        class_name="panel",
    )


def _button(label: rx.Var[str] | str, event: object) -> Component:
    return rx.el.button(label, type="button", on_click=event, class_name="button plain")


def _one(owed: Owed) -> Component:
    return rx.el.li(
        rx.el.b(owed.amount),
        " · ",
        owed.name,
        " ",
        rx.el.span(owed.state, class_name="chip " + owed.chip),
        rx.el.br(),
        rx.el.span(owed.about, class_name="muted small"),
        rx.cond(
            owed.refund != "",
            rx.el.p(rx.el.b(owed.refund), ". ", owed.refund_why, class_name="small"),
        ),
        rx.cond(
            owed.why.length() > 0,
            rx.el.details(
                rx.el.summary("Cách tính"),
                rx.el.ol(rx.foreach(owed.why, rx.el.li), class_name="small"),
            ),
        ),
        rx.el.div(
            rx.cond(owed.may_collect, _button("Thu tại quầy", Fees.open("collect", owed.id))),
            rx.cond(
                owed.may_collect,
                _button(
                    rx.cond(Fees.qr_of == owed.id, "Ẩn mã VietQR", "Mã VietQR"),
                    Fees.show_qr(owed.id),
                ),
            ),
            rx.cond(
                owed.reference != "", _button("Kiểm tra thanh toán", Fees.check(owed.reference))
            ),
            rx.cond(owed.may_refund, _button("Đề nghị hoàn trả", Fees.open("refund", owed.id))),
            rx.cond(
                owed.may_decide, _button("Quyết định hoàn trả", Fees.open("decide", owed.refund_id))
            ),
            rx.cond(owed.may_hand, _button("Đã hoàn tiền", Fees.open("hand", owed.refund_id))),
            class_name="acts",
        ),
        receipts_of(owed),
        rx.cond(
            Fees.qr_of == owed.id,
            rx.el.img(src=Fees.qr, alt="Mã VietQR để chuyển khoản", width="200", height="200"),
        ),
        rx.cond((Fees.doing == "collect") & (Fees.subject == owed.id), _collect(owed)),
        rx.cond(
            ((Fees.doing == "refund") & (Fees.subject == owed.id))
            | (
                ((Fees.doing == "decide") | (Fees.doing == "hand"))
                & (Fees.subject == owed.refund_id)
            ),
            refund_form(Fees, Fees.refund, class_name="panel"),
        ),
    )


def fee_section() -> Component:
    """Nothing where nothing is owed and nothing can be asked for."""
    return rx.cond(
        (Fees.owed.length() > 0) | (Fees.offered.length() > 0),
        rx.el.section(
            rx.el.h2("Phí, lệ phí"),
            rx.cond(Fees.notice != "", message(Fees.notice, "good")),
            rx.cond((Fees.error != "") & (Fees.doing == ""), message(Fees.error)),
            rx.cond(Fees.due, rx.el.p("Còn phải nộp: ", rx.el.b(Fees.total))),
            rx.el.ul(rx.foreach(Fees.owed, _one), class_name="timeline"),
            rx.cond(
                Fees.doing == "ask",
                _ask(),
                rx.cond(
                    Fees.offered.length() > 0,
                    _button("Tính và yêu cầu nộp phí", Fees.open("ask", "")),
                ),
            ),
            class_name="card",
        ),
    )
