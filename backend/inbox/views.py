"""The views an officer keeps."""

from typing import Any

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.platform.database import fetch
from shared.contracts.inbox import SavedView


async def views(actor: Actor) -> list[SavedView]:
    """One's own views by name, at most as many as may be kept."""
    rows = await fetch(
        "select id, name, content from inbox_view where account_id = $1 order by lower(name) "
        "limit 100",
        actor.account_id,
    )
    return [view_of(row) for row in rows]


def view_of(row: asyncpg.Record) -> SavedView:
    """A view from its row; what a later version no longer knows is left out."""
    content: dict[str, Any] = msgspec.json.decode(row["content"])
    known = {name: content[name] for name in SavedView.__struct_fields__ if name in content}
    return msgspec.convert(
        known | {"id": str(row["id"]), "name": row["name"]}, SavedView, strict=False
    )
