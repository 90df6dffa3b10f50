"""Internal processes as data (NĐ 61/2018, TT 01/2018/TT-VPCP Điều 8): steps, times, branches.

Times are working minutes. A process steers who does what next and by when; what an act is and
whether the law allows it stays with the table of acts.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Named
from shared.vocabulary.acts import Act
from shared.vocabulary.roles import Role

StepId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Name = Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
Value = Annotated[str, Meta(max_length=200)]


class Condition(Struct, forbid_unknown_fields=True, frozen=True):
    """One test of a branch: `channel`, `delivery`, or `answers.<key>` against values."""

    field: Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\S")]
    op: Literal["is", "is_not", "in", "given", "at_least", "at_most"]
    values: Annotated[list[Value], Meta(max_length=20)] = []


class Branch(Struct, forbid_unknown_fields=True, frozen=True):
    """Where a step leads when all conditions hold; one without conditions always holds."""

    to: StepId
    when: Annotated[list[Condition], Meta(max_length=10)] = []


class Part(Struct, forbid_unknown_fields=True, frozen=True):
    """What another agency does within a step: an opinion (`consult`) or a task (`entrust`).

    `agency` is the code of an agency; `days` are working days. NĐ 61/2018 Điều 19.5-19.7.
    """

    kind: Literal["consult", "entrust"]
    agency: Annotated[str, Meta(min_length=1, max_length=35, pattern=r"\S")]
    content: Annotated[str, Meta(min_length=5, max_length=500, pattern=r"\S")]
    days: Annotated[int, Meta(ge=1, le=60)] = 5


class Step(Struct, forbid_unknown_fields=True, frozen=True):
    """One step: whose, within how many working minutes, with which acts, ended by which act.

    `acts` may be done and leave the dossier in the step; `done_by` ends it. Branches are tried in
    order; a step without branches ends the process. The step ends only after all its `parts` were
    asked; tasks begin at once, or `in_turn` one after the other.
    """

    id: StepId
    name: Name
    role: Role
    minutes: Annotated[int, Meta(ge=1, le=240_000)]
    done_by: Act
    acts: Annotated[list[Act], Meta(max_length=20)] = []
    next: Annotated[list[Branch], Meta(max_length=10)] = []
    parts: Annotated[list[Part], Meta(max_length=10)] = []
    in_turn: bool = False


class Process(Struct, forbid_unknown_fields=True, frozen=True):
    """The whole of a process; `start` is entered when the dossier is accepted."""

    procedure_code: Annotated[str, Meta(min_length=3, max_length=40, pattern=r"\S")]
    start: StepId
    steps: Annotated[list[Step], Meta(min_length=1, max_length=60)]


class Finding(Struct, frozen=True):
    """What is wrong with a process: where, a stable code, and a sentence that says what to do."""

    step: str
    code: str
    message: str


class Passage(Struct, frozen=True):
    """One step of a simulated or replayed dossier; moments as RFC 3339 text."""

    step: str
    name: str
    role_label: str
    entered_at: str
    due_at: str
    left_at: str
    late: bool


class CheckProcess(Struct, forbid_unknown_fields=True, frozen=True):
    """A draft to be checked, drawn and tried without saving it."""

    agency_id: str
    process: Process


class CheckedProcess(Struct, frozen=True):
    """What a draft looks like: findings, its picture as SVG, its longest way in working minutes.

    `legal_minutes` is 0 where the procedure's term is not known for certain.
    """

    findings: list[Finding]
    diagram: str
    longest_minutes: int
    legal_minutes: int


class Simulate(Struct, forbid_unknown_fields=True, frozen=True):
    """A sample dossier for a draft: when it is accepted and what it says."""

    agency_id: str
    process: Process
    accepted_at: str
    channel: str = "desk"
    delivery: str = "desk"
    answers: dict[str, str] = {}
    pace_percent: Annotated[int, Meta(ge=1, le=1000)] = 100


class Simulation(Struct, frozen=True):
    """Step by step with the clock; `stopped` says why it cannot go on, or is empty."""

    passages: list[Passage]
    finished_at: str
    due_at: str
    late: bool
    stopped: str


class ReplayedDossier(Struct, frozen=True):
    """A past dossier led through a draft: `outcome` is fits, stuck, late, running or uncounted."""

    dossier_id: str
    code: str
    outcome: str
    outcome_label: str
    step: str
    detail: str


class Replay(Struct, frozen=True):
    """How all past dossiers of the procedure would fare.

    `id` is empty where it was done at once; otherwise the run goes on, and what was found so far
    is read again by it until `finished`. `dossiers` are the worst, at most 200.
    """

    id: str
    total: int
    looked_at: int
    percent: int
    finished: bool
    fits: int
    stuck: int
    late: int
    running: int
    uncounted: int
    dossiers: list[ReplayedDossier]


class ProcessVersion(Struct, frozen=True):
    """One version: draft, proposed, published or retired."""

    id: str
    agency: Named
    procedure_code: str
    procedure_name: str
    number: int
    state: str
    state_label: str
    process: Process
    changed_at: str
    changed_by: str
    proposed_by: str
    approved_by: str
    approved_at: str | None
    running: int
    can_edit: bool
    can_approve: bool


class ProcessRow(Struct, frozen=True):
    """One line of the list of processes."""

    id: str
    agency_name: str
    procedure_code: str
    procedure_name: str
    number: int
    state: str
    state_label: str
    steps: int
    changed_at: str
    running: int


class SaveProcess(Struct, forbid_unknown_fields=True, frozen=True):
    """A draft as it is to be kept."""

    agency_id: str
    process: Process


class MoveRunning(Struct, forbid_unknown_fields=True, frozen=True):
    """Moves running dossiers to a published version; `apply` false only lists what would move."""

    apply: bool = False


class Moved(Struct, frozen=True):
    """What moves and what stays, with the reason for each that stays."""

    moves: list[str]
    stays: list[str]
    applied: bool
