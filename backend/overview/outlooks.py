"""What is likely to be late, with the reason in words; where time is lost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.overview.foretelling import AHEAD
from backend.overview.queries import AT_DESK, CAME_DUE, DAYS, DESK
from backend.overview.rules import NOW, moments
from backend.overview.stuck import slow_steps
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, encode_cursor
from backend.reports.periods import scope
from backend.settings import settings
from shared.contracts.overview import Bottlenecks, ForecastDossier, ForecastList, SlowUnit
from shared.vocabulary.states import OFFICER_LABELS, State

WORKING_DAY = 8 * 3600
_STILL = (
    "d.finished_at is null and d.waiting_since is null and d.due_at = f.due_at "
    "and d.state = f.state and f.due_at > $3"
)
_MINE = "(f.receiving_agency_id = any($2::uuid[]) or f.holding_agency_id = any($2::uuid[]))"
_LIKELY = f"""
select f.*, coalesce(d.code, d.reference) as code, d.procedure_name, g.name as agency_name,
    coalesce(u.name, '') as unit_name, coalesce(e.full_name, '') as holder_name,
    coalesce({{seen}}, false) as seen
from lateness_forecast f join dossier d on d.id = f.dossier_id
    join agency g on g.id = d.holding_agency_id left join unit u on u.id = d.holding_unit_id
    left join account e on e.id = d.executor_id
where f.tenant_id = $1 and {_MINE} and {_STILL} {{after}} order by f.due_at, f.dossier_id limit $4
"""
_COUNT = f"""
select count(*)::int from lateness_forecast f join dossier d on d.id = f.dossier_id
where f.tenant_id = $1 and {_MINE} and {_STILL}
"""
_COMING = """
select coalesce(sum(n), 0)::int from figure where tenant_id = $1 and kind = 'running'
    and day >= $3 and day <= $4
    and (receiving_agency_id = any($2::uuid[]) or holding_agency_id = any($2::uuid[]))
"""
_UNITS = f"""
with {CAME_DUE},
counted as (select holding_agency_id as agency_id, unit_id,
        sum(n) filter (where kind in ('early', 'on_time', 'late')) as resolved,
        sum(n) filter (where kind = 'late') as resolved_late,
        sum(n) filter (where kind = 'in_progress') as in_progress,
        sum(n) filter (where kind = 'running') as late
    from figure where tenant_id = $1 and ((kind in ('early', 'on_time', 'late') and day > $3
            and day <= $4) or (kind = 'in_progress' and day = $8)
            or (kind = 'running' and day < $4))
        and (receiving_agency_id = any($2::uuid[]) or holding_agency_id = any($2::uuid[]))
    group by 1, 2
    union all select holding_agency_id, unit_id, 0, 0, 0, n from came_due)
select s.*, case when s.unit_id = $7::uuid then 'Bộ phận Một cửa' else u.name end as name,
    g.name as agency_name
from (select agency_id, unit_id, sum(resolved)::int as resolved,
        sum(resolved_late)::int as resolved_late, sum(in_progress)::int as in_progress,
        sum(late)::int as late from counted group by 1, 2) s
join agency g on g.id = s.agency_id left join unit u on u.id = s.unit_id
where coalesce(s.resolved_late, 0) > 0 or coalesce(s.late, 0) > 0
order by coalesce(s.resolved_late, 0)::float / greatest(1, coalesce(s.resolved, 0)) desc,
    coalesce(s.late, 0) desc, g.sort_key, s.unit_id limit 30
"""
_RAN = "select ran_at from overview_run where tenant_id = $1 and job = $2"


async def likely_late(
    actor: Actor, agency_id: UUID | None, cursor: str = "", limit: int = 50
) -> ForecastList:
    """Of what comes due within ten days and is still where it was when it was forecast."""
    of = await scope(actor, agency_id)
    limit = max(1, min(limit, MAX_LIMIT))
    tenant, now = settings().tenant, clock.now()
    args: list[Any] = [tenant, of.ids, now, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (f.due_at, f.dossier_id) > ($5, $6)"
    seen, more = visible(actor, len(args) + 1)
    # nosemgrep: sql-from-values (columns and places of arguments)
    rows = await fetch(_LIKELY.format(seen=seen, after=after), *args, *more)
    made = await fetch_value(_RAN, tenant, "forecast")
    today = moments(now).morning.date()
    last = rows[limit - 1] if len(rows) > limit else None
    return ForecastList(
        made_at=iso(made) if made else "",
        likely=await fetch_value(_COUNT, tenant, of.ids, now),
        of_open=await fetch_value(_COMING, tenant, of.ids, today, (now + AHEAD).date()),
        items=[_shown(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last["due_at"], last["dossier_id"]) if last else None,
    )


async def bottlenecks(actor: Actor, agency_id: UUID | None) -> Bottlenecks:
    """Units by their share of late results in the last thirty days, steps by how often they went
    over their norm in the last ninety and how many dossiers are over it in them now."""
    of = await scope(actor, agency_id)
    tenant = settings().tenant
    when = moments(clock.now())
    today = when.morning.date()
    first = today - timedelta(days=DAYS)
    units = await fetch(_UNITS, tenant, of.ids, first, today, when.now, when.morning, AT_DESK, NOW)
    ran = await fetch_row(_RAN, tenant, "pace")
    single = len(of.ids) == 1
    return Bottlenecks(
        measured_at=iso(ran["ran_at"]) if ran else "",
        day_from=(first + timedelta(days=1)).isoformat(),
        day_to=today.isoformat(),
        units=[_unit(row, single=single) for row in units],
        steps=await slow_steps(of.ids),
    )


def reason(row: Any) -> str:
    """Why a dossier is likely to be late, in numbers that anybody can check."""
    label = OFFICER_LABELS[State(row["state"])].vi
    said = (
        f"Đang ở bước “{label}” {_days(row['stayed'])}. Hồ sơ cùng thủ tục thường ở bước này "
        f"{_days(row['usual_stay'])} và cần {_days(row['usual_left'])} từ bước này đến khi có kết "
        f"quả ({row['samples']} hồ sơ gần đây)."
    )
    if row["stayed"] > row["usual_stay"]:
        said += " Đã ở bước này lâu hơn thường lệ."
    return said


def _days(seconds: int) -> str:
    if seconds < WORKING_DAY:
        return (
            f"{max(1, round(seconds / 3600))} giờ làm việc" if seconds >= 1800 else "chưa tới 1 giờ"
        )
    return f"{seconds / WORKING_DAY:.1f} ngày làm việc".replace(".", ",")


def _shown(row: asyncpg.Record) -> ForecastDossier:
    return ForecastDossier(
        id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        unit_name=row["unit_name"],
        holder_name=row["holder_name"],
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        due_at=iso(row["due_at"]),
        expected_at=iso(row["expected_at"]),
        reason=reason(row),
        visible=row["seen"],
    )


def _unit(row: asyncpg.Record, *, single: bool) -> SlowUnit:
    desk = row["unit_id"] == AT_DESK
    name = row["name"] or row["agency_name"]
    return SlowUnit(
        agency_id=str(row["agency_id"]),
        unit_id=DESK if desk else str(row["unit_id"]),
        name=name if single else f"{name}, {row['agency_name']}",
        resolved=row["resolved"] or 0,
        resolved_late=row["resolved_late"] or 0,
        in_progress=row["in_progress"] or 0,
        late=row["late"] or 0,
    )
