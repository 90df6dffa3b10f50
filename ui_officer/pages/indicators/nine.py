"""The nine indicators: scores, classes and ranks of agencies, units or officers."""

import dataclasses
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.components.component import Component

from shared.client import indicators
from shared.client.base import ApiProblem
from shared.contracts.indicators import NineReport
from shared.ui.charts import BarChart, bars
from shared.ui.drawing import bar_chart
from shared.ui.elements import wish
from shared.ui.session import api, query
from shared.ui.words import day, moment
from shared.vocabulary.nine_indicators import (
    NINE_GROUPING_LABELS,
    NINE_LABELS,
    NineGrouping,
)
from shared.vocabulary.reports import FILE_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.indicators.address import (
    NINE,
    Wanted,
    usual_periods,
    wanted_of,
)
from ui_officer.pages.indicators.choosing import choosing, files
from ui_officer.pages.indicators.figures import Link
from ui_officer.pages.indicators.nine_lines import Line, Score, line_of

_FILES = "/api/v1/indicators/nine/file"
_SHOWN = 15  # bars; the table has all


class Nine(rx.State):
    """The report that the address names."""

    loaded: bool = False
    wish: str = ""
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    grouping: str = NineGrouping.AGENCY.value
    agencies: list[Link] = []
    periods: list[Link] = []
    heading: str = ""
    first_head: str = ""
    as_of: str = ""
    definition: str = ""
    lines: list[Line] = []
    notes: list[str] = []
    chart: BarChart = BarChart()
    files: list[Link] = []

    @rx.event
    def print_it(self):
        """Opens the printing of the browser."""
        self.wish = wish("print")

    @rx.event
    async def load(self):
        """Reads the address and the report it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = wanted_of(self)
        asked = query(self, "theo")
        self.grouping = asked if asked in set(NineGrouping) else NineGrouping.AGENCY.value
        self.day_from, self.day_to = wanted.day_from, wanted.day_to
        self.agency_id = wanted.agency_id
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.periods = [
            Link(*pair) for pair in usual_periods(today, wanted, NINE, theo=self.grouping)
        ]
        parameters = wanted.of("agency", wanted.agency_id).parameters()
        try:
            found = await indicators.nine_indicators(
                api(self, "officer"), **parameters, grouping=self.grouping
            )
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.loaded = True
            return
        self._show(found, wanted)
        self.loaded = True

    def _show(self, found: NineReport, wanted: Wanted) -> None:
        self.day_from, self.day_to = day(found.day_from), day(found.day_to)
        settled = dataclasses.replace(wanted, day_from=self.day_from, day_to=self.day_to)
        self.grouping = found.grouping
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        of = found.agency.label if found.agency else "Trong phạm vi của bạn"
        self.heading = f"{of}, từ {self.day_from} đến {self.day_to}"
        self.first_head = NINE_GROUPING_LABELS[NineGrouping(found.grouping)].vi
        self.as_of, self.definition = moment(found.as_of), str(found.definition)
        self.lines = [
            line_of(one, settled, found.grouping, wanted.agency_id) for one in found.lines
        ]
        self.notes = found.notes
        self.chart = bars(
            "Tổng điểm",
            [(one.name, one.total or 0, "") for one in found.lines[:_SHOWN]],
            what="Điểm",
            first_head=self.first_head,
        )
        asked = settled.of("agency", wanted.agency_id).parameters()
        rest = urlencode({**asked, "grouping": found.grouping})
        self.files = [
            Link(label.vi, f"{_FILES}?kind={kind}&{rest}") for kind, label in FILE_LABELS.items()
        ]


def _cell(score: rx.Var[Score]) -> Component:
    return rx.el.td(
        rx.cond(
            score.href != "",
            rx.el.a(score.words, href=score.href, aria_label=score.what),
            score.words,
        ),
        class_name="number",
    )


def _table() -> Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Hạng", scope="col"),
                    rx.el.th(Nine.first_head, scope="col"),
                    rx.el.th("Hồ sơ", scope="col"),
                    *[
                        rx.el.th(rx.el.b(one.value), rx.el.br(), label.vi, scope="col",
                                 class_name="small")
                        for one, label in NINE_LABELS.items()
                    ],
                    rx.el.th("Tổng", scope="col"),
                    rx.el.th("Kỳ trước", scope="col"),
                    rx.el.th("Xếp loại", scope="col"),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Nine.lines,
                    lambda line: rx.el.tr(
                        rx.el.td(line.rank, class_name="number"),
                        rx.el.th(
                            rx.el.a(line.name, href=line.href),
                            rx.cond(
                                line.place != "", rx.el.p(line.place, class_name="muted small")
                            ),
                            scope="row",
                        ),
                        _cell(line.dossiers),
                        rx.foreach(line.scores, _cell),
                        rx.el.td(rx.el.b(line.total), class_name="number"),
                        rx.el.td(line.before, class_name="number small " + line.tone),
                        rx.el.td(
                            rx.cond(
                                line.grade != "",
                                rx.el.span(line.grade, class_name="chip " + line.grade_tone),
                            )
                        ),
                    ),
                )
            ),
            class_name="figures",
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Bảng đánh giá",
    )  # fmt: skip


@rx.page(
    route="/danh-gia",
    title="Đánh giá giải quyết thủ tục hành chính – Một cửa điện tử",
    on_load=[Person.enter, Nine.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Đánh giá việc giải quyết thủ tục hành chính"),
        choosing(
            Nine,
            NINE,
            rx.el.div(
                rx.el.label("Mỗi dòng là một", html_for="theo"),
                rx.el.select(
                    *[
                        rx.el.option(label.vi, value=one.value, selected=Nine.grouping == one.value)
                        for one, label in NINE_GROUPING_LABELS.items()
                    ],
                    id="theo",
                    name="theo",
                ),
                class_name="field",
            ),
        ),
        rx.cond(Nine.problem != "", message(Nine.problem)),
        rx.cond(~Nine.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            Nine.loaded & (Nine.problem == ""),
            rx.el.section(
                rx.el.div(rx.el.h2(Nine.heading), files(Nine), class_name="head"),
                rx.el.p(
                    "Điều 13, 14, 15 Thông tư 01/2018/TT-VPCP: mỗi chỉ số 0, 1 hoặc 2 điểm, lấy "
                    "trung bình theo hồ sơ. Số liệu đến ", Nine.as_of, ". ",
                    rx.el.a("Ngưỡng điểm, xếp loại", href="/chi-so/dinh-nghia/"),
                    ": phiên bản ", Nine.definition, ".",
                    class_name="muted small",
                ),
                rx.cond(
                    Nine.lines.length() > 0,
                    rx.fragment(bar_chart(Nine.chart), _table()),
                    rx.el.p("Không có hồ sơ nào được giải quyết trong kỳ này.", class_name="empty"),
                ),
                rx.el.ul(
                    rx.foreach(Nine.notes, lambda words: rx.el.li(words)),
                    class_name="small muted",
                ),
                rx.el.p(
                    rx.el.a("Khai việc niêm yết tại trụ sở", href="/danh-gia/cong-khai/"),
                    class_name="no-print",
                ),
                class_name="card",
            ),
        ),
    )  # fmt: skip
