"""Agencies as of a day: their codes, former names, and who took over those that are no more."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import lookups
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.typed import period, typed_day


@dataclasses.dataclass
class Row:
    """One agency."""

    code: str
    name: str
    note: str
    parent: str
    period: str
    heirs: str


class Agencies(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    rows: list[Row] = []
    more: str = ""
    q: str = ""
    on: str = ""

    @rx.event
    async def load(self):
        """Agencies of all days, so that an old code is found."""
        self.reset()
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def find(self, form: dict[str, Any]):
        """By code or name, new or old, as of a day or of all."""
        self.problem = ""
        self.q, typed = str(form.get("q", "")).strip(), str(form.get("on", "")).strip()
        self.on = typed_day(typed)
        if typed and not self.on:
            self.problem = "Ghi ngày dạng ngày/tháng/năm, ví dụ 30/06/2025."
            return
        await self._fetch("")

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        try:
            page = await lookups.entries(
                api(self, "officer"), "agencies", q=self.q, on=self.on, cursor=cursor,
                ended_too="" if self.on else "true",
            )  # fmt: skip
        except ApiProblem as refused:
            self.problem = refused.message
            return
        rows = [
            Row(
                e.code, e.name, e.note, e.parent_code,
                period(e.valid_from, e.valid_to),
                ", ".join(e.replaced_by),
            )
            for e in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *rows] if cursor else rows
        self.more = page.next_cursor or ""


def _row(r: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.code(r.code)),
        rx.el.td(r.name, rx.cond(r.note != "", rx.el.span(r.note, class_name="sub"))),
        rx.el.td(r.parent),
        rx.el.td(
            r.period,
            rx.cond(r.heirs != "", rx.el.span("Cơ quan kế thừa: ", r.heirs, class_name="sub")),
        ),
    )


@rx.page(
    route="/co-quan",
    title="Cơ quan – Một cửa điện tử",
    on_load=[Person.enter, Agencies.load],
)
def listing() -> Component:
    """The page."""
    heads = ("Mã định danh", "Tên cơ quan", "Cấp trên", "Thời gian hoạt động")
    return shell(
        rx.el.div(
            rx.el.h1("Cơ quan"),
            rx.el.p(
                rx.el.a("Sáp nhập, chia tách, đổi tên", href="/thay-doi-co-quan/"),
                " · ",
                rx.el.a("Thêm cơ quan, phòng bằng bảng tính", href="/nhap-du-lieu/"),
            ),
            class_name="head",
        ),
        rx.cond(Agencies.problem != "", message(Agencies.problem)),
        rx.el.form(
            rx.el.input(
                name="q", type="text", placeholder="Mã hoặc tên, mới hay cũ",
                aria_label="Tìm cơ quan", auto_complete="off",
            ),
            rx.el.input(
                name="on", type="text", placeholder="Theo ngày (ngày/tháng/năm)",
                aria_label="Theo ngày", auto_complete="off",
            ),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            on_submit=Agencies.find,
            class_name="bar finding",
        ),
        rx.cond(
            Agencies.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(rx.foreach(Agencies.rows, _row)),
            ),
            rx.cond(
                Agencies.loaded,
                rx.el.p("Không có cơ quan nào khớp.", class_name="card"),
                rx.el.p("Đang tải …", role="status", class_name="card"),
            ),
        ),
        rx.cond(
            Agencies.more != "",
            rx.el.button("Xem thêm", on_click=Agencies.fetch_more, class_name="button plain"),
        ),
    )  # fmt: skip
