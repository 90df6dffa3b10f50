"""A dossier follows the process it was accepted under: each act moves it on, or leaves it there.

Called inside the transaction of the act. What the law allows is decided before; a process never
keeps a dossier from going on: one that is led back, by a leader or by a correction, stands in the
step that fits its state, and in none where no step fits.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import opened_json
from backend.settings import settings
from backend.workflow.queries import definition
from backend.workflow.standing import PartNow, StepNow, step_now
from backend.workflow.walking import LED_BACK, Facts, due_of, fitting, next_step, step_of
from shared.contracts.processes import Process, Step
from shared.vocabulary.acts import Act
from shared.vocabulary.states import TERMINAL, State


async def follow(connection: asyncpg.Connection, row: Any, act: Act, after: State) -> None:
    """What an act that was just done means for the step of the dossier."""
    if act is Act.ACCEPT:
        await _begin(connection, row)
        return
    now = step_now(row)
    if now is None:
        return
    if after in TERMINAL:
        await _leave(connection, now)
        return
    if act is now.done_by:
        process = await definition(now.process_version_id)
        here = step_of(process, now.step)
        await _leave(connection, now)
        following = next_step(process, here, _facts(row)) if here is not None else None
        if following is not None:
            await _enter(connection, row, now.process_version_id, following)
    elif act in LED_BACK:
        process = await definition(now.process_version_id)
        await _leave(connection, now)
        back = await _fitting(connection, row["id"], process, after)
        if back is not None:
            await _enter(connection, row, now.process_version_id, back)


async def go_on_after_wait(connection: asyncpg.Connection, row: Any, since: datetime) -> None:
    """The time in which the legal clock stood still does not count against the step either."""
    step = await connection.fetchrow(
        "select id, due_at from step_passage where dossier_id = $1 and left_at is null", row["id"]
    )
    if step is None:
        return
    calendar = await working_calendar(row["holding_agency_id"])
    waited = calendar.between(since, clock.now())
    if waited:
        await connection.execute(
            "update step_passage set due_at = $2 where id = $1",
            step["id"],
            calendar.add(step["due_at"], waited),
        )


async def _begin(connection: asyncpg.Connection, row: Any) -> None:
    version_id: UUID | None = await connection.fetchval(
        "select id from process_version where agency_id = $1 and procedure_code = $2 "
        "and state = 'published'",
        row["receiving_agency_id"],
        row["procedure_code"],
    )
    if version_id is None:
        return
    process = await definition(version_id)
    first = step_of(process, process.start)
    if first is not None:
        await _enter(connection, row, version_id, first)


async def _enter(connection: asyncpg.Connection, row: Any, version_id: UUID, step: Step) -> None:
    now = clock.now()
    calendar = await working_calendar(row["holding_agency_id"])
    await connection.execute(
        "insert into step_passage (id, tenant_id, dossier_id, process_version_id, step, name, "
        "role, acts, done_by, entered_at, due_at, parts) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb)",
        uuid7(),
        row["tenant_id"],
        row["id"],
        version_id,
        step.id,
        step.name,
        step.role,
        [str(act) for act in step.acts],
        str(step.done_by),
        now,
        due_of(step, calendar, now),
        await parts_of(connection, step),
    )


async def parts_of(connection: asyncpg.Connection, step: Step) -> str:
    """Parts with the agencies of their codes, or with whoever took these over; one whose code is
    not known is left out."""
    if not step.parts:
        return "[]"
    rows = await connection.fetch(
        "select a.code, coalesce(n.id, a.id) as id, coalesce(n.name, a.name) as name "
        "from agency a left join agency_lineage l on l.old_id = a.id and l.main "
        "left join agency n on n.id = l.new_id "
        "where a.tenant_id = $1 and a.code = any($2::text[])",
        settings().tenant,
        [part.agency for part in step.parts],
    )
    known = {row["code"]: row for row in rows}
    parts = [
        PartNow(
            part.kind,
            known[part.agency]["id"],
            known[part.agency]["name"],
            part.content,
            part.days,
            step.in_turn,
        )
        for part in step.parts
        if part.agency in known
    ]
    return msgspec.json.encode(parts).decode()


async def _leave(connection: asyncpg.Connection, step: StepNow) -> None:
    await connection.execute(
        "update step_passage set left_at = $2 where id = $1", step.id, clock.now()
    )


async def _fitting(
    connection: asyncpg.Connection, dossier_id: UUID, process: Process, state: State
) -> Step | None:
    passed = await connection.fetch(
        "select step from step_passage where dossier_id = $1 order by entered_at desc, id desc "
        "limit 200",
        dossier_id,
    )
    steps = (step_of(process, row["step"]) for row in passed)
    return fitting((step for step in steps if step is not None), state)


def _facts(row: Any) -> Facts:
    return Facts(row["channel"], row["delivery"], opened_json(row, "dossier.answers"))
