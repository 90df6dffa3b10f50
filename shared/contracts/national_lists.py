"""The national portal for officers: what it sent us, and its lists against ours."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.acts import Reason


class FieldDifference(Struct, frozen=True):
    """One field in words on both sides; `why_not` says why theirs cannot be taken over."""

    key: str
    label: str
    ours: str
    theirs: str
    why_not: str


class ListDifference(Struct, frozen=True):
    """One thing on which the local copy and a national list differ.

    `proposal` is what the first person asks for (approved, held; empty for nothing), `chosen` the
    fields of it; `may_confirm` whether the caller is the second person.
    """

    id: str
    which: str
    which_label: str
    kind: str
    kind_label: str
    key: str
    title: str
    state: str
    state_label: str
    found_at: str
    proposal: str
    proposal_label: str
    chosen: list[str]
    proposed_by: str
    proposed_at: str | None
    revision: int
    decided_by: str
    decided_at: str | None
    note: str
    fields: list[FieldDifference]
    may_approve: bool
    may_confirm: bool
    why_not_confirm: str


class Approve(Struct, frozen=True):
    """Propose to take over the named fields; none for what has no fields."""

    fields: Annotated[list[str], Meta(max_length=20)]


class Hold(Struct, frozen=True):
    """Propose to keep ours, and why."""

    reason: Reason


class Confirm(Struct, frozen=True):
    """Agree to a proposal as it was read, as its second person."""

    revision: Annotated[int, Meta(ge=0, le=1_000_000)]


class GiveBack(Struct, frozen=True):
    """Do not agree, or take one's own proposal back, and why."""

    reason: Reason


class Pull(Struct, frozen=True):
    """One comparison with the national lists; `total` and `looked_at` are procedures."""

    id: str
    state: str
    state_label: str
    started_at: str
    finished_at: str | None
    total: int
    looked_at: int
    differences: int
    error: str


class InboundFile(Struct, frozen=True):
    """A file that is fetched from the portal after the dossier was received."""

    name: str
    state: str
    state_label: str
    reason: str


class Inbound(Struct, frozen=True):
    """A dossier the national portal sent; `reason` says what it waits for."""

    id: str
    code: str
    updating: bool
    unit: str
    procedure_code: str
    procedure_name: str
    state: str
    state_label: str
    reason: str
    received_at: str
    dossier_id: str | None
    dossier_code: str
    agency_name: str
    files: list[InboundFile]


class RetryInbound(Struct, frozen=True):
    """Try again; with an agency chosen for it, or as done for an update."""

    agency_id: Annotated[str, Meta(max_length=40)] = ""
    done: bool = False


class CloseInbound(Struct, frozen=True):
    """No dossier is made of it, and why."""

    reason: Reason


class Told(Struct, frozen=True):
    """A dossier is in the queue to the national portal."""

    waiting: bool
