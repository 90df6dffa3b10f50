"""Điều hành: seventeen counters now, by unit on charts and a table, and the communes."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import bar_chart, line_chart
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import HOME, choosing, tabs
from ui_officer.pages.overview.shapes import HEADS, Group, Place, Row, Tile
from ui_officer.pages.overview.state import Live
from ui_officer.person import Person


def _tile(tile: Tile) -> Component:
    inside = rx.fragment(rx.el.b(tile.value), rx.el.span(tile.label))
    return rx.el.li(
        rx.cond(
            tile.href != "",
            rx.el.a(inside, href=tile.href, class_name="counter " + tile.tone),
            rx.el.div(inside, class_name="counter zero"),
        )
    )


def _group(group: Group) -> Component:
    return rx.el.section(
        rx.el.h2(group.title),
        rx.el.ul(rx.foreach(group.tiles, _tile), class_name="counters"),
    )


def _cell(cell: Tile) -> Component:
    return rx.el.td(
        rx.cond(cell.href != "", rx.el.a(cell.value, href=cell.href), cell.value),
        class_name="number " + cell.tone,
    )


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.th(rx.cond(row.href != "", rx.el.a(row.name, href=row.href), row.name), scope="row"),
        rx.foreach(row.cells, _cell),
    )


def _table() -> Component:
    return rx.el.section(
        rx.el.h2("Theo đơn vị đang giữ hồ sơ"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Đơn vị", scope="col"),
                        *[rx.el.th(words, scope="col") for words in HEADS],
                    )
                ),
                rx.el.tbody(rx.foreach(Live.rows, _row)),
                class_name="holders",
            ),
            class_name="wide",
            tab_index=0,
            role="region",
            aria_label="Bảng theo đơn vị",
        ),
        class_name="card",
    )


def _inside(place: Place) -> tuple[Component, ...]:
    return (
        rx.el.span(place.name, class_name="name"),
        rx.el.b(place.late),
        rx.el.span(place.share, class_name="share"),
    )


def _place(place: Place) -> Component:
    return rx.el.li(
        rx.cond(
            place.href != "",
            rx.el.a(
                *_inside(place),
                href=place.href,
                class_name="place " + place.step,
                aria_label=place.words,
            ),
            rx.el.div(*_inside(place), class_name="place " + place.step),
        )
    )


def _communes() -> Component:
    return rx.el.section(
        rx.el.h2("Xã, phường theo tỉ lệ hồ sơ quá hạn"),
        rx.el.ul(
            *[
                rx.el.li(rx.el.span(class_name=f"swatch {step}", aria_hidden="true"), words)
                for step, words in (
                    ("none", "không có"), ("few", "đến 5%"), ("some", "đến 15%"),
                    ("many", "trên 15% hồ sơ đang giải quyết"),
                )
            ],
            class_name="keys",
        ),
        rx.el.ul(rx.foreach(Live.places, _place), class_name="places"),
        class_name="card",
    )  # fmt: skip


def _tasks() -> Component:
    return rx.el.section(
        rx.el.h2("Cần xem tiếp"),
        rx.el.ul(
            rx.foreach(Live.tasks, lambda one: rx.el.li(rx.el.a(one.words, href=one.href))),
            class_name="next-tasks",
        ),
        class_name="card",
    )


def _units() -> Component:
    return rx.el.section(
        rx.el.h2(Live.more_units),
        rx.cond(
            Live.waiting_units.length() > 0,
            rx.el.ul(
                rx.foreach(
                    Live.waiting_units,
                    lambda one: rx.el.li(
                        rx.el.span(
                            rx.el.b(one.unit),
                            rx.el.span(one.content, class_name="sub"),
                            rx.el.span("Trả lời trước ", one.until, class_name="muted small"),
                        ),
                        rx.el.span(one.state, class_name="chip " + one.tone),
                    ),
                ),
                class_name="waits-for-units",
            ),
        ),
        rx.el.p(rx.el.a("Xem và gửi chỉ đạo đơn vị", href="/chi-dao/")),
        class_name="card",
    )


@rx.page(
    route="/dieu-hanh",
    title="Điều hành trực tuyến – Một cửa điện tử",
    on_load=[Person.enter, Live.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Điều hành trực tuyến"),
        tabs(HOME, Live.agency),
        choosing(HOME, Live.agencies, Live.agency),
        rx.cond(Live.problem != "", message(Live.problem)),
        rx.cond(~Live.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            Live.loaded & (Live.as_of != ""),
            rx.fragment(
                rx.el.p(
                    Live.whose,
                    ". Số liệu lúc ",
                    rx.el.b(Live.as_of),
                    "; bấm vào một số để xem các hồ sơ đó. ",
                    rx.el.button(
                        "Cập nhật", type="button", on_click=Live.refresh, class_name="link"
                    ),
                    class_name="muted",
                ),
                rx.el.div(rx.foreach(Live.groups, _group), class_name="counter-groups"),
                rx.el.div(
                    rx.el.section(bar_chart(Live.holders), class_name="card"),
                    rx.el.div(rx.el.section(line_chart(Live.days), class_name="card"), _tasks()),
                    class_name="split",
                ),
                rx.cond(Live.more_units != "", _units()),
                rx.cond(Live.places.length() > 0, _communes()),
                _table(),
            ),
        ),
    )
