"""The outline of the questions and the editor of the chosen one."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.forms import shapes
from ui_officer.pages.forms.designing import FormDesigner as Design
from ui_officer.pages.forms.shapes import Row

Choices = list[tuple[str, str]]


def outline() -> Component:
    """Every question; arrows walk, Alt and arrows move (outline.js)."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Câu hỏi"),
            rx.cond(
                Design.may_edit,
                rx.el.div(
                    _tool(
                        "+ Câu sau", Design.add, "add", "Thêm câu sau câu đang chọn (phím Insert)"
                    ),
                    _tool("↑", Design.move(-1), "up", "Đưa câu đang chọn lên (Alt + mũi tên lên)"),
                    _tool(
                        "↓", Design.move(1), "down", "Đưa câu đang chọn xuống (Alt + mũi tên xuống)"
                    ),
                    _tool("Xóa", Design.drop, "drop", "Xóa câu đang chọn (phím Delete)"),
                    rx.el.button(
                        "Hoàn tác",
                        type="button",
                        on_click=Design.undo,
                        disabled=~Design.can_undo,
                        class_name="link",
                    ),
                    class_name="tools",
                ),
            ),
            class_name="head",
        ),
        rx.el.ol(
            rx.foreach(Design.rows, _row),
            class_name="outline",
            custom_attrs={"data-outline": "", "aria-label": "Các câu hỏi của biểu mẫu"},
        ),
        rx.el.p(
            "Phím: ↑ ↓ chọn câu",
            rx.cond(Design.may_edit, " · Alt + ↑ ↓ đổi chỗ · Insert thêm · Delete xóa", ""),
            class_name="muted small",
        ),
        class_name="card",
    )


def _tool(text: str, on_click: rx.event.EventType, name: str, label: str) -> Component:
    return rx.el.button(
        text,
        type="button",
        on_click=on_click,
        class_name="link",
        title=label,
        aria_label=label,
        custom_attrs={"data-tool": name},
    )


def _row(row: Row) -> Component:
    chosen = row.place == Design.edited.place
    return rx.el.li(
        rx.el.button(
            rx.el.span(row.number, class_name="number"),
            rx.el.span(
                rx.el.b(row.label),
                rx.el.span(row.facts, class_name="sub"),
                rx.cond(row.fault != "", rx.el.span("✗ " + row.fault, class_name="sub fault")),
            ),
            type="button",
            on_click=Design.choose(row.place),
            aria_current=rx.cond(chosen, "true", "false"),
            custom_attrs={"data-place": row.place},
        ),
        class_name=rx.cond(row.inner, "inner", ""),
    )


def _boxed(label: str, name: str, box: Component, hint: str = "") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"edit-{name}"),
        box,
        *([rx.el.p(hint, class_name="muted small", id=f"edit-{name}-hint")] if hint else []),
        rx.cond(
            Design.wrong.contains(name),
            rx.el.p(Design.wrong[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _text(label: str, name: str, hint: str = "", **more: Any) -> Component:
    box = rx.el.input(
        id=f"edit-{name}",
        type="text",
        default_value=getattr(Design.edited, name),
        on_blur=lambda value: Design.set_cell(name, value),
        auto_complete="off",
        custom_attrs={"aria-describedby": f"edit-{name}-hint"} if hint else {},
        **more,
    )
    return _boxed(label, name, box, hint)


def _lines(label: str, name: str, hint: str = "", rows: str = "2") -> Component:
    box = rx.el.textarea(
        id=f"edit-{name}",
        default_value=getattr(Design.edited, name),
        on_blur=lambda value: Design.set_cell(name, value),
        rows=rows,
        custom_attrs={"aria-describedby": f"edit-{name}-hint"} if hint else {},
    )
    return _boxed(label, name, box, hint)


def _select(label: str, name: str, choices: Choices) -> Component:
    box = rx.el.select(
        *[rx.el.option(text, value=code) for code, text in choices],
        id=f"edit-{name}",
        value=getattr(Design.edited, name),
        on_change=lambda value: Design.set_cell(name, value),
    )
    return _boxed(label, name, box)


def _catalogue() -> Component:
    box = rx.el.select(
        rx.el.option("Không, ghi từng lựa chọn", value=""),
        rx.foreach(Design.catalogues, lambda c: rx.el.option(c.label, value=c.value)),
        id="edit-catalogue",
        value=Design.edited.catalogue,
        on_change=lambda value: Design.set_cell("catalogue", value),
    )
    return _boxed("Lấy lựa chọn từ danh mục dùng chung", "catalogue", box)


def _tick(label: str, name: str) -> Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            id=f"edit-{name}",
            checked=getattr(Design.edited, name),
            on_change=lambda on: Design.set_cell(name, on),
        ),
        label,
        class_name="tick",
    )


def _for(kinds: tuple[str, ...], *content: Component) -> Component:
    fits = Design.edited.kind == kinds[0]
    for kind in kinds[1:]:
        fits = fits | (Design.edited.kind == kind)
    return rx.cond(fits, rx.fragment(*content))


def editor() -> Component:
    """The chosen question, box by box; each is taken when it is left."""
    return rx.el.section(
        rx.el.h2("Câu đang chọn"),
        rx.cond(
            Design.edited.place != "",
            rx.el.fieldset(
                _boxes(),
                key=Design.drawn.to_string(),
                disabled=~Design.may_edit,
                class_name="flat",
                aria_label="Câu đang chọn",
            ),
            rx.el.p("Chọn một câu ở bên trái.", class_name="muted"),
        ),
        class_name="card editor",
    )


def _boxes() -> Component:
    return rx.fragment(
        _lines("Lời câu hỏi", "label"),
        _lines("Hướng dẫn dưới câu hỏi", "help"),
        rx.el.div(
            _select("Kiểu trả lời", "kind", shapes.KIND_CHOICES),
            _text("Mã câu hỏi", "key", "Dùng trong công thức và khi trao đổi dữ liệu."),
            _text("Phần", "section", "Tiêu đề nhóm câu trên tờ khai."),
            _text("Trang", "page", "Các câu liền nhau cùng tên trang được hỏi chung."),
            class_name="pair",
        ),
        rx.el.div(_tick("Bắt buộc trả lời", "required"), class_name="field"),
        _for(
            ("choice", "choices"),
            rx.fragment(
                _catalogue(),
                rx.cond(
                    Design.edited.catalogue == "",
                    _lines(
                        "Các lựa chọn, mỗi dòng một lựa chọn: mã = lời", "options",
                        "Chỉ viết lời cũng được, mã sẽ tự đặt.", rows="5",
                    ),
                    rx.el.p(
                        "Câu trả lời là các mã đang áp dụng của danh mục; bản nháp đã bắt đầu giữ "
                        "danh mục lúc bắt đầu. Lưu bản soạn để xem trước.",
                        class_name="muted small",
                    ),
                ),
            ),
        ),
        _for(
            ("text", "long_text"),
            rx.el.div(
                _text("Ít nhất mấy ký tự", "min_length", input_mode="numeric"),
                _text("Nhiều nhất mấy ký tự", "max_length", input_mode="numeric"),
                class_name="pair",
            ),
        ),
        _for(
            ("number", "money"),
            rx.el.div(
                _text("Nhỏ nhất", "minimum", input_mode="numeric"),
                _text("Lớn nhất", "maximum", input_mode="numeric"),
                class_name="pair",
            ),
        ),
        _for(("date",), rx.el.div(_tick("Không được sau hôm nay", "not_after_today"))),
        _for(
            ("group",),
            rx.el.div(
                _text("Ít nhất mấy mục", "min_items", input_mode="numeric"),
                _text("Nhiều nhất mấy mục", "max_items", input_mode="numeric"),
                class_name="pair",
            ),
            rx.el.button(
                "+ Câu trong nhóm", type="button", on_click=Design.add_inner, class_name="link"
            ),
        ),
        rx.cond(
            ~Design.edited.inner, _select("Điền sẵn từ", "prefill", shapes.PREFILL_CHOICES)
        ),
        _text(
            "Chỉ hỏi khi", "show_if", 'Ví dụ: status == "divorced" and copies >= 2. Để trống: luôn '
            "hỏi.",
        ),
        _text(
            "Tự tính, không hỏi", "computed", "Ví dụ: copies * 8000, hoặc max(copies - 1, 0) * "
            "2000. Để trống: người dân trả lời.",
        ),
        _lines(
            "Kiểm tra thêm, mỗi dòng: điều kiện phải đúng => câu báo khi sai", "checks",
            'Ví dụ: copies <= 20 => "Nhiều nhất 20 bản."',
        ),
    )  # fmt: skip
