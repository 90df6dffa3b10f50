"""The load of a desk as a spreadsheet or CSV, the code on a paper. Pure; text is text."""

import csv
import io
from collections.abc import Iterator

import segno
import xlsxwriter

from shared.contracts.desk_load import DeskLoad

_HEADS = (
    "Quầy", "Tên quầy", "Giờ", "Đang chờ", "Lượt gọi", "Xong", "Vắng mặt", "Chuyển quầy",
    "Chờ trung bình (giây)", "Phục vụ trung bình (giây)",
)  # fmt: skip
Cell = str | int | None


def as_csv(load: DeskLoad) -> bytes:
    """UTF-8 with a mark for spreadsheets: a line a counter, then a line a counter and hour."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADS)
    for row in _rows(load):
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(load: DeskLoad) -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Tải của quầy")
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    sheet.write_string(0, 0, f"{load.agency.name}, từ {load.day_from} đến {load.day_to}")
    for column, head in enumerate(_HEADS):
        sheet.write_string(2, column, head, bold)
    for line, row in enumerate(_rows(load), start=3):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    sheet.set_column(1, 1, 24)
    sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()


def code_of(address: str) -> bytes:
    """A QR code as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, xmldecl=False, scale=4)
    return out.getvalue()


def _rows(load: DeskLoad) -> Iterator[list[Cell]]:
    names = {one.counter: one.name for one in load.counters}
    for one in load.counters:
        yield [
            one.counter, one.name, "cả kỳ", one.waiting_now, one.called, one.finished, one.missed,
            one.transferred, one.wait_seconds, one.serve_seconds,
        ]  # fmt: skip
    for hour in load.hours:
        yield [
            hour.counter, names.get(hour.counter, ""), f"{hour.hour:02d}:00", None, hour.called,
            None, None, None, hour.wait_seconds, hour.serve_seconds,
        ]  # fmt: skip


def _safe(cell: Cell) -> Cell:
    return "'" + cell if isinstance(cell, str) and cell[:1] in "=+-@\t" else cell
