"""Long tables onto disk row by row, so that memory does not grow with them.

Text is written as text: what begins like a formula stays what it is.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from backend.exports.sources import Cell, Sheet
from backend.law.calendar import local
from shared.vocabulary.exports import TableKind

ROWS_IN_SHEET = 1_000_000  # XLSX takes 1,048,576 with what stands above the rows
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA_TYPES = {
    TableKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableKind.CSV: "text/csv; charset=utf-8",
}


class Writer(Protocol):
    """A file that grows row by row."""

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Writes rows."""

    def close(self) -> None:
        """Ends the file."""


def writer(kind: TableKind, path: Path, sheet: Sheet) -> Writer:
    """A new file of a kind at a path in a folder of its own."""
    return _Xlsx(path, sheet) if kind is TableKind.XLSX else _Csv(path, sheet)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV file."""
    return "'" + text if text.startswith(_FORMULA) else text


def shown(cell: Cell) -> str | int | float:
    """A cell as CSV shows it: days and moments as in Vietnam."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{local(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return safe(cell) if isinstance(cell, str) else cell


class _Csv:
    def __init__(self, path: Path, sheet: Sheet) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([safe(head) for head in sheet.heads])

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Writes rows."""
        self._writer.writerows([shown(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """Ends the file."""
        self._file.close()


class _Xlsx:
    def __init__(self, path: Path, sheet: Sheet) -> None:
        self._sheet = sheet
        self._book = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(path.parent)},
        )
        self._title = self._book.add_format({"bold": True, "font_size": 13})
        self._head = self._book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self._moment = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._number, self._written = 0, ROWS_IN_SHEET
        self._page: Any = None
        self._row = 0

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Writes rows, on a further sheet once one is full."""
        for row in rows:
            if self._written == ROWS_IN_SHEET:
                self._begin()
            for column, cell in enumerate(row):
                self._put(column, cell)
            self._row += 1
            self._written += 1

    def close(self) -> None:
        """Ends the file; one without rows has its heads."""
        if self._page is None:
            self._begin()
        self._book.close()

    def _begin(self) -> None:
        self._number += 1
        self._page = page = self._book.add_worksheet(f"Trang {self._number}")
        for column in range(len(self._sheet.heads)):
            widths = self._sheet.widths
            page.set_column(column, column, widths[column] if column < len(widths) else 14)
        page.write_string(0, 0, self._sheet.title, self._title)
        for number, note in enumerate(self._sheet.notes, start=1):
            page.write_string(number, 0, note)
        top = len(self._sheet.notes) + 2
        for column, head in enumerate(self._sheet.heads):
            page.write_string(top, column, head, self._head)
        page.freeze_panes(top + 1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        self._row, self._written = top + 1, 0

    def _put(self, column: int, cell: Cell) -> None:
        page = self._page
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            page.write_datetime(self._row, column, local(cell).replace(tzinfo=None), self._moment)
        elif isinstance(cell, date):
            page.write_datetime(self._row, column, cell, self._day)
        elif isinstance(cell, str):
            page.write_string(self._row, column, cell[:32_767])
        else:
            page.write_number(self._row, column, cell)
