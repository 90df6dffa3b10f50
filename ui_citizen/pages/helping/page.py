"""Trợ giúp: one box over everything that helps, and what most people ask."""

import reflex as rx
from reflex.components.component import Component

from shared.client import content
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, search_box, shell, waiting
from ui_citizen.pages.helping.shapes import Card, card_list, of_content, of_help


class Help(rx.State):
    """What was typed and found, or what is there."""

    words: str = ""
    found: list[Card] = []
    advice: str = ""
    ask: str = ""
    guides: list[Card] = []
    faq: list[Card] = []
    videos: list[Card] = []
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the address."""
        self.reset()
        self.words = query(self, "q")[:100].strip()
        client = api(self, "citizen")
        try:
            if self.words:
                answer = await content.search_help(client, self.words)
                self.found, self.advice = [of_help(f) for f in answer.items], answer.advice
            else:
                for name, kind in (("guides", "guide"), ("faq", "faq"), ("videos", "video")):
                    page = await content.listed(client, kind, limit=12)
                    setattr(self, name, [of_content(card) for card in page.items])
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True


def _part(title: str, cards: rx.Var[list[Card]]) -> Component:
    return rx.cond(
        cards.length() > 0, rx.el.section(rx.el.h2(title), card_list(cards), class_name="part")
    )


def _empty() -> Component:
    return rx.el.div(
        rx.el.h2("Chưa có câu trả lời"),
        rx.el.p(Help.advice),
        rx.el.p(
            rx.el.a("Gửi câu hỏi cho cơ quan", href="/hoi-dap/#dat-cau-hoi", class_name="button"),
            " ",
            rx.el.a("Xem số tổng đài", href="/lien-he/", class_name="button plain"),
            class_name="acts",
        ),
        class_name="card",
    )


@rx.page(
    route="/tro-giup",
    title="Trợ giúp – Cổng Dịch vụ công",
    description="Tìm hướng dẫn, câu hỏi thường gặp, hỏi đáp, hồ sơ mẫu của thủ tục hành chính.",
    on_load=Help.load,
)
def help_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Bạn cần trợ giúp gì?"),
        rx.el.div(search_box(Help.words, action="/tro-giup/"), key=Help.words),
        rx.cond(Help.problem != "", message(Help.problem)),
        rx.cond(
            Help.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Help.words != "",
                    rx.cond(
                        Help.found.length() > 0,
                        rx.el.section(
                            rx.el.h2("Tìm thấy"), card_list(Help.found), class_name="part"
                        ),
                        _empty(),
                    ),
                    rx.fragment(
                        _part("Hướng dẫn từng bước", Help.guides),
                        _part("Câu hỏi thường gặp", Help.faq),
                        _part("Video", Help.videos),
                    ),
                ),
                rx.el.p(
                    rx.el.a("Hỏi đáp với cơ quan", href="/hoi-dap/"),
                    " · ",
                    rx.el.a("Tin tức", href="/tin-tuc/"),
                    " · ",
                    rx.el.a("Liên hệ, tổng đài", href="/lien-he/"),
                ),
            ),
            waiting(),
        ),
    )


class News(rx.State):
    """The news, the newest first."""

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
        """The next page, below the one shown."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await content.listed(api(self, "citizen"), "news", cursor=self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cards = [*self.cards, *(of_content(card, dated=True) for card in page.items)]
        self.more = page.next_cursor or ""


@rx.page(
    route="/tin-tuc",
    title="Tin tức – Cổng Dịch vụ công",
    description="Tin của cơ quan về thủ tục hành chính và Cổng Dịch vụ công.",
    on_load=News.load,
)
def news_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tin tức"),
        rx.cond(News.problem != "", message(News.problem)),
        rx.cond(
            News.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    News.cards.length() > 0,
                    card_list(News.cards, rx.el.H2),
                    rx.el.p("Chưa có tin nào.", class_name="card"),
                ),
                rx.cond(
                    News.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=News.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )
