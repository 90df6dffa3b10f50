"""Visits of a period as a spreadsheet or as CSV: one table below the other. Pure."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from backend.exports.writing import safe
from shared.contracts.traffic import Count, TrafficReport

Table = tuple[str, Sequence[str], list[Sequence[str | int | float]]]


def tables_of(found: TrafficReport) -> list[Table]:
    """Each table with its title and heads."""
    return [
        ("Theo ngày", ("Ngày", "Lượt xem trang", "Khách khác nhau trong ngày"),
         [(one.day, one.views, one.visitors) for one in found.days]),
        ("Theo giờ", ("Giờ", "Lượt xem trang"),
         [(f"{hour:02d}:00", count) for hour, count in enumerate(found.hours)]),
        ("Theo trang", ("Trang", "Lượt xem trang"), _counts(found.pages)),
        ("Theo thiết bị", ("Thiết bị", "Lượt xem trang"), _counts(found.devices)),
        ("Thủ tục được xem nhiều", ("Thủ tục", "Lượt xem trang"), _counts(found.procedures)),
        ("Tìm kiếm", ("Kết quả", "Lượt"),
         [("Có kết quả", found.searches - found.missed), ("Không có kết quả", found.missed)]),
        ("Tìm không thấy", ("Từ tìm kiếm", "Lượt"), _counts(found.misses)),
        ("Trang khai hồ sơ", ("Thủ tục", "Trang", "Lượt đến", "Dừng lại (%)"),
         [(form.procedure_name, page.label, page.reached,
           "" if page.lost_percent is None else page.lost_percent)
          for form in found.forms for page in form.pages]),
    ]  # fmt: skip


def as_csv(found: TrafficReport) -> bytes:
    """UTF-8 with a mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    for title, heads, rows in tables_of(found):
        writer.writerow([title])
        writer.writerow(heads)
        for row in rows:
            writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
        writer.writerow([])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(found: TrafficReport) -> bytes:
    """A workbook with a sheet for each table."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    for title, heads, rows in tables_of(found):
        sheet = book.add_worksheet(title)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(heads) - 1, 22)
        for column, words in enumerate(heads):
            sheet.write_string(0, column, words, head)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write_number(line, column, cell)
    book.close()
    return out.getvalue()


def _counts(found: list[Count]) -> list[Sequence[str | int | float]]:
    return [(one.label, one.count) for one in found]
