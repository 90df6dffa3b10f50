"""What a chart is made of, as a page keeps it in its state and `drawing.py` draws it."""

import dataclasses


@dataclasses.dataclass
class Cell:
    """A number of the table and where it leads."""

    words: str = ""
    href: str = ""


@dataclasses.dataclass
class TableRow:
    """A line of the table that says the same as the drawing."""

    name: str = ""
    href: str = ""
    cells: list[Cell] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Key:
    """A series in the legend."""

    name: str = ""
    tone: str = ""


@dataclasses.dataclass
class Part:
    """A coloured piece of a bar; `shown` is its number where there is room for it."""

    tone: str = ""
    width: str = ""
    words: str = ""
    shown: str = ""


@dataclasses.dataclass
class Bar:
    """One bar with its name and sum."""

    name: str = ""
    href: str = ""
    total: str = ""
    parts: list[Part] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class BarChart:
    """Bars, plain or stacked, ready to draw."""

    title: str = ""
    note: str = ""
    legend: list[Key] = dataclasses.field(default_factory=list)
    bars: list[Bar] = dataclasses.field(default_factory=list)
    heads: list[str] = dataclasses.field(default_factory=list)
    rows: list[TableRow] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Mark:
    """A point of a line: a path around it, and what it says."""

    path: str = ""
    words: str = ""


@dataclasses.dataclass
class Line:
    """One line: its strokes between gaps, and its points."""

    tone: str = ""
    path: str = ""
    marks: list[Mark] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Tick:
    """A word on an axis; `path` is the thin line across, where there is one."""

    x: str = ""
    y: str = ""
    words: str = ""
    path: str = ""


@dataclasses.dataclass
class LineChart:
    """Lines, ready to draw."""

    title: str = ""
    note: str = ""
    box: str = "0 0 640 240"
    legend: list[Key] = dataclasses.field(default_factory=list)
    lines: list[Line] = dataclasses.field(default_factory=list)
    levels: list[Tick] = dataclasses.field(default_factory=list)
    moments: list[Tick] = dataclasses.field(default_factory=list)
    heads: list[str] = dataclasses.field(default_factory=list)
    rows: list[TableRow] = dataclasses.field(default_factory=list)
