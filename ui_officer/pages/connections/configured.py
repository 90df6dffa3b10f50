"""How the connection is set, what passed lately, and when somebody is told."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person
from ui_officer.pages.connections.state import Partner
from ui_officer.pages.connections.words import Alarm, Bar, Pair

P = Partner


def _bar(bar: rx.Var[Bar]) -> Component:
    return rx.el.li(
        rx.el.span(class_name="failed", style={"height": bar.failed}),
        rx.el.span(class_name="sent", style={"height": bar.sent}),
        rx.el.span(bar.label, class_name="sr"),
        title=bar.label,
    )


def _pairs(pairs: rx.Var[list[Pair]]) -> Component:
    return rx.el.dl(
        rx.foreach(pairs, lambda p: rx.fragment(rx.el.dt(p.name), rx.el.dd(p.value))),
        class_name="rows",
    )


def _alarm(alarm: rx.Var[Alarm]) -> Component:
    return rx.el.li(
        rx.el.span(alarm.label, class_name=rx.cond(alarm.lasts, "chip bad", "chip")),
        " ",
        alarm.words,
        " ",
        rx.el.span(alarm.times, class_name="small muted"),
    )


def _limit(name: str, label: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=P.limits[name], key=P.limits[name]
        ),
        class_name="field",
    )


def configured() -> Component:
    """Settings, traffic and alarms."""
    return rx.el.div(
        rx.el.section(
            rx.el.h2("Cấu hình"),
            _pairs(P.settings),
            _pairs(P.facts),
            rx.el.p(
                "Lần hỏi gần nhất: ",
                rx.el.span(P.checked, class_name=rx.cond(P.check_ok, "", "error")),
                class_name="small",
            ),
            rx.el.h2("Hai giờ qua"),
            rx.cond(
                P.bars.length() > 0,
                rx.el.ul(rx.foreach(P.bars, _bar), class_name="traffic"),
                rx.el.p("Không có tin nào.", class_name="muted"),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Báo cho quản trị khi"),
            rx.el.form(
                rx.el.div(
                    _limit("backlog_limit", "Tin chờ quá (số tin)"),
                    _limit("silence_minutes", "Im lặng quá (phút)"),
                    _limit("error_share", "Lỗi từ (%)"),
                    class_name="three",
                ),
                rx.cond(
                    (P.error != "") & (P.doing == ""),
                    rx.el.p(P.error, class_name="error", role="alert"),
                ),
                rx.cond(
                    Person.keeps_accounts,
                    rx.el.button("Lưu ngưỡng", type="submit", class_name="button plain"),
                ),
                on_submit=P.set_limits,
            ),
            rx.el.h2("Cảnh báo"),
            rx.cond(
                P.alarms.length() > 0,
                rx.el.ul(rx.foreach(P.alarms, _alarm), class_name="plain-list"),
                rx.el.p("Chưa có cảnh báo nào.", class_name="muted"),
            ),
            class_name="card",
        ),
        class_name="split",
    )
