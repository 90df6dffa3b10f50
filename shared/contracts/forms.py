"""Electronic forms as data: questions one by one, validated alike on the phone and in the API."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import FieldProblem
from shared.contracts.needs import NeededPaper
from shared.contracts.proposals import NextVersion


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
    asked together. `prefill` names where an answer may be known from, or is empty. `catalogue` is
    the key of the shared catalogue that `options` are taken from, as they were when the version
    was made.
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
    catalogue: str = ""


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
    """One procedure in the list of forms; `version` 0 when none was published.

    `state` is that of the next version: empty when nobody writes one, draft, proposed.
    """

    procedure_code: str
    procedure_name: str
    version: int
    questions: int
    published_at: str
    published_by: str
    state: str
    changed_at: str


class FormDesign(Struct, frozen=True):
    """A form being written, and how that stands; where nobody writes one, what is published.

    `waiting` counts citizens' drafts on an older version than the published one.
    """

    procedure_code: str
    procedure_name: str
    title: str
    questions: list[Question]
    published_version: int
    next: NextVersion
    waiting: int


class FormVersionRow(Struct, frozen=True):
    """One published version; nobody proposed or published what came with the system."""

    version: int
    title: str
    questions: int
    published_at: str
    proposed_by: str
    published_by: str


class FormChange(Struct, frozen=True):
    """One difference: `kind` is added, removed, changed or moved; `details` say part by part what
    it was and is."""

    kind: str
    key: str
    label: str
    details: list[str]


class SaveForm(Struct, forbid_unknown_fields=True, frozen=True):
    """The next version as it stands on the screen; `revision` is the one that was read, 0 for
    none."""

    title: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    questions: Annotated[list[Question], Meta(max_length=200)]
    revision: Annotated[int, Meta(ge=0, le=1_000_000)]


class FormFile(Struct, frozen=True):
    """A form as a file, to carry from one system to another."""

    code: str
    title: Annotated[str, Meta(min_length=3, max_length=200)]
    questions: Annotated[list[Question], Meta(min_length=1, max_length=200)]


class TryForm(Struct, forbid_unknown_fields=True, frozen=True):
    """A form and sample answers to try it with; nothing is kept."""

    title: Annotated[str, Meta(max_length=200)]
    questions: Annotated[list[Question], Meta(max_length=200)]
    answers: dict[str, Any]


class TriedForm(Struct, frozen=True):
    """What is wrong with the form, then with the answers; which questions apply; the answers as
    they would be kept and read; the JSON Schema of complete answers; the papers they ask for.

    `changes` are those against the published version.
    """

    faults: list[FieldProblem]
    problems: list[FieldProblem]
    asked: list[str]
    answers: dict[str, Any]
    answered: list[Readable]
    json_schema: dict[str, Any]
    papers: list[NeededPaper]
    changes: list[FormChange]
