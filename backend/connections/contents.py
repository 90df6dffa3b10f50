"""What messages said, opened for whoever may read them; nothing once a content was taken away."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.connections.queueing import PLACE
from backend.platform.database import fetch
from backend.platform.sealing import unsealed_json
from backend.settings import settings


async def payloads(delivery_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The contents of these messages by id; the caller's right to see them was checked."""
    rows = await fetch(
        "select delivery_id, payload from delivery_content where delivery_id = any($1::uuid[])",
        delivery_ids,
    )
    return {
        row["delivery_id"]: unsealed_json(PLACE, row["delivery_id"], row["payload"]) for row in rows
    }


async def payload_of(connection: asyncpg.Connection, adapter_id: str, key: str) -> dict[str, Any]:
    """The content of the message a caller put under `key`; empty once it was taken away."""
    row = await connection.fetchrow(
        "select c.delivery_id, c.payload from delivery d join delivery_content c "
        "on c.delivery_id = d.id where d.tenant_id = $1 and d.adapter_id = $2 and d.key = $3",
        settings().tenant,
        adapter_id,
        key,
    )
    if row is None:
        return {}
    found: dict[str, Any] = unsealed_json(PLACE, row["delivery_id"], row["payload"])
    return found
