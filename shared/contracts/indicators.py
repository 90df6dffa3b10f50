"""The service index of QĐ 766/QĐ-TTg and the nine indicators of TT 01/2018/TT-VPCP."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice
from shared.contracts.proposals import NextVersion

Reason = Annotated[str, Meta(min_length=10, max_length=1000)]


class IndexPart(Struct, frozen=True):
    """What is taken off in a formula, and which list opens it (a Side)."""

    side: str
    count: int


class ComponentFigures(Struct, frozen=True):
    """One component. `share` in per cent with two decimals; a mean time in days for 2.2.

    `standing` (a Standing) says why there is no share: nothing in the period (N/A), no data known
    to the system (`note` says which), or counted for units and agencies only. `points` are null
    then. `before` is the share in the period before.
    """

    component: str
    number: str
    name: str
    counting: str
    formula: str
    maximum: float
    full_at: float
    standing: str
    note: str
    numerator: float | None
    denominator: float | None
    share: float | None
    points: float | None
    before: float | None
    parts: list[IndexPart]


class GroupFigures(Struct, frozen=True):
    """One group: `points` of `countable`, which is the maximum less what could not be counted."""

    group: str
    name: str
    maximum: float
    countable: float
    points: float
    before: float | None
    components: list[ComponentFigures]


class IndexScope(Struct, frozen=True):
    """Whose figures they are; `id` is empty for all agencies in reach. `above` leads up to it."""

    kind: str
    id: str
    name: str
    above: list[Choice]


class IndexLine(Struct, frozen=True):
    """One agency, unit or officer below, with the points of each group (null: not countable)."""

    kind: str
    id: str
    name: str
    dossiers: int
    points: float
    countable: float
    groups: list[float | None]


class PeriodBefore(Struct, frozen=True):
    """The same stretch of the month, quarter or year before."""

    day_from: str
    day_to: str
    points: float
    countable: float


class ServiceIndex(Struct, frozen=True):
    """The index of a period as it stood at its end (`as_of`), counted from events."""

    day_from: str
    day_to: str
    as_of: str
    scope: IndexScope
    agencies: list[Choice]
    definition: int
    source: str
    maximum: float
    countable: float
    points: float
    before: PeriodBefore | None
    groups: list[GroupFigures]
    lines: list[IndexLine]


class CountedPetition(Struct, frozen=True):
    """One petition behind a number, without what it says; `visible`: the caller may open it."""

    id: str
    code: str
    agency_name: str
    received_at: str
    due_at: str
    answered_at: str | None
    late: bool
    disliked: bool


class CountedProcedure(Struct, frozen=True):
    """One procedure behind a number; `note` says what it lacks."""

    code: str
    name: str
    note: str


class ProcedureTime(Struct, frozen=True):
    """How long a procedure took on average from acceptance to the result (2.2): in its own `unit`
    (in words), in calendar days, and in working hours."""

    code: str
    name: str
    dossiers: int
    mean: float
    unit: str
    mean_days: float
    working_hours: float


class ComponentDefinition(Struct, frozen=True):
    """Most points of a component, and the share (%) from which on it has them all."""

    component: str
    maximum: Annotated[float, Meta(ge=0, le=100)]
    full_at: Annotated[float, Meta(gt=0, le=100)]


Share = Annotated[float, Meta(ge=0, le=100)]
OfDossier = Annotated[float, Meta(ge=0, le=10)]
OfAgency = Annotated[float, Meta(ge=0, le=18)]


class NineThresholds(Struct, forbid_unknown_fields=True, frozen=True):
    """The nine indicators: shares in per cent from which on points are given (5 `wholly`, of a
    commune `wholly_commune`; 8 `feedback_some`; 9 `offered`, `online_full`, `online_some`), and the
    least sums of the classes of officers and agencies (Điều 15)."""

    wholly: Share
    wholly_commune: Share
    feedback_some: Share
    offered: Share
    online_full: Share
    online_some: Share
    fulfilled: OfDossier
    mostly: OfDossier
    excellent: OfAgency
    good: OfAgency
    fair: OfAgency
    average: OfAgency


class IndexDefinition(Struct, frozen=True):
    """One version of the definition; version 0 came with the system. One person
    proposed it, another published it."""

    version: int
    valid_from: str
    source: str
    publish_days: int
    public_days: int
    certifications: list[str]
    components: list[ComponentDefinition]
    nine: NineThresholds
    reason: str
    published_at: str
    published_by: str
    proposed_by: str


class NewIndexDefinition(Struct, frozen=True):
    """A version to propose, made from version `based_on` (the newest published, 0 for none);
    without `nine` the thresholds of the nine indicators stay as they are."""

    based_on: Annotated[int, Meta(ge=0, le=10_000)]
    valid_from: Annotated[str, Meta(max_length=10)]
    source: Annotated[str, Meta(min_length=5, max_length=300)]
    publish_days: Annotated[int, Meta(ge=0, le=60)]
    public_days: Annotated[int, Meta(ge=0, le=60)]
    certifications: Annotated[list[str], Meta(max_length=20)]
    components: Annotated[list[ComponentDefinition], Meta(max_length=40)]
    reason: Reason
    nine: NineThresholds | None = None


class IndexDefinitions(Struct, frozen=True):
    """All versions, the newest first; `in_force` is the number of today's. `proposed` is the one
    that waits for a second person or was given back, and `next` how it stands."""

    items: list[IndexDefinition]
    in_force: int
    proposed: NewIndexDefinition | None
    next: NextVersion


class NineLine(Struct, frozen=True):
    """One agency, unit or officer: a score of each indicator (null: not scored here, or nothing to
    score), their sum, the place by it, and the class of Điều 15 where it gives one."""

    id: str
    name: str
    place: str
    dossiers: int
    scores: list[float | None]
    total: float | None
    rank: int | None
    grade: str
    grade_label: str
    before: float | None


class NineReport(Struct, frozen=True):
    """The nine indicators of a period; `definition` is the version whose thresholds hold, `notes`
    say what the system cannot know."""

    day_from: str
    day_to: str
    as_of: str
    definition: int
    grouping: str
    agency: Choice | None
    agencies: list[Choice]
    lines: list[NineLine]
    notes: list[str]


class ScoredDossier(Struct, frozen=True):
    """One dossier behind a score, with its points of the indicator (0, 1 or 2)."""

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    accepted_at: str
    due_at: str | None
    ended_at: str
    points: int
    visible: bool


class PublicityStatement(Struct, frozen=True):
    """What an agency stated of putting its procedures up on the wall in a period (ISO days, both
    inclusive), with the name of the paper that proves it."""

    id: str
    agency_id: str
    agency_name: str
    day_from: str
    day_to: str
    posted: bool
    note: str
    file_name: str
    stated_by: str
    stated_at: str
    superseded: bool
