"""Reports an officer puts together: the definition, the table, what is saved, what is sent."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice
from shared.vocabulary.analyses import ChartKind, Dimension, Measure, PeriodKind, Repeat
from shared.vocabulary.exports import TableKind

Code = Annotated[str, Meta(min_length=1, max_length=200)]
Codes = Annotated[list[Code], Meta(max_length=100)]
Day = Annotated[str, Meta(pattern=r"^$|^\d{4}-\d{2}-\d{2}$")]
Title = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]


class Restriction(Struct, forbid_unknown_fields=True, frozen=True):
    """Only dossiers whose value in one dimension is among the codes; no dimension of time."""

    dimension: Dimension
    codes: Annotated[list[Code], Meta(min_length=1, max_length=100)]


class Definition(Struct, forbid_unknown_fields=True, frozen=True):
    """A report: by what, how much of what, when, of which. Days are ISO dates, for `days` alone."""

    dimensions: Annotated[list[Dimension], Meta(max_length=3)]
    measures: Annotated[list[Measure], Meta(min_length=1, max_length=8)]
    period: PeriodKind = PeriodKind.THIS_YEAR
    day_from: Day = ""
    day_to: Day = ""
    restrictions: Annotated[list[Restriction], Meta(max_length=10)] = []
    chart: ChartKind = ChartKind.BARS


class AnalysisLine(Struct, frozen=True):
    """One line: its keys and names, one for each dimension, and a value for each measure.

    A value is None where there is nothing to take a mean or a share of.
    """

    keys: list[str]
    names: list[str]
    values: list[float | None]


class AnalysisTable(Struct, frozen=True):
    """What a definition gives for the caller. Days are ISO dates, both inclusive; `as_of` is the
    moment at which what is in progress was counted."""

    day_from: str
    day_to: str
    as_of: str
    dimensions: list[Choice]
    measures: list[Choice]
    units: list[str]
    lines: list[AnalysisLine]
    total: list[float | None]


class AnalysedDossier(Struct, frozen=True):
    """One dossier behind a number, without personal data; `at` is the moment it is counted at."""

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    agency_name: str
    state_label: str
    at: str
    accepted_at: str | None
    due_at: str | None
    finished_at: str | None
    amount: float | None
    visible: bool


class Choices(Struct, frozen=True):
    """What the caller may restrict a report to, by dimension."""

    agencies: list[Choice]
    units: list[Choice]
    officers: list[Choice]
    sectors: list[Choice]
    procedures: list[Choice]


class SaveAnalysis(Struct, forbid_unknown_fields=True, frozen=True):
    """A definition under a name; `shared` lets report readers of the agency use it."""

    title: Title
    definition: Definition
    shared: bool = False


class Analysis(Struct, frozen=True):
    """A saved definition. `version` counts its changes; `repeat` is the caller's own wish."""

    id: str
    title: str
    definition: Definition
    shared: bool
    version: int
    owner_name: str
    agency_name: str
    mine: bool
    changed_at: str
    repeat: str
    repeat_label: str
    send_kind: str
    next_at: str | None


class AnalysisVersion(Struct, frozen=True):
    """One version of a saved definition: what it was, who made it, when."""

    number: int
    title: str
    definition: Definition
    changed_by: str
    changed_at: str


class SetRepeat(Struct, forbid_unknown_fields=True, frozen=True):
    """How often the caller wants the file of a saved definition."""

    repeat: Repeat
    kind: TableKind = TableKind.XLSX


class AskAnalysisFile(Struct, forbid_unknown_fields=True, frozen=True):
    """A file by the queue; with `measure` the dossiers behind it, without it the table.

    `keys` restrict the list to one line.
    """

    definition: Definition
    kind: TableKind = TableKind.XLSX
    measure: Measure | None = None
    keys: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=3)] = []


class StepLine(Struct, frozen=True):
    """Time spent in steps by one step, unit, officer …; hours are working hours, `late` and `done`
    are passages that ended, `open` those still in the step, `open_late` of these those over their
    time while no clock stands still."""

    key: str
    name: str
    done: int
    late: int
    open: int
    open_late: int
    mean_hours: float | None
    median_hours: float | None
    longest_hours: float | None
    norm_hours: float | None


class StepTimes(Struct, frozen=True):
    """Passages through steps that ended in a period. Days are ISO dates, both inclusive."""

    day_from: str
    day_to: str
    agency: Choice | None
    agencies: list[Choice]
    grouping: str
    lines: list[StepLine]
    total: StepLine | None
