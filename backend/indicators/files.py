"""The indices as a spreadsheet, as CSV, and on A4. Pure.

Text is written as text: a name that begins like a formula stays a name.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter

from backend.results.letterhead import Letterhead
from backend.results.rendering import render
from shared.contracts.indicators import ComponentFigures, NineReport, ServiceIndex
from shared.vocabulary.indicators import COUNTING_LABELS, STANDING_LABELS, Counting, Standing
from shared.vocabulary.nine_indicators import (
    NINE_GROUPING_LABELS,
    NINE_LABELS,
    NineGrouping,
    NineIndicator,
)
from shared.vocabulary.reports import FileKind

TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PDF: "application/pdf",
}
Cell = str | float | None
_INDEX_HEADS = (
    "STT", "Chỉ số", "Cách tính", "Đơn vị đếm", "Tử số", "Mẫu số", "Tỷ lệ (%)", "Điểm",
    "Điểm tối đa", "Kỳ trước (%)", "Ghi chú",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be taken away; `left` are columns of words, `wide` those that take the room."""

    title: str
    mark: str
    whose: str
    period: str
    heads: tuple[str, ...]
    rows: list[tuple[bool, list[Cell]]]
    left: tuple[int, ...]
    wide: tuple[int, ...]
    notes: list[str] = field(default_factory=list)


def index_file(found: ServiceIndex, kind: FileKind, head: Letterhead | None, at: datetime) -> bytes:
    """The service index."""
    rows: list[tuple[bool, list[Cell]]] = []
    for number, group in enumerate(found.groups, start=1):
        rows.append(
            (True, [f"{number}", group.name, "", "", None, None, None, group.points,
                    group.maximum, group.before, _reduced(group.countable, group.maximum)])
        )  # fmt: skip
        rows += [(False, _component(one)) for one in group.components]
    rows.append(
        (True, ["", "Tổng điểm", "", "", None, None, None, found.points, found.maximum,
                found.before.points if found.before else None,
                _reduced(found.countable, found.maximum)])
    )  # fmt: skip
    sheet = Sheet(
        "Chỉ số phục vụ người dân, doanh nghiệp",
        f"{found.source}. Phiên bản {found.definition}",
        found.scope.name,
        _period(found.day_from, found.day_to),
        _INDEX_HEADS,
        rows,
        left=(1, 2, 3, 10),
        wide=(1, 2),
    )
    return _made(sheet, kind, head, at)


def nine_file(found: NineReport, kind: FileKind, head: Letterhead | None, at: datetime) -> bytes:
    """The nine indicators."""
    what = NINE_GROUPING_LABELS[NineGrouping(found.grouping)].vi
    heads = (
        "Hạng", what, "Trực thuộc", "Số hồ sơ",
        *(f"{one}. {NINE_LABELS[one].vi}" for one in NineIndicator), "Tổng điểm", "Kỳ trước",
        "Xếp loại",
    )  # fmt: skip
    rows: list[tuple[bool, list[Cell]]] = [
        (False, [one.rank, one.name, one.place, one.dossiers, *one.scores, one.total, one.before,
                 one.grade_label])
        for one in found.lines
    ]  # fmt: skip
    sheet = Sheet(
        "Kết quả đánh giá giải quyết thủ tục hành chính",
        "Điều 13, 14, 15 Thông tư 01/2018/TT-VPCP",
        found.agency.label if found.agency else "Trong phạm vi báo cáo",
        _period(found.day_from, found.day_to),
        heads,
        rows,
        left=(1, 2, len(heads) - 1),
        wide=(1,),
        notes=found.notes,
    )
    return _made(sheet, kind, head, at)


def _component(one: ComponentFigures) -> list[Cell]:
    counted = one.standing == Standing.COUNTED
    note = one.note or ("" if counted else STANDING_LABELS[Standing(one.standing)].vi)
    days = one.component == "average_time"
    return [
        one.number, one.name, one.formula,
        "ngày" if days else COUNTING_LABELS[Counting(one.counting)].vi,
        one.numerator, one.denominator, one.share, one.points if one.maximum else None,
        one.maximum or None, one.before, note,
    ]  # fmt: skip


def _reduced(countable: float, maximum: float) -> str:
    return "" if countable == maximum else f"Tính được {_number(countable)} điểm tối đa."


def _period(day_from: str, day_to: str) -> str:
    first, last = date.fromisoformat(day_from), date.fromisoformat(day_to)
    return f"Kỳ đánh giá: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def _made(sheet: Sheet, kind: FileKind, head: Letterhead | None, at: datetime) -> bytes:
    if kind is FileKind.CSV:
        return _csv(sheet)
    if kind is FileKind.XLSX:
        return _xlsx(sheet)
    assert head is not None
    return _pdf(sheet, head, at)


def _csv(sheet: Sheet) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.heads)
    for _, cells in sheet.rows:
        writer.writerow([_safe(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return "" if cell is None else cell


def _xlsx(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Số liệu")
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    styles = {
        bold: book.add_format({"border": 1, "bold": bold, "text_wrap": True, "valign": "top"})
        for bold in (True, False)
    }
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 13}))
    page.write_string(1, 0, f"{sheet.whose}. {sheet.period}. {sheet.mark}.")
    for column, words in enumerate(sheet.heads):
        page.write_string(3, column, words, head)
        page.set_column(column, column, 40 if column in sheet.wide else 13)
    for number, (bold, cells) in enumerate(sheet.rows, start=4):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(number, column, cell, styles[bold])
            elif cell is None:
                page.write_blank(number, column, None, styles[bold])
            else:
                page.write_number(number, column, cell, styles[bold])
    for offset, note in enumerate(sheet.notes):
        page.write_string(len(sheet.rows) + 5 + offset, 0, note)
    page.freeze_panes(4, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    book.close()
    return out.getvalue()


def _pdf(sheet: Sheet, head: Letterhead, at: datetime) -> bytes:
    data: dict[str, Any] = {
        "template": "index_table",
        "mark": sheet.mark,
        "title": sheet.title,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {at:%d} tháng {at:%m} năm {at.year}",
        "whose": sheet.whose,
        "period": sheet.period,
        "heads": sheet.heads,
        "rows": [
            {"bold": bold, "cells": [_number(cell) for cell in cells]} for bold, cells in sheet.rows
        ],
        "words": sheet.left,
        "left": ["Người lập biểu", "(ký, ghi rõ họ tên)", ""],
        "right": ["Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)", ""],
        "wide": sheet.wide,
        "notes": sheet.notes,
    }
    return render(data)


def _number(cell: Cell) -> str:
    """As people write it here: a comma before decimals, dots between thousands."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    words = f"{cell:,.2f}".rstrip("0").rstrip(".")
    return words.translate(str.maketrans(",.", ".,"))
