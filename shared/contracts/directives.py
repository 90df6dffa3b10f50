"""Directions and reminders of heads, answers of those who hold a dossier, lateness explained."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Choice
from shared.vocabulary.directives import Explained, LatenessCause
from shared.vocabulary.exports import TableKind

Said = Annotated[str, Meta(min_length=10, max_length=2000, pattern=r"\S")]


class GiveDirective(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to be done, to be answered within so many working days."""

    kind: Literal["direction", "urge"]
    content: Said
    answer_within_days: Annotated[int, Meta(ge=1, le=30)] = 2


class SayWhy(Struct, forbid_unknown_fields=True, frozen=True):
    """An answer, or why a dossier is late."""

    content: Said


class ExplainLateness(Struct, forbid_unknown_fields=True, frozen=True):
    """Why a dossier is late, by cause and in words, and what is done about it."""

    cause: LatenessCause
    content: Said
    remedy: Said


class Directive(Struct, frozen=True):
    """One entry about a dossier; moments as RFC 3339 text, `answer` empty until given. `cause` and
    `remedy` are of explained lateness; those of before 2026-11-26 have none."""

    id: str
    dossier_id: str
    code: str
    procedure_name: str
    kind: str
    kind_label: str
    content: str
    given_by: str
    given_at: str
    answer_by: str | None
    late: bool
    answer: str
    answered_by: str
    answered_at: str | None
    cause: str
    cause_label: str
    remedy: str


class DossierDirectives(Struct, frozen=True):
    """Everything said about one dossier, the newest first, and what the caller may add."""

    items: list[Directive]
    may_give: bool
    may_answer: bool
    may_explain: bool


class LateDossier(Struct, frozen=True):
    """A dossier past its due date, open or resolved late, with what its unit says about it; `cause`
    and what follows are empty until somebody explains. Nothing of the applicant."""

    id: str
    code: str
    procedure_name: str
    agency_name: str
    unit_name: str
    holder_name: str
    due_at: str
    finished_at: str | None
    cause: str
    cause_label: str
    content: str
    remedy: str
    explained_by: str
    explained_at: str | None
    visible: bool


class CauseCount(Struct, frozen=True):
    """How many late dossiers have a cause."""

    cause: str
    label: str
    count: int


class Lateness(Struct, frozen=True):
    """What came due in a period (ISO days, both inclusive) and was or is late."""

    day_from: str
    day_to: str
    agency: Choice | None
    agencies: list[Choice]
    late: int
    explained: int
    causes: list[CauseCount]
    items: list[LateDossier]
    next_cursor: str | None


class GiveUnitDirective(Struct, forbid_unknown_fields=True, frozen=True):
    """What whole units are to do, each to be answered by its head within so many working days."""

    kind: Literal["direction", "urge"]
    unit_ids: Annotated[list[str], Meta(min_length=1, max_length=50)]
    content: Said
    answer_within_days: Annotated[int, Meta(ge=1, le=30)] = 2


class UnitDirective(Struct, frozen=True):
    """One direction to one unit and how far it is (a DirectiveState); moments as RFC 3339 text."""

    id: str
    agency_name: str
    unit_id: str
    unit_name: str
    kind: str
    kind_label: str
    content: str
    given_by: str
    given_at: str
    answer_by: str
    state: str
    state_label: str
    answer: str
    answered_by: str
    answered_at: str | None
    may_answer: bool


class ExportLateness(Struct, forbid_unknown_fields=True, frozen=True):
    """Which late dossiers are wanted as a file."""

    kind: TableKind = TableKind.XLSX
    day_from: date | None = None
    day_to: date | None = None
    agency_id: Annotated[str, Meta(pattern=r"^$|^[0-9a-f-]{36}$")] = ""
    explained: Explained = Explained.ALL


class UnitChoice(Struct, frozen=True):
    """A unit that the caller may direct."""

    id: str
    name: str
    agency_name: str


class UnitDirectives(Struct, frozen=True):
    """Directions to units that the caller gave, answers or watches, the newest first; how many of
    all of them wait, how many of those too long, and which units the caller may direct."""

    items: list[UnitDirective]
    next_cursor: str | None
    waiting: int
    late: int
    units: list[UnitChoice]
