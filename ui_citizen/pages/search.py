"""Search results: ranked cards, filters, more on demand."""

import contextlib
import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue, content, traffic
from shared.client.base import ApiProblem
from shared.contracts.catalogue import ProcedureCard
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.vocabulary.channels import AGENCY_LEVEL_LABELS, ONLINE_LEVEL_LABELS, SUBJECT_LABELS
from ui_citizen.layout import message, ready, search_box, shell, waiting
from ui_citizen.pages.helping.shapes import Card as HelpCard
from ui_citizen.pages.helping.shapes import card_list, of_help


@dataclasses.dataclass
class Card:
    """One result ready to print."""

    code: str
    name: str
    sector: str
    agency: str
    duration: str
    fee: str
    online: str
    can_apply: bool
    stopped: str = ""


def card_of(found: ProcedureCard) -> Card:
    """From the contract."""
    return Card(
        code=found.code,
        name=found.name,
        sector=found.sector.label,
        agency=found.agency,
        duration=found.summary_duration,
        fee=found.summary_fee,
        online=found.online_level.label,
        can_apply=found.can_apply,
        stopped=found.stopped,
    )


class Search(rx.State):
    """Results of the words and filters in the address."""

    q: str = ""
    level: str = ""
    subject: str = ""
    online: str = ""
    cards: list[Card] = []
    loaded: bool = False
    problem: str = ""
    more: str = ""
    help: list[HelpCard] = []

    @rx.event
    async def load(self):
        """Reads the address and searches."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.q = query(self, "q")[:100]
        self.level = query(self, "cap")
        self.subject = query(self, "doi_tuong")
        self.online = query(self, "muc_do")
        await self._fetch()
        if self.q:
            await self._fetch_help()
            if not (self.level or self.subject or self.online or self.problem):
                await self._note()
        self.loaded = True

    async def _fetch_help(self) -> None:
        try:
            found = await content.search_help(api(self, "citizen"), self.q, limit=11)
        except ApiProblem:
            return
        answers = [one for one in found.items if one.kind.code != "procedure"]
        self.help = [of_help(one) for one in answers[:6]]

    async def _note(self) -> None:
        agent = (self.router.headers.user_agent or "")[:300]
        found = bool(self.cards or self.help)
        with contextlib.suppress(ApiProblem):
            await traffic.search(api(self, "citizen"), self.q, found=found, agent=agent)

    @rx.event
    async def fetch_more(self):
        """The next page, below the one shown."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await catalogue.search(
                api(self, "citizen"),
                self.q,
                level=self.level,
                subject=self.subject,
                online_level=self.online,
                cursor=self.more,
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cards = self.cards + [card_of(found) for found in page.items]
        self.more = page.next_cursor or ""


def result(card: Card) -> Component:
    """One procedure."""
    return rx.el.li(
        rx.el.h2(rx.el.a(card.name, href="/thu-tuc/" + card.code)),
        rx.el.p(card.agency, class_name="muted small"),
        rx.el.ul(
            rx.cond(
                card.can_apply,
                rx.el.li("Nộp trực tuyến", class_name="tag ok"),
                rx.el.li(card.online, class_name="tag"),
            ),
            rx.cond(card.stopped != "", rx.el.li("▲ " + card.stopped, class_name="tag warn")),
            rx.cond(card.duration != "", rx.el.li(card.duration, class_name="tag")),
            rx.cond(card.fee != "", rx.el.li(card.fee, class_name="tag")),
            class_name="tags",
        ),
        class_name="card",
    )


def _filter(label: str, name: str, value: rx.Var[str], choices: dict[str, str]) -> Component:
    return rx.el.label(
        rx.el.span(label, class_name="small"),
        rx.el.select(
            rx.el.option("Tất cả", value=""),
            *[rx.el.option(text, value=code) for code, text in choices.items()],
            name=name,
            default_value=value,
            key=name + value,
        ),
    )


@rx.page(
    route="/tim-kiem",
    title="Tìm thủ tục – Cổng Dịch vụ công",
    description="Tìm thủ tục hành chính theo lời thường ngày, cấp, đối tượng, mức độ trực tuyến.",
    on_load=Search.load,
)
def search() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tìm thủ tục"),
        rx.el.div(search_box(Search.q), key=Search.q),
        rx.el.details(
            rx.el.summary("Lọc kết quả"),
            rx.el.div(
                native_form(
                    rx.el.input(type="hidden", name="q", value=Search.q, read_only=True),
                    rx.el.div(
                        _filter(
                            "Cấp thực hiện",
                            "cap",
                            Search.level,
                            {c.value: label.vi for c, label in AGENCY_LEVEL_LABELS.items()},
                        ),
                        _filter(
                            "Đối tượng",
                            "doi_tuong",
                            Search.subject,
                            {c.value: label.vi for c, label in SUBJECT_LABELS.items()},
                        ),
                        _filter(
                            "Mức độ trực tuyến",
                            "muc_do",
                            Search.online,
                            {c.value: label.vi for c, label in ONLINE_LEVEL_LABELS.items()},
                        ),
                        class_name="filters",
                    ),
                    rx.el.button("Áp dụng", type="submit", class_name="button plain"),
                    action="/tim-kiem/",
                    method="get",
                )
            ),
            style={"marginTop": "1rem"},
        ),
        rx.cond(Search.problem != "", message(Search.problem)),
        rx.cond(
            Search.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Search.cards.length() > 0,
                    rx.el.ul(
                        rx.foreach(Search.cards, result),
                        style={"listStyle": "none", "padding": 0},
                    ),
                    rx.el.div(
                        rx.el.h2("Chưa tìm thấy thủ tục phù hợp"),
                        rx.el.p(
                            "Hãy thử lời khác, ngắn hơn: “khai sinh”, “tạm trú”, “mở quán”. "
                            "Hoặc gọi tổng đài hỗ trợ trong trang Liên hệ."
                        ),
                        rx.el.p(rx.el.a("Gửi câu hỏi cho cơ quan", href="/hoi-dap/#dat-cau-hoi")),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    Search.help.length() > 0,
                    rx.el.section(
                        rx.el.h2("Hướng dẫn, hỏi đáp"), card_list(Search.help), class_name="part"
                    ),
                ),
                rx.cond(
                    Search.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=Search.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )
