"""Results of ratings that the address names, in words and charts."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx

from shared.client import ratings
from shared.client.base import ApiProblem
from shared.contracts.ratings import RatingLine, RatingResults
from shared.ui.charts import BarChart, Series, Tone, stacked
from shared.ui.session import api, query
from shared.ui.words import day, iso_day
from shared.vocabulary.ratings import (
    ASPECT_LABELS,
    RATING_GROUPING_LABELS,
    SATISFACTION_LABELS,
    Aspect,
    RatingGrouping,
    Satisfaction,
)

_FILE = "/api/v1/ratings/results/file"
_TONES = {
    Satisfaction.VERY_SATISFIED: Tone.GOOD,
    Satisfaction.SATISFIED: Tone.PLAIN,
    Satisfaction.DISSATISFIED: Tone.LATE,
}


@dataclasses.dataclass
class Row:
    """One line of the table; without numbers where there are too few."""

    name: str
    rated: str
    good: str
    bad: str


class Results(rx.State):
    """The results that the address names."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    grouping: str = RatingGrouping.PROCEDURE.value
    agency_id: str = ""
    agencies: list[tuple[str, str]] = []
    heading: str = ""
    head: str = ""
    rules: str = ""
    rated: str = ""
    enough: bool = False
    aspects: BarChart = BarChart()
    lines: BarChart = BarChart()
    rows: list[Row] = []
    few: int = 0
    words: list[str] = []
    files: list[tuple[str, str]] = []

    @rx.event
    async def load(self):
        """Reads the address and what it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.day_from, self.day_to = query(self, "tu")[:10], query(self, "den")[:10]
        wanted = query(self, "theo")
        self.grouping = wanted if wanted in set(RatingGrouping) else RatingGrouping.PROCEDURE
        self.agency_id = query(self, "co_quan")[:40]
        asked = {
            "day_from": iso_day(self.day_from),
            "day_to": iso_day(self.day_to),
            "agency_id": self.agency_id,
            "grouping": str(self.grouping),
        }
        try:
            found = await ratings.results(api(self, "officer"), **asked)
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.loaded = True
            return
        self._show(found)
        named = urlencode({k: v for k, v in asked.items() if v})
        self.files = [
            (label, f"{_FILE}?kind={kind}&{named}")
            for kind, label in (("xlsx", "Tải XLSX"), ("csv", "Tải CSV"))
        ]
        self.loaded = True

    def _show(self, found: RatingResults) -> None:
        self.agencies = [(one.code, one.label) for one in found.agencies]
        of = found.agency.label if found.agency else "Mọi cơ quan trong phạm vi"
        self.heading = f"{of}, từ {day(found.day_from)} đến {day(found.day_to)}"
        self.head = RATING_GROUPING_LABELS[RatingGrouping(found.grouping)].vi
        self.rules = (
            f"Tính theo tháng trọn. Dòng có dưới {found.threshold} lượt đánh giá không hiện số, để "
            "không ai biết được người nào đã đánh giá."
        )
        self.enough = found.total.shown and found.total.rated > 0
        self.rated = f"{found.total.rated} lượt đánh giá" if self.enough else ""
        self.aspects = _by_aspect(found.total)
        shown = [line for line in found.lines if line.shown and line.rated]
        self.lines = _by_line(shown, self.head)
        self.few = sum(not line.shown for line in found.lines)
        self.rows = [_row(line) for line in found.lines]
        self.words = found.words


def _by_aspect(total: RatingLine) -> BarChart:
    by = {one.aspect: one for one in total.shares}
    known = [aspect for aspect in Aspect if aspect in by]
    return stacked(
        "Mức hài lòng theo từng mặt",
        [(ASPECT_LABELS[aspect].vi, "") for aspect in known],
        _series([[getattr(by[a], level) for a in known] for level in Satisfaction]),
        first_head="Mặt",
    )


def _by_line(lines: list[RatingLine], head: str) -> BarChart:
    overall = [next(s for s in line.shares if s.aspect == Aspect.OVERALL) for line in lines]
    return stacked(
        f"Mức hài lòng theo {head.lower()}",
        [(line.name, "") for line in lines],
        _series([[getattr(one, level) for one in overall] for level in Satisfaction]),
        first_head=head,
    )


def _series(values: list[list[int]]) -> list[Series]:
    return [
        Series(SATISFACTION_LABELS[level].vi, counts, _TONES[level])
        for level, counts in zip(Satisfaction, values, strict=True)
    ]


def _row(line: RatingLine) -> Row:
    if not line.shown:
        return Row(line.name, "Chưa đủ số lượt", "", "")
    overall = next((s for s in line.shares if s.aspect == Aspect.OVERALL), None)
    if overall is None or not line.rated:
        return Row(line.name, str(line.rated), "", "")
    good = (overall.very_satisfied + overall.satisfied) / line.rated
    return Row(
        line.name,
        str(line.rated),
        f"{good:.1%}".replace(".", ","),
        f"{overall.dissatisfied / line.rated:.1%}".replace(".", ","),
    )
