"""Registers: books by year, their lines, printed and closed."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.registers.state import Book, Registers


def _row(b: Book) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.button(b.title, type="button", on_click=Registers.open(b.id), class_name="link"),
            rx.el.span(b.agency, class_name="sub"),
        ),
        rx.el.td(b.lines),
        rx.el.td(b.state),
        rx.el.td(
            rx.cond(
                b.copy != "",
                rx.el.a(
                    b.copy_words,
                    href="/api/v1/registers/" + b.id + "/prints/" + b.copy + "/content",
                    target="_blank",
                ),
            )
        ),
        rx.el.td(
            rx.el.button(
                "In sổ", type="button", on_click=Registers.print(b.id), class_name="button plain"
            ),
            rx.cond(
                b.why_not_closed == "",
                rx.el.button(
                    "Khóa sổ", type="button", on_click=Registers.close(b.id), class_name="button"
                ),
                rx.el.span(b.why_not_closed, class_name="sub"),
            ),
        ),
    )


def _lines() -> Component:
    return rx.el.section(
        rx.el.h2(Registers.chosen_title),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Số", scope="col"),
                    rx.el.th("Mã hồ sơ", scope="col"),
                    rx.foreach(Registers.heads, rx.el.th),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Registers.lines,
                    lambda x: rx.el.tr(
                        rx.el.td(x.number),
                        rx.el.td(rx.el.a(x.code, href="/ho-so/" + x.id)),
                        rx.foreach(x.cells, rx.el.td),
                    ),
                )
            ),
        ),
        rx.cond(
            Registers.cursor != "",
            rx.el.button("Xem thêm", on_click=Registers.more, class_name="button plain"),
        ),
        class_name="card",
    )


@rx.page(
    route="/so-theo-doi",
    title="Sổ theo dõi hồ sơ – Một cửa điện tử",
    on_load=[Person.enter, Registers.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Sổ theo dõi hồ sơ, sổ chứng thực"),
        rx.el.p(
            "Sổ tự ghi khi tiếp nhận hồ sơ hoặc chứng thực bản sao; mỗi năm một quyển, đánh số "
            "liên tục. ",
            rx.cond(Person.is_head, rx.el.a("Yêu cầu lại giấy tờ đã có", href="/yeu-cau-lai/")),
            class_name="muted",
        ),
        rx.cond(Registers.problem != "", message(Registers.problem)),
        rx.cond(Registers.notice != "", message(Registers.notice, "good")),
        rx.cond(Registers.progress != "", rx.el.p(Registers.progress, role="status")),
        rx.cond(
            Registers.print_id != "",
            rx.moment(interval=1500, on_change=Registers.check, class_name="sr"),
        ),
        rx.cond(
            Registers.books.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Sổ", scope="col"),
                        rx.el.th("Số mục", scope="col"),
                        rx.el.th("Trạng thái", scope="col"),
                        rx.el.th("Bản in", scope="col"),
                        rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Registers.books, _row)),
            ),
            rx.cond(
                Registers.loaded,
                rx.el.p("Chưa có hồ sơ nào được tiếp nhận nên chưa mở sổ.", class_name="card"),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        rx.cond(Registers.lines.length() > 0, _lines()),
        step_up_dialog(Registers),
    )
