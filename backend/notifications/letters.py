"""One letter: straight to the mail server, for alarms about the queue itself, or by the queue."""

from uuid import UUID

import asyncpg

from backend.access.masking import email as mask_email
from backend.connections.queueing import enqueue
from backend.notifications.adapters.mail import hand_in, letter
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.messages import Medium


async def send_letter(id_: UUID, to: str, subject: str, body: str) -> None:
    """Sends it; the same id on every try lets the receiving server drop a repeat.

    Raises aiosmtplib's errors.
    """
    await hand_in(letter(str(id_), to, subject, body), to)


async def queue_letter(
    connection: asyncpg.Connection, subject_id: UUID, kind: str, *, to: str, subject: str, body: str
) -> None:
    """Queues a letter to a mailbox of somebody without an account, in the caller's transaction."""
    id_, now = uuid7(), clock.now()
    await connection.execute(
        "insert into message_sending (id, tenant_id, event, medium, address, told_at, due_at) "
        "values ($1, $2, $3, $4, $5, $6, $6)",
        id_, settings().tenant, kind, Medium.MAIL, mask_email(to), now,
    )  # fmt: skip
    payload = {"to": to, "subject": subject, "body": body}
    await enqueue(connection, Medium.MAIL, subject_id, kind, payload, str(id_), ordered=False)
