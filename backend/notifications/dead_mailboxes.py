"""Mailboxes that nothing reaches: a letter came back for good. Not written to until their owner has
proved one again, or half a year has passed; other ways stand in for letters meanwhile.

Found by a keyed word, so that the table names no address.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.masking import email as mask_email
from backend.audit.actions import keyed_hash
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.settings import settings

HOLDS = timedelta(days=180)
_IN_FORCE = (
    "select words, since from dead_mailbox where tenant_id = $1 and mailbox = $2 and since > $3"
)
_MARK = """
insert into dead_mailbox (tenant_id, mailbox, account_id, since, status, words)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, mailbox) do update set account_id = $3, since = $4, status = $5, words = $6
where dead_mailbox.since < $4::timestamptz - interval '180 days'
returning true
"""


async def is_dead(email: str) -> bool:
    """Whether letters to a mailbox come back."""
    return "@" in email and await _row(email) is not None


async def returned_words(actor: Actor) -> str:
    """What to tell somebody whose own mailbox takes nothing, or nothing."""
    row = await _row(actor.email) if actor.email else None
    if row is None:
        return ""
    day = row["since"].astimezone(clock.VIETNAM)
    return f"Thư gửi đến {mask_email(actor.email)} bị trả lại từ {day:%d/%m/%Y}. {row['words']}"


async def mark_dead(
    connection: asyncpg.Connection, email: str, account_id: UUID | None, status: str, words: str
) -> bool:
    """Writes to it no more; False when that was known."""
    done: bool | None = await connection.fetchval(
        _MARK, settings().tenant, word_of(email), account_id, clock.now(), status, words
    )
    return bool(done)


async def proved(connection: asyncpg.Connection, email: str) -> None:
    """A code sent there came back to us: it is alive."""
    await connection.execute(
        "delete from dead_mailbox where tenant_id = $1 and mailbox = $2",
        settings().tenant,
        word_of(email),
    )


async def _row(email: str) -> asyncpg.Record | None:
    return await fetch_row(_IN_FORCE, settings().tenant, word_of(email), clock.now() - HOLDS)


def word_of(email: str) -> str:
    """By what a mailbox is found; equal for upper and lower case."""
    return keyed_hash("dead mailbox", email.strip().lower()).hex()
