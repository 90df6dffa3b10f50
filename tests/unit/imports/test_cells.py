"""Where a table ends and what its cells hold is known before anything is built from it."""

from pathlib import Path

import pytest

from backend.documents import workshop
from backend.imports.cells import MOST_ROWS, BadWorkbook, Mark, letters
from backend.imports.columns import Column, as_amount, heads_of, read_line
from backend.imports.giving import as_xlsx
from backend.imports.workbook import read
from tests.sheets import cell, workbook_of

NAME, FEE = Column("name", "Tên"), Column("fee", "Mức thu", read=as_amount, whole=True)


def sheet(path: Path, rows: str) -> Path:
    """A workbook whose first sheet has these rows."""
    path.write_bytes(workbook_of(["Tên", "Mức thu"], rows))
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f'<row r="1048576">{cell("XFD1048576")}</row>', r"100\.000 dòng"),
        (f'<row r="2">{cell("XFD2")}</row>', "60 cột; ô XFD2"),
        (f'<row r="2">{cell("BI2")}</row>', "60 cột; ô BI2"),
        (f'<row r="{MOST_ROWS + 2}"><c><v>1</v></c></row>', r"100\.000 dòng"),
        (f'<row r="2">{"<c><v>1</v></c>" * 61}</row>', "60 cột; ô BI2"),
        (f'<row r="2">{cell("BH2")}<c><v>1</v></c></row>', "60 cột; ô BI2"),
        (f'<row r="2">{cell("XFD1048576")}</row>', "không khớp"),
        (f'<row r="9">{cell("A9")}</row><row r="3">{cell("A3")}</row>', "không khớp"),
        (f'<row r="2">{cell("B2")}{cell("A2")}</row>', "không khớp"),
        (f'<row r="99999999">{cell("A99999999")}</row>', "không khớp"),
        (f'<row r="2">{cell("a2")}</row>', "không khớp"),
        (f'<x:row xmlns:x="urn:x" r="1048576">{cell("XFD1048576")}</x:row>', r"100\.000 dòng"),
    ],
)  # fmt: skip
def test_a_cell_far_away_is_refused_before_the_rectangle_up_to_it_is_built(
    tmp_path: Path, rows: str, said: str
) -> None:
    path = sheet(tmp_path / "a.xlsx", rows)
    assert path.stat().st_size < 10_000
    with pytest.raises(BadWorkbook, match=said):
        read(path)


async def test_what_is_too_heavy_ends_its_own_process_alone(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", f'<row r="1048576">{cell("XFD1048576")}</row>')
    with pytest.raises(workshop.TooHeavy):
        await workshop.run(values_of, path)
    with pytest.raises(BadWorkbook, match="dòng"):
        await workshop.run(read, path)


def values_of(path: Path) -> object:
    """The reader of values by itself, as it is without our look beforehand."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_cells_and_rows_without_numbers_come_next_and_painted_ones_do_not_count(
    tmp_path: Path,
) -> None:
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="A4"><v>3</v></c><c><v>4</v></c></row>'
        '<row r="5"><c r="XFD5" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    )
    assert read(sheet(tmp_path / "a.xlsx", rows)).rows == [(2, ["1", "2"]), (4, ["3", "4"])]
    assert [letters(n) for n in (0, 25, 26, 60, 701, 702, 16383)] == [
        "A", "Z", "AA", "BI", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


def test_errors_fractions_and_control_characters_are_refused_where_they_stand(
    tmp_path: Path,
) -> None:
    rows = (
        f'<row r="2">{cell("A2", "#N/A", "e")}{cell("B2", "#REF!", "e")}</row>'
        f'<row r="3">{cell("A3", "8000.5")}{cell("B3", "8000.5")}</row>'
        f'<row r="4">{cell("A4", "2.000815")}{cell("B4", "8.125")}</row>'
        f'<row r="5">{cell("A5", "a_x0000_b", "inlineStr")}'
        f'<c r="B5"><f>1/0</f><v>7</v></c></row>'
        f'<row r="6">{cell("A6", "#n/a", "inlineStr")}{cell("B6", "8000")}</row>'
        f'<row r="7">{cell("A7", "hai&#10;dòng", "inlineStr")}</row>'
    )
    table = read(sheet(tmp_path / "a.xlsx", rows))
    places, faults = heads_of([NAME, FEE], table.heads)
    assert not faults
    lines = [read_line(n, cells, places, table.marks) for n, cells in table.rows]
    told = {(line.number, p.column): p.message for line in lines for p in line.problems}
    assert {place: said.split(".")[0] for place, said in told.items()} == {
        (2, "name"): "Ô này báo lỗi #N/A", (2, "fee"): "Ô này báo lỗi #REF!",
        (3, "fee"): "Ô này là số lẻ 8000,5", (4, "fee"): "Ô này là số lẻ 8,125",
        (5, "name"): "Ô này có ký tự không đọc được", (5, "fee"): "Ô này là công thức",
        (6, "name"): "Ô này báo lỗi #n/a",
    }  # fmt: skip
    assert [line.values["name"] for line in lines[1:3]] == ["8000.5", "2.000815"]
    assert lines[5].values["name"] == "hai dòng"
    assert not any("\x00" in value for line in lines for value in line.values.values())
    assert table.marks[3, 0] is Mark.FRACTION

    # Given out with its errors and brought in again unmended, every one of them stands.
    path = tmp_path / "b.xlsx"
    path.write_bytes(as_xlsx([NAME, FEE], [line.values for line in lines]))
    again = read(path)
    assert not again.marks
    lines = [read_line(n, cells, places, again.marks) for n, cells in again.rows]
    assert {(line.number, p.column) for line in lines for p in line.problems} == set(told)


def test_a_head_that_is_an_error_or_holds_a_control_character_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_of(["Tên", "Mức_x0000_"], ""))
    assert "\x00" not in "".join(read(path).heads)
    error = f'<row r="1">{cell("A1", "Tên", "inlineStr")}{cell("B1", "#REF!", "e")}</row>'
    path.write_bytes(workbook_of([], error))
    with pytest.raises(BadWorkbook, match="ô B1"):
        read(path)


def test_our_own_remarks_are_passed_over_and_no_others() -> None:
    heads = ["Tên", "Kết quả kiểm tra", "Lỗi, cần làm gì", "Dòng trong tệp đã nhập", "Mức thu"]
    places, faults = heads_of([NAME, FEE], heads)
    assert (places, faults) == ({0: NAME, 4: FEE}, [])
    assert heads_of([NAME, FEE], [*heads, "Kết quả"])[1] == ["Cột “Kết quả” không có trong mẫu."]
