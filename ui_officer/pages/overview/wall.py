"""Màn hình lớn: the counters of one agency in big type for a wall, read anew every minute.

The browser of the wall holds a key of its own and nobody's session: it shows these numbers, names
nobody, leads nowhere, and goes dark when the key is withdrawn.
"""

import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.ui.charts import BarChart
from shared.ui.drawing import bar_chart
from shared.ui.elements import native_form
from shared.ui.session import query, wall_api
from shared.ui.words import moment
from ui_officer.layout import message
from ui_officer.pages.overview import shapes
from ui_officer.pages.overview.shapes import Group, Tile

_FAULTS = {
    "wrong-code": "Mã ghi danh không đúng hoặc đã hết hạn. Hãy xin mã mới ở trang Màn hình lớn.",
    "too-many": "Đã thử nhiều lần. Hãy chờ mười phút rồi thử lại.",
}
_UNAUTHENTICATED = 401


class Wall(rx.State):
    """What the screen shows."""

    problem: str = ""
    unknown: bool = False
    whose: str = ""
    as_of: str = ""
    groups: list[Group] = []
    holders: BarChart = BarChart()

    @rx.event
    async def refresh(self):
        """Reads the counters anew. What is shown stays, with its time, over a short fault; nothing
        stays once the screen may not show it any more."""
        try:
            found = await overview.wall(wall_api(self))
        except ApiProblem as refused:
            if refused.status == _UNAUTHENTICATED:
                self.reset()
                self.unknown = True
            self.problem = refused.message
            return
        self.problem, self.unknown = "", False
        self.whose, self.as_of = found.agency_name, moment(found.as_of)
        self.groups = shapes.groups(found.total, "", linked=False)
        self.holders = shapes.by_holder(found.lines, "", linked=False)


class WallEnrolling(rx.State):
    """What went wrong with the last try."""

    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the address."""
        self.reset()
        fault = query(self, "loi")
        if fault:
            self.problem = _FAULTS.get(fault, "Chưa ghi danh được. Hãy thử lại.")


def _tile(tile: Tile) -> Component:
    return rx.el.div(
        rx.el.dt(tile.label), rx.el.dd(tile.value), class_name="wall-counter " + tile.tone
    )


def _group(group: Group) -> Component:
    return rx.el.section(
        rx.el.h2(group.title), rx.el.dl(rx.foreach(group.tiles, _tile), class_name="wall-counters")
    )


@rx.page(route="/man-hinh", title="Màn hình điều hành – Một cửa điện tử", on_load=Wall.refresh)
def page() -> Component:
    """The screen."""
    return rx.el.main(
        rx.el.header(
            rx.el.h1(rx.cond(Wall.whose != "", Wall.whose, "Điều hành trực tuyến")),
            rx.cond(
                Wall.as_of != "",
                rx.el.p("Số liệu lúc ", rx.el.b(Wall.as_of, id="wall-time")),
            ),
            class_name="wall-head",
        ),
        rx.cond(Wall.problem != "", message(Wall.problem)),
        rx.cond(
            Wall.as_of != "",
            rx.fragment(
                rx.foreach(Wall.groups, _group),
                rx.el.section(bar_chart(Wall.holders), class_name="wall-chart"),
            ),
            rx.cond(
                Wall.unknown,
                rx.el.p(rx.el.a("Ghi danh màn hình này", href="/man-hinh/ghi-danh/")),
                rx.el.p("Đang tính số liệu …", role="status"),
            ),
        ),
        rx.el.p(
            rx.el.button(
                "Cập nhật", type="button", on_click=Wall.refresh, id="refresh", class_name="link"
            ),
            " Tự cập nhật mỗi phút.",
            class_name="wall-foot",
        ),
        rx.script(src="/wall.js"),
        class_name="wall",
        id="noi-dung",
    )


@rx.page(
    route="/man-hinh/ghi-danh",
    title="Ghi danh màn hình – Một cửa điện tử",
    on_load=WallEnrolling.load,
)
def enrolling() -> Component:
    """A code makes the browser of the wall a screen of one agency."""
    return rx.el.main(
        rx.el.h1("Ghi danh màn hình"),
        rx.el.p(
            "Lãnh đạo hoặc quản trị tạo mã tại Điều hành, Màn hình lớn; mã dùng một lần, trong 30 "
            "phút. Trình duyệt này không cần và không nên đăng nhập tài khoản nào."
        ),
        rx.cond(WallEnrolling.problem != "", message(WallEnrolling.problem)),
        native_form(
            rx.el.label("Mã ghi danh", html_for="code"),
            rx.el.input(
                id="code", name="code", type="text", auto_complete="off", max_length=20,
                required=True,
            ),
            rx.el.button("Ghi danh", type="submit", class_name="button"),
            action="/api/v1/wall/enrolment",
            method="post",
            class_name="field",
        ),
        class_name="card",
        id="noi-dung",
    )  # fmt: skip
