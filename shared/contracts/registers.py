"""The register of dossiers of an agency and year: the book, its lines, its printed copies."""

from msgspec import Struct

from shared.contracts.common import Named


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
    """One book. `why_not_closed` says why the caller may not close it now, empty when they may."""

    id: str
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
