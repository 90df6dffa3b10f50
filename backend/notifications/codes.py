"""Codes by letter or text message: on their way in the transaction that made them."""

from uuid import UUID

import asyncpg

from backend.access.masking import email as mask_email
from backend.access.masking import number as mask_number
from backend.connections.queueing import enqueue
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.messages import Medium

CODE = "code"


async def queue_code(
    connection: asyncpg.Connection, subject_id: UUID, *, to: str, subject: str, body: str, text: str
) -> None:
    """Queues a letter to a mailbox, or `text` to a telephone. For nobody (`to` empty) the same
    work is done and nothing sent, so that who asks learns nothing."""
    by_mail = not to or "@" in to
    medium = Medium.MAIL if by_mail else Medium.SMS
    id_, now = uuid7(), clock.now()
    await connection.execute(
        "insert into message_sending (id, tenant_id, event, medium, address, told_at, due_at) "
        "values ($1, $2, $3, $4, $5, $6, $6)",
        id_, settings().tenant, CODE, medium, mask_email(to) if by_mail else mask_number(to), now,
    )  # fmt: skip
    payload = {"to": to, "subject": subject, "body": body} if by_mail else {"to": to, "text": text}
    await enqueue(connection, medium, subject_id, CODE, payload, str(id_), ordered=False)
