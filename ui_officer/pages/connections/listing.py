"""Every connection with a partner: how it is, what waits, what needs somebody."""

import reflex as rx
from reflex.components.component import Component

from shared.client import connections
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_officer.layout import Person, message, shell
from ui_officer.pages.connections.words import Row, row_of


class Connections(rx.State):
    """The list."""

    rows: list[Row] = []
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads every connection; nothing of an earlier visit shows through."""
        self.reset()
        await self._read()

    @rx.event
    async def look_again(self, _at: str):
        """Reads them anew while the page is open."""
        await self._read()

    async def _read(self) -> None:
        try:
            found = await connections.connections(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rows, self.loaded, self.problem = [row_of(each) for each in found], True, ""


def state_chip(state: rx.Var[str], label: rx.Var[str]) -> Component:
    """The state as a sign and a word."""
    sign = rx.match(state, ("working", "✓ "), ("paused", "❚❚ "), ("broken", "✕ "), "! ")
    kind = rx.match(
        state, ("working", "chip ok"), ("paused", "chip"), ("broken", "chip bad"), "chip warn"
    )
    return rx.el.span(rx.el.span(sign, aria_hidden="true"), label, class_name=kind)


def _row(row: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.a(rx.el.b(row.name), href=row.href),
            rx.el.span(row.id, class_name="sub mono"),
        ),
        rx.el.td(
            state_chip(row.state, row.state_label),
            rx.cond(row.why != "", rx.el.span(row.why, class_name="sub")),
        ),
        rx.el.td(row.backlog, rx.el.span(row.oldest, class_name="sub"), class_name="mono number"),
        rx.el.td(row.latency, class_name="mono number"),
        rx.el.td(row.errors, class_name="mono number"),
        rx.el.td(row.sent, class_name="mono number"),
        rx.el.td(row.last_ok, class_name="mono"),
        rx.el.td(rx.cond(row.needs, rx.el.a(row.held, href=row.href), "—")),
    )


@rx.page(
    route="/ket-noi",
    title="Kết nối – Một cửa điện tử",
    on_load=[Person.enter, Connections.load],
)
def listing() -> Component:
    """The page."""
    heads = (
        ("Đối tác", ""), ("Tình trạng", ""), ("Chờ gửi", "number"),
        ("Độ trễ (95 %)", "number"), ("Lỗi, 15 phút", "number"), ("Đã gửi hôm nay", "number"),
        ("Gửi được gần nhất", ""), ("Cần người xem", ""),
    )  # fmt: skip
    return shell(
        rx.el.h1("Kết nối với đối tác"),
        rx.el.p(
            "Mỗi đối tác có hàng đợi riêng: đối tác mất kết nối không làm chậm đối tác khác. Tin "
            "của một hồ sơ đi theo đúng thứ tự, mỗi tin một lần.",
            class_name="muted lead",
        ),
        rx.cond(Connections.problem != "", message(Connections.problem)),
        rx.cond(
            Connections.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(head, class_name=kind, scope="col") for head, kind in heads]
                    )
                ),
                rx.el.tbody(rx.foreach(Connections.rows, _row)),
                class_name="connections",
            ),
            rx.cond(
                Connections.loaded,
                rx.el.p("Chưa có kết nối nào được cấu hình.", class_name="card empty"),
                rx.cond(
                    Connections.problem == "",
                    rx.el.p("Đang tải …", role="status", class_name="muted"),
                ),
            ),
        ),
        rx.moment(
            interval=10_000,
            on_change=Connections.look_again,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
    )
