"""Requirements of who applies, and a trial of conditions with sample answers."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.papers.cells import Need, Outcome
from ui_officer.pages.papers.state import PapersPage

P = PapersPage


def _need(need: Need, number: rx.Var[int]) -> Component:
    def box(label: str, name: str) -> Component:
        spot = name + "-" + number.to_string()
        return rx.el.div(
            rx.el.label(label, html_for=spot),
            rx.el.input(
                id=spot,
                type="text",
                default_value=getattr(need, name),
                on_blur=lambda value: P.set_need(number, name, value),
                disabled=~P.may_edit,
            ),
            rx.cond(
                P.wrong.contains(spot), rx.el.p(P.wrong[spot], class_name="error", role="alert")
            ),
            class_name="field",
        )

    return rx.el.li(
        box("Phải đúng (công thức)", "rule"),
        box("Nói gì khi không đúng", "message"),
        rx.cond(
            P.may_edit,
            rx.el.button(
                "Bỏ điều kiện này", type="button", on_click=P.drop_need(number), class_name="link"
            ),
        ),
        class_name="columns",
    )


def needs() -> Component:
    """What the law asks of who applies."""
    return rx.el.section(
        rx.el.h2("Điều kiện của người nộp"),
        rx.el.p(
            "Hiện trong hướng dẫn trước khi nộp; không chặn việc nộp, cán bộ xét.",
            class_name="muted small",
        ),
        rx.el.ol(
            rx.foreach(P.needs, _need),
            class_name="plain-list",
            key="needs" + P.drawn.to_string(),
        ),
        rx.cond(
            P.may_edit,
            rx.el.button("+ Điều kiện", type="button", on_click=P.add_need, class_name="link"),
        ),
        class_name="card",
    )


def _outcome(one: Outcome) -> Component:
    return rx.el.tr(
        rx.el.td(one.name),
        rx.el.td(rx.el.span(one.need, class_name="chip " + one.kind)),
        rx.el.td(one.reason),
    )


def trial() -> Component:
    """Sample answers, and which papers they call for."""
    return rx.el.section(
        rx.el.h2("Thử với câu trả lời mẫu"),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Cách nộp", html_for="channel"),
                    rx.el.select(
                        rx.el.option("Trực tuyến", value="online"),
                        rx.el.option("Trực tiếp", value="desk"),
                        rx.el.option("Bưu chính", value="post"),
                        id="channel",
                        name="channel",
                    ),
                    class_name="field",
                ),
                class_name="third",
            ),
            rx.el.details(
                rx.el.summary("Câu trả lời mẫu (ghi giá trị của lựa chọn, số, hoặc ngày)"),
                rx.el.div(
                    rx.foreach(
                        P.asked,
                        lambda q: rx.el.div(
                            rx.el.label(
                                q.label,
                                rx.el.span(q.code, class_name="sub mono"),
                                html_for="sample-" + q.code,
                            ),
                            rx.el.input(
                                id="sample-" + q.code, name="sample-" + q.code, type="text"
                            ),
                            class_name="field",
                        ),
                    ),
                    class_name="third",
                ),
                open=True,
            ),
            rx.el.button("Thử", type="submit", class_name="button plain"),
            on_submit=P.try_out,
        ),
        rx.cond(
            P.tried,
            rx.fragment(
                rx.cond(P.verdict != "", rx.el.p(rx.el.b(P.verdict), role="status")),
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Giấy tờ", scope="col"),
                            rx.el.th("Cần", scope="col"),
                            rx.el.th("Vì", scope="col"),
                        ),
                    ),
                    rx.el.tbody(rx.foreach(P.outcomes, _outcome)),
                    class_name="spaced",
                ),
            ),
        ),
        class_name="card",
    )
