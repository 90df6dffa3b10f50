"""Counting due dates anew after the calendar, a rule of counting or the regime has changed.

Nothing moves by itself: somebody looks at what would move, says why, and has it done. The queue
does it in batches; each dossier is an act of its own with event, history, audit and notice.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.perform import perform_as_system
from backend.dossiers.due_steps import steps_of
from backend.dossiers.queries import iso
from backend.law.calendar import CalendarExhausted, WorkingCalendar, YearWithoutHolidays
from backend.law.deadlines import Due, followed
from backend.law.regimes import Regime
from backend.organisation.working_calendar import forget, working_calendar
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.pagination import decode_cursor, encode_cursor
from backend.platform.problems import Conflict, NotFound
from backend.regimes.queries import FIGURES, rules_for_new, rules_of, version_of
from backend.settings import settings
from shared.contracts.calendar import MovedDueDate, Recalculation, StartRecalculation
from shared.contracts.common import Page
from shared.vocabulary.acts import Act
from shared.vocabulary.roles import Role
from shared.vocabulary.states import State

Calendars = Callable[[UUID], Awaitable[WorkingCalendar]]
TOPIC = "due_dates.recalculate"
ADMINS = (Role.SYSTEM_ADMIN, Role.LEADER)
BATCH = 200
_OPEN = (
    "d.tenant_id = $1 and d.due_at is not null and d.finished_at is null "
    "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))"
)
_BATCH = f"""
select d.id, d.code, d.state, d.procedure_name, d.receiving_agency_id, d.due_at, d.regime,
    d.regime_version, {FIGURES}, g.name as agency_name
from dossier d join agency g on g.id = d.receiving_agency_id
where {_OPEN} and d.id > $3 order by d.id limit $4
"""
_STEPS = (
    "select dossier_id, kind, since, until, amount, unit, ground, due_at from due_date "
    "where dossier_id = any($1::uuid[]) order by set_at, id"
)


@dataclass(frozen=True, slots=True)
class Moving:
    """A dossier and the due date its steps lead to now, or why it cannot be counted."""

    row: asyncpg.Record
    due: Due | None
    rules: Regime
    problem: str = ""


async def preview(
    actor: Actor, cursor: str = "", *, new_regime: bool = False, under: Regime | None = None
) -> Page[MovedDueDate]:
    """Open dossiers that would change; each page looks at 200 of them. `under` are rules that are
    only thought of yet, else with `new_regime` those for new dossiers."""
    if new_regime:
        under = await rules_for_new(clock.today())
    after = decode_cursor(cursor, tuple[UUID])[0] if cursor else UUID(int=0)
    rows = await fetch(_BATCH, settings().tenant, actor.agencies(*ADMINS), after, BATCH)
    items = [shown(one) for one in await _moving(rows, under)]
    return Page(items, encode_cursor(rows[-1]["id"]) if len(rows) == BATCH else None)


def shown(m: Moving) -> MovedDueDate:
    """A dossier that would change, as it is read."""
    return MovedDueDate(
        dossier_id=str(m.row["id"]),
        code=m.row["code"] or "",
        procedure_name=m.row["procedure_name"],
        agency_name=m.row["agency_name"],
        due_at=iso(m.row["due_at"]),
        new_due_at=iso(m.due.at) if m.due else iso(m.row["due_at"]),
        explanation=list(m.due.explanation) if m.due else [],
        regime=_words(rules_of(m.row)),
        new_regime=_words(m.rules) if _is_other(m.rules, m.row) else "",
        problem=m.problem,
    )


async def would_move(
    agencies: list[UUID], most: int, *, calendar_of: Calendars = working_calendar
) -> tuple[list[asyncpg.Record], list[Moving]]:
    """The first open dossiers of agencies, and those of them that calendars, perhaps only thought
    of, would have due at another moment."""
    rows = await fetch(_BATCH, settings().tenant, agencies, UUID(int=0), most)
    return rows, await _moving(rows, None, calendar_of)


async def start(actor: Actor, data: StartRecalculation) -> UUID:
    """Has the queue count everything anew; one run of a person at a time. Raises Conflict."""
    agencies = actor.agencies(*ADMINS)
    rules = await rules_for_new(clock.today()) if data.new_regime else None
    regime_key = rules.key if rules else ""
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
            "total, last_id, regime, regime_version) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id_,
            settings().tenant,
            actor.account_id,
            data.reason.strip(),
            agencies,
            clock.now(),
            total,
            UUID(int=0),
            regime_key,
            rules.version if rules else 0,
        )
        detail = {"open": total} | ({"regime": regime_key} if regime_key else {})
        await record(connection, actor, "due_dates.recalculated", subject_id=id_, detail=detail)
        await outbox.publish(connection, TOPIC, id_, {})
    return id_


async def recalculate(message: Message) -> None:
    """Goes through the open dossiers from where it stopped; may be repeated without harm."""
    forget()  # the calendar may have been edited a moment ago, in another process
    while True:
        run = await fetch_row(
            "select id, reason, agencies, last_id, finished_at, regime, regime_version "
            "from recalculation where id = $1",
            message.subject_id,
        )
        if run is None or run["finished_at"] is not None:
            return
        rows = await fetch(_BATCH, settings().tenant, run["agencies"], run["last_id"], BATCH)
        moved = skipped = 0
        under = await version_of(run["regime"], run["regime_version"]) if run["regime"] else None
        for found in await _moving(rows, under):
            if found.problem:
                skipped += 1
                continue
            moved += await _counted_anew(found, run)
        await execute(
            "update recalculation set looked_at = looked_at + $2, moved = moved + $3, "
            "skipped = skipped + $4, last_id = $5, finished_at = $6 where id = $1",
            run["id"],
            len(rows),
            moved,
            skipped,
            rows[-1]["id"] if rows else run["last_id"],
            clock.now() if len(rows) < BATCH else None,
        )


async def _counted_anew(found: Moving, run: asyncpg.Record) -> bool:
    """Somebody may be acting on the dossier at this moment; it is counted in its new state then."""
    state: str | None = found.row["state"]
    for _ in range(5):
        if state is None:
            return False
        if await perform_as_system(
            found.row["id"],
            Act.RECALCULATE,
            run["reason"],
            State(state),
            regime=run["regime"],
            regime_version=str(run["regime_version"]),
        ):
            return True
        now = await fetch_row(
            "select state from dossier where id = $1 and finished_at is null", found.row["id"]
        )
        state = now["state"] if now is not None else None
    return False


async def progress(actor: Actor, recalculation_id: UUID) -> Recalculation:
    """How far a run is. Raises NotFound, also for another's."""
    row = await fetch_row(
        "select id, reason, started_at, finished_at, looked_at, moved, skipped, total, regime, "
        "regime_version from recalculation "
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
        skipped=row["skipped"],
        new_regime=_words(await version_of(row["regime"], row["regime_version"]))
        if row["regime"]
        else "",
        total=row["total"],
        percent=100 if done else min(99, 100 * row["looked_at"] // max(1, row["total"])),
    )


async def _moving(
    rows: list[asyncpg.Record], under: Regime | None, calendar_of: Calendars = working_calendar
) -> list[Moving]:
    kept: dict[UUID, list[asyncpg.Record]] = {}
    for step in await fetch(_STEPS, [row["id"] for row in rows]):
        kept.setdefault(step["dossier_id"], []).append(step)
    found = []
    for row in rows:
        rules = under or rules_of(row)
        steps = steps_of(kept.get(row["id"], []))
        due: Due | None = None
        try:
            if steps is not None:
                calendar = await calendar_of(row["receiving_agency_id"])
                due = followed(calendar, steps, rules.afternoon_limit)
        except YearWithoutHolidays as unknown:
            why = f"Chưa nhập ngày nghỉ lễ của năm {unknown.year}."
            found.append(Moving(row, None, rules, why))
            continue
        except CalendarExhausted:
            why = "Lịch của cơ quan không còn giờ làm việc nào."
            found.append(Moving(row, None, rules, why))
            continue
        if _is_other(rules, row) or (due and _differs(due.at, row["due_at"])):
            found.append(Moving(row, due, rules))
    return found


def _is_other(rules: Regime, row: asyncpg.Record) -> bool:
    return (rules.key, rules.version) != (row["regime"], row["regime_version"])


def _words(rules: Regime) -> str:
    return rules.decree + (f", phiên bản {rules.version}" if rules.version else "")


def _differs(one: datetime, other: datetime) -> bool:
    return one.replace(microsecond=0) != other.replace(microsecond=0)
