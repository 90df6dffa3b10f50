"""Reminders of petitions before, at and after what is due, each once."""

from datetime import timedelta

from backend.feedback.telling import PUBLISHING, REMINDER_TOPIC
from backend.law.deadlines import moment_words
from backend.platform import clock, outbox
from backend.platform.database import transaction
from backend.settings import settings

SOON = timedelta(days=2)
# What is waited for: to be taken, else to be answered, and then published where that is wished. The
# clock rests while the sender is asked.
_STEP = "case when n.by <= $1 then 3 when n.by <= $2 then 2 else 1 end"
_DUE = f"""
select p.id, p.state, n.by, {_STEP} as step
from petition p cross join lateral (select case p.state when 'received' then p.take_by
    when 'answered' then p.publish_by else p.due_at end as by) n
where p.tenant_id = $4 and (p.state in ('received', 'processing', 'drafted')
    or p.state = 'answered' and p.publish_by is not null)
    and n.by <= $3 and p.reminded < {_STEP}
order by n.by, p.id limit 200 for update of p skip locked
"""


async def remind_of_petitions() -> int:
    """Reminds of what has come near; returns how many were reminded of."""
    now = clock.now()
    end_of_day = now.replace(hour=23, minute=59, second=59)
    async with transaction() as connection:
        rows = await connection.fetch(_DUE, now, end_of_day, now + SOON, settings().tenant)
        await connection.executemany(
            "update petition set reminded = $2 where id = $1",
            [(row["id"], row["step"]) for row in rows],
        )
        if rows:
            await outbox.publish_many(
                connection,
                [
                    (
                        REMINDER_TOPIC,
                        row["id"],
                        {
                            "step": row["step"],
                            "by": moment_words(row["by"]),
                            "what": PUBLISHING if row["state"] == "answered" else "",
                        },
                    )
                    for row in rows
                ],
            )
    return len(rows)
