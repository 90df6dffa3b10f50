"""Writing the audit trail, always inside the transaction of the action it records."""

import hashlib
import hmac
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings


async def record(
    connection: asyncpg.Connection,
    actor: Actor | None,
    action: str,
    *,
    subject_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Appends one entry. `detail` must hold no personal data beyond ids."""
    id_ = uuid7()
    at = clock.now()
    actor_id = actor.account_id if actor is not None else None
    body = msgspec.json.encode(detail or {}, order="sorted").decode()
    await connection.execute(
        "insert into audit_entry (id, tenant_id, at, actor_id, action, subject_id, detail, mac) "
        "values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)",
        id_,
        settings().tenant,
        at,
        actor_id,
        action,
        subject_id,
        body,
        keyed_hash("audit", id_, at.timestamp(), actor_id, action, subject_id, body),
    )


def keyed_hash(*parts: object) -> bytes:
    """HMAC-SHA-256 of the parts under the key of the installation."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hmac.new(settings().secret_key.encode(), text.encode(), hashlib.sha256).digest()
