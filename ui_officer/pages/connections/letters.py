"""Messages by state, and what an operator does about one."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person
from ui_officer.pages.connections.doing import link, reason_form
from ui_officer.pages.connections.names import STATES
from ui_officer.pages.connections.state import Partner
from ui_officer.pages.connections.words import Line

P = Partner


def _line(line: rx.Var[Line]) -> Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.td(rx.el.b(line.about), rx.el.span(line.key, class_name="sub mono")),
            rx.el.td(
                rx.cond(line.error != "", line.error, "—"),
                rx.cond(line.behind != "", rx.el.span(line.behind, class_name="sub")),
            ),
            rx.el.td(line.times, class_name="small"),
            rx.el.td(
                rx.cond(
                    Person.keeps_accounts,
                    rx.fragment(
                        rx.cond(
                            line.may_replay,
                            rx.fragment(
                                link("Gửi lại", P.begin("replay", line.id), line.key),
                                link("Xem, sửa", P.open_content(line.id), line.key),
                            ),
                        ),
                        rx.cond(
                            line.may_confirm,
                            link("Đã đến nơi", P.begin("confirm", line.id), line.key),
                        ),
                        rx.cond(line.may_drop, link("Bỏ", P.begin("drop", line.id), line.key)),
                    ),
                ),
                class_name="row-acts",
            ),
        ),
        rx.cond(
            (P.doing != "") & (P.subject == line.id),
            rx.el.tr(rx.el.td(reason_form(), col_span=4)),
        ),
    )


def messages_by_state() -> Component:
    """Messages in one state."""
    heads = ("Tin", "Lý do chưa đến", "Thời điểm", "Thao tác")
    return rx.fragment(
        rx.el.div(
            *[
                rx.el.button(
                    label,
                    type="button",
                    on_click=P.filter_by(state),
                    aria_pressed=(P.shown_state == state).to_string(),
                    class_name="button plain",
                )
                for state, label in STATES
            ],
            rx.cond(
                Person.keeps_accounts & (P.shown_state == "dead") & (P.lines.length() > 0),
                rx.el.button(
                    "Gửi lại tất cả", on_click=P.begin("replay_all", ""), class_name="button"
                ),
            ),
            class_name="bar",
        ),
        rx.cond(
            P.lines.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(P.lines, _line)),
                class_name="letters",
            ),
            rx.el.p("Không có tin nào ở đây.", class_name="card empty"),
        ),
        rx.cond(
            P.more != "",
            rx.el.button("Xem thêm", on_click=P.read_on, class_name="button plain"),
        ),
    )
