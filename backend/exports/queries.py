"""Reads of files: those the caller asked for, and may still have."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.exports.sources import source_of
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Forbidden, NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.exports import Export
from shared.vocabulary.exports import (
    EXPORT_LABELS,
    EXPORT_SOURCE_LABELS,
    ExportSource,
    ExportState,
)


async def mine(actor: Actor, cursor: str = "") -> Page[Export]:
    """What the caller asked for, the newest first."""
    args: list[Any] = [settings().tenant, actor.account_id, MAX_LIMIT // 2 + 1]
    where = "tenant_id = $1 and asked_by = $2"
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += " and (asked_at, id) < ($4, $5)"
    rows = await fetch(
        f"select * from export_job where {where} order by asked_at desc, id desc limit $3", *args
    )
    return page(rows, MAX_LIMIT // 2, shown, lambda row: (row["asked_at"], row["id"]))


async def one(actor: Actor, export_id: UUID) -> Export:
    """How far a file is. Raises NotFound for what somebody else asked for."""
    return shown(await row_of(actor, export_id))


async def row_of(actor: Actor, export_id: UUID) -> asyncpg.Record:
    """The row behind a file. Raises NotFound."""
    row = await fetch_row(
        "select * from export_job where id = $1 and asked_by = $2", export_id, actor.account_id
    )
    if row is None:
        raise unknown_export()
    return row


async def still_mine(actor: Actor, export_id: UUID) -> asyncpg.Record:
    """The row of a file whose contents the caller may see today. Raises NotFound, Forbidden."""
    row = await row_of(actor, export_id)
    if not await source_of(row["source"]).may(actor, msgspec.json.decode(row["params"])):
        raise Forbidden(
            "Phạm vi công việc của bạn đã thay đổi nên không tải được tệp này nữa. "
            "Hãy lập lại tệp trong phạm vi hiện nay.",
            en="Your scope has changed; ask for a new file within it.",
            slug="export-out-of-scope",
        )
    return row


def unknown_export() -> NotFound:
    """The same answer for what is not there and for what somebody else asked for."""
    return NotFound(
        "Không tìm thấy tệp này trong các tệp bạn đã yêu cầu.",
        en="There is no such file among those you asked for.",
        slug="unknown-export",
    )


def shown(row: asyncpg.Record) -> Export:
    """A file as the contract shows it."""
    state = ExportState(row["state"])
    return Export(
        id=str(row["id"]),
        source=row["source"],
        source_label=EXPORT_SOURCE_LABELS[ExportSource(row["source"])].vi,
        title=row["title"],
        kind=row["kind"],
        state=state,
        state_label=EXPORT_LABELS[state].vi,
        total=row["total"],
        done=row["done"],
        percent=_percent(state, row["done"], row["total"]),
        size=row["size"],
        asked_at=iso(row["asked_at"]),
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        expires_at=iso(row["expires_at"]) if row["expires_at"] else None,
        problem=row["problem"],
    )


def _percent(state: ExportState, done: int, total: int) -> int:
    """The last per cent is the way into the store."""
    if state in (ExportState.DONE, ExportState.EXPIRED):
        return 100
    return min(99, 100 * done // total) if total else 0
