"""Results of ratings as a spreadsheet and as CSV; text is written as text. Pure."""

import csv
import io

import xlsxwriter

from shared.contracts.ratings import RatingLine, RatingResults
from shared.vocabulary.ratings import (
    ASPECT_LABELS,
    RATING_GROUPING_LABELS,
    SATISFACTION_LABELS,
    Aspect,
    RatingGrouping,
    Satisfaction,
)

TITLE = "Kết quả đánh giá sự hài lòng"
_HIDDEN = "Chưa đủ số lượt"


def as_csv(results: RatingResults) -> bytes:
    """UTF-8 with a mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_heads(results))
    for line in (*results.lines, results.total):
        name, *values = _cells(line)
        writer.writerow(["'" + str(name) if str(name)[:1] in "=+-@\t" else name, *values])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(results: RatingResults) -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Hài lòng")
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
    cell = book.add_format({"border": 1})
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 13}))
    whose = results.agency.label if results.agency else "Tất cả cơ quan trong phạm vi"
    sheet.write_string(1, 0, f"{whose}, từ {results.day_from} đến {results.day_to}.")
    sheet.write_string(
        2, 0, f"Dòng có dưới {results.threshold} lượt không hiện số, để không lộ ai đã đánh giá."
    )
    for column, title in enumerate(_heads(results)):
        sheet.write_string(4, column, title, head)
    for number, line in enumerate((*results.lines, results.total), start=5):
        for column, value in enumerate(_cells(line)):
            if isinstance(value, int):
                sheet.write_number(number, column, value, cell)
            else:
                sheet.write_string(number, column, value, cell)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(_heads(results)) - 1, 13)
    sheet.freeze_panes(5, 1)
    book.close()
    return out.getvalue()


def _heads(results: RatingResults) -> list[str]:
    what = RATING_GROUPING_LABELS[RatingGrouping(results.grouping)].vi
    return [
        what,
        "Số lượt",
        *(
            f"{ASPECT_LABELS[aspect].vi}: {SATISFACTION_LABELS[level].vi.lower()}"
            for aspect in Aspect
            for level in Satisfaction
        ),
    ]


def _cells(line: RatingLine) -> list[str | int]:
    if not line.shown:
        return [line.name, _HIDDEN, *[""] * (len(Aspect) * len(Satisfaction))]
    by = {shares.aspect: shares for shares in line.shares}
    cells: list[str | int] = [line.name, line.rated]
    for aspect in Aspect:
        shares = by.get(aspect)
        cells += [getattr(shares, level) if shares else "" for level in Satisfaction]
    return cells
