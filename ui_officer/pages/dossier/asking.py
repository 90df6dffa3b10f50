"""Asking for a supplement line by line, and seeing what changed when it has come."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.supplements import SUPPLEMENT_REASONS, SupplementReason
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.shapes import Askable, Changed, File

_REASONS = [
    (code.value, label.vi)
    for code, label in SUPPLEMENT_REASONS.items()
    if code is not SupplementReason.OTHER
]


def _row(line: Askable) -> Component:
    return rx.el.tr(
        rx.el.td(line.title, rx.cond(line.now != "", rx.el.span(line.now, class_name="sub"))),
        rx.el.td(
            rx.el.select(
                rx.el.option("Không cần", value=""),
                *[rx.el.option(text, value=code) for code, text in _REASONS],
                name="why-" + line.id,
                aria_label=rx.Var.create("Cần bổ sung: ") + line.title,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="text",
                name="say-" + line.id,
                max_length=300,
                aria_label=rx.Var.create("Nói rõ thêm: ") + line.title,
            )
        ),
    )


def ask_table() -> Component:
    """Every paper and answer of the dossier, with a reason to choose."""
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Giấy tờ, câu trả lời", scope="col"),
                rx.el.th("Cần bổ sung vì", scope="col"),
                rx.el.th("Nói rõ thêm", scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(Desk.askable, _row)),
        class_name="papers asking",
    )


def _files(files: rx.Var[list[File]]) -> Component:
    return rx.foreach(
        files,
        lambda f: rx.el.button(
            f.title, type="button", on_click=Desk.look_at(f.id), class_name="link"
        ),
    )


def _changed(line: Changed) -> Component:
    return rx.el.tr(
        rx.el.td(line.title, rx.el.span(line.why, class_name="sub")),
        rx.el.td(line.before, _files(line.files_before)),
        rx.el.td(rx.el.b(line.after), _files(line.files_after)),
    )


def changes() -> Component:
    """What was asked for, before and after."""
    return rx.el.section(
        rx.el.h2("Nội dung bổ sung"),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Đã yêu cầu", scope="col"),
                    rx.el.th("Trước", scope="col"),
                    rx.el.th("Bổ sung", scope="col"),
                ),
            ),
            rx.el.tbody(rx.foreach(Desk.changed, _changed)),
        ),
        class_name="card",
    )
