"""Petitions of the portal: ways in, one's own, and what was answered for everybody."""

import contextlib
import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import petitions
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.petitions.shapes import TONES, Card, card


@dataclasses.dataclass
class Own:
    """One of one's own."""

    code: str
    subject: str
    state: str
    tone: str
    at: str


class Petitions(rx.State):
    """Published answers that were looked for, and one's own petitions."""

    loaded: bool = False
    problem: str = ""
    typed: str = ""
    own: list[Own] = []
    cards: list[Card] = []
    more: str = ""

    @rx.event
    async def load(self):
        """Reads the first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.typed = query(self, "tu")[:100]
        await self._fetch()
        with contextlib.suppress(ApiProblem):  # somebody who is not signed in has none
            page = await petitions.mine(api(self, "citizen"))
            self.own = [
                Own(p.code, p.subject, p.state_label, TONES.get(p.deadline, ""), day(p.received_at))
                for p in page.items
            ]
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await petitions.published(api(self, "citizen"), self.typed, "", self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cards = self.cards + [card(one) for one in page.items]
        self.more = page.next_cursor or ""


def _card(one: Card) -> Component:
    return rx.el.li(
        rx.el.h3(rx.el.a(one.subject, href="/phan-anh/da-tra-loi/" + one.code)),
        rx.el.p(one.text, class_name="line"),
        rx.el.p(one.topic + " · " + one.agency + " · " + one.at, class_name="muted small"),
        class_name="card",
    )


def _own(one: Own) -> Component:
    return rx.el.li(
        rx.el.a(one.subject, href="/phan-anh/" + one.code),
        rx.el.span(
            one.code + " · gửi " + one.at + " ",
            rx.el.span(one.state, class_name="tag " + one.tone),
            class_name="line muted small",
        ),
    )


@rx.page(
    route="/phan-anh",
    title="Phản ánh, kiến nghị – Cổng Dịch vụ công",
    on_load=Petitions.load,
)
def listing() -> Component:
    """The page."""
    page = Petitions
    return shell(
        ready(),
        rx.el.h1("Phản ánh, kiến nghị"),
        rx.el.p(
            "Nói với chúng tôi về thủ tục, cách phục vụ, quy định còn vướng. Cơ quan trả lời trong "
            "15 ngày làm việc."
        ),
        rx.el.div(
            rx.el.a("Gửi phản ánh, kiến nghị", href="/phan-anh/gui/", class_name="button"),
            rx.el.a("Tra cứu bằng mã", href="/phan-anh/tra-cuu/", class_name="button plain"),
            class_name="actions",
        ),
        rx.cond(
            page.own.length() > 0,
            rx.el.section(
                rx.el.h2("Phản ánh của tôi"),
                rx.el.ul(rx.foreach(page.own, _own), class_name="list"),
                class_name="card",
            ),
        ),
        rx.el.h2("Đã trả lời, công khai"),
        native_form(
            rx.el.label("Tìm trong các trả lời", html_for="tu", class_name="sr"),
            rx.el.input(
                id="tu",
                name="tu",
                type="search",
                default_value=page.typed,
                key=page.typed,
                placeholder="Ví dụ: khai sinh, chậm trả",
                auto_complete="off",
                max_length=100,
            ),
            rx.el.button("Tìm", type="submit", class_name="button"),
            action="/phan-anh/",
            method="get",
            class_name="search",
            role="search",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(
            page.loaded,
            rx.cond(
                page.cards.length() > 0,
                rx.el.ul(rx.foreach(page.cards, _card), class_name="cards"),
                rx.el.p(
                    rx.cond(
                        page.typed != "",
                        "Không có trả lời nào có các từ này. Hãy thử lời khác, ngắn hơn.",
                        "Chưa có trả lời nào được công khai.",
                    ),
                    class_name="card",
                ),
            ),
            waiting(),
        ),
        rx.cond(
            page.more != "",
            rx.el.button("Xem thêm", on_click=page.fetch_more, class_name="button plain wide"),
        ),
    )


class Published(rx.State):
    """One published answer."""

    loaded: bool = False
    problem: str = ""
    subject: str = ""
    body: str = ""
    answer: str = ""
    facts: str = ""
    code: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        try:
            found = await petitions.one_published(api(self, "citizen"), self.published_code[:20])
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.subject, self.body, self.answer = found.subject, found.body, found.answer
        self.code = found.code
        self.facts = f"{found.topic_label} · {found.agency_name}"
        self.facts += f" · gửi {day(found.received_at)}, trả lời {day(found.answered_at)}"
        self.loaded = True


@rx.page(
    route="/phan-anh/da-tra-loi/[published_code]",
    title="Trả lời phản ánh, kiến nghị – Cổng Dịch vụ công",
    on_load=Published.load,
)
def published() -> Component:
    """One published answer."""
    page = Published
    return shell(
        rx.cond(
            page.problem != "",
            trouble(page.problem),
            rx.cond(
                page.loaded,
                rx.fragment(
                    ready(),
                    rx.el.p("Mã phản ánh ", rx.el.b(page.code)),
                    rx.el.h1(page.subject),
                    rx.el.p(page.facts, class_name="muted small"),
                    rx.el.section(
                        rx.el.h2("Phản ánh"),
                        rx.el.p(page.body, class_name="words"),
                        class_name="card",
                    ),
                    rx.el.section(
                        rx.el.h2("Trả lời"),
                        rx.el.p(page.answer, class_name="words"),
                        class_name="card",
                    ),
                    rx.el.p(rx.el.a("Các trả lời khác", href="/phan-anh/")),
                ),
                waiting(),
            ),
        ),
    )
