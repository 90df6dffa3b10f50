"""Thống kê: every service since 1 January, by sector or the most asked for first; searchable."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.contracts.overview import Aspect, ServiceFigures
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, moment, written
from shared.vocabulary.overview import SERVICE_ORDER_LABELS, ServiceOrder
from ui_citizen.layout import message, ready, shell, waiting

FEW = "dưới 5"


@dataclasses.dataclass
class Fact:
    """One figure with its words."""

    label: str = ""
    value: str = ""


@dataclasses.dataclass
class Rated:
    """How people rated one content."""

    label: str = ""
    words: str = ""
    very_satisfied: str = ""
    satisfied: str = ""
    dissatisfied: str = ""


@dataclasses.dataclass
class Service:
    """One service."""

    code: str = ""
    name: str = ""
    sector: str = ""
    facts: list[Fact] = dataclasses.field(default_factory=list)
    rated: list[Rated] = dataclasses.field(default_factory=list)


def service_of(found: ServiceFigures) -> Service:
    """From the contract; also for the page of the procedure."""
    return Service(
        found.code,
        found.name,
        found.sector,
        [
            Fact("Tiếp nhận trực tuyến", _count(found.online_received)),
            Fact("Giải quyết trực tuyến", _count(found.online_resolved)),
            Fact("Trực tuyến đúng hạn", _ratio(found.online_in_time_ratio)),
            Fact("Tổng tiếp nhận, mọi cách nộp", _count(found.received)),
            Fact("Tổng đã giải quyết", _count(found.resolved)),
            Fact("Đúng hạn, mọi cách nộp", _ratio(found.in_time_ratio)),
        ],
        [_rated(one) for one in found.satisfaction],
    )


def _count(value: int | None) -> str:
    return FEW if value is None else written(value)


def _ratio(value: float | None) -> str:
    return "–" if value is None else written(value, "%")


def _rated(one: Aspect) -> Rated:
    return Rated(
        one.label,
        f"{_ratio(one.very_satisfied)} rất hài lòng, {_ratio(one.satisfied)} hài lòng, "
        f"{_ratio(one.dissatisfied)} chưa hài lòng ({written(one.rated)} lượt)",
        f"{one.very_satisfied or 0}%",
        f"{one.satisfied or 0}%",
        f"{one.dissatisfied or 0}%",
    )


class Statistics(rx.State):
    """What the address asks for."""

    loaded: bool = False
    problem: str = ""
    q: str = ""
    sector: str = ""
    order: str = ServiceOrder.SECTOR.value
    sectors: list[str] = []
    total: list[Fact] = []
    since: str = ""
    counted: str = ""
    services: list[Service] = []
    more: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.q, self.sector = query(self, "q")[:100], query(self, "linh_vuc")[:200]
        order = query(self, "thu_tu")
        self.order = order if order in set(ServiceOrder) else ServiceOrder.SECTOR.value
        await self._fetch()
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page, below the one shown."""
        await self._fetch()

    async def _fetch(self) -> None:
        wanted = {"q": self.q, "sector": self.sector, "order": self.order, "cursor": self.more}
        try:
            found = await overview.services(
                api(self, "citizen"), **{name: value for name, value in wanted.items() if value}
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.sectors = found.sectors
        self.since = day(found.day_from)
        self.counted = moment(found.counted_at)
        self.total = [
            Fact("Dịch vụ", written(found.services)),
            Fact("Hồ sơ tiếp nhận", written(found.total_received)),
            Fact("Trong đó trực tuyến", written(found.total_online)),
            Fact("Đã giải quyết", written(found.total_resolved)),
        ]
        self.services = self.services + [service_of(one) for one in found.items]
        self.more = found.next_cursor or ""


def facts_of(service: Service) -> Component:
    """The figures of one service and how people rated it."""
    return rx.fragment(
        rx.el.dl(
            rx.foreach(
                service.facts,
                lambda fact: rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.value)),
            ),
            class_name="service-facts",
        ),
        rx.cond(
            service.rated.length() > 0,
            rx.el.div(
                rx.el.p(rx.el.b("Mức độ hài lòng")),
                rx.el.ul(rx.foreach(service.rated, _satisfaction), class_name="satisfaction"),
            ),
        ),
    )


def _satisfaction(one: Rated) -> Component:
    return rx.el.li(
        rx.el.b(one.label),
        rx.el.span(
            rx.el.span(class_name="part good", style={"width": one.very_satisfied}),
            rx.el.span(class_name="part plain", style={"width": one.satisfied}),
            rx.el.span(class_name="part late", style={"width": one.dissatisfied}),
            class_name="track",
            aria_hidden="true",
        ),
        rx.el.span(one.words, class_name="small"),
        class_name="chart",
    )


def _card(service: Service) -> Component:
    return rx.el.li(
        rx.el.h2(rx.el.a(service.name, href="/thu-tuc/" + service.code)),
        rx.el.p(service.sector, class_name="muted small"),
        facts_of(service),
        class_name="card",
    )


def _choices() -> Component:
    return native_form(
        rx.el.div(
            rx.el.label(
                rx.el.span("Tên dịch vụ", class_name="small"),
                rx.el.input(
                    id="q", name="q", type="search", default_value=Statistics.q, key=Statistics.q,
                    max_length=100, auto_complete="off", placeholder="Ví dụ: khai sinh",
                ),
            ),
            rx.el.label(
                rx.el.span("Lĩnh vực", class_name="small"),
                rx.el.select(
                    rx.el.option("Tất cả lĩnh vực", value=""),
                    rx.foreach(
                        Statistics.sectors,
                        lambda one: rx.el.option(one, value=one, selected=Statistics.sector == one),
                    ),
                    name="linh_vuc",
                ),
            ),
            rx.el.label(
                rx.el.span("Thứ tự", class_name="small"),
                rx.el.select(
                    *[
                        rx.el.option(
                            label.vi, value=code.value, selected=Statistics.order == code.value
                        )
                        for code, label in SERVICE_ORDER_LABELS.items()
                    ],
                    name="thu_tu",
                ),
            ),
            class_name="filters",
        ),
        rx.el.button("Xem", type="submit", class_name="button plain"),
        action="/thong-ke/",
        method="get",
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/thong-ke",
    title="Thống kê kết quả giải quyết – Cổng Dịch vụ công",
    description="Số hồ sơ, tỉ lệ đúng hạn và mức độ hài lòng của từng dịch vụ công từ đầu năm.",
    on_load=Statistics.load,
)
def statistics() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Thống kê kết quả giải quyết"),
        rx.cond(Statistics.problem != "", message(Statistics.problem)),
        rx.cond(
            Statistics.loaded,
            rx.fragment(
                ready(),
                rx.el.p(
                    "Từ ngày ", Statistics.since,
                    rx.cond(
                        Statistics.counted != "", " đến lúc " + Statistics.counted, " đến nay"
                    ),
                    ". Số từ 1 đến 4 ghi là “dưới 5”, vì có thể chỉ ra một người; tổng không gồm "
                    "các số đó, và tỉ lệ làm lộ số đó ghi là “–”.",
                    class_name="muted",
                ),
                rx.el.dl(
                    rx.foreach(
                        Statistics.total,
                        lambda fact: rx.el.div(
                            rx.el.dt(fact.label), rx.el.dd(fact.value), class_name="fact"
                        ),
                    ),
                    class_name="facts four",
                ),
                _choices(),
                rx.cond(
                    Statistics.services.length() > 0,
                    rx.el.ul(rx.foreach(Statistics.services, _card), class_name="services"),
                    rx.el.p(
                        "Không có dịch vụ nào khớp. Hãy thử ít chữ hơn hoặc chọn tất cả lĩnh vực.",
                        class_name="card",
                    ),
                ),
                rx.cond(
                    Statistics.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=Statistics.fetch_more, class_name="button plain wide"
                    ),
                ),
                rx.el.p(
                    rx.el.a("Tải số liệu này (dữ liệu mở)", href="/du-lieu-mo/"),
                    class_name="small",
                ),
            ),
            rx.cond(Statistics.problem == "", waiting()),
        ),
    )  # fmt: skip
