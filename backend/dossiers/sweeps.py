"""What time alone brings about: deadlines near, today and past, silence, supplements not sent.

Each sweep walks an index that holds only what has not been dealt with yet, in batches of one
transaction each. What it did is written on the rows themselves, so a sweep that was cut off, or two
at once, do nothing twice.
"""

from datetime import UTC, datetime, time
from uuid import UUID

import asyncpg
import structlog

from backend.dossiers.actions.perform import perform_as_system
from backend.law.calendar import local
from backend.law.deadlines import moment_words
from backend.law.on_time import SOON
from backend.notifications.reminders import REMINDER_TOPIC, Reminder
from backend.platform import clock, outbox
from backend.platform.database import transaction
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State

BATCH = 500
_EXPIRES = (State.PRE_SUPPLEMENT, State.SUPPLEMENT)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_OVERDUE, _TODAY, _SOON = 3, 2, 1
log = structlog.get_logger("sweep")

_DEADLINES = """
update dossier set alert = $1 where id in (
    select id from dossier where alert < {level} and due_at is not null and finished_at is null
        and waiting_since is null and due_at <= $2
    order by due_at, id limit $3 for update skip locked)
returning id
"""
_LATE_ACTS = """
select id, state, act_by from dossier where act_by is not null and not act_alerted and act_by <= $1
    and (act_by, id) > ($3, $4) order by act_by, id limit $2 for update skip locked
"""
_SILENT = """
update consultation c set escalated_at = $1 where id in (
    select id from consultation where closed_at is null and escalated_at is null
        and answer_by <= $1 order by answer_by, id limit $2 for update skip locked)
returning c.dossier_id
"""
_LATE_TASKS = """
update joint_task t set escalated_at = $1 where id in (
    select id from joint_task where closed_at is null and escalated_at is null
        and answer_by is not null and answer_by <= $1
    order by answer_by, id limit $2 for update skip locked)
returning t.dossier_id
"""


async def sweep() -> int:
    """Everything that has come due by now; returns how many dossiers were touched."""
    done = await alert_deadlines() + await settle_late_acts() + await escalate_silence()
    if done:
        log.info("swept", dossiers=done)
    return done


async def alert_deadlines() -> int:
    """Reminds whoever holds a dossier that is overdue, due today or due within a day."""
    now = clock.now()
    end_of_day = datetime.combine(local(now).date(), time.max, tzinfo=local(now).tzinfo)
    reached = ((_OVERDUE, now), (_TODAY, end_of_day), (_SOON, now + SOON))
    total = 0
    for level, until in reached:
        while True:
            async with transaction() as connection:
                # The level is one of three constants above.
                query = _DEADLINES.format(level=level)
                rows = await connection.fetch(query, level, until, BATCH)
                await _remind(connection, [row["id"] for row in rows], _REMINDERS[level])
            total += len(rows)
            if len(rows) < BATCH:
                break
    return total


async def settle_late_acts() -> int:
    """Stops dossiers whose supplement never came; reminds the desk of late answers and transfers.

    NĐ 61/2018 Điều 17.2, 18, 19.4.
    """
    total = 0
    after: tuple[datetime, UUID] = (_LONG_AGO, UUID(int=0))
    while True:
        async with transaction() as connection:
            rows = await connection.fetch(_LATE_ACTS, clock.now(), BATCH, *after)
            for state, reminder in _LATE.items():
                ids = [row["id"] for row in rows if row["state"] == state]
                await _remind(connection, ids, reminder)
            await connection.execute(
                "update dossier set act_alerted = true where id = any($1::uuid[])",
                [row["id"] for row in rows if row["state"] not in _EXPIRES],
            )
        # Each stop is an act of its own; it takes the dossier out of the index.
        for row in rows:
            if row["state"] in _EXPIRES:
                until = moment_words(row["act_by"])
                reason = f"Đã quá hạn bổ sung {until} mà không nhận được giấy tờ."
                await _stop(row["id"], reason, State(row["state"]))
        total += len(rows)
        if len(rows) < BATCH:
            return total
        after = (rows[-1]["act_by"], rows[-1]["id"])


async def _stop(id_: UUID, reason: str, state: State) -> None:
    """One dossier that cannot be stopped now must not hold up the others; it is tried again."""
    try:
        await perform_as_system(id_, Act.EXPIRE_SUPPLEMENT, reason, state)
    except Exception:
        log.exception("supplement not expired", dossier=str(id_))


async def escalate_silence() -> int:
    """Tells executor and receiving desk of another agency's silence or late task (Điều 19.5-7)."""
    total = 0
    for sql, reminder in (
        (_SILENT, Reminder.CONSULTATION_SILENT),
        (_LATE_TASKS, Reminder.TASK_LATE),
    ):
        while True:
            async with transaction() as connection:
                rows = await connection.fetch(sql, clock.now(), BATCH)
                await _remind(connection, [row["dossier_id"] for row in rows], reminder)
            total += len(rows)
            if len(rows) < BATCH:
                break
    return total


async def _remind(connection: asyncpg.Connection, ids: list[UUID], reminder: Reminder) -> None:
    if ids:
        await outbox.publish_many(
            connection,
            [(REMINDER_TOPIC, id_, {"reminder": reminder}) for id_ in ids],
        )


_REMINDERS = {
    _SOON: Reminder.DUE_SOON,
    _TODAY: Reminder.DUE_TODAY,
    _OVERDUE: Reminder.OVERDUE,
}
_LATE = {
    State.SUBMITTED: Reminder.ANSWER_LATE,
    State.ACCEPTED: Reminder.TRANSFER_LATE,
}
