"""What is wrong with a form before anybody fills it in: each fault with its place and the reason.

Pure. A form with a fault is not published.
"""

import re
from collections.abc import Iterator
from typing import Any

from backend.forms.rules.expressions import CHANNEL, TODAY, BrokenExpression, variables
from backend.forms.rules.schema import KINDS, NUMERIC
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Question

_KEY = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
_MOST_QUESTIONS = 200
_WITH_OPTIONS = ("choice", "choices")
_INSIDE_GROUPS = KINDS - {"group"}


def faults(questions: list[Question]) -> list[FieldProblem]:
    """Everything that keeps the questions from being published, in their order."""
    if not questions:
        return [FieldProblem("/questions", "Biểu mẫu chưa có câu hỏi nào.")]
    if len(questions) > _MOST_QUESTIONS:
        return [FieldProblem("/questions", f"Nhiều nhất {_MOST_QUESTIONS} câu hỏi.")]
    return [
        FieldProblem(pointer, message)
        for pointer, message in _list(questions, "/questions", {}, KINDS)
    ]


def _list(
    questions: list[Question], at: str, outside: dict[str, Question], kinds: frozenset[str]
) -> Iterator[tuple[str, str]]:
    keys = [question.key for question in questions]
    earlier = dict(outside)
    for number, question in enumerate(questions):
        place = f"{at}/{number}"
        if question.key in keys[:number]:
            yield f"{place}/key", f"Mã câu hỏi “{question.key}” bị trùng."
        yield from _itself(question, place, kinds)
        for name, rule in (("show_if", question.show_if), ("computed", question.computed)):
            if rule is not None:
                reads_itself = "" if name == "show_if" else question.key
                known = dict(earlier)
                yield from _rule(rule, f"{place}/{name}", known, keys, question.key, reads_itself)
        earlier[question.key] = question
        for index, check in enumerate(question.checks):
            spot = f"{place}/checks/{index}"
            yield from _rule(check.rule, spot, earlier, keys, question.key, "")
            if not check.message.strip():
                yield spot, "Điều kiện kiểm tra cần một câu thông báo."
        if question.kind == "group":
            if not question.questions:
                yield f"{place}/questions", "Nhóm lặp lại chưa có câu hỏi nào."
            yield from _list(question.questions, f"{place}/questions", earlier, _INSIDE_GROUPS)


def _itself(question: Question, place: str, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    if not _KEY.match(question.key) or question.key in (TODAY, CHANNEL):
        yield (
            f"{place}/key",
            "Mã câu hỏi gồm chữ thường không dấu, chữ số, gạch dưới và bắt đầu bằng chữ.",
        )
    if question.kind not in kinds:
        nested = question.kind == "group"
        yield f"{place}/kind", "Nhóm không nằm trong nhóm." if nested else "Không có kiểu này."
    if not question.label.strip():
        yield f"{place}/label", "Câu hỏi chưa có lời."
    values = [option.value for option in question.options]
    if question.kind in _WITH_OPTIONS and not values and not question.catalogue:
        yield f"{place}/options", "Câu hỏi lựa chọn cần ít nhất một câu trả lời."
    if len(values) != len(set(values)) or any(not value for value in values):
        yield f"{place}/options", "Giá trị của các lựa chọn phải có và khác nhau."
    low, high = question.minimum, question.maximum
    for wrong, name in (
        (low is not None and high is not None and low > high, "minimum"),
        (0 < question.max_length < question.min_length, "min_length"),
        (0 < question.max_items < question.min_items, "min_items"),
    ):
        if wrong:
            yield f"{place}/{name}", "Mức ít nhất lớn hơn mức nhiều nhất: không ai trả lời được."


def _rule(
    rule: Any, place: str, earlier: dict[str, Question], keys: list[str], own: str, itself: str
) -> Iterator[tuple[str, str]]:
    try:
        names = variables(rule)
    except BrokenExpression as error:
        yield place, str(error)
        return
    for name in sorted(names - set(earlier) - {TODAY}):
        if name in (own, itself):
            yield place, f"“{name}” phụ thuộc vào chính nó: điều kiện vòng tròn."
        elif name in keys:
            yield place, f"“{name}” được hỏi sau; điều kiện chỉ dùng câu đã hỏi trước."
        else:
            yield place, f"Không có câu hỏi “{name}”."
    yield from never_true(rule, place, earlier)


def never_true(rule: Any, place: str, earlier: dict[str, Question]) -> Iterator[tuple[str, str]]:
    """Comparisons with what can never be answered, and two values asked of one answer at once."""
    if not isinstance(rule, dict) or len(rule) != 1:
        return
    operator, parts = next(iter(rule.items()))
    parts = parts if isinstance(parts, list) else [parts]
    wanted: dict[str, set[str]] = {}
    for part in [rule] if operator == "==" else parts if operator == "and" else []:
        found = _equality(part)
        if found is not None:
            wanted.setdefault(found[0], set()).add(found[1])
    for name, values in wanted.items():
        question = earlier.get(name)
        options = {option.value for option in question.options} if question else set()
        if question is not None and question.kind == "yes_no":
            options = options or {"yes", "no"}
        for value in sorted(values - options if options else ()):
            yield place, f"“{name}” không có lựa chọn “{value}”: điều kiện không bao giờ đúng."
        if question is not None and question.kind in NUMERIC:
            for value in sorted(v for v in values if not v.lstrip("-").isdigit()):
                yield place, f"“{name}” là số, không so với “{value}” được."
        if len(values) > 1:
            yield place, f"“{name}” không thể cùng lúc là {' và '.join(sorted(values))}."
    if operator in ("and", "or", "!"):
        for part in parts:
            if operator != "and" or _equality(part) is None:
                yield from never_true(part, place, earlier)


def _equality(part: Any) -> tuple[str, str] | None:
    if not isinstance(part, dict) or list(part) != ["=="]:
        return None
    sides = part["=="]
    if not isinstance(sides, list) or len(sides) != 2 or not isinstance(sides[0], dict):
        return None
    name = sides[0].get("var")
    plain = isinstance(name, str) and isinstance(sides[1], str | int)
    return (str(name), str(sides[1])) if plain else None
