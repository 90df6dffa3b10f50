"""Every minute: reminders of appointments, those nobody came for, numbers whose person is no
longer needed."""

from datetime import timedelta

from backend.platform import clock, outbox
from backend.platform.database import execute, transaction
from backend.reception.actions.booking import TOPIC
from backend.reception.slots import wants_reminder
from shared.vocabulary.reception import AppointmentTurn

_BATCH = 500
_LATE = timedelta(hours=4)
# How long a number says whose it was; the counts of calls stay.
KEPT = timedelta(days=30)


async def sweep_reception() -> int:
    """Returns how many appointments it reminded of."""
    await _note_missed()
    await _forget()
    return await _remind()


async def _remind() -> int:
    now = clock.now()
    async with transaction() as connection:
        rows = await connection.fetch(
            "select id, starts_at, created_at, changed_at from appointment where state = 'booked' "
            "and starts_at > $1 and starts_at <= $2 and reminded_at is null "
            f"order by starts_at limit {_BATCH} for update skip locked",
            now,
            now + timedelta(days=1),
        )
        await connection.execute(
            "update appointment set reminded_at = $2 where id = any($1::uuid[])",
            [row["id"] for row in rows],
            now,
        )
        due = [r["id"] for r in rows if wants_reminder(r["starts_at"], r["changed_at"], now)]
        turn = {"turn": AppointmentTurn.REMINDER.value}
        if due:
            await outbox.publish_many(connection, [(TOPIC, id_, turn) for id_ in due])
    return len(due)


async def _note_missed() -> None:
    await execute(
        "update appointment set state = 'missed', changed_at = $2 where id in (select id from "
        f"appointment where state = 'booked' and starts_at < $1 limit {_BATCH}) "
        "and state = 'booked'",
        clock.now() - _LATE,
        clock.now(),
    )


async def _forget() -> None:
    await execute(
        "update queue_ticket set account_id = null, priority = 'none', note = '' where id in "
        "(select id from queue_ticket where account_id is not null and day < $1 "
        f"limit {_BATCH})",
        clock.today() - KEPT,
    )
