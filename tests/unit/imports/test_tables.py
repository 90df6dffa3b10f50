"""A table given out is taken in unchanged; what is wrong is named cell by cell."""

import io
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.imports.cells import MOST_ROWS, BadWorkbook, Mark
from backend.imports.columns import Column, as_amount, as_date, heads_of, one_of, read_line
from backend.imports.giving import as_xlsx
from backend.imports.kinds.lookups import COLUMNS
from backend.imports.workbook import read, said

_CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    max_size=60,
).map(lambda text: " ".join(text.split()))  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.fixed_dictionaries({c.key: _CELL for c in COLUMNS}), max_size=20))
def test_what_is_given_out_is_read_back_unchanged(
    tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    path = tmp_path / "bang.xlsx"
    path.write_bytes(as_xlsx(COLUMNS, rows))
    table = read(path)
    assert not table.marks, "text that begins like a formula is text"
    places, wrong = heads_of(COLUMNS, table.heads)
    assert not wrong
    back = [
        {column.key: cells[place] if place < len(cells) else "" for place, column in places.items()}
        for _number, cells in table.rows
    ]
    assert back == [row for row in rows if any(row.values())]


def workbook(cells: list[list[object]], path: Path, **options: object) -> Path:
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(cells):
        for place, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(number, place, value, None, 7)
            else:
                sheet.write(number, place, value)
    book.close()
    return path


def test_formulas_are_found_where_they_stand_and_refused(tmp_path: Path) -> None:
    path = workbook(
        [["Mã", "Tên", "Áp dụng từ ngày"], ["A1", "=1+6", "01/07/2025"], ["A2", "Hai", "x"]],
        tmp_path / "a.xlsx",
    )
    table = read(path)
    assert table.marks == {(2, 1): Mark.FORMULA}
    places, _wrong = heads_of(COLUMNS, table.heads)
    first, second = (read_line(n, cells, places, table.marks) for n, cells in table.rows)
    assert [(p.column, "công thức" in p.message) for p in first.problems] == [("name", True)]
    assert [p.column for p in second.problems] == ["valid_from"]
    assert second.number == 3


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    path = workbook([["Mã", "Tên", "Tên", "Màu"], ["A", "B", "C", "D"]], tmp_path / "a.xlsx")
    _places, wrong = heads_of(COLUMNS, read(path).heads)
    said_ = " ".join(wrong)
    assert "“Màu” không có trong mẫu" in said_
    assert "“Tên” có hai lần" in said_
    assert "Thiếu cột “Áp dụng từ ngày”" in said_


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 150_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"Ma;Ten\nA;B", b"PK\x03\x04 khong phai zip", _bomb()],
    ids=["empty", "csv", "broken", "bomb"],
)
def test_what_is_no_workbook_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadWorkbook) as refused:
        read(path)
    assert "Hãy" in str(refused.value)


def test_a_file_without_heads_and_one_too_long_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWorkbook, match="tên các cột"):
        read(workbook([[""], ["A"]], tmp_path / "a.xlsx"))
    long = [["Mã"], *([n] for n in range(MOST_ROWS + 1))]
    with pytest.raises(BadWorkbook, match=r"100\.000 dòng"):
        read(workbook(long, tmp_path / "b.xlsx", constant_memory=True))


def test_a_hundred_thousand_rows_are_read_in_bounded_time(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Mã", "Tên", "Áp dụng từ ngày"]]
    rows += [[f"M{n}", f"Mục {n}", "01/07/2025"] for n in range(MOST_ROWS)]
    path = workbook(rows, tmp_path / "a.xlsx", constant_memory=True)
    began = time.process_time()
    assert len(read(path).rows) == MOST_ROWS
    assert time.process_time() - began < 30


def test_cells_are_read_as_people_write_them() -> None:
    from datetime import date, datetime

    assert [said(v) for v in (3.0, True, date(2025, 7, 1), datetime(2025, 7, 1, 8), None)] == [
        "3", "Có", "01/07/2025", "01/07/2025", "",
    ]  # fmt: skip
    assert as_date("1/7/2025") == "01/07/2025"
    for written, amount in {
        "8.000 đ": "8000", "8 000": "8000", "1.250.000đ": "1250000", "08000": "8000", "0": "0",
    }.items():  # fmt: skip
        assert as_amount(written) == amount
    for bad in ("31/02/2025", "2025-07-01", "01/07/25"):
        with pytest.raises(ValueError, match=r"[Nn]gày"):
            as_date(bad)
    for bad in ("-5", "8,5", "một", "9" * 13, "8000.5", "8.5", "80.00", "8000.000", "1.000 000"):
        with pytest.raises(ValueError, match="đồng"):
            as_amount(bad)
    read_ = one_of({"commune": "Cấp xã"})
    assert read_("cap xa") == read_("commune") == "Cấp xã"
    with pytest.raises(ValueError, match="Chọn một trong"):
        read_("Cấp huyện")
    with pytest.raises(ValueError, match="không được để trống"):
        Column("a", "Tên", required=True).value("")
