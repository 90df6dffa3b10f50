"""Drafts of results signed and numbered in a document-management system."""

from msgspec import Struct

from shared.contracts.acts import ShortText


class HandToOffice(Struct, forbid_unknown_fields=True, frozen=True):
    """The draft (a result file of the dossier, PDF) and what it is."""

    document_id: str
    title: ShortText


class OfficeHandover(Struct, frozen=True):
    """One draft handed over; `grown`: the signed file begins with the very draft."""

    id: str
    title: str
    state: str
    state_label: str
    their_code: str
    number: str
    document_id: str
    signed_document_id: str | None
    signers: str
    grown: bool
    words: str
    sent_by: str
    sent_at: str
    ended_at: str | None


class OfficeOfDossier(Struct, frozen=True):
    """What was handed over, newest first; `may_hand`: the caller may hand a draft over now."""

    handovers: list[OfficeHandover]
    may_hand: bool
