"""What operators read of messages: which are where, and what one says."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections import operators
from backend.connections.queries import moment
from backend.connections.queueing import PLACE
from backend.platform.database import fetch, transaction
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import unsealed_json
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.connections import DeliveryContent, DeliveryShown
from shared.vocabulary.connections import DELIVERY_LABELS, DeliveryState

_BEHIND = """
(select count(*) from (select 1 from delivery e where e.adapter_id = d.adapter_id
    and e.lane = d.lane and e.seq > d.seq and e.state in ('waiting', 'unmapped', 'dead')
    limit 1000) b)
"""
_DELIVERIES = f"""
select d.*, case when d.state in ('dead', 'unmapped') then {_BEHIND} else 0 end as behind
from delivery d where d.tenant_id = $1 and d.adapter_id = $2 and d.state = $3
"""
_ORDER = " order by d.seq desc limit $4"


async def deliveries(
    actor: Actor, adapter_id: str, state: DeliveryState, cursor: str, limit: int
) -> Page[DeliveryShown]:
    """Messages of a partner in one state, the newest first."""
    operators.require(actor, *operators.LOOK)
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, adapter_id, state, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[int])
        after = " and d.seq < $5"
    rows = await fetch(_DELIVERIES + after + _ORDER, *args)
    return page(rows, limit, delivery_shown, lambda r: (r["seq"],))


async def content(actor: Actor, delivery_id: UUID) -> DeliveryContent:
    """What a message says; that somebody read it is kept. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    async with transaction() as open_connection:
        row = await open_connection.fetchrow(
            "select d.*, 0 as behind, c.payload from delivery d "
            "left join delivery_content c on c.delivery_id = d.id "
            "where d.id = $1 and d.tenant_id = $2",
            delivery_id,
            settings().tenant,
        )
        if row is None:
            raise NotFound("Không có tin này.", en="There is no such message.")
        await record(
            open_connection, actor, "connection.read", subject_id=delivery_id,
            detail={"adapter": row["adapter_id"]},
        )  # fmt: skip
    said = ""
    if row["payload"] is not None:
        plain = unsealed_json(PLACE, delivery_id, row["payload"])
        said = msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()
    return DeliveryContent(delivery_shown(row), row["adapter_id"], said)


def delivery_shown(row: asyncpg.Record) -> DeliveryShown:
    """A message without what it says."""
    state = DeliveryState(row["state"])
    return DeliveryShown(
        id=str(row["id"]),
        kind=row["kind"],
        key=row["key"],
        subject_id=str(row["subject_id"]),
        state=state,
        state_label=DELIVERY_LABELS[state].vi,
        attempts=row["attempts"],
        created_at=moment(row["created_at"]) or "",
        tried_at=moment(row["tried_at"]),
        sent_at=moment(row["sent_at"]),
        next_try_at=moment(row["next_try_at"]) if state is DeliveryState.WAITING else None,
        error=row["last_error"],
        wanted_kind=row["wanted_kind"],
        wanted_code=row["wanted_code"],
        reference=row["reference"],
        holds_back=row["behind"],
    )
