"""Counting due dates anew after the calendar or a rule of counting has changed.

Nothing moves by itself: somebody looks at what would move, says why, and has it done. The queue
does it in batches; each dossier is an act of its own with event, history, audit and notice.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.perform import perform_as_system
from backend.dossiers.due_steps import steps_of
from backend.dossiers.queries import iso
from backend.law.deadlines import Due, followed
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.pagination import decode_cursor, encode_cursor
from backend.platform.problems import Conflict, NotFound
from backend.settings import settings
from shared.contracts.calendar import MovedDueDate, Recalculation, StartRecalculation
from shared.contracts.common import Page
from shared.vocabulary.acts import Act
from shared.vocabulary.roles import Role
from shared.vocabulary.states import State

TOPIC = "due_dates.recalculate"
ADMINS = (Role.SYSTEM_ADMIN, Role.LEADER)
BATCH = 200
_OPEN = (
    "d.tenant_id = $1 and d.due_at is not null and d.finished_at is null "
    "and d.waiting_since is null and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))"
)
_BATCH = f"""
select d.id, d.code, d.state, d.procedure_name, d.receiving_agency_id, d.due_at,
    g.name as agency_name
from dossier d join agency g on g.id = d.receiving_agency_id
where {_OPEN} and d.id > $3 order by d.id limit $4
"""
_STEPS = (
    "select dossier_id, kind, since, until, amount, unit, ground, due_at from due_date "
    "where dossier_id = any($1::uuid[]) order by set_at, id"
)


@dataclass(frozen=True, slots=True)
class Moving:
    """A dossier and the due date its steps lead to now."""

    row: asyncpg.Record
    due: Due


async def preview(actor: Actor, cursor: str = "") -> Page[MovedDueDate]:
    """Open dossiers whose due date would move; each page looks at 200 of them.

    Raises CalendarExhausted, YearWithoutHolidays.
    """
    after = decode_cursor(cursor, tuple[UUID])[0] if cursor else UUID(int=0)
    rows = await fetch(_BATCH, settings().tenant, actor.agencies(*ADMINS), after, BATCH)
    items = [
        MovedDueDate(
            dossier_id=str(m.row["id"]),
            code=m.row["code"] or "",
            procedure_name=m.row["procedure_name"],
            agency_name=m.row["agency_name"],
            due_at=iso(m.row["due_at"]),
            new_due_at=iso(m.due.at),
            explanation=list(m.due.explanation),
        )
        for m in await _moving(rows)
    ]
    return Page(items, encode_cursor(rows[-1]["id"]) if len(rows) == BATCH else None)


async def start(actor: Actor, data: StartRecalculation) -> UUID:
    """Has the queue count everything anew; one run of a person at a time. Raises Conflict."""
    agencies = actor.agencies(*ADMINS)
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", TOPIC)
        if await connection.fetchval(
            "select true from recalculation where tenant_id = $1 and finished_at is null limit 1",
            settings().tenant,
        ):
            raise Conflict(
                "Một lần tính lại đang chạy. Vui lòng chờ xong rồi hãy bắt đầu lần khác.",
                en="Another recalculation is running.",
                slug="recalculation-running",
            )
        id_ = uuid7()
        total = await connection.fetchval(
            "select count(*) from dossier d join agency g on g.id = d.receiving_agency_id "
            f"where {_OPEN}",
            settings().tenant,
            agencies,
        )
        await connection.execute(
            "insert into recalculation (id, tenant_id, asked_by, reason, agencies, started_at, "
            "total, last_id) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id_,
            settings().tenant,
            actor.account_id,
            data.reason.strip(),
            agencies,
            clock.now(),
            total,
            UUID(int=0),
        )
        await record(
            connection, actor, "due_dates.recalculated", subject_id=id_, detail={"open": total}
        )
        await outbox.publish(connection, TOPIC, id_, {})
    return id_


async def recalculate(message: Message) -> None:
    """Goes through the open dossiers from where it stopped; may be repeated without harm."""
    while True:
        run = await fetch_row(
            "select id, reason, agencies, last_id, finished_at from recalculation where id = $1",
            message.subject_id,
        )
        if run is None or run["finished_at"] is not None:
            return
        rows = await fetch(_BATCH, settings().tenant, run["agencies"], run["last_id"], BATCH)
        moved = 0
        for found in await _moving(rows):
            moved += await perform_as_system(
                found.row["id"], Act.RECALCULATE, run["reason"], State(found.row["state"])
            )
        await execute(
            "update recalculation set looked_at = looked_at + $2, moved = moved + $3, "
            "last_id = $4, finished_at = $5 where id = $1",
            run["id"],
            len(rows),
            moved,
            rows[-1]["id"] if rows else run["last_id"],
            clock.now() if len(rows) < BATCH else None,
        )


async def progress(actor: Actor, recalculation_id: UUID) -> Recalculation:
    """How far a run is. Raises NotFound, also for another's."""
    row = await fetch_row(
        "select id, reason, started_at, finished_at, looked_at, moved, total from recalculation "
        "where id = $1 and (asked_by = $2 or agencies && $3::uuid[])",
        recalculation_id,
        actor.account_id,
        actor.agencies(*ADMINS),
    )
    if row is None:
        raise NotFound("Không tìm thấy lần tính lại này.", en="There is no such recalculation.")
    done = row["finished_at"] is not None
    return Recalculation(
        id=str(row["id"]),
        reason=row["reason"],
        started_at=iso(row["started_at"]),
        finished_at=iso(row["finished_at"]) if done else None,
        looked_at=row["looked_at"],
        moved=row["moved"],
        total=row["total"],
        percent=100 if done else min(99, 100 * row["looked_at"] // max(1, row["total"])),
    )


async def _moving(rows: list[asyncpg.Record]) -> list[Moving]:
    kept: dict[UUID, list[asyncpg.Record]] = {}
    for step in await fetch(_STEPS, [row["id"] for row in rows]):
        kept.setdefault(step["dossier_id"], []).append(step)
    found = []
    for row in rows:
        steps = steps_of(kept.get(row["id"], []))
        if steps is None:
            continue
        due = followed(await working_calendar(row["receiving_agency_id"]), steps)
        if _differs(due.at, row["due_at"]):
            found.append(Moving(row, due))
    return found


def _differs(one: datetime, other: datetime) -> bool:
    return one.replace(microsecond=0) != other.replace(microsecond=0)
