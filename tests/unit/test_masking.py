"""What is masked shows its end and its shape, and nothing that identifies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.access import masking
from shared.contracts.forms import Question


def question(kind: str, **more: Any) -> Question:
    """A question of a kind."""
    known: dict[str, Any] = dict.fromkeys(Question.__struct_fields__)
    known |= {"key": "k", "label": "?", "kind": kind, "questions": [], "options": []}
    return Question(**(known | more))


@given(st.from_regex(r"[0-9]{9,14}", fullmatch=True))
def test_a_number_keeps_its_length_and_shows_three_digits(number: str) -> None:
    masked = masking.number(number)
    assert len(masked) == len(number) and masked.endswith(number[-3:])
    assert sum(letter.isdigit() for letter in masked) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("12", "••"), ("123456", "••••••"), ("1234567", "••••567")],
)
def test_a_short_number_shows_nothing(text: str, shown: str) -> None:
    assert masking.number(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mau@congdan.example", "m••••@congdan.example"),
        ("", ""),
        ("khong-phai-thu", "••••••••••••••"),
    ],
)
def test_a_mailbox_shows_its_first_letter_and_its_host(text: str, shown: str) -> None:
    assert masking.email(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn", "••••, phường Kỳ Lừa, tỉnh Lạng Sơn"),
        ("Số 1 phố Trình Diễn", "••••"),
        ("", ""),
    ],
)
def test_an_address_loses_its_house(text: str, shown: str) -> None:
    assert masking.address(text) == shown


def test_answers_are_masked_by_what_they_are_however_deep() -> None:
    inner = question("personal_id", key="child_id")
    name = question("text", key="child_name")
    questions = [
        question("phone", key="phone"),
        question("text", key="purpose"),
        question("group", key="children", questions=[inner, name]),
        question("bank_account", key="bank"),
        question("address", key="home"),
    ]
    given_ = {
        "phone": "0900000001",
        "purpose": "Vay vốn 0900000001",
        "children": [{"child_id": "020199000002", "child_name": "Nguyễn Văn Bé"}],
        "bank": {"bank": "NH Mẫu", "number": "12345678901", "holder": "NGUYEN VAN MAU"},
        "home": {"province": "20", "commune": "00001", "detail": "Số 1"},
        "unknown": "x",
    }
    masked = masking.answers(questions, given_)
    assert masked["phone"] == "•••••••001" and masked["purpose"] == given_["purpose"]
    assert masked["children"] == [{"child_id": "•••••••••002", "child_name": "Nguyễn Văn Bé"}]
    assert masked["bank"]["number"] == "••••••••901" and masked["bank"]["bank"] == "NH Mẫu"
    assert masked["home"]["detail"] == "••••" and masked["home"]["commune"] == "00001"
    assert given_["phone"] == "0900000001", "what was given is not changed"


@pytest.mark.parametrize(("kind", "prefill"), [("text", "address"), ("address", "")])
def test_an_address_in_one_line_loses_its_house(kind: str, prefill: str) -> None:
    question = Question(
        key="home", kind=kind, label="Nơi cư trú", help="", section="", page="", required=True,
        options=[], min_length=0, max_length=300, minimum=None, maximum=None,
        not_after_today=False, show_if=None, computed=None, checks=[], prefill=prefill,
        questions=[], min_items=0, max_items=0,
    )  # fmt: skip
    assert masking.answer(question, "Số 1 phố Trình Diễn, Kỳ Lừa") == "••••, Kỳ Lừa"
