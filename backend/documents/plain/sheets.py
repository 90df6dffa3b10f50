"""Spreadsheets (XLSX, ODS): the values that were kept, sheet by sheet; nothing is calculated."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from backend.documents.plain.blocks import MOST_COLUMNS, MOST_ROWS, Block

_MOST_SHEETS = 30


def sheets(path: Path) -> list[Block]:
    """Each sheet as a heading and a table without its empty edges; a hidden one says so."""
    book = CalamineWorkbook.from_path(str(path))
    found: list[Block] = []
    for about in book.sheets_metadata[:_MOST_SHEETS]:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        hidden = "" if about.visible is SheetVisibleEnum.Visible else " (trang tính ẩn)"
        found.append(Block("heading", about.name + hidden, level=2))
        sheet = book.get_sheet_by_name(about.name)
        rows = _trimmed(sheet.to_python(nrows=MOST_ROWS + 1))
        if rows:
            found.append(Block("table", rows=rows))
        else:
            found.append(Block("note", "Trang tính trống."))
    return found


def _trimmed(values: list[list[Any]]) -> list[list[str]]:
    rows = [[said(value) for value in row[: MOST_COLUMNS + 1]] for row in values]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) - _empty_end(row) for row in rows), default=0)
    return [row[:width] for row in rows] if width else []


def _empty_end(row: list[str]) -> int:
    count = 0
    for cell in reversed(row):
        if cell:
            break
        count += 1
    return count


def said(value: Any) -> str:
    """A value as a Vietnamese reader writes it."""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return f"{value:%d/%m/%Y}" if midnight else f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return " ".join(str(value).split(" ")).strip()
