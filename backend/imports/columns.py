"""Columns of a table that is taken in: what a cell may hold, and the sentence when it may not.

Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.law.dossier_code import BadAgencyCode, check_agency_code
from backend.law.search_text import search_text

_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
YES, NO = "Có", "Không"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `read` gives the value as it is kept, or raises ValueError with a sentence."""

    key: str
    title: str
    required: bool = False
    longest: int = 200
    read: Callable[[str], str] = str
    hint: str = ""

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
    """Whole đồng, without separators."""
    plain = text.replace(".", "").replace(" ", "").removesuffix("đ")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 12:
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
    by_title = {search_text(column.title.rstrip(" *")): column for column in columns}
    found: dict[int, Column] = {}
    wrong = []
    for place, head in enumerate(heads):
        column = by_title.get(search_text(head.rstrip(" *")))
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
    number: int, cells: list[str], places: dict[int, Column], formulas: set[tuple[int, int]]
) -> Line:
    """One row as a line; a formula is refused where it stands."""
    line = Line(number)
    for place, column in places.items():
        text = cells[place] if place < len(cells) else ""
        if (number, place) in formulas:
            line.values[column.key] = ""
            line.problems.append(
                Problem(
                    column.key,
                    "Ô này là công thức. Sao chép rồi dán lại dạng giá trị (Paste Values).",
                )
            )
            continue
        try:
            line.values[column.key] = column.value(text)
        except ValueError as error:
            line.values[column.key] = text
            line.problems.append(Problem(column.key, str(error)))
    return line
