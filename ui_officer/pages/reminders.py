"""Reminders: what has come due on the officer's dossiers, the newest first."""

import contextlib
import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import directives, notifications
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
    fresh: bool = False


class Reminders(rx.State):
    """The officer's own reminders."""

    loaded: bool = False
    problem: str = ""
    lines: list[Line] = []
    waiting: list[Line] = []
    more: str = ""
    unread: int = 0

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._fetch()
        with contextlib.suppress(ApiProblem):  # the list has said already what is wrong
            self.unread = await notifications.unread(api(self, "officer"))
        await self._list_directives()
        self.loaded = True

    async def _list_directives(self) -> None:
        """Directions not answered yet: those given, and those to be answered."""
        try:
            page = await directives.open_directives(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.waiting = [
            Line(
                d.id,
                moment(d.answer_by),
                f"{d.kind_label}: hồ sơ {d.code}",
                f"{d.content} ({d.given_by})",
                f"/ho-so/{d.dossier_id}",
            )
            for d in page.items
        ]

    @rx.event
    async def mark_all(self):
        """Everything is read."""
        try:
            marked = await notifications.mark(api(self, "officer"), [], read=True)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.unread = marked.unread
        self.lines = [dataclasses.replace(line, fresh=False) for line in self.lines]

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await notifications.notices(api(self, "officer"), self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines = self.lines + [
            Line(
                n.id,
                moment(n.at),
                n.subject,
                n.body,
                f"/ho-so/{n.dossier_id}" if n.dossier_id else n.link,
                not n.read,
            )
            for n in page.items
        ]
        self.more = page.next_cursor or ""


def _table(when: str, lines: rx.Var[list[Line]]) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(rx.el.th(when, scope="col"), rx.el.th("Nội dung", scope="col"))),
        rx.el.tbody(
            rx.foreach(
                lines,
                lambda line: rx.el.tr(
                    rx.el.td(line.at, class_name="mono"),
                    rx.el.td(
                        rx.el.a(line.subject, href=line.link),
                        rx.el.span(line.body, class_name="sub"),
                    ),
                    class_name=rx.cond(line.fresh, "unread", ""),
                ),
            )
        ),
    )


@rx.page(
    route="/nhac-viec",
    title="Nhắc việc – Một cửa điện tử",
    on_load=[Person.enter, Reminders.load],
)
def reminders() -> Component:
    """What needs attention."""
    return shell(
        rx.el.div(
            rx.el.h1("Nhắc việc"),
            rx.cond(
                Reminders.unread > 0,
                rx.el.button(
                    "Đánh dấu đã đọc hết (" + Reminders.unread.to_string() + ")",
                    on_click=Reminders.mark_all,
                    class_name="button plain",
                ),
            ),
            class_name="head",
        ),
        rx.cond(Reminders.problem != "", message(Reminders.problem)),
        rx.cond(
            Reminders.waiting.length() > 0,
            rx.fragment(
                rx.el.h2("Chỉ đạo, đôn đốc chưa trả lời"),
                _table("Trả lời trước", Reminders.waiting),
                rx.el.h2("Nhắc việc theo hồ sơ", class_name="next"),
            ),
        ),
        rx.cond(
            Reminders.lines.length() > 0,
            _table("Lúc", Reminders.lines),
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
