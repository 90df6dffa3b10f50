"""Conditions and computed values: JsonLogic over the answers, evaluated by one kept library.

Only the operators below may be used; each has the same meaning in the JSON Schema of the form
where it can be said there. `today` stands for the day as YYYY-MM-DD; `date` reads a day, and
`rdelta` is a span of years, months and days to add to one. Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from json_logic import empty_operand_values_for_operators, get_var, operations

OPERATORS = frozenset(
    {"var", "==", "!=", "<", "<=", ">", ">=", "in", "and", "or", "!", "!!", "if",
     "+", "-", "*", "/", "min", "max", "cat", "date", "rdelta"}
)  # fmt: skip
TODAY = "today"
CHANNEL = "channel"  # the way a dossier is sent; for conditions of papers
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
        value = _prepared(expression)(answers)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, ArithmeticError):
        return None
    if isinstance(value, float):
        return int(value) if abs(value) < 10**15 else None
    if isinstance(value, date):
        return value.isoformat()
    return value[:_MOST_TEXT] if isinstance(value, str) else value


T = TypeVar("T")
_Prepared = Callable[[Mapping[str, Any]], Any]
_MOST_KEPT = 5000
_LONGEST = 4000  # what is longer was never published, and would only take memory
# By identity; the expression is kept beside it, so that no other can come to have its identity.
_kept: dict[int, tuple[Any, _Prepared]] = {}
_read_by: dict[int, tuple[Any, frozenset[str]]] = {}


def _prepared(expression: Any) -> _Prepared:
    """The expression as a function, taken apart once: those of published forms never change.

    Operators, coercions and what is empty are the library's. Raises ValueError for any other.
    """
    return _once(_kept, expression, _prepare)


def _once(kept: dict[int, tuple[Any, T]], expression: Any, work: Callable[[Any], T]) -> T:
    found = kept.get(id(expression))
    if found is not None:
        return found[1]
    made = work(expression)
    if len(repr(expression)) <= _LONGEST:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[id(expression)] = expression, made
    return made


def _prepare(expression: Any) -> _Prepared:
    if isinstance(expression, list):
        items = [_prepare(item) for item in expression]
        return lambda answers: [item(answers) for item in items]
    if not isinstance(expression, dict):
        return lambda _answers: expression
    if len(expression) != 1:
        raise ValueError("one operator")
    operator, given = next(iter(expression.items()))
    if operator not in OPERATORS:
        raise ValueError(operator)
    parts = [_prepare(part) for part in (given if isinstance(given, list) else [given])]
    if operator == "var":
        if isinstance(given, str) and given and "." not in given:
            return lambda answers: answers.get(given)
        found: Callable[..., Any] = get_var
        return lambda answers: found(
            answers, *[part(answers) for part in parts], use_var_undefined=False
        )
    operation: Callable[..., Any] = operations[operator]
    empty: list[Any] | None = empty_operand_values_for_operators.get(operator)  # type: ignore
    if not empty:
        return lambda answers: operation(*[part(answers) for part in parts])

    def calculated(answers: Mapping[str, Any]) -> Any:
        values = [part(answers) for part in parts]
        return None if any(value in empty for value in values) else operation(*values)

    return calculated


def variables(expression: Any) -> set[str]:
    """The keys of the answers that an expression reads. Raises BrokenExpression."""
    found = _once(_read_by, expression, _all_variables)
    return set(found)


def _all_variables(expression: Any) -> frozenset[str]:
    return frozenset(_variables(expression, 0))


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
