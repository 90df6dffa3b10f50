"""The papers brought to the desk and the fee paid for them."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.receiving.desk_form import Line, Receiving


def error_of(name: str) -> Component:
    """What is wrong with one field."""
    return rx.cond(
        Receiving.errors.contains(name),
        rx.el.p(Receiving.errors[name], class_name="error", role="alert"),
    )


def _number(line: Line, column: str, label: str, expected: rx.Var[str]) -> Component:
    return rx.el.td(
        rx.el.input(
            type="number",
            name=column + "-" + line.key,
            default_value=expected,
            min="0",
            max="99",
            aria_label=rx.Var.create(f"{label}: ") + line.name,
        )
    )


def _tick(line: Line, column: str, label: str) -> Component:
    return rx.el.td(
        rx.el.input(
            type="checkbox",
            id=column + "-" + line.key,
            name=column + "-" + line.key,
            aria_label=rx.Var.create(f"{label}: ") + line.name,
        )
    )


def _line(line: Line) -> Component:
    return rx.el.tr(
        rx.el.td(
            line.name,
            rx.el.span(line.need, class_name="sub"),
            rx.cond(
                Receiving.errors.contains("components/" + line.key),
                rx.el.p(
                    Receiving.errors["components/" + line.key], class_name="error", role="alert"
                ),
            ),
        ),
        _number(line, "originals", "Bản chính", line.originals),
        _number(line, "certified", "Bản chứng thực", line.certified),
        _number(line, "copies", "Bản sao", line.copies),
        _tick(line, "return", "Giữ bản chính để đối chiếu, trả cùng kết quả"),
        _tick(line, "ok", "Đạt"),
    )


def papers() -> Component:
    """What was brought, counted."""
    return rx.el.fieldset(
        rx.el.legend("Giấy tờ nhận được"),
        rx.el.label(
            rx.el.input(type="checkbox", id="all", name="all"),
            "Đủ và đúng mọi giấy tờ theo số lượng dưới đây",
            class_name="tick",
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Giấy tờ", scope="col"),
                    rx.el.th("Bản chính", scope="col"),
                    rx.el.th("Bản chứng thực", scope="col"),
                    rx.el.th("Bản sao", scope="col"),
                    rx.el.th("Trả lại bản chính", scope="col"),
                    rx.el.th("Đạt", scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(Receiving.lines, _line)),
            class_name="papers",
        ),
        key=Receiving.chosen.code,
        class_name="bare",
    )


def fee() -> Component:
    """What is paid now."""
    return rx.el.fieldset(
        rx.el.legend("Phí, lệ phí"),
        rx.el.div(
            rx.el.div(
                rx.el.label("Số tiền thu (đồng)", html_for="fee_vnd"),
                rx.el.input(
                    id="fee_vnd",
                    name="fee_vnd",
                    type="text",
                    input_mode="numeric",
                    default_value=Receiving.fee,
                ),
                error_of("fee_vnd"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Số biên lai (để trống nếu chưa thu)", html_for="fee_receipt"),
                rx.el.input(id="fee_receipt", name="fee_receipt", type="text"),
                error_of("fee_receipt"),
                class_name="field",
            ),
            class_name="columns",
        ),
        key="fee-" + Receiving.chosen.code,
        class_name="bare",
    )
