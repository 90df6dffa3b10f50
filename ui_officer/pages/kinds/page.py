"""Writing a kind of result: the boxes on the left, the printed page with sample texts beside."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, shell
from ui_officer.pages.kinds.boxes import block_cells, box_of, field_cells
from ui_officer.pages.kinds.state import KindPage, Version
from ui_officer.pages.two_persons import bar, import_file, messages

K = KindPage


def _head() -> Component:
    def box(label: str, name: str, hint: str = "") -> Component:
        return box_of(
            label,
            f"head-{name}",
            getattr(K, name),
            lambda value: K.set_head(name, value),
            hint=hint,
        )

    return rx.el.section(
        rx.el.h2("Chung"),
        rx.el.div(
            box("Tên kết quả, in ở đầu trang", "title"),
            box("Ký hiệu của số", "symbol", "Ví dụ: XNHN-UBND"),
            box("Chức vụ người ký", "position"),
            box("Dùng cho thủ tục", "procedures", "Mã thủ tục, cách nhau bằng dấu phẩy; trống: mọi "
                "thủ tục."),
            class_name="columns",
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox", checked=K.retired, on_change=K.set_retired, disabled=~K.may_edit
            ),
            rx.el.span("Ngừng dùng: không soạn bản mới theo mẫu này"),
            class_name="tick",
        ),
        class_name="card",
        key="head" + K.drawn.to_string(),
    )  # fmt: skip


def _left() -> Component:
    return rx.el.div(
        _head(),
        rx.el.section(
            rx.el.h2("Các mục chuyên viên điền"),
            rx.el.ol(
                rx.foreach(K.cells, field_cells),
                class_name="defined",
                key="fields" + K.drawn.to_string(),
            ),
            rx.cond(
                K.may_edit,
                rx.el.button(
                    "+ Thêm mục", type="button", on_click=K.more_fields, class_name="link"
                ),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Nội dung in"),
            rx.el.p("Viết {mã mục} ở chỗ cần in; {code} là mã hồ sơ.", class_name="muted small"),
            rx.el.ol(
                rx.foreach(K.blocks, block_cells),
                class_name="defined",
                key="blocks" + K.drawn.to_string(),
            ),
            rx.cond(
                K.may_edit,
                rx.el.button(
                    "+ Thêm đoạn", type="button", on_click=K.more_blocks, class_name="link"
                ),
            ),
            class_name="card",
        ),
        _versions(),
        rx.cond(K.may_edit, import_file(K.take_in)),
    )


def _version(one: Version) -> Component:
    return rx.el.tr(rx.el.td("Bản ", one.number), rx.el.td(one.at), rx.el.td(one.by))


def _versions() -> Component:
    return rx.cond(
        K.versions.length() > 0,
        rx.el.section(
            rx.el.h2("Các bản đã áp dụng"),
            rx.el.table(rx.el.tbody(rx.foreach(K.versions, _version))),
            class_name="card",
        ),
    )


def _right() -> Component:
    return rx.el.section(
        rx.el.h2("In thử"),
        rx.el.p("Hiện bản đã lưu, với chữ in thử của từng mục.", class_name="muted small"),
        rx.el.iframe(src=K.preview, title="Bản in thử", key=K.preview),
        class_name="card viewer whole",
    )


@rx.page(
    route="/mau-ket-qua/[kind_key]",
    title="Soạn mẫu kết quả – Một cửa điện tử",
    on_load=[Person.enter, KindPage.load],
)
def kind_page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Các mẫu kết quả", href="/mau-ket-qua/")),
        messages(K),
        rx.cond(
            K.loaded & (K.key_shown != ""),
            rx.fragment(
                rx.el.h1("Mẫu kết quả: ", K.title),
                rx.el.p(
                    rx.el.span(K.key_shown, class_name="mono"),
                    rx.cond(
                        K.version > 0,
                        " · đang dùng bản " + K.version.to_string(),
                        " · chưa áp dụng bản nào",
                    ),
                    class_name="muted",
                ),
                bar(K, K.export),
                rx.el.div(_left(), _right(), class_name="split"),
                rx.el.datalist(
                    rx.foreach(K.answers, lambda a: rx.el.option(a.label, value=a.code)),
                    id="answers",
                ),
                rx.el.datalist(
                    rx.foreach(K.facts, lambda a: rx.el.option(a.label, value=a.code)), id="facts"
                ),
            ),
            rx.cond(
                (K.problem == "") & ~K.loaded,
                rx.el.p("Đang tải …", role="status", class_name="muted"),
            ),
        ),
        rx.script(src="/readfile.js"),
    )
