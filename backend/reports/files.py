"""A report as a spreadsheet, as CSV, and as form II.06a on A4. Pure.

Text is written as text: a name that begins like a formula stays a name.
"""

import csv
import io
from datetime import date, datetime
from string import ascii_uppercase
from typing import Any, NamedTuple

import xlsxwriter
from msgspec.structs import astuple

from backend.results.letterhead import Letterhead
from backend.results.rendering import render
from shared.contracts.reports import HandlingReport
from shared.vocabulary.channels import AGENCY_LEVEL_LABELS, AgencyLevel
from shared.vocabulary.reports import FIGURE_LABELS, GROUPING_LABELS, Figure, Grouping

TITLE = "Tình hình, kết quả giải quyết thủ tục hành chính"
MARK = "Biểu số II.06a/VPCP/KSTT"
_TOTAL = "Tổng cộng"
_UNIT = "Đơn vị tính: số hồ sơ"
_GROUPS = (("Số hồ sơ tiếp nhận", 4), ("Số hồ sơ đã giải quyết", 4), ("Đang giải quyết", 3))
_HEADS = (
    "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước",
    "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Tổng số", "Trong hạn", "Quá hạn",
)  # fmt: skip


def as_csv(report: HandlingReport) -> bytes:
    """UTF-8 with a mark for spreadsheets, one line a sector, procedure or agency; what belongs
    to a level names it, so that lines add up to the sum."""
    out = io.StringIO()
    writer = csv.writer(out)
    by_level = report.grouping == Grouping.LEVEL
    heads = ["Cấp", GROUPING_LABELS[Grouping.SECTOR].vi] if by_level else [_what(report)]
    writer.writerow([*heads, *(FIGURE_LABELS[figure].vi for figure in Figure)])
    for line in report.lines:
        parts = [([line.name, part.name], part.figures) for part in line.within]
        for names, figures in parts or [([line.name], line.figures)]:
            writer.writerow([*map(_text, names), *astuple(figures)])
    writer.writerow([_TOTAL, *([""] if by_level else []), *astuple(report.total)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(report: HandlingReport) -> bytes:
    """A workbook of one sheet, its head fixed and ready for A4 across."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("II.06a")
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    cell, bold = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True})
    last = len(_HEADS)
    sheet.write_string(0, 0, f"{MARK}. {TITLE}", book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(1, 0, f"{_whose(report)}. {_period(report)}. {_UNIT}.")
    sheet.merge_range(3, 0, 4, 0, _what(report), head)
    column = 1
    for title, wide in _GROUPS:
        sheet.merge_range(3, column, 3, column + wide - 1, title, head)
        column += wide
    for number, title in enumerate(_HEADS, start=1):
        sheet.write_string(4, number, title, head)
    for number, row in enumerate(rows_of(report), start=5):
        style = bold if row.strong else cell
        sheet.write_string(number, 0, f"{row.mark}. {row.name}" if row.within else row.name, style)
        for place, value in enumerate(row.values, start=1):
            sheet.write_number(number, place, value, style)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, last, 10)
    sheet.freeze_panes(5, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3, 4)
    book.close()
    return out.getvalue()


def as_pdf(report: HandlingReport, head: Letterhead, at: datetime) -> bytes:
    """Form II.06a, A4 across, ready for signature."""
    data: dict[str, Any] = {
        "template": "handling_report",
        "mark": MARK,
        "title": TITLE,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {at:%d} tháng {at:%m} năm {at.year}",
        "whose": _whose(report),
        "period": _period(report),
        "what": _what(report),
        "heads": _HEADS,
        "rows": [
            {"mark": row.mark, "cells": [row.name, *map(str, row.values)], "strong": row.strong}
            for row in rows_of(report)
        ],
        "left": ["Người lập biểu", "(ký, ghi rõ họ tên)", ""],
        "right": ["Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)", ""],
    }
    return render(data)


class Row(NamedTuple):
    """One line as it is written: a level "A", the sectors within it from 1, the sum without a mark;
    `within` says that it is of the form by level."""

    mark: str
    name: str
    values: tuple[int, ...]
    strong: bool = False
    within: bool = False


def rows_of(report: HandlingReport) -> list[Row]:
    """The lines of a report in their order, and the sum."""
    found: list[Row] = []
    for number, line in enumerate(report.lines):
        if report.grouping == Grouping.LEVEL:
            found.append(Row(ascii_uppercase[number], line.name, astuple(line.figures), True, True))
            found += [
                Row(str(n), part.name, astuple(part.figures), within=True)
                for n, part in enumerate(line.within, start=1)
            ]
        else:
            found.append(Row(str(number + 1), line.name, astuple(line.figures)))
    return [*found, Row("", _TOTAL, astuple(report.total), strong=True)]


def _text(name: str) -> str:
    return "'" + name if name[:1] in "=+-@\t" else name


def _what(report: HandlingReport) -> str:
    return GROUPING_LABELS[Grouping(report.grouping)].vi


def _whose(report: HandlingReport) -> str:
    whose = report.agency.label if report.agency else "Tất cả cơ quan trong phạm vi báo cáo"
    level = AGENCY_LEVEL_LABELS[AgencyLevel(report.level)].vi.lower() if report.level else ""
    return f"{whose}, {level}" if level else whose


def _period(report: HandlingReport) -> str:
    first, last = (date.fromisoformat(day) for day in (report.day_from, report.day_to))
    return f"Kỳ báo cáo: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
