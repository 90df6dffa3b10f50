"""Steps of processes where time is lost: over their norm before, and stuck over it right now."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.analyses.passages import stuck
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.reports.periods import scope
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.overview import SlowStep, StuckDossier
from shared.vocabulary.roles import ROLE_LABELS, Role
from shared.vocabulary.states import OFFICER_LABELS, State

_SHOWN_STEPS = 20
_STEPS = f"""
with open as (
    select v.agency_id, v.procedure_code, p.step, max(p.name) as name, max(p.role) as role,
        count(*)::int as stuck
    from process_version v join step_passage p on p.process_version_id = v.id
    where v.tenant_id = $1 and v.agency_id = any($2::uuid[]) and {stuck("$4::timestamptz")}
    group by 1, 2, 3),
past as (select * from step_pace where tenant_id = $1 and agency_id = any($2::uuid[])),
known as (
    select agency_id, procedure_code, step, coalesce(n.name, t.name) as name,
        coalesce(n.role, t.role) as role, coalesce(t.passed, 0) as passed,
        coalesce(t.over, 0) as over, coalesce(t.usual, 0) as usual, coalesce(n.stuck, 0) as stuck
    from past t full join open n using (agency_id, procedure_code, step))
select s.*, g.name as agency_name, coalesce(p.name, s.procedure_code) as procedure_name
from known s join agency g on g.id = s.agency_id
    left join procedure p on p.tenant_id = $1 and p.code = s.procedure_code
where s.over + s.stuck > 0
order by (s.over + s.stuck)::float / (s.passed + s.stuck) desc, s.over + s.stuck desc,
    s.agency_id, s.procedure_code, s.step limit $3
"""
_BEHIND = f"""
select d.id, p.id as row_id, coalesce(d.code, d.reference) as code, d.procedure_code,
    d.procedure_name, d.state, p.entered_at, p.due_at as norm_at, d.due_at, p.name,
    g.name as agency_name, coalesce(u.name, '') as unit_name, coalesce({{scoped}}, false) as seen
from process_version v join step_passage p on p.process_version_id = v.id
    join dossier d on d.id = p.dossier_id join agency g on g.id = d.holding_agency_id
    left join unit u on u.id = d.holding_unit_id
where v.tenant_id = $1 and v.agency_id = any($2::uuid[]) and v.agency_id = $5::uuid
    and v.procedure_code = $6 and p.step = $7 and {stuck("$4::timestamptz")} {{after}}
order by p.due_at, p.id limit $3
"""


async def slow_steps(agency_ids: list[UUID]) -> list[SlowStep]:
    """Those that went over their norm most often in the last ninety days, or are over it now."""
    rows = await fetch(_STEPS, settings().tenant, agency_ids, _SHOWN_STEPS, clock.now())
    return [
        SlowStep(
            agency_id=str(row["agency_id"]),
            agency_name=row["agency_name"],
            procedure_code=row["procedure_code"],
            procedure_name=row["procedure_name"],
            code=row["step"],
            step=row["name"],
            role_label=ROLE_LABELS[Role(row["role"])].vi if row["role"] in set(Role) else "",
            passed=row["passed"],
            over=row["over"],
            stuck=row["stuck"],
            usual_percent=round(100 * row["usual"]),
        )
        for row in rows
    ]


async def dossiers(
    actor: Actor,
    agency_id: UUID | None,
    made_by: UUID,
    procedure_code: str,
    step: str,
    cursor: str = "",
    limit: int = 50,
) -> Page[StuckDossier]:
    """The dossiers that are stuck in a step of the process of an agency, the longest over first.

    Raises NotFound for an agency of others.
    """
    of = await scope(actor, agency_id)
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [
        settings().tenant, of.ids, limit + 1, clock.now(), made_by, procedure_code, step,
    ]  # fmt: skip
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (p.due_at, p.id) > ($8, $9)"
    scoped, more = visible(actor, len(args) + 1)
    # nosemgrep: sql-from-values (columns and places of arguments)
    rows = await fetch(_BEHIND.format(scoped=scoped, after=after), *args, *more)
    return page(rows, limit, _shown, lambda row: (row["norm_at"], row["row_id"]))


def _shown(row: asyncpg.Record) -> StuckDossier:
    return StuckDossier(
        id=str(row["id"]),
        code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        unit_name=row["unit_name"],
        step=row["name"],
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        entered_at=iso(row["entered_at"]),
        norm_at=iso(row["norm_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        visible=row["seen"],
    )
