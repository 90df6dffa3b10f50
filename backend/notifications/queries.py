"""A person's own notices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.notifications import Notice


async def notices(actor: Actor, cursor: str, limit: int) -> Page[Notice]:
    """The caller's notices, the newest first."""
    args: list[Any] = [actor.account_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (created_at, id) < ($3, $4)"
    rows = await fetch(
        "select id, created_at, subject, body, dossier_id, read_at from notice "
        f"where account_id = $1 {after} order by created_at desc, id desc limit $2",
        *args,
    )
    return page(
        rows,
        limit,
        lambda r: Notice(
            id=str(r["id"]),
            at=r["created_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
            subject=r["subject"],
            body=r["body"],
            dossier_id=str(r["dossier_id"]) if r["dossier_id"] else None,
            read=r["read_at"] is not None,
        ),
        lambda r: (r["created_at"], r["id"]),
    )
