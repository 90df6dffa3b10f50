"""Packages of the archive, disposals, integrity of stored objects, one person's data."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.archive import Reason


class Package(Struct, frozen=True):
    """A package. `state` is one of waiting, making, done, failed, expired; size in bytes.

    `sha256` is of the whole file; `problem` says why it could not be made.
    """

    id: str
    kind: str
    kind_label: str
    title: str
    agency_name: str
    recipient: str
    reason: str
    asked_by: str
    asked_at: str
    state: str
    state_label: str
    problem: str
    total: int
    done: int
    percent: int
    size: int
    sha256: str
    finished_at: str | None
    expires_at: str | None
    receipt: str
    received_at: str | None


class StartPackage(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an agency keeps for ever that was closed between two days, for the archive."""

    agency_id: Annotated[str, Meta(max_length=60)]
    closed_from: date
    closed_to: date
    recipient: Annotated[str, Meta(min_length=3, max_length=200)]


class ConfirmReceipt(Struct, frozen=True, forbid_unknown_fields=True):
    """The record by which the historical archive took the package over."""

    receipt: Annotated[str, Meta(min_length=3, max_length=200)]


class ExportPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """Officers: everything in sight about the person with a personal id, and why."""

    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{9,13}$")]
    reason: Reason


class ProposeDisposal(Struct, frozen=True, forbid_unknown_fields=True):
    """What an agency keeps beyond its time, up to a day that is over."""

    agency_id: Annotated[str, Meta(max_length=60)]
    until: date
    reason: Reason


class DisposalList(Struct, frozen=True):
    """A disposal list; `may` names what the caller may do now: review, approve, refuse."""

    id: str
    agency_name: str
    reason: str
    state: str
    state_label: str
    problem: str
    proposed_by: str
    proposed_at: str
    reviewed_by: str
    reviewed_at: str | None
    approved_by: str
    approved_at: str | None
    refused_by: str
    refusal: str
    total: int
    done: int
    kept: int
    percent: int
    finished_at: str | None
    may: list[str]


class DisposalLine(Struct, frozen=True):
    """One dossier of a list; `kept_because` says why it was left out after all."""

    dossier_id: str
    code: str
    procedure_name: str
    closed_at: str
    class_code: str
    keep_until: str
    files: int
    bytes: int
    destroyed_at: str | None
    kept_because: str


class Scrub(Struct, frozen=True):
    """One walk through the stored objects; bytes read so far."""

    id: str
    started_at: str
    finished_at: str | None
    total: int
    looked_at: int
    bytes: int
    found: int
    percent: int


class Finding(Struct, frozen=True):
    """An object that is not what was stored; open while `resolved_at` is null."""

    id: str
    source: str
    name: str
    dossier_id: str | None
    kind: str
    kind_label: str
    expected: str
    found: str
    expected_size: int
    found_size: int | None
    found_at: str
    resolved_at: str | None
    resolved_by: str
    resolution: str


class Integrity(Struct, frozen=True):
    """The newest walk, how many findings are open, and whether the caller may start and resolve."""

    latest: Scrub | None
    open: int
    may_act: bool
