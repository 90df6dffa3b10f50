"""Component 2.2 by procedure, each in the unit in which its own time limit is counted.

From acceptance to the result, as its formula says; working time is that of the calendar of the
agency that resolved. A mean over procedures of different units would be of nothing, so the figure
of the whole stays in days and this list says what each procedure takes.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.indicators.components import condition
from backend.indicators.facts import facts
from backend.indicators.gathering import asked_of
from backend.indicators.scope import reach, scope
from backend.organisation.working_spans import day_of, worked_until, working_spans
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.reports.periods import Period
from shared.contracts.common import Page
from shared.contracts.indicators import ProcedureTime
from shared.vocabulary.indicators import IndexComponent, Side
from shared.vocabulary.time_units import TIME_UNIT_LABELS, TimeUnit

_LONGEST = timedelta(days=3 * 366)  # working time is counted so far back
_DAY, _HOUR, _WORKING_DAY, _MONTH = 86_400, 3_600, 8 * 3_600, 30 * 86_400
_ROWS = "f.agency_id, f.procedure_code, f.accepted_at, f.ended_at"
_RESOLVED = condition(IndexComponent.AVERAGE_TIME, Side.ALL, [])
_TIMES = """
with {spans}, took as (
    select x.procedure_code as code, count(*)::int as dossiers,
        avg(extract(epoch from x.ended_at - x.accepted_at))::float8 as seconds,
        avg(greatest(0, {ended} - {begun}))::float8 as worked
    from ({rows}) x join working_agency w on w.agency_id = x.agency_id
    left join working_day a on a.no = w.no and a.day = {first}
    left join working_day b on b.no = w.no and b.day = {last}
    where {after} group by 1 order by 1 limit {limit})
select t.*, coalesce(v.content ->> 'name', p.name, t.code) as name,
    jsonb_path_query_first(v.content, '$.channels[*].unit') #>> '{{}}' as unit
from took t left join procedure p on p.tenant_id = $1 and p.code = t.code
left join lateral (select y.content from procedure_version y where y.tenant_id = $1
    and y.procedure_code = t.code and y.effective_from < $4 order by y.version desc limit 1) v
    on true
order by t.code
"""


async def by_procedure(
    actor: Actor,
    when: Period,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[ProcedureTime]:
    """The procedures with a result in the period, by code. Raises NotFound out of reach."""
    of = await scope(actor, await reach(actor), agency_id, unit_id, officer_id)
    limit = max(1, min(limit, MAX_LIMIT))
    asked = asked_of(of, when)
    args = asked.arguments()
    after = "true"
    if cursor:
        args += decode_cursor(cursor, tuple[str])
        after = f"x.procedure_code > ${len(args)}"
    spans = await working_spans(of.agency_ids, when.day_from - _LONGEST, when.day_to)
    # nosemgrep: sql-from-values (parts of a statement, and a number of ours)
    rows = await fetch(
        _TIMES.format(
            spans=spans.tables(len(args) + 1),
            rows=facts(asked, _ROWS, wanted=_RESOLVED),
            begun=worked_until("x.accepted_at", "a"),
            ended=worked_until("x.ended_at", "b"),
            first=day_of("x.accepted_at"),
            last=day_of("x.ended_at"),
            after=after,
            limit=limit + 1,
        ),
        *args,
        *spans.arguments,
    )
    return page(rows, limit, _shown, lambda row: (row["code"],))


def in_unit(unit: TimeUnit | None, seconds: float, worked: float) -> tuple[float, str]:
    """A time in the unit of a procedure, with the label of what it then is; in days where the
    procedure names no unit."""
    match unit:
        case TimeUnit.WORKING_DAY:
            return worked / _WORKING_DAY, TIME_UNIT_LABELS[unit].vi
        case TimeUnit.WORKING_HOUR | TimeUnit.SAME_DAY:
            return worked / _HOUR, TIME_UNIT_LABELS[TimeUnit.WORKING_HOUR].vi
        case TimeUnit.MONTH:
            return seconds / _MONTH, TIME_UNIT_LABELS[unit].vi
        case _:
            return seconds / _DAY, TIME_UNIT_LABELS[TimeUnit.CALENDAR_DAY].vi


def _shown(row: asyncpg.Record) -> ProcedureTime:
    unit = TimeUnit(row["unit"]) if row["unit"] in set(TimeUnit) else None
    mean, label = in_unit(unit, row["seconds"], row["worked"])
    return ProcedureTime(
        code=row["code"],
        name=row["name"],
        dossiers=row["dossiers"],
        mean=round(mean, 2),
        unit=label,
        mean_days=round(row["seconds"] / _DAY, 2),
        working_hours=round(row["worked"] / _HOUR, 2),
    )
