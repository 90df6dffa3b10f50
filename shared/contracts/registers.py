"""The registers of an agency and year: the books, their lines, their printed copies."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice, Named
from shared.vocabulary.exports import TableKind


class RegisterPrint(Struct, frozen=True):
    """A printed copy. `state` is one of waiting, printing, done, failed; size in bytes.

    `sealed` marks the copy made when the book was closed; `sha256` is empty until it is done.
    """

    id: str
    sealed: bool
    state: str
    state_label: str
    lines: int
    printed: int
    percent: int
    pages: int
    size: int
    sha256: str
    asked_at: str
    finished_at: str | None


class RegisterBook(Struct, frozen=True):
    """One book; `kind` is dossiers or certified_copies.

    `why_not_closed` says why the caller may not close it now, empty when they may.
    """

    id: str
    kind: str
    agency: Named
    year: int
    title: str
    form_number: str
    circular: str
    lines: int
    opened_at: str
    closed_at: str | None
    closed_by: str
    why_not_closed: str
    sealed_copy: RegisterPrint | None
    latest_copy: RegisterPrint | None


class RegisterLine(Struct, frozen=True):
    """One dossier in the order of acceptance; `due_at` and `returned_at` as far as known."""

    number: int
    dossier_id: str
    code: str
    procedure_name: str
    sets: int
    owner_name: str
    applicant_name: str
    address: str
    phone: str
    resolving_agency: str
    received_at: str
    due_at: str | None
    returned_at: str | None
    delivery: str
    received_by: str
    state_label: str
    deadline_class: str
    deadline_label: str


class CertificationLine(Struct, frozen=True):
    """One certified copy in the order of numbers; `pages` are those of the copy."""

    number: int
    dossier_id: str
    certified_at: str
    requester: str
    paper: str
    pages: int
    signer: str
    copies: int
    note: str


class RegisterEntry(Struct, frozen=True):
    """One line of a period, with the book it stands in."""

    book_id: str
    agency_name: str
    year: int
    line: RegisterLine


class RegisterOffices(Struct, frozen=True):
    """The agencies whose books the caller reads."""

    agencies: list[Choice]


class ExportRegister(Struct, forbid_unknown_fields=True, frozen=True):
    """Which lines of the register are wanted as a file; an empty text asks for all."""

    kind: TableKind = TableKind.XLSX
    day_from: date | None = None
    day_to: date | None = None
    agency_id: Annotated[str, Meta(pattern=r"^$|^[0-9a-f-]{36}$")] = ""
    procedure: Annotated[str, Meta(max_length=40)] = ""
    state: Annotated[str, Meta(max_length=30)] = ""
    channel: Annotated[str, Meta(max_length=10)] = ""
