"""The next version of a piece of content as it is kept: its words and its files."""

from collections.abc import Callable
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.content import shapes
from backend.content.designs import of, subject_of
from backend.platform.problems import NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.rules import Subject
from backend.settings import settings
from shared.contracts.content import ContentText

_TABLES = {"pictures": "content_picture", "papers": "content_sample"}


async def keep(
    connection: asyncpg.Connection, actor: Actor, about: Subject, text: ContentText, revision: int
) -> None:
    """Keeps the next version. Raises Forbidden, PreconditionFailed, Conflict while a proposal
    waits, RuleBroken for a file that is not there."""
    for name, table in _TABLES.items():
        await _must_be_there(connection, UUID(about.key), name, table, getattr(text, name))
    body = msgspec.json.encode(text)
    await two_persons.keep(connection, actor, about, text.title, body, revision)


async def lock(connection: asyncpg.Connection, actor: Actor, item_id: UUID) -> asyncpg.Record:
    """The piece of content, locked with its draft, with `draft` and `revision` as they stand.

    Raises NotFound, Forbidden, Conflict while a proposal waits.
    """
    draft = await two_persons.begun(connection, actor, await subject_of(item_id))
    row = await connection.fetchrow(
        "select i.*, coalesce($3::jsonb, (select v.text from content_version v where v.item_id = "
        "i.id order by v.version desc limit 1)) as draft, $4::int as revision "
        "from content_item i where i.id = $1 and i.tenant_id = $2 for update",
        item_id,
        settings().tenant,
        draft["definition"] if draft is not None else None,
        draft["revision"] if draft is not None else 0,
    )
    if row is None:
        raise NotFound("Không có nội dung này.", en="There is no such content.")
    return row


async def change(
    connection: asyncpg.Connection,
    actor: Actor,
    item: asyncpg.Record,
    changed: Callable[[ContentText], ContentText],
) -> None:
    """Keeps what becomes of the draft of a locked piece of content, or of its newest version."""
    text = shapes.written(item, "draft")
    await keep(
        connection, actor, of(item["id"], item["agency_id"]), changed(text), item["revision"]
    )


async def _must_be_there(
    connection: asyncpg.Connection, item_id: UUID, name: str, table: str, ids: tuple[str, ...]
) -> None:
    if not ids:
        return
    # nosemgrep: sql-from-values (a name of ours)
    there = await connection.fetchval(
        f"select count(*) from {table} where item_id = $1 and removed_at is null "
        "and id::text = any($2::text[])",
        item_id,
        ids,
    )
    if there < len(ids):
        sentence = "Có tệp không còn hoặc không thuộc nội dung này. Hãy tải lại trang."
        raise RuleBroken(
            sentence, en="A file is not there.", errors=[field(f"/text/{name}", sentence)]
        )
