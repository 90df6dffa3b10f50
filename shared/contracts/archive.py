"""The archive: search, records, holds, sealing, retention rules."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Named

Reason = Annotated[str, Meta(min_length=10, max_length=2000)]
Words = Annotated[str, Meta(max_length=200)]
ShortCode = Annotated[str, Meta(max_length=60)]


class SearchArchive(Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked for: words in data and files, and facts; an empty field asks nothing.

    `person` is a name, or a personal id in full; it travels in the body, never in an address.
    `disposable` asks for what may be disposed of today.
    """

    text: Words = ""
    code: ShortCode = ""
    person: Words = ""
    procedure_code: ShortCode = ""
    agency_id: ShortCode = ""
    unit_id: ShortCode = ""
    closed_from: date | None = None
    closed_to: date | None = None
    class_code: ShortCode = ""
    state: ShortCode = ""
    status: ShortCode = ""
    held: bool | None = None
    sealed: bool | None = None
    disposable: bool = False
    cursor: Annotated[str, Meta(max_length=300)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class ArchiveRow(Struct, frozen=True):
    """One line of the archive; `keep_until` is null for ever."""

    dossier_id: str
    code: str
    procedure_name: str
    person_name: str
    agency_name: str
    closed_at: str
    state_label: str
    class_code: str
    keep_until: str | None
    status: str
    status_label: str
    held: bool
    sealed: bool


class Hold(Struct, frozen=True):
    """A legal hold; open while `released_at` is null."""

    id: str
    reason: str
    set_by: str
    set_at: str
    released_by: str
    released_at: str | None
    release_reason: str


class Opening(Struct, frozen=True):
    """Who opened the sealed dossier, why, until when."""

    person: str
    reason: str
    opened_at: str
    until: str


class ArchiveRecord(Struct, frozen=True):
    """A dossier as the archive keeps it.

    `why_not_disposed` is empty when it may be disposed of; `may` names what the caller may do
    here: hold, release, seal, unseal, open. `open_until` is when the caller's opening ends.
    """

    row: ArchiveRow
    procedure_code: str
    sector: str
    unit_name: str
    entered_at: str
    class_title: str
    class_source: str
    class_confirmed: bool
    years: int | None
    text_label: str
    files: int
    bytes: int
    why_not_disposed: str
    seal_reason: str
    sealed_by: str
    sealed_at: str | None
    open_until: str | None
    holds: list[Hold]
    openings: list[Opening]
    package: Named | None
    disposal_id: str | None
    may: list[str]


class WithArchiveReason(Struct, frozen=True, forbid_unknown_fields=True):
    """Why; kept for good."""

    reason: Reason


class RetentionRule(Struct, frozen=True):
    """A class of retention; `years` null is for ever; empty procedure, sector, outcome fit all."""

    id: str
    code: str
    title: str
    procedure_code: str
    sector: str
    outcome: str
    outcome_label: str
    years: int | None
    source: str
    confirmed: bool
    valid_from: str
    valid_to: str | None


class RetentionRules(Struct, frozen=True):
    """All rules, and how many closed dossiers wait because none fits (at most 1000 counted)."""

    rules: list[RetentionRule]
    waiting: int
    may_change: bool


class SetRetentionRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule from a day on; it ends the one with the same procedure, sector and outcome."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9-]{2,30}$")]
    title: Annotated[str, Meta(min_length=3, max_length=200)]
    source: Annotated[str, Meta(min_length=5, max_length=500)]
    valid_from: date
    years: Annotated[int, Meta(ge=2, le=70)] | None
    procedure_code: Annotated[str, Meta(max_length=40)] = ""
    sector: Annotated[str, Meta(max_length=200)] = ""
    outcome: Annotated[str, Meta(max_length=30)] = ""
