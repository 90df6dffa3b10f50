"""The bar of acts and the panel of the one chosen."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import message
from ui_officer.pages.dossier.asking import ask_table
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.panel import field_input
from ui_officer.pages.dossier.shapes import Paper


def _paper(paper: Paper) -> Component:
    return rx.el.tr(
        rx.el.td(paper.name, rx.el.span(paper.need + " · " + paper.expected, class_name="sub")),
        rx.el.td(paper.files.to_string() + " tệp"),
        rx.el.td(
            rx.el.input(
                type="number",
                name="originals-" + paper.key,
                default_value=paper.originals.to_string(),
                min="0",
                max="99",
                aria_label="Bản chính: " + paper.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="number",
                name="copies-" + paper.key,
                default_value=paper.copies.to_string(),
                min="0",
                max="99",
                aria_label="Bản sao: " + paper.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="checkbox",
                name="return-" + paper.key,
                aria_label="Giữ bản chính để đối chiếu, trả cùng kết quả: " + paper.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="checkbox",
                name="ok-" + paper.key,
                default_checked=paper.ok,
                aria_label="Đạt: " + paper.name,
            )
        ),
    )


def _papers_table() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Giấy tờ", scope="col"),
                rx.el.th("Đã gửi", scope="col"),
                rx.el.th("Bản chính", scope="col"),
                rx.el.th("Bản sao", scope="col"),
                rx.el.th("Trả lại bản chính", scope="col"),
                rx.el.th("Đạt", scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(Desk.papers, _paper)),
        class_name="papers",
    )


def panel() -> Component:
    """The panel of the act that was chosen."""
    upload = "/api/v1/dossiers/" + Desk.dossier_id + "/documents"
    return rx.el.section(
        rx.el.h2(Desk.panel_label),
        rx.cond(Desk.error != "", message(Desk.error)),
        rx.el.form(
            rx.cond(Desk.panel == "accept", _papers_table()),
            rx.cond(Desk.panel == "request_supplement", ask_table()),
            rx.foreach(
                Desk.fields,
                lambda f: field_input(
                    f, Desk.choices, Desk.errors, Desk.typed, upload, Desk.limits
                ),
            ),
            rx.el.div(
                rx.el.button(
                    rx.cond(Desk.busy, "Đang ghi …", Desk.panel_label),
                    type="submit",
                    class_name="button",
                    disabled=Desk.busy,
                    id="do",
                ),
                rx.el.button(
                    "Đóng", type="button", on_click=Desk.close_panel, class_name="button plain"
                ),
                class_name="acts",
            ),
            on_submit=Desk.do,
            key=Desk.panel,
        ),
        class_name="panel",
        custom_attrs={"aria-label": "Thao tác"},
    )


def act_bar() -> Component:
    """What may be done now, and why the rest may not."""
    return rx.el.div(
        rx.el.div(
            rx.foreach(
                Desk.buttons,
                lambda b: rx.el.button(
                    b.label,
                    on_click=Desk.open_panel(b.act),
                    class_name=rx.cond(b.primary, "button", "button plain"),
                ),
            ),
            rx.cond(
                Desk.receipt != "",
                rx.el.a(
                    "In giấy tiếp nhận",
                    href=Desk.receipt,
                    target="_blank",
                    class_name="button plain",
                ),
            ),
            rx.cond(
                Desk.accepted,
                rx.el.a(
                    "Phiếu kiểm soát",
                    href="/api/v1/dossiers/" + Desk.dossier_id + "/control-sheet",
                    target="_blank",
                    class_name="button plain",
                ),
            ),
            class_name="acts",
        ),
        rx.cond(
            Desk.barred.length() > 0,
            rx.el.details(
                rx.el.summary("Việc khác và lý do chưa làm được"),
                rx.el.ul(
                    rx.foreach(Desk.barred, lambda b: rx.el.li(rx.el.b(b.label), ": ", b.reason))
                ),
                class_name="disabled-acts small",
            ),
        ),
        class_name="card",
    )
