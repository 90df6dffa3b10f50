"""What the page of a report shows, as plain data."""

import dataclasses

from shared.contracts.analyses import AnalysisTable, Choices, Definition
from shared.contracts.common import Choice
from shared.ui.charts import BarChart, LineChart, Series, bars, lines
from shared.ui.words import written
from shared.vocabulary.analyses import APPLICANT_LABELS, ChartKind, Dimension
from shared.vocabulary.channels import CHANNEL_LABELS, DELIVERY_LABELS, ONLINE_LEVEL_LABELS
from shared.vocabulary.states import OFFICER_LABELS
from shared.vocabulary.time_units import DEADLINE_LABELS
from ui_officer.pages.analyses.address import link_behind

MOST_BARS = 25
_FIXED = {
    Dimension.CHANNEL: CHANNEL_LABELS,
    Dimension.DELIVERY: DELIVERY_LABELS,
    Dimension.STATE: OFFICER_LABELS,
    Dimension.ON_TIME: DEADLINE_LABELS,
    Dimension.ONLINE_LEVEL: ONLINE_LEVEL_LABELS,
    Dimension.APPLICANT: APPLICANT_LABELS,
}


@dataclasses.dataclass
class Number:
    """One cell: the number, where it leads, what it is to a screen reader."""

    value: str
    href: str
    words: str


@dataclasses.dataclass
class Line:
    """One line of the table."""

    names: list[str]
    numbers: list[Number]


@dataclasses.dataclass
class Link:
    """A link with its words."""

    words: str
    href: str


@dataclasses.dataclass
class Option:
    """One choice of a list, with its name in the form."""

    field: str
    label: str
    on: bool


@dataclasses.dataclass
class Group:
    """The values of one dimension that a report may be restricted to."""

    code: str
    label: str
    options: list[Option]


def numbers_of(
    definition: Definition, found: AnalysisTable, values: list[float | None], keys: list[str],
    name: str,
) -> list[Number]:  # fmt: skip
    """The cells of one line; what is none or nothing leads nowhere."""
    return [
        Number(
            "–" if value is None else written(value),
            link_behind(definition, one.code, keys) if value else "",
            f"{one.label}, {name}: {'không có' if value is None else written(value, unit)}",
        )
        for one, unit, value in zip(found.measures, found.units, values, strict=True)
    ]


def options_of(dimension: Dimension, among: Choices) -> list[Choice]:
    """What a report may be restricted to in a dimension."""
    if dimension in _FIXED:
        return [Choice(str(code), label.vi) for code, label in _FIXED[dimension].items()]
    return {
        Dimension.AGENCY: among.agencies,
        Dimension.UNIT: among.units,
        Dimension.OFFICER: among.officers,
        Dimension.SECTOR: among.sectors,
        Dimension.PROCEDURE: among.procedures,
    }[dimension]


def group_of(dimension: Dimension, label: str, among: Choices, chosen: list[str]) -> Group:
    """The choices of one dimension, those that are on already marked."""
    return Group(
        dimension,
        label,
        [
            Option(f"loc|{dimension}|{one.code}", one.label, one.code in chosen)
            for one in options_of(dimension, among)
        ],
    )


def charts_of(
    definition: Definition, found: AnalysisTable, title: str
) -> tuple[BarChart, LineChart]:
    """The drawing of a report: bars of its first measure, or lines of all in the first's unit."""
    rows = found.lines[:MOST_BARS]
    names = [" · ".join(line.names) or "Tất cả" for line in rows]
    more = len(found.lines) - len(rows)
    note = f"Đơn vị: {found.units[0]}." + (f" Còn {more} dòng ở bảng bên dưới." if more > 0 else "")
    first = found.measures[0]
    if definition.chart is ChartKind.BARS:
        values = [
            (name, line.values[0] or 0, link_behind(definition, first.code, line.keys))
            for name, line in zip(names, rows, strict=True)
        ]
        return bars(f"{title}: {first.label}", values, what=first.label, note=note), LineChart()
    if definition.chart is ChartKind.LINES:
        drawn = [n for n, unit in enumerate(found.units) if unit == found.units[0]][:4]
        series = [Series(found.measures[n].label, [line.values[n] for line in rows]) for n in drawn]
        head = found.dimensions[0].label if found.dimensions else ""
        return BarChart(), lines(title, names, series, note=note, first_head=head)
    return BarChart(), LineChart()
