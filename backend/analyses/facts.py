"""The whitelist: what each dimension and measure is in SQL. Nothing a caller wrote is part of it.

Every measure belongs to one kind of fact, with a moment of its own: a dossier is received when it
is accepted and resolved when it is finished, a supplement counts when it is asked for, money when
it is paid. `$1` is the tenant, `$2` the agencies, `$3` and `$4` begin and end of the period,
`$5` to `$7` whose officers are told apart.
"""

from dataclasses import dataclass
from enum import StrEnum

from backend.analyses.apart import officer_column
from backend.organisation.working_spans import worked_until
from shared.vocabulary.analyses import Dimension, Measure
from shared.vocabulary.time_units import DeadlineClass


class Kind(StrEnum):
    """What happened, or (standing) how things are at the end."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    FINISHED = "finished"
    SUPPLEMENT = "supplement"
    PAID = "paid"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Fact:
    """Where the facts of a kind are read: the tables, the moment, the row, what makes one."""

    source: str
    at: str
    row: str
    condition: str


FACTS: dict[Kind, Fact] = {
    Kind.SUBMITTED: Fact("dossier d", "d.submitted_at", "d.id", "true"),
    Kind.ACCEPTED: Fact("dossier d", "d.accepted_at", "d.id", "true"),
    Kind.FINISHED: Fact("dossier d", "d.finished_at", "d.id", "d.accepted_at is not null"),
    Kind.SUPPLEMENT: Fact(
        "dossier d join dossier_event e on e.dossier_id = d.id",
        "e.at",
        "e.id",
        "e.act = 'request_supplement' and (d.supplement_requests > 0 or d.in_process_requests > 0)",
    ),
    Kind.PAID: Fact(
        "dossier d join fee_obligation f on f.dossier_id = d.id",
        "f.settled_at",
        "f.id",
        "f.state = 'paid'",
    ),
    Kind.STANDING: Fact(
        "dossier d",
        "d.accepted_at",
        "d.id",
        "d.accepted_at < $4 and (d.finished_at is null or d.finished_at >= $4)",
    ),
}

_ENDED = "done_class(d.ended_as, d.finished_at, d.judged_at, d.due_at)"
_DONE = "d.finished_at is not null and d.finished_at < $4"
_WAITING = (
    "exists (select from clock_interval i where i.dossier_id = d.id and i.started_at < $4 "
    "and (i.ended_at is null or i.ended_at >= $4))"
)
_OVERDUE = f"d.due_at < $4 and not {_WAITING}"
# As `law.on_time.on_time_class` at the end of the period; a test compares the two.
_CLASS = f"""case when d.due_at is null then '{DeadlineClass.NONE}'
    when {_DONE} then {_ENDED}
    when {_WAITING} then '{DeadlineClass.WAITING}'
    when $4 > d.due_at then '{DeadlineClass.OVERDUE}'
    when d.due_at - $4 <= interval '1 day' then '{DeadlineClass.DUE_SOON}'
    else '{DeadlineClass.IN_TIME}' end"""

_IN_VIETNAM = "to_char({at} at time zone 'Asia/Ho_Chi_Minh', '{shape}')"
_TIMES = {
    Dimension.DAY: "YYYY-MM-DD",
    Dimension.WEEK: 'IYYY-"W"IW',
    Dimension.MONTH: "YYYY-MM",
    Dimension.QUARTER: 'YYYY-"Q"Q',
    Dimension.YEAR: "YYYY",
}
_COLUMNS: dict[Dimension, str] = {
    Dimension.UNIT: "coalesce(d.holding_unit_id::text, '')",
    Dimension.OFFICER: officer_column("d.executor_id", "d.holding_agency_id", "d.holding_unit_id"),
    Dimension.SECTOR: "coalesce(v.sector, '')",
    Dimension.PROCEDURE: "d.procedure_code",
    Dimension.CHANNEL: "d.channel",
    Dimension.DELIVERY: "d.delivery",
    Dimension.STATE: "d.state",
    Dimension.ON_TIME: _CLASS,
    Dimension.ONLINE_LEVEL: "coalesce(v.online_level, '')",
    Dimension.APPLICANT: "case a.kind when 'citizen' then 'citizen' when 'organisation' "
    "then 'organisation' else 'no_account' end",
}
NEEDS_VERSION = frozenset({Dimension.SECTOR, Dimension.ONLINE_LEVEL})
VERSIONS = (
    "versions as materialized (select id, content ->> 'sector' as sector, "
    "content ->> 'online_level' as online_level from procedure_version)"
)


def received_by(kind: Kind) -> str:
    """SQL of the agency that had received the dossier when it happened: of before a merger that
    which was merged."""
    return agency_at(moment_of(kind))


def moment_of(kind: Kind) -> str:
    """SQL of the moment at which it happened; the end of the period for how things stand."""
    return "$4" if kind is Kind.STANDING else FACTS[kind].at


def agency_at(moment: str) -> str:
    """SQL of the agency that had received `dossier d` at a moment."""
    return (
        "case when d.agency_past is null then d.receiving_agency_id "
        f"else agency_then(d.agency_past, {moment}, d.receiving_agency_id) end"
    )


def of_agencies(moment: str) -> str:
    """SQL of whether that agency is of `$2`, in parts that indexes answer."""
    return (
        "((d.agency_past is null and d.receiving_agency_id = any($2::uuid[])) or "
        "(d.agency_past is not null and agency_then(d.agency_past, "
        f"{moment}, d.receiving_agency_id) = any($2::uuid[])))"
    )


def column(dimension: Dimension, kind: Kind) -> str:
    """SQL of the code of a dimension, a text."""
    if dimension is Dimension.AGENCY:
        return f"({received_by(kind)})::text"
    shape = _TIMES.get(dimension)
    if shape is not None:
        return _IN_VIETNAM.format(at=FACTS[kind].at, shape=shape)
    return _COLUMNS[dimension]


@dataclass(frozen=True, slots=True)
class Part:
    """One number that sums up over lines (or whose largest counts), and which facts it is about."""

    name: str
    kind: Kind
    value: str
    condition: str = "true"
    largest: bool = False

    @property
    def sql(self) -> str:
        """The aggregate within one line."""
        function = "max" if self.largest else "sum"
        made = "count(*)" if self.value == "1" else f"{function}({self.value})"
        return f"{made} filter (where {self.condition})"


HOURS = "w.seconds / 3600.0"
WORKED = f"{worked_until('d.finished_at', 'till')} - {worked_until('d.accepted_at', 'since')}"
_COUNT = "1"
PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part("submitted", Kind.SUBMITTED, _COUNT),
        Part("received", Kind.ACCEPTED, _COUNT),
        Part("received_online", Kind.ACCEPTED, _COUNT, "d.channel = 'online'"),
        Part("resolved", Kind.FINISHED, _COUNT),
        Part("resolved_early", Kind.FINISHED, _COUNT, f"{_ENDED} = 'done_early'"),
        Part("resolved_on_time", Kind.FINISHED, _COUNT, f"{_ENDED} in ('done_on_time', 'none')"),
        Part("resolved_late", Kind.FINISHED, _COUNT, f"{_ENDED} = 'done_late'"),
        Part("not_late", Kind.FINISHED, _COUNT, f"{_ENDED} <> 'done_late'"),
        Part("hours", Kind.FINISHED, HOURS),
        Part("longest", Kind.FINISHED, HOURS, largest=True),
        Part("in_progress", Kind.STANDING, _COUNT),
        Part("in_progress_late", Kind.STANDING, _COUNT, _OVERDUE),
        Part("supplements", Kind.SUPPLEMENT, _COUNT),
        Part("fees", Kind.PAID, "f.amount_vnd"),
    )
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A measure from its parts: one as it is, or one over another, times a factor.

    `behind` is the part whose facts are listed when the number is opened.
    """

    part: str
    over: str = ""
    factor: float = 1
    behind: str = ""


RECIPES: dict[Measure, Recipe] = {
    Measure.SUBMITTED: Recipe("submitted"),
    Measure.RECEIVED: Recipe("received"),
    Measure.RECEIVED_ONLINE: Recipe("received_online"),
    Measure.RESOLVED: Recipe("resolved"),
    Measure.RESOLVED_EARLY: Recipe("resolved_early"),
    Measure.RESOLVED_ON_TIME: Recipe("resolved_on_time"),
    Measure.RESOLVED_LATE: Recipe("resolved_late"),
    Measure.ON_TIME_RATE: Recipe("not_late", "resolved", 100, "not_late"),
    Measure.MEAN_HOURS: Recipe("hours", "resolved", 1, "resolved"),
    Measure.LONGEST_HOURS: Recipe("longest", behind="resolved"),
    Measure.IN_PROGRESS: Recipe("in_progress"),
    Measure.IN_PROGRESS_LATE: Recipe("in_progress_late"),
    Measure.SUPPLEMENTS: Recipe("supplements"),
    Measure.FEES: Recipe("fees"),
}


def behind(measure: Measure) -> Part:
    """The part whose facts are the list behind a measure."""
    recipe = RECIPES[measure]
    return PARTS[recipe.behind or recipe.part]
