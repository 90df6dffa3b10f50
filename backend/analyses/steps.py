"""Time spent in the steps of electronic processes: mean, median, longest, against the norm.

A passage counts in the period in which the dossier left the step; what is still in a step counts as
open, now, and as late there once its time is over and its clock does not stand still. Time in which
the statutory clock stood still is nobody's (NĐ 61/2018 Điều 19.4).
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.analyses import naming
from backend.analyses.apart import officer_column, told_apart
from backend.analyses.facts import agency_at, of_agencies
from backend.analyses.passages import NORM, SECONDS, WORKED, stuck
from backend.analyses.queries import patiently
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.organisation.working_spans import working_spans
from backend.platform import clock
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.reports.periods import Period, Scope
from backend.settings import settings
from shared.contracts.analyses import AnalysedDossier, StepLine, StepTimes
from shared.contracts.common import Page
from shared.vocabulary.analyses import Dimension, StepGrouping
from shared.vocabulary.states import OFFICER_LABELS, State

_FIRST_OF_SPANS = 9
_HOUR = 3600.0
_LONGEST_STEP = timedelta(days=200)  # a norm may end after the period does
_MOST_LINES = 2_000
_LAST_ACT = """left join lateral (select o.id as actor_id, e.agency_id, e.unit_id
    from dossier_event e
    left join account o on o.id = e.actor_id and o.kind = 'officer'
    where e.dossier_id = p.dossier_id and e.at <= p.left_at + interval '2 seconds'
    order by e.seq desc limit 1) e on true"""
# A statement must use each argument that it is given.
_TYPED = (
    "($3::timestamptz is not null and $4::timestamptz is not null and $5::uuid[] is not null "
    "and $6::uuid[] is not null and $7::uuid is not null and $8::timestamptz is not null)"
)
# Of one passage: who it belongs to once it is over, and who has it while it lasts.
_KEYS: dict[StepGrouping, tuple[str, str]] = {
    StepGrouping.STEP: ("p.name", "p.name"),
    StepGrouping.PROCEDURE: ("d.procedure_code", "d.procedure_code"),
    StepGrouping.AGENCY: (
        f"({agency_at('p.left_at')})::text",
        f"({agency_at('$4::timestamptz')})::text",
    ),
    StepGrouping.UNIT: (
        "coalesce(e.unit_id::text, '')",
        "coalesce(d.holding_unit_id::text, '')",
    ),
    StepGrouping.OFFICER: (
        officer_column("e.actor_id", "e.agency_id", "e.unit_id"),
        officer_column("d.executor_id", "d.holding_agency_id", "d.holding_unit_id"),
    ),
}
_NAMES = {
    StepGrouping.PROCEDURE: Dimension.PROCEDURE,
    StepGrouping.AGENCY: Dimension.AGENCY,
    StepGrouping.UNIT: Dimension.UNIT,
    StepGrouping.OFFICER: Dimension.OFFICER,
}
_BY_SYSTEM = {
    StepGrouping.UNIT: "Không thuộc phòng, ban nào",
    StepGrouping.OFFICER: "Hệ thống hoặc người nộp",
}


async def step_times(actor: Actor, when: Period, of: Scope, grouping: StepGrouping) -> StepTimes:
    """The figures of a period by step, procedure, agency, unit or officer."""
    spans = await working_spans(
        of.ids, date(when.day_from.year - 1, 1, 1), when.day_to + _LONGEST_STEP
    )
    sql = f"""
with {spans.tables(_FIRST_OF_SPANS)},
ended as ({_ended(grouping)}),
standing as ({_standing(grouping)}),
figures as (
    select key, count(*) as done, count(*) filter (where late) as late, avg(seconds) as mean,
        percentile_cont(0.5) within group (order by seconds) as median, max(seconds) as longest,
        avg(norm) as norm, grouping(key) as whole from ended group by grouping sets ((key), ())),
waiting as (
    select key, count(*) as open, count(*) filter (where late) as open_late,
        grouping(key) as whole from standing group by grouping sets ((key), ()))
select coalesce(f.key, w.key) as key, coalesce(f.done, 0) as done, coalesce(f.late, 0) as late,
    coalesce(w.open, 0) as open, coalesce(w.open_late, 0) as open_late, f.mean, f.median,
    f.longest, f.norm, coalesce(f.whole, w.whole) as whole
from figures f full join waiting w on w.key is not distinct from f.key and w.whole = f.whole
order by done desc, open desc limit {_MOST_LINES}"""
    rows = await patiently(sql, [*await _arguments(actor, when, of), *spans.arguments])
    named = await _named(grouping, rows, when.end)
    lines = [_line(row, named[row["key"]]) for row in rows if not row["whole"]]
    whole = next((row for row in rows if row["whole"] and (row["done"] or row["open"])), None)
    return StepTimes(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        agency=of.chosen,
        agencies=of.allowed,
        grouping=grouping,
        lines=lines,
        total=_line(whole, "Tất cả") if whole is not None else None,
    )


async def step_dossiers(
    actor: Actor,
    when: Period,
    of: Scope,
    grouping: StepGrouping,
    which: str,
    key: str | None,
    cursor: str = "",
    limit: int = 50,
) -> Page[AnalysedDossier]:
    """The passages behind a number (`done`, `late`, `open`, `open_late`), the first begun first."""
    limit = max(1, min(limit, MAX_LIMIT))
    spans = await working_spans(
        of.ids, date(when.day_from.year - 1, 1, 1), when.day_to + _LONGEST_STEP
    )
    args = [*await _arguments(actor, when, of), *spans.arguments]
    base = _standing(grouping) if which.startswith("open") else _ended(grouping)
    where = ["x.late"] if which.endswith("late") else ["true"]
    if key is not None:
        args.append(key)
        where.append(f"x.key = ${len(args)}")
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where.append(f"(x.at, x.row_id) > (${len(args) - 1}, ${len(args)})")
    scoped, more = visible(actor, len(args) + 1, "c")
    args += more
    rows = await patiently(
        f"with {spans.tables(_FIRST_OF_SPANS)}, listed as (select * from ({base}) x "
        f"where {' and '.join(where)} order by x.at, x.row_id limit {limit + 1}) "
        "select l.*, d.code, d.reference, d.procedure_code, d.procedure_name, d.state, "
        "d.accepted_at, d.due_at, d.finished_at, g.name as agency_name, "
        f"exists (select from dossier c where c.id = l.id and {scoped}) as seen "
        "from listed l join dossier d on d.id = l.id "
        "join agency g on g.id = l.agency_id order by l.at, l.row_id",
        args,
    )
    return page(rows, limit, _dossier, lambda row: (row["at"], row["row_id"]))


async def _arguments(actor: Actor, when: Period, of: Scope) -> list[object]:
    """`$1` to `$8`; the last is now, against which what is open is late."""
    apart = await told_apart(actor)
    return [settings().tenant, of.ids, when.start, when.end, *apart, clock.now()]


def _ended(grouping: StepGrouping) -> str:
    key = _KEYS[grouping][0]
    last = _LAST_ACT if grouping in _BY_SYSTEM else ""
    return f"""
    select d.id, p.id as row_id, p.entered_at as at, {key} as key, p.left_at > p.due_at as late,
        w.agency_id,
        {SECONDS} as seconds, {NORM} as norm
    from step_passage p join dossier d on d.id = p.dossier_id {WORKED} {last}
    where d.tenant_id = $1 and {of_agencies("p.left_at")}
        and p.left_at >= $3::timestamptz and p.left_at < $4::timestamptz
        and {_TYPED}"""


def _standing(grouping: StepGrouping) -> str:
    return f"""
    select d.id, p.id as row_id, p.entered_at as at, {_KEYS[grouping][1]} as key,
        {stuck("$8::timestamptz")} as late,
        {agency_at("$4::timestamptz")} as agency_id,
        null::float8 as seconds, null::float8 as norm
    from step_passage p join dossier d on d.id = p.dossier_id
    where d.tenant_id = $1 and {of_agencies("$4::timestamptz")} and p.left_at is null
        and {_TYPED}"""


async def _named(
    grouping: StepGrouping, rows: list[asyncpg.Record], end: datetime
) -> dict[str, str]:
    codes = [row["key"] for row in rows if row["key"] is not None]
    if grouping not in _NAMES:
        return {code: code for code in codes}
    found = await naming.names(_NAMES[grouping], codes, end)
    return found | ({"": _BY_SYSTEM[grouping]} if grouping in _BY_SYSTEM else {})


def _line(row: asyncpg.Record, name: str) -> StepLine:
    return StepLine(
        key=row["key"] or "",
        name=name,
        done=row["done"],
        late=row["late"],
        open=row["open"],
        open_late=row["open_late"],
        mean_hours=_hours(row["mean"]),
        median_hours=_hours(row["median"]),
        longest_hours=_hours(row["longest"]),
        norm_hours=_hours(row["norm"]),
    )


def _hours(seconds: float | None) -> float | None:
    return round(float(seconds) / _HOUR, 2) if seconds is not None else None


def _dossier(row: asyncpg.Record) -> AnalysedDossier:
    return AnalysedDossier(
        id=str(row["id"]),
        code=row["code"] or row["reference"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        at=iso(row["at"]),
        accepted_at=iso(row["accepted_at"]) if row["accepted_at"] else None,
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        amount=_hours(row["seconds"]),
        visible=row["seen"],
    )
