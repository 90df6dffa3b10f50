"""Which agency receives a procedure and which unit resolves it."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, Named
from shared.contracts.proposals import NextVersion
from shared.vocabulary.competences import CompetenceWay

Id = Annotated[str, Meta(max_length=40)]


class ProposedCompetence(Struct, frozen=True):
    """What is proposed: a unit that resolves from then on, or (`ends`) that the agency receives the
    procedure no more; without `effective_on` from the approval on."""

    ends: bool
    unit: Named | None
    resolving_agency: Named | None
    reason: str
    effective_on: str = ""


class PlannedCompetence(Struct, frozen=True):
    """What was approved and waits for its day, said as what is proposed."""

    change: ProposedCompetence
    proposed_by: str
    approved_by: str
    may_call_off: bool


class CompetenceRow(Struct, frozen=True):
    """One agency that receives the procedure, or (without a unit) is proposed to."""

    agency: Named
    agency_code: str
    unit: Named | None
    resolving_agency: Named | None
    proposed: ProposedCompetence | None
    planned: PlannedCompetence | None
    next: NextVersion


class CompetenceDesign(Struct, frozen=True):
    """One of them with whom a change meets: `open_dossiers` stay where they are, `open_drafts` are
    addressed to the agency."""

    procedure_code: str
    procedure_name: str
    row: CompetenceRow
    open_dossiers: int
    open_drafts: int


class SaveCompetence(Struct, frozen=True, forbid_unknown_fields=True):
    """A change to propose: the unit that is to resolve, null to end it. `in_force_unit_id` is the
    unit that was shown as resolving (null: none), `revision` the proposal that was read;
    `effective_on` a day to come, empty: from the approval on."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]
    unit_id: Id | None = None
    in_force_unit_id: Id | None = None
    revision: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    effective_on: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""


class CallOffCompetence(Struct, frozen=True, forbid_unknown_fields=True):
    """Why an approved change is called off before its day."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]


class CompetenceChange(Struct, frozen=True):
    """One change of before: `before` is empty where one was added, `after` where one ended."""

    agency: str
    before: str
    after: str
    way: CompetenceWay
    way_label: str
    reason: str
    proposed_by: str
    approved_by: str
    at: str
