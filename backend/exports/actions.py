"""Asking for a file, stopping it, noting that it was taken, and forgetting it in time."""

import shutil
from datetime import timedelta
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.store import store
from backend.exports.queries import one, unknown_export
from backend.exports.sources import Params, source_of
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden
from backend.settings import settings
from shared.contracts.exports import Export
from shared.vocabulary.exports import ExportSource, TableKind

EXPORT_TOPIC = "export.make"
READY_TOPIC = "export.ready"
KEPT = timedelta(days=7)
_REMEMBERED = timedelta(days=365)
_AT_ONCE = 3


async def ask(
    actor: Actor,
    source: ExportSource,
    kind: TableKind,
    title: str,
    params: Params,
    *,
    scheduled: bool = False,
) -> UUID:
    """Has the queue make a file; returns its id. A person has at most three unfinished ones.

    Raises Forbidden for rows out of the caller's scope, Conflict for one too many.
    """
    if not await source_of(source).may(actor, params):
        raise Forbidden(
            "Dữ liệu này ngoài phạm vi công việc của bạn.", en="These rows are out of your scope."
        )
    async with transaction() as connection:
        await connection.execute(
            "select pg_advisory_xact_lock(hashtext('export' || $1))", str(actor.account_id)
        )
        unfinished = await connection.fetchval(
            "select count(*) from export_job where asked_by = $1 "
            "and state in ('waiting', 'making')",
            actor.account_id,
        )
        if unfinished >= _AT_ONCE and not scheduled:
            raise Conflict(
                f"Bạn đang có {unfinished} tệp chưa tạo xong. Hãy đợi hoặc hủy bớt rồi yêu cầu "
                "lại.",
                en="Too many of your files are still being made. Wait, or cancel one.",
                slug="too-many-exports",
            )
        id_ = uuid7()
        await connection.execute(
            "insert into export_job (id, tenant_id, source, kind, title, params, asked_by, "
            "asked_at, scheduled) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)",
            id_, settings().tenant, source, kind, title[:300],
            msgspec.json.encode(params).decode(), actor.account_id, clock.now(), scheduled,
        )  # fmt: skip
        await record(connection, actor, "export.asked", subject_id=id_, detail={"source": source})
        await outbox.publish(connection, EXPORT_TOPIC, id_, {})
    return id_


async def cancel(actor: Actor, export_id: UUID) -> Export:
    """Stops a file that is not ready; whoever makes it sees that at the next step.

    Raises NotFound, Conflict.
    """
    async with transaction() as connection:
        state = await connection.fetchval(
            "select state from export_job where id = $1 and asked_by = $2 for update",
            export_id,
            actor.account_id,
        )
        if state is None:
            raise unknown_export()
        if state not in ("waiting", "making", "failed"):
            raise Conflict(
                "Tệp này đã tạo xong hoặc đã hủy rồi.",
                en="The file is ready or cancelled already.",
                slug="export-ended",
            )
        await connection.execute(
            "update export_job set state = 'cancelled', finished_at = $2 where id = $1",
            export_id,
            clock.now(),
        )
        await record(connection, actor, "export.cancelled", subject_id=export_id)
    return await one(actor, export_id)


async def note_taken(actor: Actor, export_id: UUID) -> None:
    """Writes into the audit trail that a file left the system."""
    async with transaction() as connection:
        await record(connection, actor, "export.taken", subject_id=export_id)


async def forget_old() -> int:
    """Every minute: takes out files whose days are over, and what a killed maker left on disk."""
    rows = await fetch(
        "select id, object_key from export_job where state = 'done' and expires_at < $1 "
        "order by expires_at limit 100",
        clock.now(),
    )
    for row in rows:
        await store().delete(row["object_key"])
        await execute(
            "update export_job set state = 'expired', object_key = null where id = $1", row["id"]
        )
    await execute(
        "delete from export_job where id in (select id from export_job where asked_at < $1 "
        "and state in ('expired', 'cancelled', 'failed') limit 500)",
        clock.now() - _REMEMBERED,
    )
    await _clear_disk()
    return len(rows)


async def _clear_disk() -> None:
    folder = settings().var / "exports"
    left = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    if not left:
        return
    making = {
        str(row["id"])
        for row in await fetch(
            "select id from export_job where state = 'making' and id::text = any($1::text[])", left
        )
    }
    for name in set(left) - making:
        shutil.rmtree(folder / name, ignore_errors=True)
