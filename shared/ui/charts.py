"""Charts for both apps: bars, stacked bars and lines as data. Pure; `drawing.py` draws them.

A page builds a chart from numbers with `bars`, `stacked` or `lines`, keeps it in its state, and
draws it with `bar_chart` or `line_chart` of `shared/ui/drawing.py`:

    class Overview(rx.State):
        late: BarChart = BarChart()

        async def load(self):
            self.late = bars("Quá hạn theo đơn vị", [("Phòng Hộ tịch", 12, "/?folder=overdue")])

    bar_chart(Overview.late)

Every chart carries its numbers as a table, so nothing is said by colour or length alone: series
differ by pattern, dash and mark too, and each number may be a link to the list behind it.
"""

import dataclasses
from collections.abc import Sequence
from enum import StrEnum

from shared.ui.chart_shapes import (
    Bar,
    BarChart,
    Cell,
    Key,
    Line,
    LineChart,
    Mark,
    Part,
    TableRow,
    Tick,
)
from shared.ui.words import written

__all__ = ["BarChart", "LineChart", "Series", "Tone", "bars", "lines", "stacked"]


class Tone(StrEnum):
    """The colours of a series, each with its own pattern, dash and mark."""

    PLAIN = "plain"
    GOOD = "good"
    SOON = "soon"
    LATE = "late"
    WAIT = "wait"
    DARK = "dark"


TURN = (Tone.PLAIN, Tone.SOON, Tone.GOOD, Tone.LATE, Tone.DARK, Tone.WAIT)
"""The order in which series without a meaning of their own take their tones."""


@dataclasses.dataclass(frozen=True)
class Series:
    """One series of values, one for each label of the chart; `None` is a gap."""

    name: str
    values: Sequence[float | None]
    tone: Tone | None = None
    hrefs: Sequence[str] = ()


def bars(
    title: str,
    values: Sequence[tuple[str, float, str]],
    *,
    what: str = "Số hồ sơ",
    tone: Tone = Tone.PLAIN,
    unit: str = "",
    note: str = "",
    first_head: str = "",
) -> BarChart:
    """One bar for each (name, value, address behind it); an empty address is no link."""
    series = Series(what, [value for _, value, _ in values], tone, [href for *_, href in values])
    chart = stacked(
        title, [(name, href) for name, _, href in values], [series], unit=unit, note=note,
        first_head=first_head,
    )  # fmt: skip
    return dataclasses.replace(chart, legend=[])


def stacked(
    title: str,
    names: Sequence[tuple[str, str]],
    series: Sequence[Series],
    *,
    unit: str = "",
    note: str = "",
    first_head: str = "",
) -> BarChart:
    """One bar for each (name, address), one piece for each series; the longest fills the width.

    A negative value counts as none: lengths cannot say it.
    """
    columns = [[max(0.0, value or 0) for value in one.values] for one in series]
    sums = [sum(column[n] for column in columns) for n in range(len(names))]
    longest = max(sums, default=0) or 1
    tones = _tones(series)
    drawn = []
    for n, (name, href) in enumerate(names):
        parts = []
        for one, tone, column in zip(series, tones, columns, strict=True):
            share = column[n] / longest * 100
            if column[n]:
                words = written(column[n], unit)
                shown = words if share >= 6 and len(series) > 1 else ""
                parts.append(Part(tone.value, f"{share:.2f}%", f"{one.name}: {words}", shown))
        drawn.append(Bar(name, href, written(sums[n], unit), parts))
    several = len(series) > 1
    return BarChart(
        title,
        note,
        _legend(series, tones),
        drawn,
        [first_head, *(one.name for one in series), *(["Tổng"] if several else [])],
        [
            TableRow(
                name,
                href,
                [
                    *(_cell(one, n, unit) for one in series),
                    *([Cell(written(sums[n], unit), "")] if several else []),
                ],
            )
            for n, (name, href) in enumerate(names)
        ],
    )


def lines(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    note: str = "",
    first_head: str = "Ngày",
    width: int = 640,
    height: int = 240,
) -> LineChart:
    """A line for each series over the labels, from zero up; 340 wide suits a phone."""
    left, right, top, bottom = 46, 12, 12, 28
    highest = max((value or 0 for one in series for value in one.values), default=0)
    step = _step(highest)
    steps = max(1, -(-int(highest * 1000) // int(step * 1000)))
    across = (width - left - right) / max(1, len(labels) - 1)
    high = height - top - bottom

    def place(n: int, value: float) -> tuple[float, float]:
        return left + n * across, top + high - max(0.0, value) / (step * steps) * high

    levels = []
    for number in range(steps + 1):
        y = place(0, number * step)[1]
        levels.append(
            Tick(f"{left - 8}", f"{y + 4:.1f}", written(number * step, unit),
                 f"M{left} {y:.1f}H{width - right}")
        )  # fmt: skip
    every = max(1, -(-len(labels) * 52 // (width - left - right)))
    moments = [
        Tick(f"{place(n, 0)[0]:.1f}", f"{height - 8}", label)
        for n, label in enumerate(labels)
        if n % every == 0
    ]
    tones = _tones(series)
    drawn = []
    for one, tone in zip(series, tones, strict=True):
        stroke, marks, pen = "", [], "M"
        for n, value in enumerate(one.values):
            if value is None:
                pen = "M"
                continue
            x, y = place(n, value)
            stroke += f"{pen}{x:.1f} {y:.1f}"
            pen = "L"
            marks.append(
                Mark(_mark(tone, x, y), f"{labels[n]}, {one.name}: {written(value, unit)}")
            )
        drawn.append(Line(tone.value, stroke, marks))
    return LineChart(
        title,
        note,
        f"0 0 {width} {height}",
        _legend(series, tones),
        drawn,
        levels,
        moments,
        [first_head, *(one.name for one in series)],
        [
            TableRow(label, "", [_cell(one, n, unit) for one in series])
            for n, label in enumerate(labels)
        ],
    )


def _tones(series: Sequence[Series]) -> list[Tone]:
    return [one.tone or TURN[n % len(TURN)] for n, one in enumerate(series)]


def _legend(series: Sequence[Series], tones: list[Tone]) -> list[Key]:
    return [Key(one.name, tone.value) for one, tone in zip(series, tones, strict=True)]


def _cell(one: Series, n: int, unit: str) -> Cell:
    href = one.hrefs[n] if n < len(one.hrefs) else ""
    return Cell(written(one.values[n], unit), href if one.values[n] else "")


def _step(highest: float) -> float:
    """A round distance of the lines across, so that there are at most five."""
    size = 1.0
    while True:
        for factor in (1, 2, 5):
            if size * factor * 4 >= highest:
                return size * factor
        size *= 10


def _mark(tone: Tone, x: float, y: float) -> str:
    """A shape of its own for each tone, so that lines are told apart in grey."""
    if tone is Tone.LATE:  # triangle
        return f"M{x:.1f} {y - 4.5:.1f}l4.5 8h-9z"
    if tone is Tone.SOON:  # diamond
        return f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"
    if tone in (Tone.GOOD, Tone.DARK):  # square
        return f"M{x - 3.5:.1f} {y - 3.5:.1f}h7v7h-7z"
    return f"M{x - 3.5:.1f} {y:.1f}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"
