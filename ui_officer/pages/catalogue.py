"""The catalogue for officers: search, and what still needs a person's check."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from ui_officer.layout import Person, message, shell
from ui_officer.pages.procedures.adding import Adding, adding


@dataclasses.dataclass
class Line:
    """One procedure."""

    code: str
    name: str
    sector: str
    agency: str
    duration: str
    review: bool
    stopped: str


class Procedures(rx.State):
    """One page of procedures."""

    q: str = ""
    lines: list[Line] = []
    more: str = ""
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the address."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.q = query(self, "q")[:100]
        await self._fetch()

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await catalogue.search(api(self, "officer"), self.q, cursor=self.more, limit=30)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines = self.lines + [
            Line(
                c.code,
                c.name,
                c.sector.label,
                c.agency,
                c.summary_duration,
                c.needs_review,
                c.stopped,
            )
            for c in page.items
        ]
        self.more = page.next_cursor or ""


@rx.page(
    route="/thu-tuc",
    title="Thủ tục – Một cửa điện tử",
    on_load=[Person.enter, Procedures.load, Adding.load],
)
def procedures() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Danh mục thủ tục"),
        rx.cond(Procedures.problem != "", message(Procedures.problem)),
        adding(),
        native_form(
            rx.el.label("Tìm thủ tục", html_for="q", class_name="sr"),
            rx.el.input(
                id="q",
                name="q",
                type="search",
                default_value=Procedures.q,
                key=Procedures.q,
                placeholder="Tên, mã thủ tục hoặc việc cần làm",
            ),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            action="/thu-tuc/",
            method="get",
            class_name="bar",
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Mã", scope="col"),
                    rx.el.th("Tên", scope="col"),
                    rx.el.th("Lĩnh vực", scope="col"),
                    rx.el.th("Cơ quan", scope="col"),
                    rx.el.th("Thời hạn", scope="col"),
                    rx.el.th("Dữ liệu", scope="col"),
                    rx.cond(Person.approves_content, rx.el.th("Soạn", scope="col")),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Procedures.lines,
                    lambda p: rx.el.tr(
                        rx.el.td(p.code, class_name="mono"),
                        rx.el.td(
                            rx.cond(
                                Person.approves_content,
                                rx.el.a(p.name, href="/thu-tuc/" + p.code),
                                p.name,
                            ),
                            rx.cond(
                                p.stopped != "",
                                rx.el.span("▲ " + p.stopped, class_name="chip warn"),
                            ),
                        ),
                        rx.el.td(p.sector),
                        rx.el.td(p.agency),
                        rx.el.td(p.duration),
                        rx.el.td(
                            rx.cond(
                                p.review,
                                rx.el.span("▲ Cần rà soát", class_name="chip warn"),
                                rx.el.span("✓ Đã kiểm tra", class_name="chip ok"),
                            )
                        ),
                        rx.cond(
                            Person.approves_content,
                            rx.el.td(
                                rx.el.a(
                                    "Giấy tờ",
                                    href="/giay-to/" + p.code,
                                    aria_label="Thành phần hồ sơ của " + p.name,
                                )
                            ),
                        ),
                    ),
                )
            ),
        ),
        rx.cond(
            Procedures.more != "",
            rx.el.button("Xem thêm", on_click=Procedures.fetch_more, class_name="button plain"),
        ),
    )
