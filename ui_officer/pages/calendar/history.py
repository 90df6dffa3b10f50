"""What single dates were before: each change with who and why."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import calendar
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_officer.layout import message


@dataclasses.dataclass
class Change:
    """One change of a date."""

    day: str
    agency: str
    before: str
    after: str
    reason: str
    who: str


class DayHistory(rx.State):
    """The changes, the newest first."""

    changes: list[Change] = []
    cursor: str = ""
    asked: bool = False
    problem: str = ""

    @rx.event
    def close(self):
        """Nothing was asked for yet."""
        self.reset()

    @rx.event
    async def read(self):
        """The newest ones."""
        self.reset()
        self.asked = True
        await self._more()

    @rx.event
    async def more(self):
        """Older ones."""
        await self._more()

    async def _more(self) -> None:
        try:
            page = await calendar.changes(api(self, "officer"), self.cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cursor = page.next_cursor or ""
        self.changes = self.changes + [
            Change(
                day(c.day),
                c.agency or "Toàn tỉnh",
                c.before or "Theo tuần làm việc",
                c.after or "Theo tuần làm việc",
                c.reason,
                f"{c.by or 'Cài đặt, bảng tính'}, {moment(c.at)}",
            )
            for c in page.items
        ]


def day_history() -> Component:
    """The card."""
    heads = ("Ngày", "Áp dụng cho", "Trước", "Sau", "Lý do", "Ai, khi nào")
    return rx.el.section(
        rx.el.h2("Lịch sử thay đổi ngày"),
        rx.cond(DayHistory.problem != "", message(DayHistory.problem)),
        rx.cond(
            ~DayHistory.asked,
            rx.el.button(
                "Xem lịch sử", type="button", on_click=DayHistory.read, class_name="button plain"
            ),
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(
                    rx.foreach(
                        DayHistory.changes,
                        lambda c: rx.el.tr(
                            rx.el.td(c.day),
                            rx.el.td(c.agency),
                            rx.el.td(c.before),
                            rx.el.td(c.after),
                            rx.el.td(c.reason),
                            rx.el.td(c.who),
                        ),
                    )
                ),
                class_name="spaced",
            ),
        ),
        rx.cond(
            DayHistory.cursor != "",
            rx.el.button(
                "Xem cũ hơn", type="button", on_click=DayHistory.more, class_name="button plain"
            ),
        ),
        class_name="card",
    )
