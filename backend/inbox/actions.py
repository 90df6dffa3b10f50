"""What an officer keeps about their inbox: what they have read, and views under a name."""

from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.scope import visible_or_acted_on
from backend.inbox.folders import named
from backend.inbox.views import view_of
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.inbox import MarkManyRead, SavedView, SaveView

MAX_VIEWS = 30


async def mark_read(actor: Actor, data: MarkManyRead) -> int:
    """Notes up to which version dossiers were read; returns how many.

    What the officer may not see is passed over.
    """
    items = {as_uuid(item.id, f"/items/{n}/id"): item.version for n, item in enumerate(data.items)}
    scope, args = visible_or_acted_on(actor, 4)
    async with transaction() as connection:
        rows = await connection.fetch(
            "insert into dossier_read (dossier_id, account_id, version) "
            "select d.id, $3::uuid, least(k.version, d.version) "
            "from unnest($1::uuid[], $2::int[]) k(id, version) join dossier d on d.id = k.id "
            f"where {scope} order by d.id on conflict (dossier_id, account_id) do update "
            "set version = greatest(dossier_read.version, excluded.version) returning 1",
            list(items),
            list(items.values()),
            actor.account_id,
            *args,
        )
    return len(rows)


async def save_view(actor: Actor, data: SaveView) -> SavedView:
    """Keeps filters and columns under a name, replacing those of the same name.

    Raises RuleBroken for an unknown folder, and beyond `MAX_VIEWS`.
    """
    named(data.folder)
    content = msgspec.json.encode(data).decode()
    async with transaction() as connection:
        # One officer saves one view at a time, so that the limit holds.
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended('views' || $1::text, 0))",
            str(actor.account_id),
        )
        others = await connection.fetchval(
            "select count(*) from inbox_view where account_id = $1 and lower(name) <> lower($2)",
            actor.account_id,
            data.name.strip(),
        )
        if others >= MAX_VIEWS:
            raise RuleBroken(
                f"Mỗi người giữ tối đa {MAX_VIEWS} danh sách. Hãy xóa bớt danh sách không dùng.",
                en=f"At most {MAX_VIEWS} views are kept; delete one first.",
                slug="too-many-views",
            )
        row = await connection.fetchrow(
            "insert into inbox_view (id, tenant_id, account_id, name, content, created_at) "
            "values ($1, $2, $3, $4, $5::jsonb, $6) on conflict (account_id, lower(name)) "
            "do update set name = excluded.name, content = excluded.content "
            "returning id, name, content",
            uuid7(),
            settings().tenant,
            actor.account_id,
            data.name.strip(),
            content,
            clock.now(),
        )
    return view_of(row)


async def delete_view(actor: Actor, view_id: UUID) -> None:
    """Throws a view away. Raises NotFound."""
    async with transaction() as connection:
        gone = await connection.fetchval(
            "delete from inbox_view where id = $1 and account_id = $2 returning true",
            view_id,
            actor.account_id,
        )
    if not gone:
        raise NotFound("Danh sách này không còn nữa.", en="This view is gone.")
