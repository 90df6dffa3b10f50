"""A report that was put together, or the time in steps, as a file at once: spreadsheet,
CSV, or PDF on A4 across."""

import csv
import io
from datetime import datetime
from typing import Any

import xlsxwriter

from backend.analyses.exporting import heads_of, rows_of, span
from backend.exports.sources import Cell
from backend.exports.writing import safe
from backend.platform.problems import RuleBroken
from backend.results.letterhead import Letterhead
from backend.results.rendering import render
from shared.contracts.analyses import AnalysisLine, AnalysisTable, StepLine, StepTimes
from shared.contracts.common import Choice
from shared.vocabulary.analyses import STEP_GROUPING_LABELS, StepGrouping

MOST_ON_PAPER = 1_000
STEPS_TITLE = "Thời gian giải quyết theo bước"
_OF_STEPS = {
    "done": ("Lượt qua", "lượt"),
    "late": ("Quá hạn bước", "lượt"),
    "open": ("Đang ở bước", "hồ sơ"),
    "open_late": ("Đang ở bước, đã quá hạn bước", "hồ sơ"),
    "mean_hours": ("Trung bình", "giờ làm việc"),
    "median_hours": ("Trung vị", "giờ làm việc"),
    "longest_hours": ("Lâu nhất", "giờ làm việc"),
    "norm_hours": ("Định mức", "giờ làm việc"),
}


def of_steps(found: StepTimes) -> AnalysisTable:
    """The time in steps as the table of a report."""

    def values(line: StepLine) -> list[float | None]:
        return [getattr(line, name) for name in _OF_STEPS]

    label = STEP_GROUPING_LABELS[StepGrouping(found.grouping)].vi
    return AnalysisTable(
        day_from=found.day_from,
        day_to=found.day_to,
        as_of="",
        dimensions=[Choice(found.grouping, label)],
        measures=[Choice(name, words) for name, (words, _) in _OF_STEPS.items()],
        units=[unit for _, unit in _OF_STEPS.values()],
        lines=[AnalysisLine([line.key], [line.name], values(line)) for line in found.lines],
        total=values(found.total) if found.total else [None] * len(_OF_STEPS),
    )


def as_csv(found: AnalysisTable) -> bytes:
    """UTF-8 with a mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads_of(found))
    for row in rows_of(found):
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(found: AnalysisTable, title: str) -> bytes:
    """A workbook of one sheet, ready for A4 across."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Báo cáo")
    bold = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    cell, number = book.add_format({"border": 1}), book.add_format({"border": 1})
    number.set_num_format("#,##0.##")
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, span(found))
    for column, words in enumerate(heads_of(found)):
        sheet.write_string(3, column, words, head)
    for line, row in enumerate(rows_of(found), start=4):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(line, column, value, number)
            else:
                sheet.write_string(line, column, str(value or ""), cell)
    named = len(found.dimensions)
    if named:
        sheet.set_column(0, named - 1, 34)
    sheet.set_column(named, named + len(found.measures) - 1, 16)
    sheet.freeze_panes(4, named)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    book.close()
    return out.getvalue()


def as_pdf(found: AnalysisTable, title: str, head: Letterhead, at: datetime) -> bytes:
    """A4 across with the letterhead. Raises RuleBroken for more than a thousand lines."""
    rows = rows_of(found)
    if len(rows) > MOST_ON_PAPER:
        raise RuleBroken(
            f"Bản in PDF có tối đa {MOST_ON_PAPER} dòng. Hãy tải bảng tính XLSX.",
            en="Too many lines for paper; take the spreadsheet.",
            slug="too-many-lines",
        )
    data: dict[str, Any] = {
        "template": "analysis",
        "title": title,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {at:%d} tháng {at:%m} năm {at.year}",
        "period": span(found),
        "named": len(found.dimensions),
        "heads": heads_of(found),
        "rows": [[written(cell) for cell in row] for row in rows],
        "summed": bool(found.dimensions) and len(found.lines) != 1,
        "left": ["Người lập biểu", "(ký, ghi rõ họ tên)", ""],
        "right": ["Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)", ""],
    }
    return render(data)


def written(cell: Cell) -> str:
    """A cell on paper: numbers as in Vietnam, nothing where there is none."""
    if cell is None:
        return "–"
    if isinstance(cell, int | float):
        text = f"{cell:,.2f}".rstrip("0").rstrip(".")
        return text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return str(cell)
