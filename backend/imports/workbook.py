"""The first sheet of an XLSX file as text, cell by cell, within limits; nothing is calculated."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from backend.documents.inspection import refusals
from backend.documents.inspection.office import kind_of, look_through
from backend.documents.inspection.refusals import Refused

MOST_ROWS = 100_000
MOST_COLUMNS = 60
LONGEST_CELL = 4_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class BadWorkbook(Exception):
    """A file that cannot be read as a table; the text says what to do."""


@dataclass
class Table:
    """Heads and rows as text; `formulas` are (row, column) of cells that hold a formula.

    Rows are numbered as the spreadsheet shows them: the head is row 1.
    """

    heads: list[str]
    rows: list[tuple[int, list[str]]]
    formulas: set[tuple[int, int]] = field(default_factory=set)


def read(path: Path) -> Table:
    """The first sheet. Raises BadWorkbook."""
    if kind_of(path) != _XLSX:
        raise BadWorkbook("Chỉ nhận tệp Excel (.xlsx). Hãy lưu lại bảng tính dạng .xlsx.")
    try:
        look_through(path)
    except Refused as refused:
        raise BadWorkbook(refusals.SENTENCES[refused.slug].vi) from None
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet = book.get_sheet_by_index(0)
        values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
        if len(values) > MOST_ROWS + 1:
            raise BadWorkbook(
                f"Mỗi lần nhập nhiều nhất {MOST_ROWS:,} dòng".replace(",", ".")
                + "; tệp này nhiều hơn. Hãy chia thành nhiều tệp."
            )
        width = max((len(row) for row in values), default=0)
        if width > MOST_COLUMNS:
            raise BadWorkbook(f"Bảng có {width} cột; nhiều nhất {MOST_COLUMNS}. Hãy xóa cột thừa.")
        formulas = _formulas(path)
    except (CalamineError, ValueError, OSError, KeyError, etree.XMLSyntaxError) as error:
        raise BadWorkbook(
            "Không đọc được bảng tính. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi."
        ) from error
    if not values or not any(str(cell).strip() for cell in values[0]):
        raise BadWorkbook("Dòng đầu tiên phải là tên các cột. Hãy dùng tệp mẫu.")
    heads = [said(cell) for cell in values[0]]
    rows = [
        (number, [said(cell) for cell in row])
        for number, row in enumerate(values[1:], start=2)
        if any(cell not in ("", None) for cell in row)
    ]
    return Table(heads, rows, formulas)


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


def _formulas(path: Path) -> set[tuple[int, int]]:
    """Where the first sheet holds formulas: their kept values are nobody's words."""
    with zipfile.ZipFile(path) as archive:
        name = _first_sheet(archive)
        with archive.open(name) as file:
            return set(_with_formulas(file))


def _first_sheet(archive: zipfile.ZipFile) -> str:
    book = _xml(archive.read("xl/workbook.xml"))
    first = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
    if first is None:
        raise BadWorkbook("Tệp không có trang tính nào.")
    links = _xml(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(str(r.get("Target")) for r in links if r.get("Id") == first.get(_REL))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xml(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    # nosemgrep: xml-read-with-entities (the parser refuses them)
    return etree.parse(io.BytesIO(content), parser).getroot()


def _with_formulas(file: Any) -> Iterator[tuple[int, int]]:
    walk = etree.iterparse(
        file, events=("end",), tag=(f"{_MAIN}c", f"{_MAIN}row"), resolve_entities=False,
        no_network=True, huge_tree=False,
    )  # fmt: skip
    for _event, element in walk:
        if element.tag == f"{_MAIN}c":
            if element.find(f"{_MAIN}f") is not None:
                yield _place(str(element.get("r", "")))
        else:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :] or 0), column - 1
