"""Time spent in the steps of processes: mean, median, longest, against the norm."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import analyses
from shared.client.base import ApiProblem
from shared.contracts.analyses import StepLine
from shared.ui.charts import BarChart, Series, Tone, stacked
from shared.ui.drawing import bar_chart
from shared.ui.elements import native_form, wish
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, written
from shared.vocabulary.analyses import STEP_GROUPING_LABELS, StepGrouping
from shared.vocabulary.reports import FILE_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.page import neighbours
from ui_officer.pages.analyses.shapes import Link, Number
from ui_officer.pages.indicators.choosing import files

_MOST_BARS = 20
_FILES = "/api/v1/step-times/file"


@dataclasses.dataclass
class Line:
    """One line of the table."""

    name: str
    numbers: list[Number]
    slow: bool


class Steps(rx.State):
    """What the address asks for."""

    loaded: bool = False
    wish: str = ""
    files: list[Link] = []
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    grouping: str = StepGrouping.STEP.value
    agencies: list[Link] = []
    heading: str = ""
    first_head: str = ""
    lines: list[Line] = []
    total: list[Number] = []
    chart: BarChart = BarChart()
    has_chart: bool = False

    @rx.event
    def print_it(self):
        """Opens the printing of the browser."""
        self.wish = wish("print")

    @rx.event
    async def load(self):
        """Reads the address and the figures."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        grouping = query(self, "theo")
        self.grouping = grouping if grouping in set(StepGrouping) else StepGrouping.STEP.value
        self.day_from, self.day_to = query(self, "tu").strip()[:10], query(self, "den").strip()[:10]
        self.agency_id = query(self, "co_quan")[:40]
        wanted = {
            "day_from": iso_day(self.day_from), "day_to": iso_day(self.day_to),
            "agency_id": self.agency_id, "grouping": self.grouping,
        }  # fmt: skip
        named = {name: value for name, value in wanted.items() if value}
        try:
            found = await analyses.step_times(api(self, "officer"), **named)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.day_from, self.day_to = day(found.day_from), day(found.day_to)
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        self.heading = f"Các bước kết thúc từ {self.day_from} đến {self.day_to}"
        self.files = [
            Link(label.vi, f"{_FILES}?{urlencode({'kind': kind, **named})}")
            for kind, label in FILE_LABELS.items()
        ]
        self.first_head = STEP_GROUPING_LABELS[StepGrouping(found.grouping)].vi
        self.lines = [
            Line(one.name, self._numbers(one, one.key or "-"), _is_slow(one)) for one in found.lines
        ]
        self.total = self._numbers(found.total, "") if found.total else []
        measured = [one for one in found.lines if one.mean_hours is not None][:_MOST_BARS]
        self.chart = stacked(
            "Thời gian trung bình ở bước",
            [(one.name, "") for one in measured],
            [Series("Giờ làm việc", [one.mean_hours for one in measured], Tone.PLAIN)],
            note="Đơn vị: giờ làm việc.",
            first_head=self.first_head,
        )
        self.has_chart, self.loaded = bool(measured), True

    def _numbers(self, one: StepLine, key: str) -> list[Number]:
        counts = (("done", "Lượt qua", one.done), ("late", "Quá hạn bước", one.late),
                  ("open", "Đang ở bước", one.open),
                  ("open_late", "Đang ở bước, đã quá hạn bước", one.open_late))  # fmt: skip
        hours = (
            ("Trung bình", one.mean_hours), ("Trung vị", one.median_hours),
            ("Lâu nhất", one.longest_hours), ("Định mức", one.norm_hours),
        )  # fmt: skip
        return [
            *(
                Number(
                    written(value),
                    self._behind(which, key) if value else "",
                    f"{words}, {one.name}: {value}",
                )
                for which, words, value in counts
            ),
            *(Number(written(value), "", f"{words}, {one.name}") for words, value in hours),
        ]

    def _behind(self, which: str, key: str) -> str:
        named = {
            "buoc": which, "tu": iso_day(self.day_from), "den": iso_day(self.day_to),
            "co_quan": self.agency_id, "theo": self.grouping, "dong": key,
        }  # fmt: skip
        return "/bao-cao-tu-lap/ho-so/?" + urlencode({n: v for n, v in named.items() if v})


def _is_slow(one: StepLine) -> bool:
    return one.mean_hours is not None and bool(one.norm_hours) and one.mean_hours > one.norm_hours


def _cell(number: Number) -> Component:
    return rx.el.td(
        rx.cond(
            number.href != "",
            rx.el.a(number.value, href=number.href, aria_label=number.words),
            number.value,
        ),
        class_name="number",
    )


def _field(name: str, label: str, value: rx.Var[str], wrong: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=value, key=value,
            placeholder="ngày/tháng/năm", auto_complete="off", max_length=10,
            aria_invalid=Steps.errors.contains(wrong).to_string(),
        ),
        rx.cond(Steps.errors.contains(wrong), rx.el.p(Steps.errors[wrong], class_name="bad")),
        class_name="field",
    )  # fmt: skip


def _choices() -> Component:
    return native_form(
        rx.el.div(
            _field("tu", "Từ ngày", Steps.day_from, "day_from"),
            _field("den", "Đến ngày", Steps.day_to, "day_to"),
            rx.el.div(
                rx.el.label("Mỗi dòng là một", html_for="theo"),
                rx.el.select(
                    *[
                        rx.el.option(
                            label.vi, value=code.value, selected=Steps.grouping == code.value
                        )
                        for code, label in STEP_GROUPING_LABELS.items()
                    ],
                    id="theo",
                    name="theo",
                ),
                class_name="field",
            ),
            rx.cond(
                Steps.agencies.length() > 1,
                rx.el.div(
                    rx.el.label("Cơ quan", html_for="co_quan"),
                    rx.el.select(
                        rx.el.option("Mọi cơ quan trong phạm vi", value=""),
                        rx.foreach(
                            Steps.agencies,
                            lambda one: rx.el.option(
                                one.words, value=one.href, selected=Steps.agency_id == one.href
                            ),
                        ),
                        id="co_quan",
                        name="co_quan",
                    ),
                    class_name="field",
                ),
            ),
            rx.el.button("Xem", type="submit", class_name="button"),
            class_name="choosing",
        ),
        action="/thoi-gian-buoc/",
        method="get",
        class_name="card no-print",
    )


def _table() -> Component:
    heads = (
        "Lượt qua", "Quá hạn bước", "Đang ở bước", "Đang ở bước, đã quá hạn bước", "Trung bình",
        "Trung vị", "Lâu nhất", "Định mức",
    )  # fmt: skip
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(Steps.first_head, scope="col"),
                    *[rx.el.th(words, scope="col") for words in heads],
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Steps.lines,
                    lambda line: rx.el.tr(
                        rx.el.th(
                            line.name,
                            rx.cond(
                                line.slow, rx.el.span("Chậm hơn định mức", class_name="sub bad")
                            ),
                            scope="row",
                        ),
                        rx.foreach(line.numbers, _cell),
                    ),
                )
            ),
            rx.el.tfoot(rx.el.tr(rx.el.th("Tất cả", scope="row"), rx.foreach(Steps.total, _cell))),
            class_name="figures",
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Bảng thời gian theo bước",
    )


@rx.page(
    route="/thoi-gian-buoc",
    title="Thời gian theo bước – Một cửa điện tử",
    on_load=[Person.enter, Steps.load],
)
def page() -> Component:
    """The page."""
    return shell(
        neighbours("/thoi-gian-buoc/"),
        rx.el.h1("Thời gian giải quyết theo bước"),
        _choices(),
        rx.cond(Steps.problem != "", message(Steps.problem)),
        rx.cond(~Steps.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            Steps.loaded & (Steps.problem == ""),
            rx.el.section(
                rx.el.div(rx.el.h2(Steps.heading), files(Steps), class_name="head"),
                rx.el.p(
                    "Thời gian là giờ làm việc, không kể lúc tạm dừng tính hạn. Phòng, ban và cán "
                    "bộ của một bước đã qua là người kết thúc bước đó.",
                    class_name="muted small",
                ),
                rx.cond(
                    Steps.lines.length() > 0,
                    rx.fragment(rx.cond(Steps.has_chart, bar_chart(Steps.chart)), _table()),
                    rx.el.p(
                        "Không có bước nào kết thúc trong kỳ này hoặc đang mở. Thời gian theo bước "
                        "chỉ có với hồ sơ đi theo quy trình điện tử đã ban hành.",
                        class_name="empty",
                    ),
                ),
                class_name="card",
            ),
        ),
    )
