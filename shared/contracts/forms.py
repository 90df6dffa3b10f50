"""Electronic forms as data: questions one by one, validated alike on the phone and in the API."""

from typing import Any

from msgspec import Struct

from shared.contracts.common import FieldProblem


class Option(Struct, frozen=True):
    """One answer to choose."""

    value: str
    label: str


class ShowIf(Struct, frozen=True):
    """Show the question only when another answer has this value."""

    key: str
    equals: str


class Question(Struct, frozen=True):
    """One question of a form.

    `kind` is one of text, long_text, choice, yes_no, date, personal_id, phone, email, number,
    money, commune. `prefill` names the account field offered as an answer, or is empty.
    """

    key: str
    kind: str
    label: str
    help: str
    section: str
    required: bool
    options: list[Option]
    min_length: int
    max_length: int
    minimum: int | None
    maximum: int | None
    not_after_today: bool
    show_if: ShowIf | None
    prefill: str


class Form(Struct, frozen=True):
    """One version of the form of a procedure."""

    id: str
    code: str
    version: int
    title: str
    questions: list[Question]


class CheckAnswers(Struct, forbid_unknown_fields=True, frozen=True):
    """Answers to validate without storing them."""

    answers: dict[str, Any]


class AnswerCheck(Struct, frozen=True):
    """What validation says; empty means the answers can be submitted."""

    errors: list[FieldProblem]
