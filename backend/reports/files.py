"""A report as a spreadsheet, as CSV, and as form II.06a on A4. Pure.

Text is written as text: a name that begins like a formula stays a name.
"""

import csv
import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from backend.reports.queries import rows_of
from backend.results.letterhead import Letterhead
from backend.results.rendering import render
from shared.contracts.reports import HandlingReport
from shared.vocabulary.reports import FIGURE_LABELS, GROUPING_LABELS, Figure, Grouping

TITLE = "Tình hình, kết quả giải quyết thủ tục hành chính"
MARK = "Biểu số II.06a/VPCP/KSTT"
_UNIT = "Đơn vị tính: số hồ sơ"
_GROUPS = (("Số hồ sơ tiếp nhận", 4), ("Số hồ sơ đã giải quyết", 4), ("Đang giải quyết", 3))
_HEADS = (
    "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước",
    "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Tổng số", "Trong hạn", "Quá hạn",
)  # fmt: skip


def as_csv(report: HandlingReport) -> bytes:
    """UTF-8 with a mark for spreadsheets, one line a sector, procedure or agency."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_what(report), *(FIGURE_LABELS[figure].vi for figure in Figure)])
    for name, values in rows_of(report):
        writer.writerow(["'" + name if name[:1] in "=+-@\t" else name, *values])
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
    rows = rows_of(report)
    for number, (name, values) in enumerate(rows, start=5):
        style = bold if number == len(rows) + 4 else cell
        sheet.write_string(number, 0, name, style)
        for place, value in enumerate(values, start=1):
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
        "rows": [[name, *map(str, values)] for name, values in rows_of(report)],
        "left": ["Người lập biểu", "(ký, ghi rõ họ tên)", ""],
        "right": ["Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)", ""],
    }
    return render(data)


def _what(report: HandlingReport) -> str:
    return GROUPING_LABELS[Grouping(report.grouping)].vi


def _whose(report: HandlingReport) -> str:
    return report.agency.label if report.agency else "Tất cả cơ quan trong phạm vi báo cáo"


def _period(report: HandlingReport) -> str:
    first, last = (date.fromisoformat(day) for day in (report.day_from, report.day_to))
    return f"Kỳ báo cáo: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
