"""Electronic forms as data: questions one by one, validated alike on the phone and in the API."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import FieldProblem


class Option(Struct, frozen=True):
    """One answer to choose."""

    value: str
    label: str


class Check(Struct, frozen=True):
    """A rule over several answers: `rule` (JsonLogic) must hold, else `message` is shown."""

    rule: Any
    message: str


class Question(Struct, frozen=True):
    """One question of a form.

    `kind` is one of text, long_text, choice, choices, yes_no, date, personal_id, tax_code, phone,
    email, number, money (VND), address, bank_account, group. `show_if` and `computed` are JsonLogic
    expressions over the answers, or null; a computed question is never asked. A group repeats its
    own `questions` between `min_items` and `max_items` times. Neighbours with the same `page` are
    asked together. `prefill` names where an answer may be known from, or is empty.
    """

    key: str
    kind: str
    label: str
    help: str
    section: str
    page: str
    required: bool
    options: list[Option]
    min_length: int
    max_length: int
    minimum: int | None
    maximum: int | None
    not_after_today: bool
    show_if: Any
    computed: Any
    checks: list[Check]
    prefill: str
    questions: list["Question"]
    min_items: int
    max_items: int


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


class Readable(Struct, frozen=True):
    """An answer in words."""

    key: str
    label: str
    value: str


class FormRow(Struct, frozen=True):
    """One procedure in the list of forms; `version` 0 when none was published."""

    procedure_code: str
    procedure_name: str
    version: int
    questions: int
    published_at: str
    published_by: str
    has_draft: bool
    changed_at: str


class FormDesign(Struct, frozen=True):
    """A form being written; without a draft, what is published, `version` 0.

    `waiting` counts citizens' drafts on an older version than the published one.
    """

    procedure_code: str
    procedure_name: str
    title: str
    questions: list[Question]
    version: int
    published_version: int
    changed_by: str
    changed_at: str
    waiting: int


class SaveForm(Struct, forbid_unknown_fields=True, frozen=True):
    """The next version as it stands on the screen; `version` is the one that was read."""

    title: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    questions: Annotated[list[Question], Meta(max_length=200)]
    version: Annotated[int, Meta(ge=0)]


class TryForm(Struct, forbid_unknown_fields=True, frozen=True):
    """A form and sample answers to try it with; nothing is kept."""

    title: Annotated[str, Meta(max_length=200)]
    questions: Annotated[list[Question], Meta(max_length=200)]
    answers: dict[str, Any]


class TriedForm(Struct, frozen=True):
    """What is wrong with the form, then with the answers; which questions apply; the answers as
    they would be kept and read; the JSON Schema of complete answers."""

    faults: list[FieldProblem]
    problems: list[FieldProblem]
    asked: list[str]
    answers: dict[str, Any]
    answered: list[Readable]
    json_schema: dict[str, Any]


class PublishForm(Struct, forbid_unknown_fields=True, frozen=True):
    """Puts the draft that was read in force."""

    version: Annotated[int, Meta(ge=1)]
