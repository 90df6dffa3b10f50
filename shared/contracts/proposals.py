"""Content that one person writes and another puts in force."""

from typing import Annotated

from msgspec import Meta, Struct


class NextVersion(Struct, frozen=True):
    """How the next version stands: `state` is empty where nobody writes one, draft, proposed.

    `note` is why it was given back; `revision` names what was read (0: nothing is written).
    """

    state: str
    revision: int
    changed_by: str
    changed_at: str | None
    proposed_by: str
    note: str
    may_edit: bool
    may_approve: bool
    why_not_approve: str
    may_give_back: bool


class ProposalRow(Struct, frozen=True):
    """One next version in the list."""

    subject: str
    subject_label: str
    key: str
    title: str
    state: str
    by: str
    at: str
    mine_to_approve: bool


class AtRevision(Struct, frozen=True, forbid_unknown_fields=True):
    """Names the revision that was read and is meant."""

    revision: Annotated[int, Meta(ge=1, le=1_000_000)]


class GiveBack(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a proposal is given back; empty when its author takes it back."""

    note: Annotated[str, Meta(max_length=1000)] = ""
