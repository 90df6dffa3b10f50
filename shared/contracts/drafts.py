"""Drafts: what goes in, what is promised once it is submitted."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import Choice, Named
from shared.contracts.documents import Document
from shared.contracts.dossiers import Answer
from shared.contracts.forms import Form
from shared.contracts.needs import NeededPaper


class StartDraft(Struct, forbid_unknown_fields=True, frozen=True):
    """Begin (or find again) the draft of a procedure; with the id of another open draft of mine,
    both are submitted together and share what both ask."""

    procedure_code: Annotated[str, Meta(min_length=3, max_length=40)]
    together_with: Annotated[str, Meta(max_length=40)] = ""


class SaveDraft(Struct, forbid_unknown_fields=True, frozen=True):
    """Autosave: the answers given so far; keys left out stay as they are.

    `chosen` names for an answer the offer it was taken from; the API decides whether it was.
    """

    answers: dict[str, Any]
    agency_id: str | None = None
    delivery: str | None = None
    delivery_address: Annotated[str, Meta(max_length=300)] | None = None
    chosen: dict[str, str] = {}


class DraftRow(Struct, frozen=True):
    """One draft in a list."""

    id: str
    procedure_code: str
    procedure_name: str
    updated_at: str
    expires_at: str


class NewerForm(Struct, frozen=True):
    """A newer version of the form of a draft: questions added and removed since, and answers that
    would be lost by changing to it, in words."""

    version: int
    added: list[str]
    removed: list[str]
    lost: list[str]


class NewerProcedure(Struct, frozen=True):
    """A newer version of the procedure of a draft: what changed since the draft was begun."""

    version: int
    effective_from: str
    changes: list[str]


class RenewForm(Struct, forbid_unknown_fields=True, frozen=True):
    """Changes a draft, as it was read, to the newest version of its form."""

    version: int


class DraftAppointment(Struct, frozen=True):
    """An appointment that the desk demands before this draft is sent: for which kind of work; its
    id and moment (RFC 3339) once it is booked, else empty."""

    kind: str
    kind_name: str
    id: str
    starts_at: str


class Draft(Struct, frozen=True):
    """A dossier being filled in, pinned to a form and a procedure version.

    `asked` are the keys of the questions that apply, in order; `answered` says in words what was
    answered or computed; `newer_form` is what changing to the newest version would do, null when
    it is the newest. `together` are the other drafts of the same submission, `goes_with`
    procedures that are often done with this one and may be added. `papers` says for each paper
    whether these answers ask for it, `obstacles` what by these answers the law has against it.
    `newer_procedure` is what changed in the procedure since (null: nothing), `stopped` says why it
    cannot be submitted any more, or that it soon cannot, or is empty.
    `appointment` is null where the desk demands none.
    """

    id: str
    version: int
    procedure_code: str
    procedure_name: str
    form: Form
    answers: dict[str, Any]
    asked: list[str]
    answered: list[Answer]
    agency: Named | None
    agencies: list[Named]
    delivery: str
    delivery_address: str
    documents: list[Document]
    expires_at: str
    updated_at: str
    newer_form: NewerForm | None
    newer_procedure: NewerProcedure | None
    stopped: str
    together: list[DraftRow]
    goes_with: list[Choice]
    obstacles: list[str]
    papers: list[NeededPaper]
    appointment: DraftAppointment | None = None


class AlsoSubmitted(Struct, frozen=True):
    """Another dossier of the same submission."""

    dossier_id: str
    reference: str
    procedure_name: str


class Submitted(Struct, frozen=True):
    """The answer to a submission: the promise to the applicant.

    `repeated` means that exactly this had been submitted before and is still open: it is shown,
    nothing new was made.
    """

    dossier_id: str
    reference: str
    submitted_at: str
    answer_by: str
    procedure_name: str
    agency_name: str
    duration: str
    repeated: bool
    also: list[AlsoSubmitted]
