"""The service index that the address names, in words and links."""

import dataclasses
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx

from shared.client import indicators
from shared.client.base import ApiProblem
from shared.contracts.indicators import ComponentFigures, GroupFigures, IndexLine, ServiceIndex
from shared.ui.charts import BarChart, Series, Tone, stacked
from shared.ui.elements import wish
from shared.ui.session import api
from shared.ui.words import day, moment
from shared.vocabulary.indicators import (
    COUNTING_LABELS,
    SIDE_LABELS,
    STANDING_LABELS,
    Counting,
    ScopeKind,
    Side,
    Standing,
)
from shared.vocabulary.reports import FILE_LABELS
from ui_officer.pages.indicators.address import (
    INDEX,
    Wanted,
    grown,
    number,
    usual_periods,
    wanted_of,
)

_FILES = "/api/v1/indicators/service-index/file"
_LIST = "/chi-so/danh-sach/"


@dataclasses.dataclass
class Link:
    """A link with its words."""

    words: str
    href: str


@dataclasses.dataclass
class Row:
    """One component."""

    number: str
    name: str
    formula: str
    numerator: str
    met_href: str
    denominator: str
    all_href: str
    share: str
    missed: str
    missed_href: str
    points: str
    maximum: str
    before: str
    tone: str
    note: str
    parts: list[Link]


@dataclasses.dataclass
class Block:
    """One group with its components."""

    number: str
    name: str
    points: str
    maximum: str
    note: str
    rows: list[Row]


@dataclasses.dataclass
class Below:
    """One agency, unit or officer below."""

    name: str
    href: str
    dossiers: str
    points: str
    share: str
    groups: list[str]


class Index(rx.State):
    """The index that the address names."""

    loaded: bool = False
    wish: str = ""
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    agencies: list[Link] = []
    periods: list[Link] = []
    above: list[Link] = []
    heading: str = ""
    kind: str = ""
    as_of: str = ""
    points: str = ""
    countable: str = ""
    share: str = ""
    left_out: str = ""
    before: str = ""
    before_tone: str = ""
    source: str = ""
    chart: BarChart = BarChart()
    blocks: list[Block] = []
    heads: list[str] = []
    lines: list[Below] = []
    below_title: str = ""
    files: list[Link] = []
    nine_href: str = ""

    @rx.event
    def print_it(self):
        """Opens the printing of the browser."""
        self.wish = wish("print")

    @rx.event
    async def load(self):
        """Reads the address and the index it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = wanted_of(self)
        self.day_from, self.day_to = wanted.day_from, wanted.day_to
        self.agency_id = wanted.agency_id
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.periods = [Link(*pair) for pair in usual_periods(today, wanted, INDEX)]
        try:
            found = await indicators.service_index(
                api(self, "officer"), **wanted.parameters(), compare="true"
            )
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.loaded = True
            return
        self._show(found, wanted)
        self.loaded = True

    def _show(self, found: ServiceIndex, wanted: Wanted) -> None:
        self.day_from, self.day_to = day(found.day_from), day(found.day_to)
        settled = dataclasses.replace(wanted, day_from=self.day_from, day_to=self.day_to)
        if found.scope.kind == ScopeKind.AGENCY:
            self.agency_id = found.scope.id
        self.kind = found.scope.kind
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        self.above = [
            Link(one.label, settled.of(*one.code.split(":", 1)).link()) for one in found.scope.above
        ]
        self.heading = found.scope.name
        self.as_of = moment(found.as_of)
        self.points, self.countable = number(found.points), number(found.countable)
        if found.countable:
            self.share = f"{number(_share(found.points, found.countable))}%"
        if found.countable < found.maximum:
            self.left_out = (
                f"{number(round(found.maximum - found.countable, 2))} điểm chưa tính được vì không "
                "phát sinh hoặc chưa có dữ liệu; xem ghi chú từng dòng."
            )
        if found.before is not None:
            then = found.before
            words, self.before_tone = grown(
                _share(found.points, found.countable), _share(then.points, then.countable)
            )
            self.before = (
                f"Kỳ trước ({day(then.day_from)} – {day(then.day_to)}): {number(then.points)} / "
                f"{number(then.countable)} điểm tính được"
                + (
                    f" ({number(_share(then.points, then.countable))}%), tỷ lệ {words}."
                    if words
                    else "."
                )
            )
        self.source = f"{found.source}. Định nghĩa phiên bản {found.definition}."
        self.chart = _chart(found.groups)
        self.blocks = [_block(n, group, settled) for n, group in enumerate(found.groups, start=1)]
        self.heads = [group.name for group in found.groups]
        self.lines = [_below(line, settled) for line in found.lines]
        self.below_title = "Theo cán bộ" if found.scope.kind == ScopeKind.UNIT else "Theo đơn vị"
        query = urlencode(settled.parameters())
        self.files = [
            Link(label.vi, f"{_FILES}?kind={kind}&{query}") for kind, label in FILE_LABELS.items()
        ]
        self.nine_href = settled.of(
            "agency", found.scope.id if found.scope.kind == ScopeKind.AGENCY else ""
        ).link("/danh-gia/")


def _share(points: float, countable: float) -> float | None:
    return round(points / countable * 100, 1) if countable else None


def _chart(groups: list[GroupFigures]) -> BarChart:
    return stacked(
        "Điểm theo nhóm",
        [(group.name, f"#nhom-{n}") for n, group in enumerate(groups, start=1)],
        [
            Series("Điểm đạt", [group.points for group in groups], Tone.GOOD),
            Series(
                "Chưa đạt", [round(g.countable - g.points, 2) for g in groups], Tone.SOON
            ),
            Series(
                "Chưa tính được", [round(g.maximum - g.countable, 2) for g in groups], Tone.WAIT
            ),
        ],
        first_head="Nhóm",
    )  # fmt: skip


def _block(place: int, group: GroupFigures, wanted: Wanted) -> Block:
    note = ""
    if group.countable < group.maximum:
        note = f"tính được {number(group.countable)} điểm"
    return Block(
        str(place), group.name, number(group.points), number(group.maximum), note,
        [_row(one, wanted) for one in group.components],
    )  # fmt: skip


def _row(one: ComponentFigures, wanted: Wanted) -> Row:
    counted = one.standing == Standing.COUNTED
    days = one.component == "average_time"
    what = COUNTING_LABELS[Counting(one.counting)].vi

    def href(side: Side, count: float | None) -> str:
        return wanted.link(_LIST, chi_so=one.component, ben=side.value) if count else ""

    missed = None
    if counted and not days and one.numerator is not None and one.denominator is not None:
        missed = one.denominator - one.numerator
    note = one.note or ("" if counted else STANDING_LABELS[Standing(one.standing)].vi + ".")
    if one.full_at < 100:
        full = f"Từ {number(one.full_at)}% đạt điểm tối đa."
        note = f"{note} {full}" if note else full
    unit = " ngày" if days else "%"
    words, tone = grown(one.share, one.before)
    before = f"{number(one.before)}{unit} ({words})" if words else number(one.before)
    return Row(
        number=one.number,
        name=one.name,
        formula=one.formula,
        numerator=f"{number(one.numerator)}{' ngày' if days and counted else ''}",
        met_href=wanted.link(_LIST, chi_so=one.component, theo="thu_tuc")
        if days and one.denominator
        else href(Side.MET, one.numerator),
        denominator=f"{number(one.denominator)}{f' {what}' if one.denominator else ''}",
        all_href=href(Side.ALL, one.denominator),
        share=f"{number(one.share)}{unit}" if one.share is not None else _short(one.standing),
        missed=f"{number(missed)} chưa đạt" if missed else "",
        missed_href=href(Side.MISSED, missed),
        points=number(one.points) if one.maximum else "",
        maximum=number(one.maximum) if one.maximum else "theo dõi",
        before=before,
        tone=tone,
        note=note,
        parts=[
            Link(f"{SIDE_LABELS[Side(part.side)].vi}: {part.count}",
                 href(Side(part.side), part.count))
            for part in one.parts if part.count
        ],
    )  # fmt: skip


def _short(standing: str) -> str:
    if standing == Standing.NONE:
        return "N/A"
    return "–" if standing == Standing.ABOVE else "Chưa có dữ liệu"


def _below(line: IndexLine, wanted: Wanted) -> Below:
    share = f"{number(_share(line.points, line.countable))}%" if line.countable else "–"
    return Below(
        line.name,
        wanted.of(line.kind, line.id).link(),
        number(line.dossiers),
        f"{number(line.points)}/{number(line.countable)}",
        share,
        [number(points) for points in line.groups],
    )
