"""Who looked at a person's data, and what the person lets be done with it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct


class DataLook(Struct, frozen=True):
    """One look or use: by which role of which unit, when, at what, for which purpose."""

    at: str
    what: str
    subject: str
    by: str
    purpose: str
    dossier_id: str | None


class Consent(Struct, frozen=True):
    """A consent that can be given and taken back; null times mean never."""

    kind: str
    label: str
    given: bool
    given_at: str | None
    withdrawn_at: str | None


class SetConsent(Struct, forbid_unknown_fields=True, frozen=True):
    """Gives or withdraws; at once."""

    kind: Literal["population", "business", "store", "desk"]
    given: bool


class IdentityStatus(Struct, frozen=True):
    """Whether somebody compared the account's person with their card; else the code of today that
    the person tells the desk."""

    proven: bool
    proven_at: str | None
    code: str


class ProveIdentity(Struct, forbid_unknown_fields=True, frozen=True):
    """The card as scanned and the code the person reads from their own signed-in account."""

    scan: Annotated[str, Meta(min_length=1, max_length=600, pattern=r"\S")]
    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]


class ProvenPerson(Struct, frozen=True):
    """Whose account is now known to be theirs."""

    full_name: str


class Unmask(Struct, forbid_unknown_fields=True, frozen=True):
    """Which masked data of a dossier an officer wants to see whole, and why."""

    reason: Annotated[str, Meta(min_length=10, max_length=300, pattern=r"\S.{8,}\S")]
    fields: Annotated[
        list[Literal["personal_id", "phone", "email", "address", "answers"]],
        Meta(min_length=1, max_length=5),
    ]


class WholeValue(Struct, frozen=True):
    """One value in the clear."""

    key: str
    label: str
    value: str


class Unmasked(Struct, frozen=True):
    """What was asked for; empty values are left out."""

    values: list[WholeValue]
