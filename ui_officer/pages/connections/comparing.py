"""What both sides do not agree on."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person
from ui_officer.pages.connections.doing import link, reason_form
from ui_officer.pages.connections.state import Partner
from ui_officer.pages.connections.words import Unequal

P = Partner


def _unequal(item: rx.Var[Unequal]) -> Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.td(item.day, class_name="mono"),
            rx.el.td(
                rx.cond(item.href != "", rx.el.a(item.reference, href=item.href), item.reference)
            ),
            rx.el.td(item.ours),
            rx.el.td(item.theirs),
            rx.el.td(
                rx.cond(
                    item.done != "",
                    rx.el.span(item.done, class_name="small"),
                    rx.cond(
                        Person.keeps_accounts,
                        link("Ghi kết quả xử lý", P.begin("settle", item.id), item.reference),
                    ),
                )
            ),
        ),
        rx.cond(
            (P.doing == "settle") & (P.subject == item.id),
            rx.el.tr(rx.el.td(reason_form(), col_span=5)),
        ),
    )


def comparison() -> Component:
    """Differences of both sides."""
    heads = ("Ngày", "Hồ sơ, tin", "Ở đây", "Ở đối tác", "Xử lý")
    return rx.el.section(
        rx.el.div(
            *[
                rx.el.button(
                    label,
                    on_click=P.show_settled(settled),
                    aria_pressed=(P.settled == settled).to_string(),
                    class_name="button plain",
                )
                for settled, label in ((False, "Chưa xử lý"), (True, "Đã xử lý"))
            ],
            rx.cond(
                Person.keeps_accounts,
                rx.el.form(
                    rx.el.label("So lại ngày", html_for="day"),
                    rx.el.input(id="day", name="day", type="text", placeholder="ngày/tháng/năm"),
                    rx.el.button("So với đối tác", type="submit", class_name="button plain"),
                    on_submit=P.compare,
                    class_name="bar",
                ),
            ),
            class_name="bar",
        ),
        rx.cond(
            (P.error != "") & (P.doing == ""), rx.el.p(P.error, class_name="error", role="alert")
        ),
        rx.cond(
            P.unequal.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(P.unequal, _unequal)),
            ),
            rx.el.p("Không có chênh lệch nào ở đây.", class_name="muted"),
        ),
        class_name="card",
    )
