"""Conditions and computed values: JsonLogic over the answers, evaluated by one kept library.

Only the operators below may be used; each has the same meaning in the JSON Schema of the form
where it can be said there. `today` stands for the day as YYYY-MM-DD. Pure.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from json_logic import jsonLogic

OPERATORS = frozenset(
    {"var", "==", "!=", "<", "<=", ">", ">=", "in", "and", "or", "!", "!!", "if",
     "+", "-", "*", "/", "min", "max", "cat"}
)  # fmt: skip
TODAY = "today"
_MOST_DEPTH = 12
_MOST_TEXT = 1000


class BrokenExpression(Exception):
    """The expression cannot be read; the message says why, in Vietnamese."""


def holds(rule: Any, answers: Mapping[str, Any]) -> bool:
    """Whether a condition holds; no condition always does, and one without an answer does not."""
    return rule is None or bool(evaluate(rule, answers))


def evaluate(expression: Any, answers: Mapping[str, Any]) -> Any:
    """The value of an expression, or None when an answer it needs is missing or of another kind."""
    try:
        value = jsonLogic(expression, dict(answers))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, ArithmeticError):
        return None
    if isinstance(value, float):
        return int(value) if abs(value) < 10**15 else None
    return value[:_MOST_TEXT] if isinstance(value, str) else value


def variables(expression: Any) -> set[str]:
    """The keys of the answers that an expression reads. Raises BrokenExpression."""
    return set(_variables(expression, 0))


def _variables(expression: Any, depth: int) -> Iterator[str]:
    if depth > _MOST_DEPTH:
        raise BrokenExpression("Biểu thức lồng nhau quá sâu.")
    if isinstance(expression, list):
        for part in expression:
            yield from _variables(part, depth + 1)
    elif isinstance(expression, dict):
        if len(expression) != 1:
            raise BrokenExpression("Mỗi phép tính là một đối tượng có đúng một tên phép.")
        operator, parts = next(iter(expression.items()))
        if operator not in OPERATORS:
            raise BrokenExpression(f"Không có phép “{operator}”.")
        if operator == "var":
            name = parts[0] if isinstance(parts, list) and parts else parts
            if not isinstance(name, str) or not name:
                raise BrokenExpression("Phép “var” cần tên của một câu hỏi.")
            yield name.split(".", 1)[0]
        else:
            yield from _variables(parts, depth + 1)
    elif not isinstance(expression, str | int | float | bool | None):
        raise BrokenExpression("Biểu thức có giá trị không đọc được.")
