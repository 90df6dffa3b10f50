"""Whether answers fit a form: one rule for the phone, the desk and the API.

Pure: questions and answers in, problems out. Pointers are `/answers/<key>`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Question

_PERSONAL_ID = re.compile(r"^[0-9]{12}$")
_PHONE = re.compile(r"^0[0-9]{9}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def is_shown(question: Question, answers: dict[str, Any]) -> bool:
    """Whether a question applies, given the other answers."""
    rule = question.show_if
    return rule is None or str(answers.get(rule.key, "")) == rule.equals


def check_answer(question: Question, value: Any, today: date) -> str:
    """What is wrong with one answer, as a sentence that says what to do; empty when nothing."""
    text = "" if value is None else str(value).strip()
    if not text:
        return _missing(question) if question.required else ""
    if not isinstance(value, str | int):
        return "Câu trả lời không đọc được. Vui lòng nhập lại."
    if len(text) > 5000 or "\x00" in text:
        return "Câu trả lời quá dài hoặc chứa ký tự không hợp lệ."
    return _CHECKS.get(question.kind, _check_text)(question, text, today)


def check_answers(
    form: Form, answers: dict[str, Any], today: date, *, complete: bool = True
) -> list[FieldProblem]:
    """Every problem of a set of answers; `complete=False` lets questions stay unanswered."""
    problems: list[FieldProblem] = []
    known = {question.key for question in form.questions}
    problems.extend(
        FieldProblem(f"/answers/{key}", "Câu hỏi này không có trong biểu mẫu.")
        for key in answers
        if key not in known
    )
    for question in form.questions:
        if not is_shown(question, answers):
            continue
        value = answers.get(question.key)
        if not complete and (value is None or str(value).strip() == ""):
            continue
        message = check_answer(question, value, today)
        if message:
            problems.append(FieldProblem(f"/answers/{question.key}", message))
    return problems


def readable(question: Question, value: Any) -> str:
    """An answer as printed: labels for choices, dd/mm/yyyy for dates, grouped VND for money."""
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if question.kind in ("choice", "yes_no"):
        labels = {option.value: option.label for option in question.options}
        if question.kind == "yes_no":
            labels = {"yes": "Có", "no": "Không", **labels}
        return labels.get(text, text)
    if question.kind == "date" and (found := _DATE.match(text)):
        return f"{found[3]}/{found[2]}/{found[1]}"
    if question.kind == "money" and text.isdigit():
        return f"{int(text):,}".replace(",", ".") + " đồng"
    return text


def _missing(question: Question) -> str:
    if question.kind in ("choice", "yes_no"):
        return "Vui lòng chọn một câu trả lời."
    return "Vui lòng trả lời câu hỏi này."


def _check_text(question: Question, text: str, _today: date) -> str:
    if question.min_length and len(text) < question.min_length:
        return f"Cần ít nhất {question.min_length} ký tự."
    if question.max_length and len(text) > question.max_length:
        return f"Nhiều nhất {question.max_length} ký tự, hiện có {len(text)}."
    return ""


def _check_choice(question: Question, text: str, _today: date) -> str:
    values = {option.value for option in question.options}
    if question.kind == "yes_no":
        values = values or {"yes", "no"}
    return "" if text in values else "Vui lòng chọn một trong các câu trả lời có sẵn."


def _check_date(question: Question, text: str, today: date) -> str:
    found = _DATE.match(text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        return "Ngày không có thật. Nhập theo ngày/tháng/năm, ví dụ 05/09/2026."
    if day.year < 1900 or day.year > 2100:
        return "Năm phải từ 1900 đến 2100."
    if question.not_after_today and day > today:
        return "Ngày này ở tương lai. Vui lòng kiểm tra lại."
    return ""


def _check_personal_id(_question: Question, text: str, _today: date) -> str:
    return "" if _PERSONAL_ID.match(text) else "Số định danh cá nhân gồm đúng 12 chữ số."


def _check_phone(_question: Question, text: str, _today: date) -> str:
    if _PHONE.match(text.replace(" ", "").replace(".", "")):
        return ""
    return "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."


def _check_email(_question: Question, text: str, _today: date) -> str:
    return "" if _EMAIL.match(text) else "Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn."


def _check_number(question: Question, text: str, _today: date) -> str:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        return "Chỉ nhập số, không có chữ hay dấu cách."
    number = int(text)
    if question.minimum is not None and number < question.minimum:
        return f"Phải từ {question.minimum} trở lên."
    if question.maximum is not None and number > question.maximum:
        return f"Không quá {question.maximum}."
    return ""


_CHECKS: dict[str, Callable[[Question, str, date], str]] = {
    "choice": _check_choice,
    "yes_no": _check_choice,
    "date": _check_date,
    "personal_id": _check_personal_id,
    "phone": _check_phone,
    "email": _check_email,
    "number": _check_number,
    "money": _check_number,
}
