"""The report that the address names, in words and links."""

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from string import ascii_uppercase
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx

from shared.client import reports
from shared.client.base import ApiProblem
from shared.contracts.reports import Figures, HandlingReport
from shared.ui.session import api
from shared.ui.words import day, moment
from shared.vocabulary.channels import AGENCY_LEVEL_LABELS
from shared.vocabulary.reports import FIGURE_LABELS, FILE_LABELS, GROUPING_LABELS, Figure, Grouping
from ui_officer.pages.reports.address import Wanted, usual_periods, wanted_of

_FILES = "/api/v1/reports/handling/file"


@dataclasses.dataclass
class Number:
    """One cell: the number, where it leads, what it is to a screen reader."""

    value: str
    href: str
    words: str
    tone: str


@dataclasses.dataclass
class Line:
    """One line of the table."""

    name: str
    numbers: list[Number]
    kind: str = ""


@dataclasses.dataclass
class Link:
    """A link with its words."""

    words: str
    href: str


class Report(rx.State):
    """The report that the address names."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    grouping: str = Grouping.LEVEL.value
    level: str = ""
    levels: list[Link] = []
    agencies: list[Link] = []
    periods: list[Link] = []
    heading: str = ""
    first_head: str = ""
    as_of: str = ""
    lines: list[Line] = []
    total: list[Number] = []
    files: list[Link] = []

    @rx.event
    async def load(self):
        """Reads the address and the report it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = wanted_of(self)
        self.day_from, self.day_to = wanted.day_from, wanted.day_to
        self.agency_id, self.grouping = wanted.agency_id, wanted.grouping
        self.level = wanted.level
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.periods = [Link(*pair) for pair in usual_periods(today, wanted)]
        try:
            report = await reports.handling(api(self, "officer"), **wanted.parameters())
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.loaded = True
            return
        self._show(report, wanted)
        self.loaded = True

    def _show(self, report: HandlingReport, wanted: Wanted) -> None:
        self.day_from, self.day_to = day(report.day_from), day(report.day_to)
        settled = dataclasses.replace(wanted, day_from=self.day_from, day_to=self.day_to)
        self.agencies = [Link(one.label, one.code) for one in report.agencies]
        of = (
            report.agency.label
            if report.agency
            else (
                report.agencies[0].label
                if len(report.agencies) == 1
                else "Mọi cơ quan trong phạm vi"
            )
        )
        level = f", {_LEVELS[report.level].vi.lower()}" if report.level else ""
        self.levels = [Link(one.label, one.code) for one in report.levels]
        self.heading = f"{of}{level}, từ {self.day_from} đến {self.day_to}"
        self.first_head = GROUPING_LABELS[Grouping(report.grouping)].vi
        self.as_of = moment(report.as_of)
        self.lines = list(_lines(report, settled))
        self.total = _numbers(report.total, settled, "", "Tổng cộng")
        query = urlencode(settled.parameters())
        self.files = [
            Link(label.vi, f"{_FILES}?kind={kind}&{query}") for kind, label in FILE_LABELS.items()
        ]


_LEVELS = {level.value: label for level, label in AGENCY_LEVEL_LABELS.items()}


def _lines(report: HandlingReport, wanted: Wanted) -> Iterator[Line]:
    """As the form has them: levels A, B, each with its sectors from 1."""
    for letter, line in zip(cycle(ascii_uppercase), report.lines, strict=False):
        of_level = report.grouping == Grouping.LEVEL
        yield Line(
            f"{letter}. {line.name}" if of_level else line.name,
            _numbers(line.figures, wanted, line.key, line.name),
            "block" if of_level else "",
        )
        for number, part in enumerate(line.within, start=1):
            words = f"{part.name}, {line.name}"
            yield Line(
                f"{number}. {part.name}",
                _numbers(part.figures, wanted, part.key, words),
                "within",
            )


def _numbers(figures: Figures, wanted: Wanted, key: str, name: str) -> list[Number]:
    found = []
    for figure in Figure:
        value = getattr(figures, figure.value)
        more = {"so": figure.value} | ({"dong": key} if key else {})
        late = figure in (Figure.RESOLVED_LATE, Figure.IN_PROGRESS_LATE) and value > 0
        found.append(
            Number(
                f"{value:,}".replace(",", "."),
                wanted.link("/bao-cao/ho-so/", **more) if value else "",
                f"{FIGURE_LABELS[figure].vi}, {name}: {value} hồ sơ",
                "late" if late else "sum" if figure in _TOTALS else "",
            )
        )
    return found


_TOTALS = (Figure.RECEIVED, Figure.RESOLVED, Figure.IN_PROGRESS)
