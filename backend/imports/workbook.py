"""The first sheet of an XLSX file as text, cell by cell, within limits; nothing is calculated."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from backend.documents.inspection import refusals
from backend.documents.inspection.office import kind_of, look_through
from backend.documents.inspection.refusals import Refused
from backend.imports.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    BadWorkbook,
    Found,
    Mark,
    Place,
    letters,
    look_over,
)
from backend.imports.columns import CONTROLS, ERROR_WORDS, UNKNOWN_ERROR, UNREADABLE

LONGEST_CELL = 4_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Table:
    """Heads and rows as text; `marks` say which cells are not to be taken as they stand.

    Rows are numbered as the spreadsheet shows them: the head is row 1. Columns begin at 0.
    """

    heads: list[str]
    rows: list[tuple[int, list[str]]]
    marks: dict[Place, Mark] = field(default_factory=dict)


def read(path: Path) -> Table:
    """The first sheet. Raises BadWorkbook."""
    if kind_of(path) != _XLSX:
        raise BadWorkbook("Chỉ nhận tệp Excel (.xlsx). Hãy lưu lại bảng tính dạng .xlsx.")
    try:
        look_through(path)
    except Refused as refused:
        raise BadWorkbook(refusals.SENTENCES[refused.slug].vi) from None
    try:
        # First, for the reader of values builds the whole rectangle up to the last cell at once.
        found = _looked_over(path)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (CalamineError, ValueError, OSError, KeyError, etree.XMLSyntaxError) as error:
        raise _unreadable() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own; it is no Exception
            raise _unreadable() from None
        raise
    if len(values) > MOST_ROWS + 1 or any(len(row) > MOST_COLUMNS for row in values):
        raise _unreadable()
    return _table(values, found)


def _table(values: list[list[Any]], found: Found) -> Table:
    if not values or not any(str(cell).strip() for cell in values[0]):
        raise BadWorkbook("Dòng đầu tiên phải là tên các cột. Hãy dùng tệp mẫu.")
    for (number, column), word in found.errors.items():
        if number == 1:
            raise BadWorkbook(f"Tên cột ở ô {letters(column)}1 báo lỗi {word}. Hãy dùng tệp mẫu.")
        if number <= len(values) and column < len(values[number - 1]):
            values[number - 1][column] = word if word in ERROR_WORDS else UNKNOWN_ERROR
    marks = dict.fromkeys(found.formulas, Mark.FORMULA) | dict.fromkeys(found.errors, Mark.ERROR)
    rows = []
    for number, row in enumerate(values[1:], start=2):
        if not any(cell not in ("", None) for cell in row):
            continue
        for column, cell in enumerate(row):
            if isinstance(cell, float) and not cell.is_integer():
                marks.setdefault((number, column), Mark.FRACTION)
        rows.append((number, [said(cell) for cell in row]))
    heads = [CONTROLS.sub(UNREADABLE, said(cell)) for cell in values[0]]
    return Table(heads, rows, marks)


def said(value: Any) -> str:
    """A cell as it is compared and kept: dates as dd/mm/yyyy, whole numbers without a point."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return " ".join(str(value if value is not None else "").split())[:LONGEST_CELL]


def _looked_over(path: Path) -> Found:
    with zipfile.ZipFile(path) as archive, archive.open(_first_sheet(archive)) as file:
        return look_over(file)


def _unreadable() -> BadWorkbook:
    return BadWorkbook("Không đọc được bảng tính. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi.")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    book = _xml(archive.read("xl/workbook.xml"))
    first = book.find("{*}sheets/{*}sheet")
    if first is None:
        raise BadWorkbook("Tệp không có trang tính nào.")
    links = _xml(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(str(r.get("Target")) for r in links if r.get("Id") == first.get(_REL))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xml(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    # nosemgrep: xml-read-with-entities (the parser refuses them)
    return etree.parse(io.BytesIO(content), parser).getroot()
