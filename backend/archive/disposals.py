"""Disposal: a list is proposed by one person, reviewed by a second, decided by a third.

Only then the queue clears each dossier, under its lock and after a last look at holds and days:
first the database forgets the content and remembers which objects go, then the objects go.
"""

from datetime import date
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.archive.disposal_queries import READERS, may, unknown_disposal
from backend.archive.forgetting import forget, locked_until
from backend.archive.packages import own_agency
from backend.archive.queries import HELD
from backend.archive.rules import why_not_disposed
from backend.audit.actions import record
from backend.documents.store import store
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field
from backend.settings import settings
from shared.contracts.archive_packages import ProposeDisposal
from storage.objects import StorageError

DISPOSAL_TOPIC = "archive.disposal"
MOST = 5000
_DUE = f"""
select a.dossier_id, a.code, a.procedure_name, a.closed_at, a.class_code, a.dispose_after,
    f.files, f.bytes from archive_record a
cross join lateral (select count(*) as files, coalesce(sum(size), 0)::bigint as bytes
    from document where dossier_id = a.dossier_id and removed_at is null) f
where a.holding_agency_id = $1 and a.status = 'kept' and a.dispose_after <= $2 and not {HELD}
    and not exists (select from disposal_item i where i.dossier_id = a.dossier_id and i.is_open)
order by a.dispose_after, a.dossier_id limit $3 for update of a
"""


async def propose(actor: Actor, data: ProposeDisposal) -> UUID:
    """Lists what an agency keeps beyond its time. Raises RuleBroken, NotFound."""
    agency_id = own_agency(actor, data.agency_id)
    if data.until >= clock.today():
        raise RuleBroken(
            "Chỉ lập danh mục cho hồ sơ đã hết thời hạn lưu trữ.",
            en="Only what is past its time may be listed.",
            errors=[field("/until", "Chọn một ngày đã qua.")],
        )
    async with transaction() as connection:
        rows = await connection.fetch(_DUE, agency_id, data.until, MOST)
        if not rows:
            raise RuleBroken(
                "Không có hồ sơ nào hết thời hạn lưu trữ đến ngày này.",
                en="Nothing is past its time on that day.",
                errors=[field("/until", "Chọn ngày khác.")],
            )
        id_ = uuid7()
        now = clock.now()
        await connection.execute(
            "insert into disposal (id, tenant_id, agency_id, reason, state, proposed_by, "
            "proposed_by_name, proposed_at, total) "
            "values ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8)",
            id_,
            settings().tenant,
            agency_id,
            data.reason.strip(),
            actor.account_id,
            actor.full_name,
            now,
            len(rows),
        )
        await connection.executemany(
            "insert into disposal_item (id, tenant_id, disposal_id, dossier_id, code, "
            "procedure_name, closed_at, class_code, dispose_after, files, bytes) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [(uuid7(), settings().tenant, id_, *row.values()) for row in rows],
        )
        detail = {"n": len(rows), "until": data.until.isoformat()}
        await record(connection, actor, "disposal.proposed", subject_id=id_, detail=detail)
        return id_


async def decide(actor: Actor, disposal_id: UUID, step: str, reason: str = "") -> None:
    """One step of two: `review`, then `approve` by another person; or `refuse` with a reason.

    Raises NotFound, Forbidden, Conflict.
    """
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from disposal where id = $1 and agency_id = any($2::uuid[]) for update",
            disposal_id,
            actor.agencies(*READERS),
        )
        if row is None:
            raise unknown_disposal()
        if step not in may(actor, row):
            _refuse(actor, row, step)
        now = clock.now()
        who = (disposal_id, actor.account_id, actor.full_name, now)
        if step == "review":
            await connection.execute(
                "update disposal set state = 'reviewed', reviewed_by = $2, reviewed_by_name = $3, "
                "reviewed_at = $4 where id = $1",
                *who,
            )
        elif step == "approve":
            await connection.execute(
                "update disposal set state = 'running', approved_by = $2, approved_by_name = $3, "
                "approved_at = $4 where id = $1",
                *who,
            )
            await outbox.publish(connection, DISPOSAL_TOPIC, disposal_id, {})
        else:
            await connection.execute(
                "update disposal set state = 'refused', refused_by = $2, refused_by_name = $3, "
                "refused_at = $4, refusal = $5 where id = $1",
                *who,
                reason.strip(),
            )
            await connection.execute(
                "update disposal_item set is_open = false where disposal_id = $1", disposal_id
            )
        await record(connection, actor, f"disposal.{step}", subject_id=disposal_id)


def _refuse(actor: Actor, row: asyncpg.Record, step: str) -> None:
    if actor.account_id in (row["proposed_by"], row["reviewed_by"]):
        raise Forbidden(
            "Người lập, người thẩm định và người quyết định hủy phải là ba người khác nhau.",
            en="Proposer, reviewer and decider are three persons.",
            slug="same-person",
        )
    wanted = {"review": "proposed", "approve": "reviewed"}.get(step)
    if wanted not in (None, row["state"]) or row["state"] not in ("proposed", "reviewed"):
        raise Conflict(
            "Danh mục đã chuyển sang bước khác. Hãy tải lại trang.",
            en="The list has moved on.",
            slug="disposal-moved",
        )
    raise Forbidden(
        "Việc này thuộc người thẩm định hoặc lãnh đạo của cơ quan.",
        en="This belongs to the reviewer or the head of the agency.",
        slug="not-your-step",
    )


async def dispose(message: Message) -> None:
    """Clears the dossiers of an approved list. May run twice, and goes on after a fall.

    Raises StorageError when the store refuses; what is cleared stays so and the rest follows.
    """
    disposal_id = message.subject_id
    row = await fetch_row("select state from disposal where id = $1", disposal_id)
    if row is None or row["state"] not in ("running", "failed"):
        return
    await execute("update disposal set state = 'running', problem = '' where id = $1", disposal_id)
    while True:
        items = await fetch(
            "select id, dossier_id from disposal_item where disposal_id = $1 "
            "and is_open and destroyed_at is null order by id limit 100",
            disposal_id,
        )
        if not items:
            break
        for item in items:
            await _one(disposal_id, item["id"], item["dossier_id"])
    async with transaction() as connection:
        await connection.execute(
            "update disposal set state = 'done', finished_at = $2 where id = $1",
            disposal_id,
            clock.now(),
        )
        await record(connection, None, "disposal.done", subject_id=disposal_id)


async def _one(disposal_id: UUID, item_id: UUID, dossier_id: UUID) -> None:
    keys = await _cleared(disposal_id, item_id, dossier_id, await locked_until(dossier_id))
    if keys is None:
        return
    try:
        for key in keys:
            if key.endswith("/"):
                await store().delete_under(key)
            else:
                await store().delete(key)
    except StorageError:
        await execute(
            "update disposal set state = 'failed', problem = $2 where id = $1",
            disposal_id,
            "Kho tài liệu chưa cho xóa tệp.",
        )
        raise
    async with transaction() as connection:
        done = await connection.fetchval(
            "update disposal_item set destroyed_at = $2, is_open = false "
            "where id = $1 and destroyed_at is null returning true",
            item_id,
            clock.now(),
        )
        if done:
            await connection.execute(
                "update disposal set done = done + 1 where id = $1", disposal_id
            )
            await record(
                connection, None, "disposal.destroyed", subject_id=dossier_id,
                detail={"list": str(disposal_id), "objects": len(keys)},
            )  # fmt: skip


async def _cleared(
    disposal_id: UUID, item_id: UUID, dossier_id: UUID, locked: date | None = None
) -> list[str] | None:
    """The keys of the objects to delete, written down first; None when the dossier stays."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select a.status, a.dispose_after, i.cleared_at, i.removed, "
            "(select count(*) from legal_hold l where l.dossier_id = a.dossier_id "
            "and l.released_at is null) as holds from archive_record a "
            "join disposal_item i on i.dossier_id = a.dossier_id where i.id = $1 "
            "for update of a, i",
            item_id,
        )
        assert row is not None
        if row["cleared_at"] is not None:
            return msgspec.json.decode(row["removed"], type=list[str])
        reason = why_not_disposed(
            status=row["status"],
            dispose_after=row["dispose_after"],
            holds=row["holds"],
            today=clock.today(),
            locked_until=locked,
        )
        if reason:
            await connection.execute(
                "update disposal_item set is_open = false, kept_because = $2 where id = $1",
                item_id,
                reason,
            )
            await connection.execute(
                "update disposal set kept = kept + 1 where id = $1", disposal_id
            )
            return None
        keys = await forget(connection, dossier_id)
        await connection.execute(
            "update disposal_item set cleared_at = $2, removed = $3::jsonb where id = $1",
            item_id,
            clock.now(),
            msgspec.json.encode(keys).decode(),
        )
        return keys
