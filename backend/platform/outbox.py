"""Messages to the world, written in the same transaction as what they tell of.

A topic is a name with one handler in the worker. Handlers may run more than once and must not
mind: `worker.py` marks a message done only after its handler returned.
"""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries

from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings

ENTRYPOINT = "outbox"


class Message(msgspec.Struct, frozen=True):
    """One message as its handler receives it; `last_try` says that it fails for good if it fails
    now."""

    id: UUID
    tenant_id: str
    topic: str
    subject_id: UUID
    payload: dict[str, Any]
    last_try: bool = False


async def publish(
    connection: asyncpg.Connection, topic: str, subject_id: UUID, payload: dict[str, Any]
) -> UUID:
    """Writes a message and wakes the worker when the transaction commits; returns its id."""
    return (await publish_many(connection, [(topic, subject_id, payload)]))[0]


async def publish_many(
    connection: asyncpg.Connection, messages: list[tuple[str, UUID, dict[str, Any]]]
) -> list[UUID]:
    """Several messages in two statements."""
    tenant = settings().tenant
    ids = [uuid7() for _ in messages]
    await connection.executemany(
        "insert into outbox (id, tenant_id, topic, subject_id, payload, created_at) "
        "values ($1, $2, $3, $4, $5::jsonb, $6)",
        [
            (id_, tenant, topic, subject, msgspec.json.encode(payload).decode(), clock.now())
            for id_, (topic, subject, payload) in zip(ids, messages, strict=True)
        ],
    )
    await Queries(AsyncpgDriver(connection)).enqueue(
        [ENTRYPOINT] * len(ids), [id_.bytes for id_ in ids], [0] * len(ids)
    )
    return ids
