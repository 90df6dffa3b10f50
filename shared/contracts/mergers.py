"""Agencies renamed, merged and split: the plan, what it would move, how far it is."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, FieldProblem
from shared.vocabulary.mergers import ChangeKind, ChangeState

Id = Annotated[str, Meta(min_length=1, max_length=40)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
AgencyName = Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]


class NewAgency(Struct, forbid_unknown_fields=True, frozen=True):
    """An agency that begins with the change; the plan names it by `key`, e.g. new-1."""

    key: Annotated[str, Meta(pattern=r"^new-\d{1,2}$")]
    code: Annotated[str, Meta(min_length=3, max_length=35)]
    name: AgencyName
    level: Annotated[str, Meta(pattern="^(ministry|province|commune|other)$")]
    commune_code: Annotated[str, Meta(max_length=10)] = ""
    address: Annotated[str, Meta(max_length=300)] = ""
    phone: Annotated[str, Meta(max_length=20)] = ""
    email: Annotated[str, Meta(max_length=254)] = ""


class UnitMove(Struct, forbid_unknown_fields=True, frozen=True):
    """A unit that does not go the usual way: to which agency, and into which unit there; without
    `into` it moves as it is."""

    unit_id: Id
    target: Id
    into: Annotated[str, Meta(max_length=40)] = ""


class PlanChange(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to happen on `effective_on`, by which decision.

    `sources` end on that day (a renamed one goes on, and one with `source_stays` too); `heir` goes
    on for them: the id of an agency, or the key of a new one. Units go to the heir, into its unit
    of the same name where there is one and its desk where they are a desk, unless `moves` says
    otherwise. Where the source stays, its procedures follow the unit that resolves them, but for
    those `staying`: codes that the source goes on receiving while the unit resolves them elsewhere.
    """

    kind: ChangeKind
    sources: Annotated[list[Id], Meta(min_length=1, max_length=20)]
    heir: Id
    effective_on: Day
    decision: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]
    new_agencies: Annotated[list[NewAgency], Meta(max_length=10)] = []
    moves: Annotated[list[UnitMove], Meta(max_length=200)] = []
    name: Annotated[str, Meta(max_length=200)] = ""
    source_stays: bool = False
    staying: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(max_length=500)
    ] = []


class UnitGoes(Struct, frozen=True):
    """A unit, where it goes, and how many people and open dossiers go with it."""

    id: str
    agency: str
    name: str
    is_desk: bool
    to_agency: str
    to_unit: str
    officers: int
    dossiers: int


class ProcedureGoes(Struct, frozen=True):
    """A procedure whose unit goes: who received it, the unit, who receives it afterwards."""

    code: str
    name: str
    agency: str
    unit: str
    to_agency: str
    stays: bool


class Consequence(Struct, frozen=True):
    """How many of something there are, and what becomes of them."""

    what: str
    count: int
    becomes: str


class ChangePreview(Struct, frozen=True):
    """What a plan would do if it took effect now; with `faults` it cannot be proposed."""

    units: list[UnitGoes]
    consequences: list[Consequence]
    warnings: list[str]
    faults: list[FieldProblem]
    procedures: list[ProcedureGoes] = []


class ChangeRow(Struct, frozen=True):
    """One change in the list."""

    id: str
    kind: ChangeKind
    kind_label: str
    state: ChangeState
    state_label: str
    summary: str
    effective_on: str
    decision: str
    proposed_by: str
    proposed_at: str


class ChangeView(Struct, frozen=True):
    """One change, and what the caller may do with it; `percent` of the open dossiers moved."""

    row: ChangeRow
    plan: PlanChange
    preview: ChangePreview | None
    approved_by: str
    note: str
    total: int
    moved: int
    percent: int
    may_approve: bool
    why_not_approve: str
    may_cancel: bool


class CancelChange(Struct, forbid_unknown_fields=True, frozen=True):
    """Why it will not happen."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]
