"""What is behind one number of an index: dossiers, procedures or petitions."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import indicators
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.indicators import CountedProcedure
from shared.ui.session import api, query
from shared.ui.words import moment
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.indicators import (
    COMPONENT_LABELS,
    COUNTED,
    SIDE_LABELS,
    Counting,
    IndexComponent,
    Side,
)
from shared.vocabulary.nine_indicators import NINE_LABELS, NineIndicator
from ui_officer.layout import Person, message, shell
from ui_officer.pages.indicators.address import NINE, Wanted, number, wanted_of

_OF_INDEX, _OF_NINE = "/chi-so/danh-sach/", "/danh-gia/ho-so/"
_DOSSIERS = ("Mã hồ sơ", "Thủ tục", "Cơ quan giải quyết", "Cách nộp", "Ngày tiếp nhận", "Hẹn trả",
             "Giải quyết xong")  # fmt: skip
_PROCEDURES = ("Mã thủ tục", "Tên thủ tục", "Ghi chú")
_TIMES = ("Mã thủ tục", "Tên thủ tục", "Hồ sơ có kết quả", "Trung bình", "Ngày liên tục",
          "Giờ làm việc")  # fmt: skip
_PETITIONS = ("Mã phản ánh", "Cơ quan xử lý", "Nhận", "Hạn xử lý", "Trả lời", "Đánh giá")
_SCORED = ("Mã hồ sơ", "Thủ tục", "Ngày tiếp nhận", "Hẹn trả", "Giải quyết xong", "Điểm")


@dataclasses.dataclass
class Line:
    """One line: the first cell may be a link."""

    name: str
    href: str
    cells: list[str]


class BehindIndex(rx.State):
    """What the address asks for, page by page."""

    loaded: bool = False
    problem: str = ""
    heading: str = ""
    period: str = ""
    back: str = "/chi-so/"
    heads: list[str] = []
    lines: list[Line] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = wanted_of(self)
        name, side = query(self, "chi_so"), query(self, "ben") or Side.ALL.value
        self.back = wanted.link()
        self.period = _days(wanted)
        if name not in set(IndexComponent) or side not in set(Side):
            self.problem, self.loaded = "Không có số liệu này. Hãy mở lại từ chỉ số.", True
            return
        component = IndexComponent(name)
        by = query(self, "theo") if component is IndexComponent.AVERAGE_TIME else ""
        self.heading = f"{COMPONENT_LABELS[component].vi}: {SIDE_LABELS[Side(side)].vi.lower()}"
        if by:
            self.heading = f"{COMPONENT_LABELS[component].vi} theo thủ tục"
        asked = wanted.parameters() | ({} if by else {"side": side})
        if cursor := query(self, "trang"):
            asked["cursor"] = cursor
        try:
            fetched = _times(api(self, "officer"), asked) if by else _fetched(
                api(self, "officer"), component, asked
            )  # fmt: skip
            heads, self.lines, following = await fetched
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.heads = list(heads)
        if following:
            self.next_link = wanted.link(_OF_INDEX, chi_so=name, ben=side, theo=by, trang=following)
        self.loaded = True

    @rx.event
    async def load_scored(self):
        """The same of a score of the nine indicators."""
        self.reset()
        wanted = wanted_of(self)
        name, points = query(self, "tieu_chi"), query(self, "diem")
        self.back = wanted.of("agency", query(self, "bang")).link(NINE, theo=query(self, "theo"))
        self.period = _days(wanted)
        if name not in set(NineIndicator) or points not in ("", "0", "1", "2"):
            self.problem, self.loaded = "Không có số liệu này. Hãy mở lại từ bảng đánh giá.", True
            return
        self.heading = f"{name}. {NINE_LABELS[NineIndicator(name)].vi}"
        asked = wanted.parameters() | ({"points": points} if points else {})
        if cursor := query(self, "trang"):
            asked["cursor"] = cursor
        try:
            heads, self.lines, following = await _scored(
                api(self, "officer"), NineIndicator(name), asked
            )
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.heads = list(heads)
        if following:
            self.next_link = wanted.link(
                _OF_NINE, tieu_chi=name, diem=points, theo=query(self, "theo"),
                bang=query(self, "bang"), trang=following,
            )  # fmt: skip
        self.loaded = True


async def _scored(
    client: ApiClient, indicator: NineIndicator, asked: dict[str, str]
) -> tuple[tuple[str, ...], list[Line], str | None]:
    if indicator is NineIndicator.FEEDBACK:
        heard = await indicators.nine_petitions(client, **asked)
        return _PETITIONS, [_petition(one) for one in heard.items], heard.next_cursor
    if indicator in (NineIndicator.WHOLLY_AT_DESK, NineIndicator.ONLINE):
        found = await indicators.nine_procedures(client, indicator.value, **asked)
        return _PROCEDURES, [_procedure(one) for one in found.items], found.next_cursor
    page = await indicators.nine_dossiers(client, indicator.value, **asked)
    lines = [
        Line(
            one.code,
            f"/ho-so/{one.id}" if one.visible else "",
            [
                f"{one.procedure_code} · {one.procedure_name}", moment(one.accepted_at),
                moment(one.due_at), moment(one.ended_at), str(one.points),
            ],
        )
        for one in page.items
    ]  # fmt: skip
    return _SCORED, lines, page.next_cursor


async def _fetched(
    client: ApiClient, component: IndexComponent, asked: dict[str, str]
) -> tuple[tuple[str, ...], list[Line], str | None]:
    match COUNTED[component]:
        case Counting.DOSSIERS:
            dossiers = await indicators.index_dossiers(client, component.value, **asked)
            return _DOSSIERS, [_dossier(one) for one in dossiers.items], dossiers.next_cursor
        case Counting.PETITIONS:
            heard = await indicators.index_petitions(client, component.value, **asked)
            return _PETITIONS, [_petition(one) for one in heard.items], heard.next_cursor
        case Counting.PROCEDURES:
            asked = {name: value for name, value in asked.items() if name != "officer_id"}
            found = await indicators.index_procedures(client, component.value, **asked)
            return _PROCEDURES, [_procedure(one) for one in found.items], found.next_cursor


def _procedure(one: CountedProcedure) -> Line:
    return Line(one.code, f"/thu-tuc/{one.code}", [one.name, one.note])


async def _times(
    client: ApiClient, asked: dict[str, str]
) -> tuple[tuple[str, ...], list[Line], str | None]:
    found = await indicators.average_times(client, **asked)
    lines = [
        Line(
            one.code,
            f"/thu-tuc/{one.code}",
            [
                one.name, number(one.dossiers), f"{number(one.mean)} {one.unit}",
                number(one.mean_days), number(one.working_hours),
            ],
        )
        for one in found.items
    ]  # fmt: skip
    return _TIMES, lines, found.next_cursor


def _dossier(one: Any) -> Line:
    return Line(
        one.code,
        f"/ho-so/{one.id}" if one.visible else "",
        [
            f"{one.procedure_code} · {one.procedure_name}", one.agency_name,
            CHANNEL_LABELS[Channel(one.channel)].vi, moment(one.accepted_at), moment(one.due_at),
            moment(one.finished_at),
        ],
    )  # fmt: skip


def _petition(one: Any) -> Line:
    said = [words for true, words in ((one.late, "Quá hạn"), (one.disliked, "Không hài lòng"))
            if true]  # fmt: skip
    return Line(
        one.code,
        "",
        [
            one.agency_name, moment(one.received_at), moment(one.due_at), moment(one.answered_at),
            ", ".join(said) or "Đúng hạn",
        ],
    )  # fmt: skip


def _days(wanted: Wanted) -> str:
    return f"Từ {wanted.day_from} đến {wanted.day_to}" if wanted.day_from else ""


def _page(back: str, empty: str) -> Component:
    return shell(
        rx.el.p(rx.el.a(back, href=BehindIndex.back)),
        rx.el.h1(rx.cond(BehindIndex.heading != "", BehindIndex.heading, "Danh sách")),
        rx.cond(BehindIndex.period != "", rx.el.p(BehindIndex.period, class_name="muted")),
        rx.cond(BehindIndex.problem != "", message(BehindIndex.problem)),
        rx.cond(~BehindIndex.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            BehindIndex.lines.length() > 0,
            rx.el.section(
                rx.el.div(
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(
                                rx.foreach(
                                    BehindIndex.heads, lambda words: rx.el.th(words, scope="col")
                                )
                            )
                        ),
                        rx.el.tbody(
                            rx.foreach(
                                BehindIndex.lines,
                                lambda line: rx.el.tr(
                                    rx.el.td(
                                        rx.cond(
                                            line.href != "",
                                            rx.el.a(line.name, href=line.href),
                                            rx.el.span(line.name),
                                        )
                                    ),
                                    rx.foreach(line.cells, lambda words: rx.el.td(words)),
                                ),
                            )
                        ),
                        class_name="behind",
                    ),
                    class_name="wide",
                    tab_index=0,
                    role="region",
                    aria_label=BehindIndex.heading,
                ),
                rx.cond(
                    BehindIndex.next_link != "",
                    rx.el.a("Trang sau", href=BehindIndex.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                BehindIndex.loaded & (BehindIndex.problem == ""),
                rx.el.p(empty, class_name="card empty"),
            ),
        ),
    )


@rx.page(
    route="/chi-so/danh-sach",
    title="Danh sách trong chỉ số – Một cửa điện tử",
    on_load=[Person.enter, BehindIndex.load],
)
def of_index() -> Component:
    """Behind a number of the service index."""
    return _page("← Chỉ số", "Không có mục nào.")


@rx.page(
    route="/danh-gia/ho-so",
    title="Hồ sơ được chấm điểm – Một cửa điện tử",
    on_load=[Person.enter, BehindIndex.load_scored],
)
def of_nine() -> Component:
    """Behind a score of the nine indicators."""
    return _page("← Đánh giá", "Không có mục nào.")
