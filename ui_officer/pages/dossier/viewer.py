"""Papers beside the data: list, small pages, the page itself with zoom and turn, all by keys."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.shapes import File
from ui_officer.pages.dossier.viewing import Sheet


def viewer() -> Component:
    """The right half of the page of a dossier."""
    return rx.el.div(
        rx.el.section(
            rx.el.div(
                rx.el.h2("Giấy tờ"),
                rx.cond(
                    Person.is_desk, rx.el.a("Số hóa giấy tờ", href="/so-hoa/" + Desk.dossier_id)
                ),
                class_name="head",
            ),
            rx.cond(
                Desk.files.length() > 0,
                rx.fragment(
                    rx.el.ul(rx.foreach(Desk.files, _file), class_name="files"),
                    _head(),
                    rx.cond(
                        Desk.sheet.number > 0,
                        _pages(),
                        rx.cond(
                            Desk.view_problem != "",
                            rx.el.p(Desk.view_problem, class_name="note warn", role="status"),
                            rx.el.p("Đang mở …", class_name="muted", role="status"),
                        ),
                    ),
                ),
                rx.el.p("Hồ sơ chưa có tệp nào.", class_name="muted"),
            ),
            class_name="card",
        ),
        rx.script(src="/viewer.js"),
        class_name="viewer",
    )


def _file(file: File) -> Component:
    return rx.el.li(
        rx.el.button(
            file.title,
            rx.cond(
                file.scan != "",
                rx.el.span(file.scan, class_name=rx.cond(file.bad, "chip bad", "chip warn")),
            ),
            on_click=Desk.look_at(file.id),
            aria_pressed=(file.id == Desk.shown.id).to_string(),
        )
    )


def _tool(sign: str, words: str, view: str, **props: object) -> Component:
    return rx.el.button(
        sign,
        type="button",
        title=words,
        aria_label=words,
        custom_attrs={"data-view": view},
        class_name="tool",
        **props,
    )


def _head() -> Component:
    last = Desk.sheets.length()
    return rx.el.div(
        rx.el.div(
            rx.el.b(Desk.shown.title),
            rx.el.span(Desk.view_words, class_name="sub"),
            class_name="what",
        ),
        rx.cond(
            Desk.sheet.number > 0,
            rx.el.div(
                _tool(
                    "‹",
                    "Trang trước (←)",
                    "previous",
                    on_click=Desk.to_page(Desk.sheet.number - 1),
                    disabled=Desk.sheet.number <= 1,
                ),
                rx.el.span(
                    Desk.sheet.number.to_string() + " / " + last.to_string(), class_name="mono"
                ),
                _tool(
                    "›",
                    "Trang sau (→)",
                    "next",
                    on_click=Desk.to_page(Desk.sheet.number + 1),
                    disabled=Desk.sheet.number >= last,
                ),
                _tool("−", "Thu nhỏ (−)", "out"),
                rx.el.span("100%", custom_attrs={"data-zoom-words": ""}, class_name="mono"),
                _tool("+", "Phóng to (+)", "in"),
                _tool("↻", "Xoay (R)", "turn"),
                _tool("▭", "Vừa khung (0)", "fit"),
                role="group",
                aria_label="Xem trang",
                class_name="tools",
            ),
        ),
        rx.cond(
            Desk.download != "",
            # Into a new page, or the router of the screens takes the address for one of its own.
            rx.el.a(
                "Tải về", href=Desk.download, target="_blank", class_name="small", download=True
            ),
        ),
        *[
            rx.el.button(
                words,
                type="button",
                on_click=Desk.to_file(step),
                custom_attrs={"data-view": name, "aria-hidden": "true"},
                tab_index=-1,
                class_name="sr",
            )
            for name, words, step in (
                ("previous-file", "Tệp trước", -1),
                ("next-file", "Tệp sau", 1),
            )
        ],
        class_name="viewer-head",
    )


def _pages() -> Component:
    return rx.el.div(
        rx.cond(
            Desk.sheets.length() > 1,
            rx.el.ol(rx.foreach(Desk.sheets, _thumb), class_name="thumbs"),
        ),
        rx.el.div(
            rx.el.img(
                src=Desk.sheet.large,
                alt="Trang " + Desk.sheet.number.to_string() + ": " + Desk.shown.title,
                custom_attrs={"data-page": Desk.sheet.large},
            ),
            class_name="paper",
            tab_index=0,
            role="region",
            aria_label="Trang đang xem",
        ),
        class_name="pages-beside",
    )


def _thumb(sheet: Sheet) -> Component:
    return rx.el.li(
        rx.el.button(
            rx.el.img(src=sheet.thumb, alt="", loading="lazy"),
            rx.el.span(sheet.number),
            type="button",
            on_click=Desk.to_page(sheet.number),
            aria_label="Trang " + sheet.number.to_string(),
            aria_current=rx.cond(sheet.number == Desk.sheet.number, "page", "false"),
        )
    )
