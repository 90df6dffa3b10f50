"""The list of processes, and beginning one."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue, identity, processes
from shared.client.base import ApiProblem
from shared.contracts.processes import SaveProcess
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Row:
    """One version."""

    id: str
    name: str
    agency: str
    number: str
    state: str
    kind: str
    steps: str
    running: str
    at: str


@dataclasses.dataclass
class Found:
    """A procedure to write a process for."""

    code: str
    name: str


class Processes(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    rows: list[Row] = []
    cursor: str = ""
    may_write: bool = False
    q: str = ""
    found: list[Found] = []
    _agency_id: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()
        try:
            me = await identity.me(api(self, "officer"))
            await self._more("")
        except ApiProblem as refused:
            self.problem = refused.message
            self.loaded = True
            return
        editors = [r for r in me.roles if r.role in ("desk_head", "catalogue_admin")]
        self.may_write = bool(editors)
        self._agency_id = editors[0].agency_id if editors else ""
        self.loaded = True

    async def _more(self, cursor: str) -> None:
        page = await processes.processes(api(self, "officer"), cursor)
        self.cursor = page.next_cursor or ""
        self.rows = self.rows + [
            Row(
                row.id,
                f"{row.procedure_code} · {row.procedure_name}",
                row.agency_name,
                str(row.number),
                row.state_label,
                row.state,
                str(row.steps),
                str(row.running),
                moment(row.changed_at),
            )
            for row in page.items
        ]

    @rx.event
    async def more(self):
        """The next page."""
        try:
            await self._more(self.cursor)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def search(self, form: dict[str, Any]):
        """Procedures by words."""
        self.q, self.problem = str(form.get("q", "")).strip(), ""
        try:
            page = await catalogue.search(api(self, "officer"), self.q, limit=8)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.found = [Found(c.code, c.name) for c in page.items]

    @rx.event
    async def begin(self, code: str):
        """A draft with the ordinary steps; one already begun is opened."""
        open_ = next((r for r in self.rows if r.kind == "draft" and r.name.startswith(code)), None)
        if open_ is not None:
            return rx.redirect(f"/quy-trinh/{open_.id}")
        client = api(self, "officer")
        try:
            first = await processes.template(client, self._agency_id, code)
            made = await processes.save(client, SaveProcess(self._agency_id, first))
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect(f"/quy-trinh/{made.id}")


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.name, href="/quy-trinh/" + row.id)),
        rx.el.td(row.agency),
        rx.el.td(row.number),
        rx.el.td(rx.el.span(row.state, class_name="chip " + row.kind)),
        rx.el.td(row.steps),
        rx.el.td(row.running),
        rx.el.td(row.at),
    )


def _begin() -> Component:
    return rx.el.section(
        rx.el.h2("Soạn quy trình mới"),
        rx.el.form(
            rx.el.label("Thủ tục", html_for="q", class_name="sr"),
            rx.el.input(id="q", name="q", type="search", placeholder="Tên hoặc mã thủ tục"),
            rx.el.button("Tìm thủ tục", type="submit", class_name="button plain"),
            on_submit=Processes.search,
            class_name="bar",
        ),
        rx.cond(
            (Processes.q != "") & (Processes.found.length() == 0),
            rx.el.p("Chưa thấy thủ tục phù hợp. Hãy thử tên khác, ngắn hơn."),
        ),
        rx.el.ul(
            rx.foreach(
                Processes.found,
                lambda p: rx.el.li(
                    rx.el.button(
                        p.code + " · " + p.name,
                        on_click=Processes.begin(p.code),
                        class_name="link",
                    )
                ),
            ),
            class_name="plain-list",
        ),
        class_name="card",
    )


@rx.page(
    route="/quy-trinh",
    title="Quy trình nội bộ – Một cửa điện tử",
    on_load=[Person.enter, Processes.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Quy trình nội bộ"),
        rx.cond(Processes.problem != "", message(Processes.problem)),
        rx.cond(Processes.may_write, _begin()),
        rx.cond(
            Processes.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Thủ tục", scope="col"),
                        rx.el.th("Cơ quan", scope="col"),
                        rx.el.th("Bản", scope="col"),
                        rx.el.th("Trạng thái", scope="col"),
                        rx.el.th("Số bước", scope="col"),
                        rx.el.th("Hồ sơ đang theo", scope="col"),
                        rx.el.th("Sửa lúc", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Processes.rows, _row)),
            ),
            rx.cond(
                Processes.loaded,
                rx.el.p(
                    "Chưa có quy trình nào. Hồ sơ đi theo đúng các việc mà luật cho phép.",
                    class_name="card",
                ),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        rx.cond(
            Processes.cursor != "",
            rx.el.button("Xem thêm", on_click=Processes.more, class_name="button plain"),
        ),
    )
