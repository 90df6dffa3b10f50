"""Directions and reminders of heads, answers of those who hold a dossier, lateness explained."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Said = Annotated[str, Meta(min_length=10, max_length=2000, pattern=r"\S")]


class GiveDirective(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to be done, to be answered within so many working days."""

    kind: Literal["direction", "urge"]
    content: Said
    answer_within_days: Annotated[int, Meta(ge=1, le=30)] = 2


class SayWhy(Struct, forbid_unknown_fields=True, frozen=True):
    """An answer, or why a dossier is late."""

    content: Said


class Directive(Struct, frozen=True):
    """One entry about a dossier; moments as RFC 3339 text, `answer` empty until given."""

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


class DossierDirectives(Struct, frozen=True):
    """Everything said about one dossier, the newest first, and what the caller may add."""

    items: list[Directive]
    may_give: bool
    may_answer: bool
    may_explain: bool
