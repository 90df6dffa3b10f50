"""The desk digitises: the check-list, the scan, its pages sorted into papers, certified copies."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.picker import files_changed, picker
from ui_officer.layout import Person, message, shell
from ui_officer.pages.digitising.copies import certified_copies
from ui_officer.pages.digitising.reading import NO_PAPER, Scanned
from ui_officer.pages.digitising.sorting import Digitising, Line


@rx.page(
    route="/so-hoa/[dossier_id]",
    title="Số hóa giấy tờ – Một cửa điện tử",
    on_load=[Person.enter, Digitising.load],
)
def digitising() -> Component:
    """The page."""
    return shell(
        rx.cond(Digitising.problem != "", message(Digitising.problem)),
        rx.cond(
            Digitising.loaded & (Digitising.title != ""),
            rx.fragment(
                rx.el.h1("Số hóa giấy tờ"),
                rx.el.p(
                    rx.el.a(Digitising.title, href="/ho-so/" + Digitising.dossier_id),
                ),
                rx.cond(Digitising.notice != "", message(Digitising.notice, "good")),
                rx.cond(Digitising.error != "", message(Digitising.error)),
                rx.el.div(
                    _scan(), rx.el.div(_check_list(), certified_copies()), class_name="design"
                ),
            ),
            rx.cond(
                Digitising.problem == "",
                rx.el.p("Đang tải …", role="status", class_name="muted"),
            ),
        ),
    )


def _scan() -> Component:
    return rx.el.section(
        rx.el.h2("Bản quét"),
        rx.el.p(
            "Quét cả tập giấy thành một tệp PDF hoặc TIFF nhiều trang, rồi chọn giấy tờ cho từng "
            "trang. Chọn ở trang đầu của mỗi giấy tờ, các trang sau theo cùng.",
        ),
        picker(
            "/api/v1/dossiers/" + Digitising.dossier_id + "/documents",
            Digitising.limits,
            name="bản quét",
        ),
        files_changed(Digitising.refresh),
        rx.el.p(
            rx.el.a(
                "In tờ ngăn cách",
                href="/api/v1/dossiers/" + Digitising.dossier_id + "/separator-sheets",
                target="_blank",
            ),
            ": đặt trước từng giấy tờ khi quét, hệ thống đọc mã và tự xếp trang.",
            class_name="muted small",
        ),
        rx.cond(
            Digitising.not_split != "",
            rx.el.p(
                "Không tách trang được, vẫn nằm nguyên tệp trong hồ sơ: " + Digitising.not_split,
                class_name="note",
            ),
        ),
        rx.cond(Digitising.reading != "", rx.el.p(Digitising.reading, role="status")),
        rx.cond(
            Digitising.scanned.length() > 0,
            rx.fragment(
                rx.el.ol(rx.foreach(Digitising.scanned, _page), class_name="scanned"),
                rx.el.button(
                    rx.cond(Digitising.busy, "Đang lưu …", "Tách và lưu vào hồ sơ"),
                    type="button",
                    on_click=Digitising.keep,
                    disabled=Digitising.busy,
                    class_name="button",
                ),
            ),
            rx.el.p("Không còn trang nào chờ phân loại.", class_name="empty"),
        ),
        class_name="card",
    )


def _page(page: Scanned, position: rx.Var[int]) -> Component:
    number = (position + 1).to_string()
    return rx.el.li(
        rx.el.div(
            rx.el.img(
                src=page.thumb,
                alt="Trang " + number,
                loading="lazy",
                custom_attrs={"data-turn": page.turn},
            ),
            class_name="frame-of-leaf",
        ),
        rx.el.div(
            rx.el.b("Trang " + number),
            rx.el.button(
                "↻",
                type="button",
                on_click=Digitising.turn(position),
                aria_label="Xoay trang " + number,
                title="Xoay",
                class_name="tool",
            ),
            class_name="head",
        ),
        rx.cond(page.told != "", rx.el.span(page.told, class_name="chip")),
        rx.el.select(
            rx.el.option("Chọn giấy tờ", value=""),
            rx.foreach(Digitising.lines, lambda line: rx.el.option(line.name, value=line.key)),
            rx.foreach(Digitising.elsewhere, lambda e: rx.el.option(e.name, value=e.value)),
            rx.el.option("Bỏ trang này", value=NO_PAPER),
            value=page.paper,
            on_change=lambda paper: Digitising.sort(position, paper),
            aria_label="Giấy tờ của trang " + number,
        ),
    )


def _check_list() -> Component:
    return rx.el.section(
        rx.el.h2("Giấy tờ của hồ sơ"),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Giấy tờ", scope="col"),
                    rx.el.th("Đã nhận", scope="col"),
                    rx.el.th("Số hóa", scope="col"),
                ),
            ),
            rx.el.tbody(rx.foreach(Digitising.lines, _line)),
        ),
        class_name="card",
    )


def _line(line: Line) -> Component:
    return rx.el.tr(
        rx.el.td(line.name),
        rx.el.td(line.received),
        rx.el.td(rx.el.span(line.digitised, class_name=rx.cond(line.done, "chip ok", "chip warn"))),
    )
