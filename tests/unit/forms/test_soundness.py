"""A form that nobody could fill in is not published; the reason names the place."""

from typing import Any

import pytest

from backend.catalogue.seed import procedures
from backend.forms.rules.soundness import faults
from shared.contracts.forms import Question
from tests.unit.forms.samples import equals, question


def found(*questions: Question) -> dict[str, str]:
    """Faults by their place."""
    return {f.pointer.removeprefix("/questions/"): f.message for f in faults(list(questions))}


def test_the_seeds_have_no_fault() -> None:
    for seed in procedures():
        if seed.questions:
            assert faults(seed.questions) == [], seed.content.code


@pytest.mark.parametrize(
    ("questions", "place", "word"),
    [
        ([], "/questions", "chưa có câu hỏi"),
        ([question("Tên")], "0/key", "chữ thường"),
        ([question("today")], "0/key", "chữ thường"),
        ([question("a"), question("a")], "1/key", "trùng"),
        ([question("a", "ảnh")], "0/kind", "Không có kiểu"),
        ([question("a", label=" ")], "0/label", "chưa có lời"),
        ([question("a", "choice")], "0/options", "ít nhất một"),
        ([question("a", "choice", options=["x", "x"])], "0/options", "khác nhau"),
        ([question("a", "number", minimum=5, maximum=4)], "0/minimum", "không ai trả lời được"),
        ([question("a", min_length=9, max_length=5)], "0/min_length", "không ai trả lời được"),
        ([question("a", "group")], "0/questions", "chưa có câu hỏi"),
        (
            [question("a", "group", questions=[question("b", "group")])],
            "0/questions/0/kind",
            "không nằm trong nhóm",
        ),
        ([question("a", show_if=equals("a", "x"))], "0/show_if", "vòng tròn"),
        ([question("a", computed={"var": "a"})], "0/computed", "vòng tròn"),
        (
            [question("a", show_if=equals("b", "x")), question("b", show_if=equals("a", "x"))],
            "0/show_if",
            "hỏi sau",
        ),
        ([question("a", show_if=equals("x", "y"))], "0/show_if", "Không có câu hỏi “x”"),
        (
            [question("a", "yes_no"), question("b", show_if=equals("a", "maybe"))],
            "1/show_if",
            "không bao giờ đúng",
        ),
        (
            [
                question("a", "yes_no"),
                question("b", show_if={"and": [equals("a", "yes"), equals("a", "no")]}),
            ],
            "1/show_if",
            "cùng lúc",
        ),
        (
            [question("a", "number"), question("b", show_if=equals("a", "hai"))],
            "1/show_if",
            "là số",
        ),
        ([question("a"), question("b", show_if={"exec": ["rm"]})], "1/show_if", "Không có phép"),
        ([question("a"), question("b", show_if={"==": 1, "!=": 2})], "1/show_if", "đúng một tên"),
        ([question("a", checks=[({"var": "a"}, " ")])], "0/checks/0", "câu thông báo"),
        ([question("a", checks=[({"var": "b"}, "Sai.")])], "0/checks/0", "Không có câu hỏi"),
    ],
)
def test_a_fault_is_named_with_its_place(questions: list[Question], place: str, word: str) -> None:
    said: dict[str, Any] = found(*questions)
    assert word in said[place], said


def test_deep_and_long_forms_are_refused() -> None:
    deep: Any = {"var": "a"}
    for _ in range(30):
        deep = {"!": [deep]}
    assert "quá sâu" in found(question("a"), question("b", show_if=deep))["1/show_if"]
    assert faults([question(f"q{n}") for n in range(201)])
