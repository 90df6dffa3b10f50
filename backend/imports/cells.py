"""What the XML of a sheet says of its cells, read once as it streams and before anything is built
from it: where the table ends, which cells hold a formula, and which hold an error."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import etree

MOST_ROWS = 100_000
MOST_COLUMNS = 60
# Any namespace: the reader of values goes by the local name alone, and so does this.
_TAGS = ("{*}c", "{*}row", "{*}sheetData")
_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)

Place = tuple[int, int]  # the row as the spreadsheet shows it, and the column from 0


class BadWorkbook(Exception):
    """A file that cannot be read as a table; the text says what to do."""


class Mark(StrEnum):
    """Why the value of a cell is not to be taken as it stands."""

    FORMULA = "formula"
    ERROR = "error"
    FRACTION = "fraction"


@dataclass
class Found:
    """Cells of note; `errors` by the word the spreadsheet shows."""

    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)


def look_over(file: Any) -> Found:
    """Walks the cells of a sheet. Raises BadWorkbook for one beyond the table or out of its order,
    XMLSyntaxError."""
    found, walk = Found(), _Walk()
    steps = etree.iterparse(
        file, events=("end",), tag=_TAGS, resolve_entities=False, no_network=True, huge_tree=False
    )
    for _event, element in steps:
        what = _name(element)
        if what == "sheetData":
            break
        if what == "row":
            walk.ends(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            continue
        place = walk.place(element)
        holds = {_name(child): child for child in element}
        if not holds:
            continue  # a cell that is only painted
        _must_lie_within(place)
        if "f" in holds:
            found.formulas.add(place)
        if element.get("t") == "e" and "v" in holds:
            found.errors[place] = holds["v"].text or ""
    return found


class _Walk:
    """Where the walk is. Rows and cells may leave their number out, and then come next; a number
    that goes back or names another row would lead the reader of values astray."""

    def __init__(self) -> None:
        self._row: Any = None
        self._number = 0
        self._column = -1

    def place(self, cell: Any) -> Place:
        self._enter(cell.getparent())
        reference = cell.get("r")
        if reference is None:
            self._column += 1
            return self._number, self._column
        match = _PLACE.fullmatch(reference)
        if match is None or int(match[2]) != self._number:
            raise _astray()
        column = -1
        for letter in match[1]:
            column = (column + 1) * 26 + ord(letter) - 65
        if column <= self._column:
            raise _astray()
        self._column = column
        return self._number, column

    def ends(self, row: Any) -> None:
        self._enter(row)
        self._row = None

    def _enter(self, row: Any) -> None:
        if row is self._row:
            return
        if row is None or self._row is not None or _name(row) != "row":
            raise _astray()
        said = row.get("r")
        number = self._number + 1
        if said is not None:
            if not _NUMBER.fullmatch(said) or int(said) < number:
                raise _astray()
            number = int(said)
        self._row, self._number, self._column = row, number, -1


def _must_lie_within(place: Place) -> None:
    row, column = place
    if row > MOST_ROWS + 1:
        most = f"{MOST_ROWS:,}".replace(",", ".")
        raise BadWorkbook(
            f"Mỗi lần nhập nhiều nhất {most} dòng; dòng {row} còn có dữ liệu. Hãy chia thành nhiều "
            "tệp, hoặc xóa dòng thừa."
        )
    if column >= MOST_COLUMNS:
        raise BadWorkbook(
            f"Bảng có nhiều nhất {MOST_COLUMNS} cột; ô {letters(column)}{row} còn có dữ liệu. "
            "Hãy xóa cột thừa."
        )


def letters(column: int) -> str:
    """The letters that a spreadsheet shows above a column."""
    said = ""
    while column >= 0:
        said = chr(65 + column % 26) + said
        column = column // 26 - 1
    return said


def _name(element: Any) -> str:
    tag = element.tag  # of comments and instructions a function
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _astray() -> BadWorkbook:
    return BadWorkbook(
        "Số dòng, số cột ghi trong bảng tính không khớp nhau. Hãy mở bằng Excel, lưu lại dạng "
        ".xlsx rồi gửi."
    )
