"""Reminders: what has come due on the officer's dossiers, the newest first."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import documents
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Line:
    """One reminder."""

    id: str
    at: str
    subject: str
    body: str
    link: str


class Reminders(rx.State):
    """The officer's own reminders."""

    loaded: bool = False
    problem: str = ""
    lines: list[Line] = []
    more: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._fetch()
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await documents.notices(api(self, "officer"), self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines = self.lines + [
            Line(n.id, moment(n.at), n.subject, n.body, f"/ho-so/{n.dossier_id}")
            for n in page.items
        ]
        self.more = page.next_cursor or ""


@rx.page(
    route="/nhac-viec",
    title="Nhắc việc – Một cửa điện tử",
    on_load=[Person.enter, Reminders.load],
)
def reminders() -> Component:
    """What needs attention."""
    return shell(
        rx.el.h1("Nhắc việc"),
        rx.cond(Reminders.problem != "", message(Reminders.problem)),
        rx.cond(
            Reminders.lines.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(rx.el.th("Lúc"), rx.el.th("Nội dung"))),
                rx.el.tbody(
                    rx.foreach(
                        Reminders.lines,
                        lambda line: rx.el.tr(
                            rx.el.td(line.at, class_name="mono"),
                            rx.el.td(
                                rx.el.a(line.subject, href=line.link),
                                rx.el.span(line.body, class_name="sub"),
                            ),
                        ),
                    )
                ),
            ),
            rx.cond(
                Reminders.loaded,
                rx.el.p("Không có việc nào cần nhắc.", class_name="card"),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        rx.cond(
            Reminders.more != "",
            rx.el.button("Xem thêm", on_click=Reminders.fetch_more, class_name="button plain"),
        ),
    )
