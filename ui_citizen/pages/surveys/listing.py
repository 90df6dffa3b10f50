"""Khảo sát: what people are asked now, and what became of earlier questions."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import surveys
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Card:
    """One survey."""

    title: str
    note: str
    state: str
    href: str
    results: str
    open: bool


class Surveys(rx.State):
    """The list."""

    cards: list[Card] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()
        await self._fetch()
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await surveys.surveys(api(self, "citizen"), self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        fresh = [
            Card(
                card.title,
                f"{card.kind.label} của {card.agency}, đến {day(card.closes_at)}",
                card.state.label,
                card.path,
                f"{card.path}/ket-qua" if card.has_results else "",
                card.state.code == "open",
            )
            for card in page.items
        ]
        self.cards, self.more = [*self.cards, *fresh], page.next_cursor or ""


def _card(card: Card) -> Component:
    return rx.el.li(
        rx.el.h2(rx.el.a(card.title, href=card.href)),
        rx.el.p(card.note, class_name="muted small"),
        rx.el.p(
            rx.el.span(card.state, class_name=rx.cond(card.open, "tag ok", "tag")),
            " ",
            rx.cond(
                card.results != "",
                rx.el.a("Xem kết quả", href=card.results, aria_label="Kết quả: " + card.title),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/khao-sat",
    title="Khảo sát, lấy ý kiến – Cổng Dịch vụ công",
    description="Khảo sát và lấy ý kiến dự thảo của cơ quan; kết quả đã công bố.",
    on_load=Surveys.load,
)
def surveys_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Khảo sát, lấy ý kiến"),
        rx.cond(Surveys.problem != "", message(Surveys.problem)),
        rx.cond(
            Surveys.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Surveys.cards.length() > 0,
                    rx.el.ul(
                        rx.foreach(Surveys.cards, _card), style={"listStyle": "none", "padding": 0}
                    ),
                    rx.el.p("Hiện không có cuộc khảo sát nào.", class_name="card"),
                ),
                rx.cond(
                    Surveys.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=Surveys.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )
