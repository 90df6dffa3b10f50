"""Changes of agencies: what was renamed, merged and split, and what is planned."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import mergers
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.effects import TONES


@dataclasses.dataclass
class Row:
    """One change."""

    href: str
    kind: str
    summary: str
    on: str
    decision: str
    state: str
    tone: str
    by: str


class Changes(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    rows: list[Row] = []
    more: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        try:
            page = await mergers.changes(api(self, "officer"), cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        rows = [
            Row(
                f"/thay-doi-co-quan/{c.id}", c.kind_label, c.summary, day(c.effective_on),
                c.decision, c.state_label, TONES[c.state], f"{c.proposed_by}, "
                f"{moment(c.proposed_at)}",
            )
            for c in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *rows] if cursor else rows
        self.more = page.next_cursor or ""


@rx.page(
    route="/thay-doi-co-quan",
    title="Thay đổi cơ quan – Một cửa điện tử",
    on_load=[Person.enter, Changes.load],
)
def listing() -> Component:
    """The list."""
    heads = ("Thay đổi", "Ngày hiệu lực", "Căn cứ", "Trạng thái", "Ai đề nghị, khi nào")
    return shell(
        rx.el.div(
            rx.el.h1("Sáp nhập, chia tách, đổi tên cơ quan"),
            rx.cond(
                Person.keeps_accounts,
                rx.el.a("Lập thay đổi mới", href="/lap-thay-doi-co-quan/", class_name="button"),
            ),
            class_name="head",
        ),
        rx.el.p(
            "Người thứ hai phê duyệt. Trước ngày hiệu lực chưa có gì chuyển và còn hủy được; đến "
            "ngày đó hồ sơ đang mở được chuyển lần lượt, mã hồ sơ và hạn trả không đổi, số liệu "
            "các kỳ trước ở lại cơ quan cũ.",
            class_name="muted lead",
        ),
        rx.cond(Changes.problem != "", message(Changes.problem)),
        rx.cond(
            Changes.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(
                    rx.foreach(
                        Changes.rows,
                        lambda c: rx.el.tr(
                            rx.el.td(
                                rx.el.a(c.summary, href=c.href),
                                rx.el.span(c.kind, class_name="sub"),
                            ),
                            rx.el.td(c.on),
                            rx.el.td(c.decision),
                            rx.el.td(rx.el.span(c.state, class_name="chip " + c.tone)),
                            rx.el.td(c.by),
                        ),
                    )
                ),
            ),
            rx.cond(
                Changes.loaded & (Changes.problem == ""),
                rx.el.p("Chưa có thay đổi nào.", class_name="card"),
                rx.cond(~Changes.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            Changes.more != "",
            rx.el.button("Xem thêm", on_click=Changes.fetch_more, class_name="button plain"),
        ),
    )
