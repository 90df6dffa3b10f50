"""Turns the decoder's English into a sentence a person can act on, with a JSON pointer."""

import re

from shared.contracts.common import FieldProblem

_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")

_SENTENCES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), vi, en)
    for pattern, vi, en in (
        (
            r"^Object missing required field `(?P<field>[^`]+)`",
            "Thiếu thông tin bắt buộc.",
            "This is required.",
        ),
        (
            r"^Object contains unknown field `(?P<field>[^`]+)`",
            "Trường này không được nhận; hãy bỏ ra.",
            "This field is not accepted.",
        ),
        (
            r"^Expected `str` of length >= (?P<n>\d+)",
            "Cần ít nhất {n} ký tự.",
            "At least {n} characters.",
        ),
        (
            r"^Expected `str` of length <= (?P<n>\d+)",
            "Nhiều nhất {n} ký tự.",
            "At most {n} characters.",
        ),
        (
            r"^Expected `array` of length >= (?P<n>\d+)",
            "Cần ít nhất {n} mục.",
            "At least {n} items.",
        ),
        (
            r"^Expected `array` of length <= (?P<n>\d+)",
            "Nhiều nhất {n} mục.",
            "At most {n} items.",
        ),
        (r"^Expected `int` >= (?P<n>-?\d+)", "Phải từ {n} trở lên.", "Must be at least {n}."),
        (r"^Expected `int` <= (?P<n>-?\d+)", "Không quá {n}.", "Must be at most {n}."),
        (
            r"^Expected `str` matching regex '\\\\S'",
            "Không để trống; hãy ghi nội dung.",
            "Must not be blank.",
        ),
        (
            r"^Expected `str` matching regex '(\(\?:)?\\\\w",
            "Hãy ghi rõ bằng lời.",
            "Say it in words.",
        ),
        (
            r"^Expected `str` matching regex",
            "Không đúng mẫu, vui lòng kiểm tra lại.",
            "Does not have the right shape.",
        ),
        (
            r"^Invalid enum value",
            "Giá trị không có trong danh mục; hãy chọn lại.",
            "Not one of the choices.",
        ),
        (r"^Invalid UUID", "Mã định danh không đúng; hãy kiểm tra lại.", "Not a valid id."),
        (r"^Expected `", "Kiểu dữ liệu không đúng; hãy nhập lại.", "Wrong type."),
    )
)


def field_problem(message: str, *, english: bool = False) -> FieldProblem:
    """One decoder message, e.g. "Expected `str` of length >= 10 - at `$.reason`"."""
    path = ""
    found = _PATH.search(message)
    if found:
        path = found["path"]
        message = message[: found.start()]
    pointer = "".join("/" + part for part in re.findall(r"[^.\[\]]+", path))
    for pattern, vi, en in _SENTENCES:
        match = pattern.match(message)
        if match:
            groups = match.groupdict()
            if "field" in groups:
                pointer += "/" + groups.pop("field")
            return FieldProblem(pointer, (en if english else vi).format(**groups))
    fallback = "Cannot be read." if english else "Nội dung không đọc được; hãy nhập lại."
    return FieldProblem(pointer, fallback)
