"""Expressions taken apart once mean what the library says of them whole."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from json_logic import jsonLogic

from backend.forms.rules.expressions import OPERATORS, evaluate

_NAMES = ("a", "b", "c.d", "today")
_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-50, 50), st.sampled_from(["", "1", "yes", "2026-09-01"])
)
_TREES = st.recursive(
    st.one_of(_VALUES, st.sampled_from(_NAMES).map(lambda name: {"var": name})),
    lambda inner: st.builds(
        lambda operator, parts: {operator: parts},
        st.sampled_from(sorted(OPERATORS)),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)
_ANSWERS = st.fixed_dictionaries(
    {}, optional={"a": _VALUES, "b": st.lists(_VALUES, max_size=2), "c": st.just({"d": "yes"})}
)


def _by_the_library(expression: Any, answers: dict[str, Any]) -> Any:
    try:
        value = jsonLogic(expression, answers)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, ArithmeticError):
        return None
    if isinstance(value, float):
        return int(value) if abs(value) < 10**15 else None
    return value.isoformat() if isinstance(value, date) else value


@given(_TREES, _ANSWERS)
def test_an_expression_is_worth_what_the_library_says(
    expression: Any, answers: dict[str, Any]
) -> None:
    given_answers = answers | {"today": "2026-11-26"}
    expected = _by_the_library(expression, given_answers)
    for _ in range(2):  # the second time from what is kept
        assert repr(evaluate(expression, given_answers)) == repr(expected)


def test_what_is_kept_of_one_expression_is_never_taken_for_another() -> None:
    for number in range(12_000):
        assert evaluate({"==": [{"var": "a"}, number]}, {"a": number}) is True
