"""Formulas as people write them are the rules the API keeps, and back."""

from typing import Any

import pytest

from backend.catalogue.seed import procedures
from backend.forms.rules.expressions import evaluate
from shared.contracts.forms import Question
from ui_officer.pages.forms.formulas import UnreadableFormula, read, written

KNOWN = {"copies": 3, "fee": 20_000, "status": "divorced", "kinds": ["a", "b"], "name": "Mẫu"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("copies * 8000 + fee", 44_000),
        ('status == "divorced" and copies >= 2', True),
        ('not (status == "single")', True),
        ('status in ["single", "widowed"]', False),
        ('status not in ["single", "widowed"]', True),
        ('"a" in kinds', True),
        ("max(copies - 2, 0) * 5000", 5000),
        ('cat("Ông ", name)', "Ông Mẫu"),
        ('0 if status == "poor" else fee', 20_000),
        ("copies > -1", True),
        ('date("2000-02-29") <= date("2026-11-25")', True),
    ],
)
def test_a_formula_means_what_it_says(text: str, value: Any) -> None:
    rule = read(text)
    assert evaluate(rule, KNOWN) == value
    assert read(written(rule)) == rule


@pytest.mark.parametrize(
    "text",
    ["copies *", "__import__('os')", "copies.real", "a < b < c", "lambda: 1", "f'{x}'", "{broken",
     "open('x')", "True", "1.5 * copies", "x := 1", "(" * 400],
)  # fmt: skip
def test_what_is_no_formula_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(UnreadableFormula) as refused:
        read(text)
    assert str(refused.value)


def test_nothing_written_is_no_rule() -> None:
    assert read("  ") is None
    assert written(None) == ""
    assert read('{"==": [{"var": "a"}, 1]}') == {"==": [{"var": "a"}, 1]}


def rules(questions: list[Question]) -> list[Any]:
    """Every rule of some questions."""
    found = []
    for question in questions:
        found += [question.show_if, question.computed, *(c.rule for c in question.checks)]
        found += rules(question.questions)
    return [rule for rule in found if rule is not None]


def test_every_rule_of_the_seeds_can_be_written_and_read_back() -> None:
    seen = [rule for seed in procedures() for rule in rules(seed.questions)]
    assert len(seen) > 20
    for rule in seen:
        assert not written(rule).startswith("{"), rule
        assert evaluate(read(written(rule)), KNOWN) == evaluate(rule, KNOWN)


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [{"var": "class"}, "x"]},
        {"==": [{"var": "address.commune"}, "06505"]},
        {"if": [{"var": "a"}, 1]},
        {">=": [1.5, {"var": "a"}]},
        {"<": [1, {"var": "a"}, 9]},
    ],
)
def test_what_a_formula_cannot_say_is_shown_and_kept_as_json(rule: Any) -> None:
    assert written(rule).startswith("{")
    assert read(written(rule)) == rule
