"""An answer out of many is found by its words."""

import pytest

from shared.contracts.forms import Option, Question
from shared.ui.fields import MOST_BUTTONS, as_typed, field, typed

MANY = [Option(f"M{n:02d}", f"Nơi số {n}") for n in range(MOST_BUTTONS + 1)]


def question(options: list[Option]) -> Question:
    """A question with these answers."""
    return Question(
        key="noi_sinh", kind="choice", label="Nơi sinh", help="", section="", page="",
        required=True, options=options, min_length=0, max_length=0, minimum=None, maximum=None,
        not_after_today=False, show_if=None, computed=None, checks=[], prefill="", questions=[],
        min_items=0, max_items=0, catalogue="noi",
    )  # fmt: skip


def test_a_few_answers_are_buttons_and_many_are_searched() -> None:
    assert field(question(MANY[:MOST_BUTTONS]), "M01", "a").kind == "choice"
    shown = field(question(MANY), "M01", "a")
    assert (shown.kind, shown.text) == ("search", "Nơi số 1"), "words are shown, not the code"
    assert field(question(MANY), "M99", "a").text == "M99"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Nơi số 3", "M03"),
        ("  nơi   số 3 ", "M03"),
        ("m03", "M03"),
        ("Nơi nào đó", "Nơi nào đó"),
        ("", ""),
    ],
)
def test_words_become_the_code_and_what_fits_none_is_kept(text: str, answer: str) -> None:
    assert typed(question(MANY), {"a.noi_sinh": text}) == answer
    assert as_typed(field(question(MANY), None, "a"), {"a.noi_sinh": text}).text == text
