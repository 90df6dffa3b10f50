"""One connection: its messages, codes, comparison and alarms, and what an operator does."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.connections.codes import codes
from ui_officer.pages.connections.comparing import comparison
from ui_officer.pages.connections.configured import configured
from ui_officer.pages.connections.doing import reason_form
from ui_officer.pages.connections.letters import messages_by_state
from ui_officer.pages.connections.listing import state_chip
from ui_officer.pages.connections.state import Partner

P = Partner


def _figures() -> Component:
    pairs = (
        ("Chờ gửi", P.row.backlog, P.row.oldest),
        ("Độ trễ (95 %)", P.row.latency, "từ sự kiện đến khi đối tác nhận"),
        ("Lỗi, 15 phút", P.row.errors, ""),
        ("Đã gửi hôm nay", P.row.sent, "gần nhất " + P.row.last_ok),
    )
    return rx.el.dl(
        *[
            rx.el.div(rx.el.dt(name), rx.el.dd(rx.el.b(value), rx.el.span(more, class_name="sub")))
            for name, value, more in pairs
        ],
        class_name="in-short",
    )


def _head() -> Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(P.row.name),
            state_chip(P.row.state, P.row.state_label),
            rx.el.span(P.row.id, class_name="mono muted"),
            rx.cond(
                Person.keeps_accounts,
                rx.el.div(
                    rx.el.button("Hỏi đối tác", on_click=P.ask, class_name="button plain"),
                    rx.cond(
                        P.row.state == "paused",
                        rx.el.button(
                            "Gửi tiếp", on_click=P.begin("resume", ""), class_name="button"
                        ),
                        rx.el.button(
                            "Tạm dừng", on_click=P.begin("pause", ""), class_name="button plain"
                        ),
                    ),
                    class_name="acts",
                ),
            ),
            class_name="head connection-head",
        ),
        rx.cond(P.row.why != "", rx.el.p(P.row.why, class_name="note warn")),
        _figures(),
    )


def _tabs() -> Component:
    def tab(name: str, label: str) -> Component:
        return rx.el.button(
            label,
            type="button",
            on_click=P.turn(name),
            aria_pressed=(P.tab == name).to_string(),
            class_name="tab",
        )

    return rx.el.div(
        tab("tin", "Tin gửi đi"),
        tab("ma", "Mã ánh xạ"),
        rx.cond(P.reconciles, tab("doi-soat", "Đối soát")),
        tab("cau-hinh", "Cấu hình, cảnh báo"),
        class_name="tabs",
    )


@rx.page(
    route="/ket-noi/[connection_id]",
    title="Kết nối – Một cửa điện tử",
    on_load=[Person.enter, Partner.load],
)
def connection() -> Component:
    """The page."""
    of_connection = (P.doing == "pause") | (P.doing == "resume") | (P.doing == "replay_all")
    return shell(
        rx.el.p(rx.el.a("← Mọi kết nối", href="/ket-noi/")),
        rx.cond(P.problem != "", message(P.problem)),
        rx.cond(P.notice != "", message(P.notice, "good")),
        rx.cond(
            P.loaded,
            rx.fragment(
                _head(),
                rx.cond(of_connection, reason_form()),
                _tabs(),
                rx.match(
                    P.tab,
                    ("tin", messages_by_state()),
                    ("ma", codes()),
                    ("doi-soat", comparison()),
                    configured(),
                ),
            ),
            rx.cond(P.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        step_up_dialog(P),
    )
