"""Procedures as they are written: the next version with its day, versions compared, stops."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.catalogue import Procedure
from shared.contracts.common import Choice, FieldProblem
from shared.contracts.papers import Papers
from shared.contracts.proposals import NextVersion
from shared.vocabulary.fees import FeeKind, FeeMoment, FeeUnit
from shared.vocabulary.procedures import StopKind
from shared.vocabulary.time_units import SupplementPolicy

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Line = Annotated[str, Meta(max_length=500)]
Words = Annotated[str, Meta(max_length=10_000)]
Code = Annotated[str, Meta(max_length=40)]
Few = Annotated[list[Code], Meta(max_length=20)]
Money = Annotated[int, Meta(ge=0, le=10_000_000_000)]
Key = Annotated[str, Meta(max_length=60)]


class DefinedChannel(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to submit: how long it takes (`amount` in `unit`, both empty when not known), what
    it costs in VND (null: as `fee_text` says)."""

    channel: Code
    amount: Annotated[str, Meta(max_length=10)] = ""
    unit: Annotated[str, Meta(max_length=20)] = ""
    fee_vnd: Annotated[int, Meta(ge=0, le=10_000_000_000)] | None = None
    fee_text: Line = ""
    description: Words = ""


class DefinedText(Struct, frozen=True, forbid_unknown_fields=True):
    """A legal text with its number, or a result with its national code."""

    name: Line
    code: Annotated[str, Meta(max_length=100)] = ""


class DefinedTier(Struct, frozen=True, forbid_unknown_fields=True):
    """From the `first`-th unit on, each costs this."""

    first: Annotated[int, Meta(ge=2, le=10_000)]
    amount_vnd: Money


class DefinedExemption(Struct, frozen=True, forbid_unknown_fields=True):
    """A ground on which `percent` of the amount is not asked for; `proof` says what shows it."""

    key: Key
    name: Line
    percent: Annotated[int, Meta(ge=1, le=100)]
    source: Line
    proof: Line = ""


class DefinedFee(Struct, frozen=True, forbid_unknown_fields=True):
    """One fee or charge as its legal text sets it: `amounts` by channel, "" for every other;
    `most_vnd` limits one copy."""

    key: Key
    name: Line
    kind: FeeKind
    amounts: dict[str, Money]
    per: FeeUnit = FeeUnit.DOSSIER
    tiers: Annotated[list[DefinedTier], Meta(max_length=20)] = []
    most_vnd: Money | None = None
    moment: FeeMoment = FeeMoment.WHILE_PROCESSING
    exemptions: Annotated[list[DefinedExemption], Meta(max_length=40)] = []
    refundable: bool = True
    source: Line = ""


class DefinedSupplement(Struct, frozen=True, forbid_unknown_fields=True):
    """Where specialised law differs on supplements; null in days and requests: as the regime."""

    source: Line
    policy: SupplementPolicy
    ask_within_days: Annotated[int, Meta(ge=1, le=365)] | None = None
    requests: Annotated[int, Meta(ge=0, le=100)] | None = None


class DefinedRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What is charged, and what specialised law says of supplements and of waiting for a payment
    (`payment_pause_source` is the article by which that does not count; mostly empty)."""

    fees: Annotated[list[DefinedFee], Meta(max_length=20)]
    supplement: DefinedSupplement | None
    payment_pause_source: Line


class DefinedProcedure(Struct, frozen=True, forbid_unknown_fields=True):
    """What is published of a procedure; `checked` names imported fields that a person has found
    to be right. `decided_on` is the day of the decision that published it, `in_force_on` the day
    from which that decision holds (NĐ 63/2010/NĐ-CP Điều 15; both count for the index).
    `takes_online` opens or closes it for submission online (null: stays as it is); `no_papers` says
    that a procedure without papers asks for none."""

    name: Line
    sector: Line
    agency: Line
    levels: Few
    subjects: Few
    online_level: Code
    receiving_address: Words
    decision_number: Line
    decided_on: Day | None
    steps: Annotated[list[Annotated[str, Meta(max_length=4000)]], Meta(max_length=60)]
    channels: Annotated[list[DefinedChannel], Meta(max_length=10)]
    conditions: Words
    results: Annotated[list[DefinedText], Meta(max_length=30)]
    legal_basis: Annotated[list[DefinedText], Meta(max_length=100)]
    keywords: Annotated[list[Line], Meta(max_length=60)]
    together: Few
    papers: Papers
    checked: Annotated[list[Code], Meta(max_length=60)] = []
    in_force_on: Day | None = None
    takes_online: bool | None = None
    no_papers: bool = False
    rules: DefinedRules | None = None


class Difference(Struct, frozen=True):
    """One field that is not the same, line by line; a line that stands in one of both alone is
    new or gone."""

    field: str
    label: str
    old: list[str]
    new: list[str]


class ProcedureChange(Struct, frozen=True):
    """A version that two persons approved, with the day from which it holds."""

    id: str
    state: str
    state_label: str
    effective_on: str
    differences: list[Difference]
    proposed_by: str
    approved_by: str
    approved_at: str
    note: str
    version: int | None
    may_call_off: bool


class Stop(Struct, frozen=True):
    """When a procedure takes no dossiers, why, and what is to be used instead; `until` null: until
    further notice. `now` says that it holds today."""

    kind: str
    kind_label: str
    from_on: str
    until: str | None
    reason: str
    decision: str
    replaced_by: list[Choice]
    proposed_by: str
    approved_by: str
    approved_at: str
    now: bool


class SaveStop(Struct, frozen=True, forbid_unknown_fields=True):
    """A stop, an end or a resumption to propose; `until` is the last day of a suspension."""

    kind: StopKind
    from_on: Day
    reason: Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]
    until: Day | None = None
    decision: Line = ""
    replaced_by: Few = []
    revision: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class StopDesign(Struct, frozen=True):
    """What is proposed to stop, or nothing; `open_dossiers` go on under it, `open_drafts` could
    not be sent any more."""

    procedure_code: str
    procedure_name: str
    proposed: SaveStop | None
    replaced_by: list[Choice]
    next: NextVersion
    stops: list[Stop]
    open_dossiers: int
    open_drafts: int


class CallOff(Struct, frozen=True, forbid_unknown_fields=True):
    """Why an approved version is not to hold after all."""

    reason: Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]


class ProcedureDesign(Struct, frozen=True):
    """A procedure as it is being written, or as it is in force.

    `base_version` is the one the draft was written from; `overtaken` names fields that were
    changed in force since and differ; `version` is 0 for a procedure that is being added. `preview`
    is the page of the citizen. `flags` are fields that an import left in doubt. `takes_online` is
    how it is now, `opening` what is missing before it can be. `touching` says in sentences which
    approved versions change the same fields. `withdrawn`: it was taken off the catalogue, and comes
    back with the next version. `fees_tried` says in words what the rules come to.
    """

    procedure_code: str
    version: int
    base_version: int
    effective_on: str | None
    procedure: DefinedProcedure
    next: NextVersion
    faults: list[FieldProblem]
    differences: list[Difference]
    overtaken: list[str]
    preview: Procedure
    flags: list[Choice]
    waiting: list[ProcedureChange]
    open_drafts: int
    levels: list[Choice]
    subjects: list[Choice]
    online_levels: list[Choice]
    channels: list[Choice]
    units: list[Choice]
    takes_online: bool
    opening: list[FieldProblem]
    touching: list[str]
    withdrawn: bool
    fees_tried: list[str]


class NewProcedure(Struct, frozen=True, forbid_unknown_fields=True):
    """A procedure that a decision adds: its national code and its name."""

    code: Code
    name: Line


class Addition(Struct, frozen=True):
    """A procedure that is being added: written, proposed, or approved with a day to come."""

    code: str
    name: str
    state: str
    effective_on: str | None


class SaveProcedure(Struct, frozen=True, forbid_unknown_fields=True):
    """The next version as it stands on the screen; without `effective_on` it holds from approval
    on. `base_version` is the version it was written from, 0 for a procedure that is being added."""

    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    base_version: Annotated[int, Meta(ge=0, le=1_000_000)]
    procedure: DefinedProcedure
    effective_on: Day | None = None


class CopyVersion(Struct, frozen=True, forbid_unknown_fields=True):
    """Makes the content of a version the draft."""

    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    revision: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class VersionRow(Struct, frozen=True):
    """One version: since when, from where, by whom."""

    version: int
    effective_from: str
    source_label: str
    proposed_by: str
    published_by: str
    current: bool


class Comparison(Struct, frozen=True):
    """Two versions field by field; only what differs."""

    old: int
    new: int
    differences: list[Difference]
