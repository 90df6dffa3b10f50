"""What operators do about messages: each with a reason, in the audit trail."""

import hashlib
import re
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.connections import operators
from backend.connections.actions import go, known, recorded
from backend.connections.queueing import PLACE
from backend.platform.database import transaction
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import sealed_json, unsealed_json
from backend.settings import settings
from shared.vocabulary.connections import DELIVERY_LABELS, DeliveryState

_DONE = (DeliveryState.SENT, DeliveryState.DROPPED)
_BULK = 10_000


async def replay(actor: Actor, delivery_id: UUID, reason: str, content: str = "") -> None:
    """Sends a message again, with other words where given.

    Raises NotFound, Conflict, RuleBroken.
    """
    operators.require(actor, *operators.RUN)
    payload = _read(content) if content.strip() else None
    async with transaction() as connection:
        row = await _mine(connection, delivery_id)
        edited: dict[str, str] = {}
        if payload is not None:
            edited = await _digests(connection, delivery_id, payload)
            await connection.execute(
                "insert into delivery_content (delivery_id, payload) values ($1, $2::jsonb) "
                "on conflict (delivery_id) do update set payload = excluded.payload",
                delivery_id,
                sealed_json(PLACE, delivery_id, payload),
            )
        await connection.execute(
            "update delivery set state = 'waiting', attempts = 0, next_try_at = now(), "
            "wanted_kind = '', wanted_code = '' where id = $1",
            delivery_id,
        )
        await go(connection, row["adapter_id"])
        await recorded(
            connection, actor, "connection.replayed", row["adapter_id"], reason,
            delivery_id, {"edited": payload is not None, "was": row["state"], **edited},
        )  # fmt: skip


async def drop(actor: Actor, delivery_id: UUID, reason: str) -> None:
    """Gives a message up; those behind it go on. Raises NotFound, Conflict."""
    await _end(actor, delivery_id, reason, DeliveryState.DROPPED, "connection.dropped")


async def confirm(actor: Actor, delivery_id: UUID, reason: str) -> None:
    """Somebody has seen at the partner's that a "maybe" arrived. Raises NotFound, Conflict."""
    await _end(actor, delivery_id, reason, DeliveryState.SENT, "connection.confirmed")


async def replay_dead(actor: Actor, adapter_id: str, reason: str) -> int:
    """Sends all dead letters of a partner again, in order; returns how many. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    await known(adapter_id)
    async with transaction() as connection:
        tag = await connection.execute(
            "update delivery set state = 'waiting', attempts = 0, next_try_at = now() "
            "where id in (select id from delivery where adapter_id = $1 and state = 'dead' "
            "order by seq limit $2 for update skip locked)",
            adapter_id,
            _BULK,
        )
        count = int(tag.rsplit(" ", 1)[-1])
        await go(connection, adapter_id)
        await recorded(
            connection, actor, "connection.all_replayed", adapter_id, reason, more={"count": count}
        )
    return count


async def _end(
    actor: Actor, delivery_id: UUID, reason: str, state: DeliveryState, said: str
) -> None:
    operators.require(actor, *operators.RUN)
    async with transaction() as connection:
        row = await _mine(connection, delivery_id)
        if state is DeliveryState.SENT and row["state"] != DeliveryState.MAYBE:
            raise Conflict(
                "Chỉ xác nhận được tin có thể đã gửi.",
                en="Only what may have been sent can be confirmed.",
                slug="not-maybe",
            )
        await connection.execute(
            "update delivery set state = $2::text, wanted_kind = '', wanted_code = '', "
            "sent_at = case when $2::text = 'sent' then now() end where id = $1",
            delivery_id,
            state,
        )
        await go(connection, row["adapter_id"])
        was = {"was": row["state"]}
        await recorded(connection, actor, said, row["adapter_id"], reason, delivery_id, was)


async def _mine(connection: asyncpg.Connection, delivery_id: UUID) -> asyncpg.Record:
    """A message that is not done and not on its way now. Raises NotFound, Conflict."""
    row = await connection.fetchrow(
        "select id, adapter_id, state from delivery where id = $1 and tenant_id = $2 for update",
        delivery_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound("Không có tin này.", en="There is no such message.")
    state = DeliveryState(row["state"])
    if state in _DONE or state is DeliveryState.SENDING:
        raise Conflict(
            f"Tin này {DELIVERY_LABELS[state].vi.lower()}, không thao tác được nữa.",
            en=f"This message is {DELIVERY_LABELS[state].en.lower()}.",
            slug="delivery-settled",
        )
    return row


async def _digests(
    connection: asyncpg.Connection, delivery_id: UUID, payload: dict[str, Any]
) -> dict[str, str]:
    """SHA-256 of a content before and after it was edited, for the audit trail."""
    before = await connection.fetchval(
        "select payload from delivery_content where delivery_id = $1", delivery_id
    )
    was = unsealed_json(PLACE, delivery_id, before or "{}")
    return {"sha256_before": _digest(was), "sha256_after": _digest(payload)}


def _digest(payload: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(payload, order="sorted")).hexdigest()


def _read(content: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.MsgspecError, ValueError) as error:
        words = "Nội dung phải là một đối tượng JSON. Kiểm tra dấu phẩy, ngoặc và dấu nháy."
        place = re.search(r"byte (\d+)", str(error))
        if place is not None:
            line = content.encode()[: int(place[1])].count(b"\n") + 1
            words += f" Lỗi ở dòng {line}."
        raise RuleBroken(words, errors=[field("/content", words)]) from error
