"""Fields and parts of a printed page in boxes."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.kinds.state import BlockCells, FieldCells, KindPage

K = KindPage
_BLOCKS = (
    ("paragraph", "Đoạn văn"),
    ("strong", "Dòng đậm"),
    ("centre", "Dòng giữa"),
    ("article", "Điều"),
    ("rows", "Bảng các mục"),
)


def box_of(label: str | rx.Var[str], id_: Any, value: Any, on_blur: Any, **more: Any) -> Component:
    """A label with its box, read when it is left."""
    many = more.pop("many", False)
    hint = more.pop("hint", "")
    common = {
        "id": id_, "default_value": value, "on_blur": on_blur, "disabled": ~K.may_edit, **more,
    }  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.textarea(**common)
        if many
        else rx.el.input(type="text", auto_complete="off", **common),
        *([rx.el.p(hint, class_name="muted small")] if hint else []),
        class_name="field",
    )


def _order(what: str, number: rx.Var[int], name: rx.Var[str] | str) -> Component:
    def tool(text: str, on_click: rx.event.EventType, label: str) -> Component:
        return rx.el.button(
            text, type="button", on_click=on_click, class_name="link", aria_label=label + name
        )

    return rx.cond(
        K.may_edit,
        rx.el.span(
            tool("↑", K.move(what, number, -1), "Đưa lên: "),
            tool("↓", K.move(what, number, 1), "Đưa xuống: "),
            tool("Bỏ", K.drop(what, number), "Bỏ: "),
            class_name="row-acts",
        ),
    )


def field_cells(cells: FieldCells, number: rx.Var[int]) -> Component:
    """One field: its name, and the rest when it is opened."""
    id_ = "field-" + number.to_string() + "-"

    def box(label: str, name: str, **more: Any) -> Component:
        return box_of(
            label,
            id_ + name,
            getattr(cells, name),
            lambda value: K.set_field(number, name, value),
            **more,
        )

    def tick(label: str, name: str) -> Component:
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=getattr(cells, name),
                on_change=lambda on: K.tick_field(number, name, on),
                disabled=~K.may_edit,
            ),
            rx.el.span(label),
            class_name="tick",
        )

    return rx.el.li(
        rx.el.div(
            rx.el.button(
                rx.el.b(rx.cond(cells.label != "", cells.label, cells.key)),
                rx.el.span(cells.key, class_name="sub mono"),
                type="button",
                on_click=K.open_one(number),
                aria_expanded=rx.cond(K.open_field == number, "true", "false"),
                class_name="link",
            ),
            rx.cond(cells.required, rx.el.span("bắt buộc", class_name="chip")),
            _order("field", number, cells.label),
            class_name="head",
        ),
        rx.cond(
            K.open_field == number,
            rx.el.div(
                rx.el.div(
                    box("Tên mục", "label"),
                    box("Mã mục", "key", hint="Dùng trong ngoặc nhọn ở phần nội dung in."),
                    rx.el.div(
                        rx.el.label("Điền sẵn từ", html_for=id_ + "begins"),
                        rx.el.select(
                            rx.el.option("Chữ cho sẵn", value="preset"),
                            rx.el.option("Câu trả lời của biểu mẫu", value="answer"),
                            rx.el.option("Thông tin của hồ sơ", value="dossier"),
                            id=id_ + "begins",
                            value=cells.begins,
                            on_change=lambda value: K.set_field(number, "begins", value),
                            disabled=~K.may_edit,
                        ),
                        class_name="field",
                    ),
                    rx.el.div(
                        rx.el.label("Điền sẵn gì", html_for=id_ + "begin"),
                        rx.el.input(
                            id=id_ + "begin",
                            type="text",
                            default_value=cells.begin,
                            on_blur=lambda value: K.set_field(number, "begin", value),
                            disabled=~K.may_edit,
                            list=rx.match(
                                cells.begins, ("answer", "answers"), ("dossier", "facts"), ""
                            ),
                            auto_complete="off",
                        ),
                        class_name="field",
                    ),
                    box("Chữ in thử", "sample"),
                    box("Gợi ý cho người soạn", "hint"),
                    box("Định dạng (biểu thức chính quy)", "pattern"),
                    box("Danh sách chọn, mỗi dòng một", "options", many=True, rows="3"),
                    class_name="columns",
                ),
                tick("Bắt buộc điền", "required"),
                tick("Nhiều dòng", "long"),
            ),
        ),
    )


def block_cells(cells: BlockCells, number: rx.Var[int]) -> Component:
    """One part of the printed page."""
    id_ = "block-" + number.to_string() + "-"
    return rx.el.li(
        rx.el.div(
            rx.el.label("Đoạn " + (number + 1).to_string(), html_for=id_ + "kind"),
            rx.el.select(
                *[rx.el.option(label, value=kind) for kind, label in _BLOCKS],
                id=id_ + "kind",
                value=cells.kind,
                on_change=lambda value: K.set_block(number, "kind", value),
                disabled=~K.may_edit,
            ),
            _order("block", number, "đoạn " + (number + 1).to_string()),
            class_name="head",
        ),
        rx.cond(
            cells.kind == "rows",
            box_of(
                "Các mục trong bảng (mã, cách nhau bằng dấu phẩy)",
                id_ + "fields",
                cells.fields,
                lambda value: K.set_block(number, "fields", value),
            ),
            rx.fragment(
                rx.cond(
                    cells.kind == "article",
                    box_of(
                        "Đề mục",
                        id_ + "label",
                        cells.label,
                        lambda value: K.set_block(number, "label", value),
                    ),
                ),
                box_of(
                    "Chữ",
                    id_ + "text",
                    cells.text,
                    lambda value: K.set_block(number, "text", value),
                    many=True,
                    rows="2",
                ),
            ),
        ),
    )
