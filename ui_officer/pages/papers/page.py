"""The papers of a procedure: the list on the left, the chosen paper on the right, then a trial."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, shell
from ui_officer.pages.papers.deciding import needs, trial
from ui_officer.pages.papers.state import PapersPage, Row
from ui_officer.pages.two_persons import bar, import_file, messages, touched

P = PapersPage


def _list() -> Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Giấy tờ"),
            rx.cond(
                P.may_edit,
                rx.el.div(
                    _tool("+ Thêm", P.add, "Thêm một giấy tờ"),
                    _tool("↑", P.move(-1), "Đưa giấy tờ đang chọn lên"),
                    _tool("↓", P.move(1), "Đưa giấy tờ đang chọn xuống"),
                    _tool("Bỏ", P.drop, "Bỏ giấy tờ đang chọn"),
                    class_name="tools",
                ),
            ),
            class_name="head",
        ),
        rx.el.ol(rx.foreach(P.rows, _row), class_name="outline"),
        class_name="card",
    )


def _tool(text: str, on_click: rx.event.EventType, label: str) -> Component:
    return rx.el.button(
        text, type="button", on_click=on_click, class_name="link", title=label, aria_label=label
    )


def _row(row: Row) -> Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(row.number + 1, class_name="number"),
            rx.el.span(rx.el.b(row.name), rx.el.span(row.facts, class_name="sub")),
            type="button",
            on_click=P.choose(row.number),
            aria_current=rx.cond(row.number == P.chosen, "true", "false"),
        )
    )


def _boxed(label: str, name: str, box: Component, hint: str = "") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"paper-{name}"),
        box,
        *([rx.el.p(hint, class_name="muted small")] if hint else []),
        rx.cond(P.wrong.contains(name), rx.el.p(P.wrong[name], class_name="error", role="alert")),
        class_name="field",
    )


def _text(label: str, name: str, hint: str = "", **more: Any) -> Component:
    box = rx.el.input(
        id=f"paper-{name}",
        type="text",
        default_value=getattr(P.cells, name),
        on_blur=lambda value: P.set_cell(name, value),
        disabled=~P.may_edit,
        auto_complete="off",
        **more,
    )
    return _boxed(label, name, box, hint)


def _select(label: str, name: str, *options: Component, hint: str = "") -> Component:
    box = rx.el.select(
        *options,
        id=f"paper-{name}",
        value=getattr(P.cells, name),
        on_change=lambda value: P.set_cell(name, value),
        disabled=~P.may_edit,
    )
    return _boxed(label, name, box, hint)


def _editor() -> Component:
    return rx.el.section(
        rx.el.h2("Giấy tờ đang chọn"),
        rx.cond(
            P.rows.length() > 0,
            rx.el.div(
                _text("Tên giấy tờ", "name", max_length=1000),
                _text("Mã", "key", "Không đổi mã của giấy tờ đã dùng.", max_length=60),
                rx.el.div(
                    _text("Bản chính", "originals", input_mode="numeric"),
                    _text("Bản sao chứng thực", "certified", input_mode="numeric"),
                    _text("Bản sao", "copies", input_mode="numeric"),
                    class_name="third",
                ),
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        checked=P.cells.required,
                        on_change=P.set_required,
                        disabled=~P.may_edit,
                    ),
                    rx.el.span("Bắt buộc khi thuộc trường hợp phải nộp"),
                    class_name="tick",
                ),
                _text(
                    "Chỉ cần khi (công thức)",
                    "when",
                    'Để trống: luôn cần. Ví dụ: status == "divorced", channel != "online".',
                ),
                _text("Trường hợp bằng lời", "condition", "Người dân đọc câu này."),
                _select(
                    "Thay bằng dữ liệu của",
                    "register",
                    rx.el.option("Không, hoặc theo lời ghi dưới đây", value=""),
                    rx.foreach(P.registers, lambda r: rx.el.option(r.label, value=r.code)),
                ),
                _text("Dữ liệu thay thế bằng lời", "replaced_by_data"),
                _select(
                    "Dùng lại giấy tờ trong kho",
                    "vault",
                    rx.el.option("Như phần mềm đã định", value="as_is"),
                    rx.el.option("Không dùng lại", value="none"),
                    rx.el.option("Các loại chọn dưới đây", value="own"),
                ),
                rx.cond(
                    P.cells.vault == "own",
                    rx.el.div(
                        rx.foreach(
                            P.kinds,
                            lambda k: rx.el.label(
                                rx.el.input(
                                    type="checkbox",
                                    checked=k.on,
                                    on_change=lambda _v: P.toggle_kind(k.code),
                                    disabled=~P.may_edit,
                                ),
                                rx.el.span(k.label),
                                class_name="tick",
                            ),
                        ),
                        class_name="field several",
                    ),
                ),
                _text(
                    "Dùng lại trong (tháng, tính từ ngày cấp hoặc kiểm tra)",
                    "reuse_months",
                    "Để trống: đến khi giấy hết giá trị.",
                    input_mode="numeric",
                ),
                rx.el.div(
                    _text("Nhóm trường hợp", "case"),
                    _text("Mẫu đơn kèm theo", "form_file"),
                    _select(
                        "Đóng dấu mục đích lên bản chụp",
                        "identity",
                        rx.el.option("Tự nhận theo tên giấy", value="auto"),
                        rx.el.option("Có", value="yes"),
                        rx.el.option("Không", value="no"),
                    ),
                    class_name="third",
                ),
                key=P.drawn.to_string(),
            ),
            rx.el.p("Chưa có giấy tờ nào. Bấm “+ Thêm”.", class_name="muted"),
        ),
        class_name="card",
    )


def _changes() -> Component:
    return rx.el.section(
        rx.el.h2("Khác bản đang dùng"),
        rx.cond(
            P.changes.length() > 0,
            rx.el.ul(rx.foreach(P.changes, rx.el.li), class_name="changes"),
            rx.el.p("Bản đã lưu chưa khác gì bản đang dùng.", class_name="muted"),
        ),
        class_name="card",
    )


@rx.page(
    route="/giay-to/[procedure_code]",
    title="Thành phần hồ sơ – Một cửa điện tử",
    on_load=[Person.enter, PapersPage.load],
)
def papers_page() -> Component:
    """The page."""
    return shell(
        messages(P),
        rx.cond(
            P.loaded & (P.code_shown != ""),
            rx.fragment(
                rx.el.h1("Thành phần hồ sơ ", P.code_shown),
                rx.el.p(P.name, " · đang dùng bản ", P.version, class_name="lead"),
                bar(P, P.export),
                touched(P.touching),
                _changes(),
                rx.el.div(_list(), _editor(), class_name="writing"),
                needs(),
                trial(),
                rx.cond(P.may_edit, import_file(P.take_in)),
            ),
            rx.cond(P.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        rx.script(src="/readfile.js"),
    )
