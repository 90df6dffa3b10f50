"""Columns of a table that is taken in: what a cell may hold, and the sentence when it may not.

Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.imports.cells import Mark, Place
from backend.law.dossier_code import BadAgencyCode, check_agency_code
from backend.law.search_text import search_text

_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
_AMOUNT = re.compile(r"(\d+|\d{1,3}([. ])\d{3}(?:\2\d{3})*) ?đ?", re.ASCII)
YES, NO = "Có", "Không"
# Blanks of every sort are one blank by now; what is left of these shows nothing on a screen, and
# one of them is no text to the database.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")
# What stands where a value could not be taken. Such a cell is refused again when it comes back,
# so that a file that is given out with its errors never empties a cell.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
FORMULA = "#CÔNG_THỨC!"
UNKNOWN_ERROR = "#LỖI!"
ERROR_WORDS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!",
     "#CALC!", UNKNOWN_ERROR)
)  # fmt: skip
# Columns that we add to a file with errors; they are passed over when it is brought in again.
RESULT, TO_DO, ORIGINAL = "Kết quả kiểm tra", "Lỗi, cần làm gì", "Dòng trong tệp đã nhập"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `read` gives the value as it is kept, or raises ValueError with a sentence."""

    key: str
    title: str
    required: bool = False
    longest: int = 200
    read: Callable[[str], str] = str
    hint: str = ""
    whole: bool = False  # a cell that holds a number with decimals is refused

    def value(self, text: str) -> str:
        """The value of a cell. Raises ValueError with what to do."""
        if not text:
            if self.required:
                raise ValueError(f"Cột “{self.title}” không được để trống.")
            return ""
        if len(text) > self.longest:
            raise ValueError(f"Nhiều nhất {self.longest} ký tự, hiện có {len(text)}.")
        return self.read(text)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell: the key of its column ("" for the whole line) and what to do."""

    column: str
    message: str


@dataclass(slots=True)
class Line:
    """One line as read: values by column, and what is wrong."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def as_date(text: str) -> str:
    """dd/mm/yyyy, as a person or a spreadsheet writes it."""
    match = _DATE.match(text)
    if match:
        try:
            found = date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            raise ValueError("Ngày không có thật.") from None
        if 1900 <= found.year <= 2200:
            return f"{found:%d/%m/%Y}"
    raise ValueError("Ghi ngày dạng ngày/tháng/năm, ví dụ 01/07/2025.")


def day_of(text: str) -> date:
    """The day of a value that `as_date` let through."""
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def as_clock(text: str) -> str:
    """HH:MM."""
    match = _CLOCK.match(text)
    if not match:
        raise ValueError("Ghi giờ dạng 07:30.")
    return f"{int(match[1]):02d}:{match[2]}"


def as_amount(text: str) -> str:
    """Whole đồng; points and blanks only between groups of three digits."""
    match = _AMOUNT.fullmatch(text)
    plain = re.sub(r"[. ]", "", match[1]) if match else ""
    if not plain or len(plain) > 12:
        raise ValueError("Ghi số tiền bằng đồng, chỉ gồm chữ số, ví dụ 8000.")
    return str(int(plain))


def one_of(labels: Mapping[str, str]) -> Callable[[str], str]:
    """One of the labels, or its code; kept as the label."""
    known = {search_text(label): label for label in labels.values()}
    known |= {search_text(code): label for code, label in labels.items()}

    def read(text: str) -> str:
        found = known.get(search_text(text))
        if found is None:
            raise ValueError(f"Chọn một trong: {', '.join(labels.values())}.")
        return found

    return read


as_yes_no = one_of({"1": YES, "0": NO, "x": YES})


def without_blanks(text: str) -> str:
    """A code: no blanks within."""
    if " " in text:
        raise ValueError("Mã không có dấu cách.")
    return text


def as_agency_code(text: str) -> str:
    """The code of an agency, as it is written."""
    try:
        return check_agency_code(text)
    except BadAgencyCode:
        raise ValueError(
            "Mã định danh gồm chữ in hoa, chữ số, ngăn bằng dấu chấm, ví dụ H37.12."
        ) from None


def heads_of(columns: list[Column], heads: list[str]) -> tuple[dict[int, Column], list[str]]:
    """Which column each head is; and what is wrong with the heads."""
    ours = {search_text(title) for title in (RESULT, TO_DO, ORIGINAL)}
    by_title = {search_text(column.title.rstrip(" *")): column for column in columns}
    found: dict[int, Column] = {}
    wrong = []
    for place, head in enumerate(heads):
        column = by_title.get(search_text(head.rstrip(" *")))
        if column is None and search_text(head) in ours:
            continue
        if column is None and head:
            wrong.append(f"Cột “{head}” không có trong mẫu.")
        elif column is not None and column in found.values():
            wrong.append(f"Cột “{head}” có hai lần.")
        elif column is not None:
            found[place] = column
    missing = [c.title for c in columns if c.required and c not in found.values()]
    if missing:
        wrong.append(f"Thiếu cột {', '.join(f'“{title}”' for title in missing)}.")
    return found, wrong


def read_line(
    number: int, cells: list[str], places: dict[int, Column], marks: Mapping[Place, Mark]
) -> Line:
    """One row as a line; what is no value of a person is refused where it stands."""
    line = Line(number)
    for place, column in places.items():
        text = cells[place] if place < len(cells) else ""
        mark = marks.get((number, place))
        try:
            line.values[column.key], refusal = _taken(column, text, mark)
            if not refusal:
                line.values[column.key] = column.value(text)
        except ValueError as error:
            refusal = str(error)
        if refusal:
            line.problems.append(Problem(column.key, refusal))
    return line


def _taken(column: Column, text: str, mark: Mark | None) -> tuple[str, str]:
    """The text to show for a cell, and why it is refused before its column looks at it."""
    if mark is Mark.ERROR or text.upper() in ERROR_WORDS:
        return text, f"Ô này báo lỗi {text}. Ghi giá trị đúng; nếu muốn để trống thì xóa ô."
    if mark is Mark.FORMULA or text == FORMULA:
        return FORMULA, "Ô này là công thức. Sao chép rồi dán lại dạng giá trị (Paste Values)."
    if mark is Mark.FRACTION and column.whole:
        said = text.replace(".", ",")
        return said, f"Ô này là số lẻ {said}. Ghi số nguyên."
    if CONTROLS.search(text) or UNREADABLE in text:
        return CONTROLS.sub(UNREADABLE, text), "Ô này có ký tự không đọc được. Xóa rồi gõ lại."
    return text, ""
