"""Leaving a notice with officers about something that is not a dossier."""

from uuid import UUID

from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.sealing import sealed


async def leave(message: Message, people: list[UUID], subject: str, body: str, link: str) -> None:
    """One notice with each; a repeat of the message adds none. `link` is a page of theirs."""
    now = clock.now()
    async with transaction() as connection:
        await connection.executemany(
            "insert into notice (id, tenant_id, outbox_id, account_id, subject, body, created_at, "
            "link) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            [
                (
                    id_ := uuid7(), message.tenant_id, message.id, person, subject,
                    sealed("notice.body", id_, body), now, link,
                )
                for person in people
            ],
        )  # fmt: skip
