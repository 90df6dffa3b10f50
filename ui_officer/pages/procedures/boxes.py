"""The boxes in which a procedure is written."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.procedures.cells import Tick, WayCells
from ui_officer.pages.procedures.state import ProcedureDesigner

P = ProcedureDesigner


def boxed(label: str, name: str, box: Component, hint: str = "") -> Component:
    """One box with its label and what is wrong with it."""
    return rx.el.div(
        rx.el.label(label, html_for=f"procedure-{name}"),
        *([rx.el.p(hint, class_name="muted small")] if hint else []),
        box,
        rx.cond(P.wrong.contains(name), rx.el.p(P.wrong[name], class_name="error", role="alert")),
        class_name="field",
    )


def _text(label: str, name: str, hint: str = "", rows: int = 0) -> Component:
    common: dict[str, Any] = {
        "id": f"procedure-{name}",
        "default_value": P.texts[name],
        "on_blur": lambda value: P.set_text(name, value),
        "key": f"{name}-" + P.drawn.to_string(),
        "disabled": ~P.may_edit,
    }
    box = (
        rx.el.textarea(rows=str(rows), **common)
        if rows
        else rx.el.input(type="text", auto_complete="off", **common)
    )
    return boxed(label, name, box, hint)


def _ticks(legend: str, name: str, ticks: rx.Var[list[Tick]]) -> Component:
    return rx.el.fieldset(
        rx.el.legend(legend),
        rx.foreach(
            ticks,
            lambda t: rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=t.on,
                    on_change=lambda _on: P.tick(name, t.code),
                    disabled=~P.may_edit,
                ),
                rx.el.span(t.label),
                class_name="tick",
            ),
        ),
        class_name="flat",
    )


def general() -> Component:
    """Name, agency, decision, levels."""
    return rx.el.section(
        rx.el.h2("Thông tin chung"),
        _text("Tên thủ tục", "name"),
        rx.el.div(
            _text("Lĩnh vực", "sector"),
            _text("Cơ quan giải quyết", "agency"),
            _text("Số quyết định công bố", "decision_number"),
            _text("Ngày quyết định", "decided_on", "Ngày/tháng/năm."),
            _text("Ngày hiệu lực của quyết định", "in_force_on", "Ngày/tháng/năm."),
            class_name="pair",
        ),
        _text("Nơi tiếp nhận", "receiving_address", rows=2),
        rx.el.div(
            _ticks("Cấp thực hiện", "levels", P.levels),
            _ticks("Đối tượng thực hiện", "subjects", P.subjects),
            class_name="pair",
        ),
        rx.el.div(
            rx.el.label("Mức độ trực tuyến", html_for="procedure-online_level"),
            rx.el.select(
                rx.foreach(P.online_levels, lambda t: rx.el.option(t.label, value=t.code)),
                id="procedure-online_level",
                value=P.online_level,
                on_change=P.set_online_level,
                disabled=~P.may_edit,
            ),
            class_name="field",
        ),
        class_name="card editor",
    )


def _way(way: WayCells) -> Component:
    def box(label: str, name: str, value: rx.Var[str], **more: Any) -> Component:
        place = f"way-{name}-" + way.code
        return rx.el.div(
            rx.el.label(label, html_for=place),
            rx.el.input(
                id=place,
                type="text",
                auto_complete="off",
                default_value=value,
                key=place + P.drawn.to_string(),
                on_blur=lambda typed: P.set_way(way.code, name, typed),
                disabled=~P.may_edit,
                **more,
            ),
            class_name="field",
        )

    return rx.el.fieldset(
        rx.el.legend(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=way.on,
                    on_change=lambda _on: P.offer(way.code),
                    disabled=~P.may_edit,
                ),
                rx.el.span(way.label),
                class_name="tick",
            )
        ),
        rx.cond(
            way.on,
            rx.fragment(
                rx.el.div(
                    box("Thời hạn", "amount", way.amount, input_mode="decimal"),
                    rx.el.div(
                        rx.el.label("Đơn vị", html_for="way-unit-" + way.code),
                        rx.el.select(
                            rx.el.option("Chọn đơn vị", value=""),
                            rx.foreach(P.units, lambda u: rx.el.option(u.label, value=u.code)),
                            id="way-unit-" + way.code,
                            value=way.unit,
                            on_change=lambda unit: P.set_way(way.code, "unit", unit),
                            disabled=~P.may_edit,
                        ),
                        class_name="field",
                    ),
                    box("Phí, lệ phí (đồng)", "fee", way.fee, input_mode="numeric"),
                    class_name="third",
                ),
                rx.el.div(
                    box("Phí bằng lời", "fee_text", way.fee_text),
                    box("Ghi chú", "description", way.description),
                    class_name="pair",
                ),
            ),
        ),
        class_name="offered",
    )


def ways() -> Component:
    """Each way to submit: term and fee."""
    return rx.el.section(
        rx.el.h2("Cách nộp, thời hạn và phí"),
        rx.cond(
            P.wrong.contains("channels"),
            rx.el.p(P.wrong["channels"], class_name="error", role="alert"),
        ),
        rx.foreach(P.channels, _way),
        class_name="card editor",
    )


def content() -> Component:
    """Steps, results, conditions, law, words to find it by."""
    return rx.el.section(
        rx.el.h2("Nội dung"),
        _text("Các bước thực hiện", "steps", "Mỗi dòng một bước.", rows=6),
        _text("Kết quả", "results", "Mỗi dòng một kết quả: tên | mã kết quả.", rows=2),
        _text("Yêu cầu, điều kiện", "conditions", rows=3),
        _text("Căn cứ pháp lý", "legal_basis", "Mỗi dòng một văn bản: tên | số hiệu.", rows=4),
        rx.el.div(
            _text("Từ khóa tìm kiếm", "keywords", "Mỗi dòng một cách gọi thường ngày.", rows=3),
            _text("Thủ tục hay làm cùng", "together", "Mã, ngăn bằng dấu chấm phẩy."),
            class_name="pair",
        ),
        rx.cond(
            P.flags.length() > 0,
            _ticks("Nội dung nhập từ tệp còn nghi ngờ: đánh dấu khi đã kiểm tra", "flags", P.flags),
        ),
        class_name="card editor",
    )
