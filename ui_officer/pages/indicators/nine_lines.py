"""The lines of the nine indicators as they are shown, each number with the list behind it. Pure."""

import dataclasses

from shared.contracts.indicators import NineLine
from shared.vocabulary.nine_indicators import NINE_LABELS, NineIndicator
from ui_officer.pages.indicators.address import Wanted, grown, number


@dataclasses.dataclass
class Score:
    """One cell."""

    words: str
    href: str
    what: str


@dataclasses.dataclass
class Line:
    """One agency, unit or officer."""

    rank: str
    name: str
    href: str
    place: str
    dossiers: Score
    scores: list[Score]
    total: str
    before: str
    tone: str
    grade: str
    grade_tone: str


_TONES = {
    "fulfilled": "ok", "excellent": "ok", "good": "ok", "mostly": "warn", "fair": "warn",
    "average": "warn", "partly": "bad", "weak": "bad",
}  # fmt: skip


def line_of(one: NineLine, wanted: Wanted, grouping: str, report: str) -> Line:
    """The line as it is shown; `report` is the agency that the report was asked of."""
    mine = wanted.of(grouping, one.id)
    words, tone = grown(one.total, one.before)
    return Line(
        rank=str(one.rank or "–"),
        name=one.name,
        href=mine.link(),
        place=one.place,
        dossiers=Score(
            number(one.dossiers),
            _behind(NineIndicator.TIME, mine, grouping, report) if one.dossiers else "",
            f"Hồ sơ, {one.name}: {number(one.dossiers)}",
        ),
        scores=[_score(which, mark, one, _behind(which, mine, grouping, report))
                for which, mark in zip(NineIndicator, one.scores, strict=True)],
        total=number(one.total),
        before=f"{number(one.before)} ({words})" if words else number(one.before),
        tone=tone,
        grade=one.grade_label,
        grade_tone=_TONES.get(one.grade, ""),
    )  # fmt: skip


def _behind(which: NineIndicator, mine: Wanted, grouping: str, report: str) -> str:
    """The list of what an indicator counts; of a unit or an officer within the agency of the
    report."""
    within = dataclasses.replace(mine, agency_id=mine.agency_id or report)
    return within.link("/danh-gia/ho-so/", tieu_chi=which.value, theo=grouping, bang=report)


def _score(which: NineIndicator, mark: float | None, one: NineLine, behind: str) -> Score:
    href = behind if mark is not None else ""
    return Score(number(mark), href, f"{NINE_LABELS[which].vi}, {one.name}: {number(mark)} điểm")
