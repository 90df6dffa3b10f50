"""Jobs of the worker: how long things really took, and what is likely to be late."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.analyses.passages import NORM, SECONDS, WORKED
from backend.law.calendar import CalendarExhausted, YearWithoutHolidays
from backend.organisation.working_calendar import working_calendar
from backend.organisation.working_spans import working_spans
from backend.overview.forecasting import Usual, Visit, outlook, usual, visits
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_value, transaction
from backend.settings import settings
from shared.vocabulary.states import State

AHEAD = timedelta(days=10)
BATCH = 500
PROCEDURES = 40
SAMPLES = 60
_PACE_OF = timedelta(days=90)
_LONGEST_STEP = timedelta(days=200)  # one may have begun, or have to end, so long ago or ahead
_EVERY = {"pace": timedelta(days=1), "forecast": timedelta(hours=1)}
_PASSED = """
select d.procedure_code, d.id, d.receiving_agency_id, d.finished_at,
    array_agg(e.state_after order by e.seq) as states, array_agg(e.at order by e.seq) as moments
from unnest($1::text[]) p(code) cross join lateral (
    select d.id, d.procedure_code, d.receiving_agency_id, d.finished_at from dossier d
    where d.procedure_code = p.code and d.tenant_id = $2 and d.finished_at > $3
        and d.finished_at is not null and d.accepted_at is not null
    order by d.finished_at desc limit $4) d
join dossier_event e on e.dossier_id = d.id and e.state_before is distinct from e.state_after
group by d.procedure_code, d.id, d.receiving_agency_id, d.finished_at
"""
# What came to be over; what is stuck right now is counted when it is asked for (`stuck.py`).
_STEPS = f"""
insert into step_pace (tenant_id, agency_id, procedure_code, step, name, role, passed, over, usual,
    measured_at)
with {{spans}}, passed as (
    select v.agency_id, v.procedure_code, p.step, p.name, p.role, p.left_at > p.due_at as over,
        {SECONDS} as seconds, {NORM} as norm
    from step_passage p join process_version v on v.id = p.process_version_id
    join dossier d on d.id = p.dossier_id {WORKED}
    where p.tenant_id = $1 and p.left_at > $3 and p.left_at is not null)
select $1, agency_id, procedure_code, step, max(name), max(role), count(*),
    count(*) filter (where over),
    coalesce(percentile_cont(0.5) within group (order by seconds / norm)
        filter (where norm > 0), 0), $2
from passed group by agency_id, procedure_code, step
"""
_OPEN = """
select d.id, d.state, d.due_at, d.receiving_agency_id, d.holding_agency_id,
    coalesce(d.holding_unit_id, '00000000-0000-0000-0000-000000000000'::uuid) as unit_id,
    p.samples, p.stay, p.remaining, (select e.at from dossier_event e where e.dossier_id = d.id
        and e.state_after = d.state and e.state_before is distinct from e.state_after
        order by e.seq desc limit 1) as entered_at
from dossier d left join pace p on p.tenant_id = d.tenant_id
    and p.procedure_code = d.procedure_code and p.state = d.state
where d.tenant_id = $1 and d.due_at is not null and d.finished_at is null
    and d.waiting_since is null
    and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')
    and (d.due_at, d.id) > ($2, $3) and d.due_at <= $4
order by d.due_at, d.id limit $5
"""


async def foretell() -> int:
    """What the worker does every minute: what is due; returns how many are likely to be late."""
    if await _is_due("pace"):
        await measure()
    return await forecast() if await _is_due("forecast") else 0


async def measure() -> int:
    """How long dossiers really take from each state on, and how steps keep their norms."""
    tenant, now = settings().tenant, clock.now()
    codes = [
        row["code"]
        for row in await fetch(
            "select code from procedure where tenant_id = $1 order by code", tenant
        )
    ]
    rows: list[tuple[Any, ...]] = []
    for first in range(0, len(codes), PROCEDURES):
        passed = await fetch(
            _PASSED, codes[first : first + PROCEDURES], tenant, now - timedelta(days=365), SAMPLES
        )
        for code, paces in (await _paces(passed)).items():
            rows += [
                (
                    tenant, code, state.value, pace.samples, int(pace.stay.total_seconds()),
                    int(pace.remaining.total_seconds()), now,
                )
                for state, pace in paces.items()
            ]  # fmt: skip
    agencies = await fetch("select id from agency where tenant_id = $1", tenant)
    spans = await working_spans(
        [row["id"] for row in agencies],
        (now - _PACE_OF - _LONGEST_STEP).date(),
        (now + _LONGEST_STEP).date(),
    )
    async with transaction() as c:
        await c.execute("delete from pace where tenant_id = $1", tenant)
        await c.executemany(
            "insert into pace (tenant_id, procedure_code, state, samples, stay, remaining, "
            "measured_at) values ($1, $2, $3, $4, $5, $6, $7)",
            rows,
        )
        await c.execute("delete from step_pace where tenant_id = $1", tenant)
        await c.execute(
            _STEPS.format(spans=spans.tables(4)),
            tenant, now, now - _PACE_OF, *spans.arguments,
        )  # fmt: skip
    await _ran("pace", now)
    return len(rows)


async def forecast() -> int:
    """Looks at every dossier that comes due within ten days; keeps those likely to be late."""
    tenant, now = settings().tenant, clock.now()
    after: tuple[datetime, UUID] = (now, UUID(int=0))
    found = 0
    while True:
        rows = await fetch(_OPEN, tenant, *after, now + AHEAD, BATCH)
        late = [line for row in rows if (line := await _foretold(row, now)) is not None]
        async with transaction() as c:
            await c.execute(
                "delete from lateness_forecast where dossier_id = any($1::uuid[])",
                [row["id"] for row in rows],
            )
            await c.executemany(
                "insert into lateness_forecast (dossier_id, tenant_id, receiving_agency_id, "
                "holding_agency_id, unit_id, due_at, expected_at, state, entered_at, stayed, "
                "usual_stay, usual_left, samples, made_at) values ($1, $2, $3, $4, $5, $6, $7, "
                "$8, $9, $10, $11, $12, $13, $14)",
                late,
            )
        found += len(late)
        if len(rows) < BATCH:
            break
        after = (rows[-1]["due_at"], rows[-1]["id"])
    await execute(
        "delete from lateness_forecast where tenant_id = $1 and made_at < $2", tenant, now
    )
    await _ran("forecast", now)
    return found


async def _foretold(row: Any, now: datetime) -> tuple[Any, ...] | None:
    if row["samples"] is None or row["entered_at"] is None:
        return None
    pace = Usual(
        row["samples"], timedelta(seconds=row["stay"]), timedelta(seconds=row["remaining"])
    )
    try:
        calendar = await working_calendar(row["holding_agency_id"])
        seen = outlook(calendar, row["entered_at"], now, pace)
    except (YearWithoutHolidays, CalendarExhausted):
        return None  # nothing can be counted where nobody has entered the holidays
    if seen.expected_at <= row["due_at"]:
        return None
    return (
        row["id"], settings().tenant, row["receiving_agency_id"], row["holding_agency_id"],
        row["unit_id"], row["due_at"], seen.expected_at, row["state"], row["entered_at"],
        int(seen.stayed.total_seconds()), row["stay"], row["remaining"], row["samples"], now,
    )  # fmt: skip


async def _paces(passed: Iterable[Any]) -> dict[str, dict[State, Usual]]:
    seen: dict[str, list[Visit]] = defaultdict(list)
    for row in passed:
        calendar = await working_calendar(row["receiving_agency_id"])
        entered = [
            (State(state), at) for state, at in zip(row["states"], row["moments"], strict=True)
        ]
        try:
            seen[row["procedure_code"]] += visits(entered, row["finished_at"], calendar.between)
        except YearWithoutHolidays:
            continue
    return {code: usual(of) for code, of in seen.items()}


async def _is_due(job: str) -> bool:
    last = await fetch_value(
        "select ran_at from overview_run where tenant_id = $1 and job = $2", settings().tenant, job
    )
    return last is None or clock.now() - last >= _EVERY[job]


async def _ran(job: str, at: datetime) -> None:
    await execute(
        "insert into overview_run (tenant_id, job, ran_at) values ($1, $2, $3) "
        "on conflict (tenant_id, job) do update set ran_at = excluded.ran_at",
        settings().tenant,
        job,
        at,
    )
