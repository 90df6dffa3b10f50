"""The partner's codes for ours: those that are missing first."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person
from ui_officer.pages.connections.doing import link, reason_form
from ui_officer.pages.connections.state import Partner
from ui_officer.pages.connections.words import Mapped, Wanted

P = Partner


def _wanted(wanted: rx.Var[Wanted]) -> Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.td(wanted.label),
            rx.el.td(rx.el.b(wanted.code)),
            rx.el.td(wanted.waits),
            rx.el.td(
                rx.cond(
                    Person.keeps_accounts,
                    link("Ghi mã", P.begin_mapping(wanted.kind, wanted.code), wanted.code),
                )
            ),
        ),
        rx.cond(
            (P.doing == "map") & (P.code == wanted.code) & (P.kind == wanted.kind),
            rx.el.tr(rx.el.td(reason_form(), col_span=4)),
        ),
    )


def _mapped(mapped: rx.Var[Mapped]) -> Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.td(mapped.label),
            rx.el.td(rx.el.b(mapped.code)),
            rx.el.td(mapped.theirs),
            rx.el.td(mapped.since, class_name="small"),
            rx.el.td(
                rx.cond(
                    Person.keeps_accounts & ~mapped.ended,
                    rx.fragment(
                        link("Sửa", P.begin_mapping(mapped.kind, mapped.code), mapped.code),
                        link("Thôi dùng", P.begin("end_mapping", mapped.id), mapped.code),
                    ),
                ),
                class_name="row-acts",
            ),
        ),
        rx.cond(
            (P.doing == "end_mapping") & (P.subject == mapped.id),
            rx.el.tr(rx.el.td(reason_form(), col_span=5)),
        ),
    )


def codes() -> Component:
    """Missing codes, and those that were given."""
    return rx.fragment(
        rx.cond(
            P.wanted.length() > 0,
            rx.el.section(
                rx.el.h2("Chưa ánh xạ"),
                rx.el.p(
                    "Đối tác có mã riêng. Tin có mã chưa được ghi ở đây thì chờ, không gửi mã "
                    "đoán.",
                    class_name="muted small",
                ),
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(head, scope="col")
                                for head in ("Loại", "Mã của hệ thống", "Đang chờ", "Thao tác")
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(P.wanted, _wanted)),
                ),
                class_name="card",
            ),
        ),
        rx.el.section(
            rx.el.div(
                rx.el.h2("Mã đã ghi"),
                rx.cond(
                    Person.keeps_accounts,
                    rx.el.button(
                        "+ Thêm mã", on_click=P.begin_mapping("", ""), class_name="button plain"
                    ),
                ),
                class_name="head",
            ),
            rx.cond((P.doing == "map") & (P.code == ""), reason_form()),
            rx.cond(
                (P.doing == "map") & (P.code != "") & ~P.waits_for_code,
                reason_form(),
            ),
            rx.cond(
                P.mapped.length() > 0,
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(head, scope="col")
                                for head in (
                                    "Loại", "Mã của hệ thống", "Mã của đối tác", "Hiệu lực",
                                    "Thao tác",
                                )
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(P.mapped, _mapped)),
                ),
                rx.el.p("Chưa ghi mã nào cho đối tác này.", class_name="muted"),
            ),
            class_name="card",
        ),
    )  # fmt: skip
