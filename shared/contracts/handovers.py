"""A dossier that goes to another person because who sent it has left."""

from typing import Annotated

from msgspec import Meta, Struct

Why = Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S.{8,}\S")]
Number = Annotated[str, Meta(min_length=9, max_length=14, pattern=r"^[0-9-]+$")]
Name = Annotated[str, Meta(min_length=2, max_length=200, pattern=r"\S")]


class OfferHandover(Struct, forbid_unknown_fields=True, frozen=True):
    """To whom the sender gives a dossier: their number and name, which must agree."""

    to_number: Number
    to_name: Name
    reason: Why


class AskHandover(Struct, forbid_unknown_fields=True, frozen=True):
    """The desk asks in the sender's absence; `evidence` names the paper that shows it."""

    to_number: Number
    to_name: Name
    reason: Why
    evidence: Why


class SayWhyNot(Struct, forbid_unknown_fields=True, frozen=True):
    """An objection."""

    reason: Why


class DecideHandover(Struct, forbid_unknown_fields=True, frozen=True):
    """The leader's word."""

    approve: bool
    reason: Why


class Handover(Struct, frozen=True):
    """One change of hands and where it stands; `may` says what the caller may do now."""

    id: str
    dossier_id: str
    code: str
    procedure_name: str
    way: str
    state: str
    state_label: str
    from_name: str
    to_name: str
    reason: str
    evidence: str
    asked_at: str
    wait_until: str | None
    accepted_at: str | None
    objection: str
    decision: str
    may: list[str]
