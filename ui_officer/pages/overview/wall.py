"""Màn hình lớn: the counters in big type for a wall; read anew every minute, nothing blinks, and
nobody is named on it."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import bar_chart
from ui_officer.layout import message
from ui_officer.pages.overview.frame import HOME
from ui_officer.pages.overview.shapes import Group, Tile
from ui_officer.pages.overview.state import Live
from ui_officer.person import Person


def _tile(tile: Tile) -> Component:
    return rx.el.div(
        rx.el.dt(tile.label), rx.el.dd(tile.value), class_name="wall-counter " + tile.tone
    )


def _group(group: Group) -> Component:
    return rx.el.section(
        rx.el.h2(group.title), rx.el.dl(rx.foreach(group.tiles, _tile), class_name="wall-counters")
    )


@rx.page(
    route="/dieu-hanh/man-hinh",
    title="Màn hình điều hành – Một cửa điện tử",
    on_load=[Person.enter, Live.refresh],
)
def page() -> Component:
    """The page."""
    return rx.el.main(
        rx.el.header(
            rx.el.h1(rx.cond(Live.whose != "", Live.whose, "Điều hành trực tuyến")),
            rx.el.p("Số liệu lúc ", rx.el.b(Live.as_of)),
            class_name="wall-head",
        ),
        rx.cond(Live.problem != "", message(Live.problem)),
        rx.cond(
            Live.as_of != "",
            rx.fragment(
                rx.foreach(Live.groups, _group),
                rx.el.section(bar_chart(Live.holders), class_name="wall-chart"),
            ),
            rx.el.p("Đang tính số liệu …", role="status"),
        ),
        rx.el.p(
            rx.el.a("Về trang điều hành", href=HOME),
            " ",
            rx.el.button(
                "Cập nhật", type="button", on_click=Live.refresh, id="refresh", class_name="link"
            ),
            " Tự cập nhật mỗi phút.",
            class_name="wall-foot",
        ),
        rx.script(src="/wall.js"),
        class_name="wall",
        id="noi-dung",
    )
