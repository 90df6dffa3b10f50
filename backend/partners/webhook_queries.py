"""Addresses that are told of events, and what they were told."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.connections.contents import payloads
from backend.identity.role_requests import DECIDERS
from backend.partners.queries import moment
from backend.partners.webhook_adapter import FAMILY, adapter_id
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from shared.contracts.common import Page
from shared.contracts.programs import Webhook, WebhookDelivery
from shared.vocabulary.connections import DELIVERY_LABELS, DeliveryState
from shared.vocabulary.partners import WEBHOOK_LABELS, WebhookState

_OPEN = "('waiting', 'sending', 'dead')"
_LIST = f"""
select w.*, (select count(*) from delivery d where d.adapter_id = '{FAMILY}:' || w.id
    and d.state in {_OPEN}) as waiting
from webhook w join api_client c on c.id = w.client_id join agency g on g.id = c.agency_id
where w.client_id = $1 and w.ended_at is null
"""
_WITHIN = "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))"


async def of_program(partner: Partner) -> list[Webhook]:
    """The calling program's addresses, oldest first."""
    rows = await fetch(f"{_LIST} order by w.created_at, w.id limit 50", partner.client_id)
    return [_shown(row) for row in rows]


async def one(partner: Partner, webhook_id: UUID) -> Webhook:
    """One of the calling program's addresses. Raises NotFound."""
    rows = await fetch(f"{_LIST} and w.id = $2", partner.client_id, webhook_id)
    if not rows:
        raise _unknown()
    return _shown(rows[0])


async def of_client(actor: Actor, client_id: UUID) -> list[Webhook]:
    """A program's addresses for administrators of its agency or the one above."""
    rows = await fetch(
        f"{_LIST} {_WITHIN} order by w.created_at, w.id limit 50",
        client_id,
        actor.alone().agencies(*DECIDERS),
    )
    return [_shown(row) for row in rows]


async def told_to_program(
    partner: Partner, webhook_id: UUID, cursor: str, limit: int
) -> Page[WebhookDelivery]:
    """What an address of the caller was told, newest first. Raises NotFound."""
    await one(partner, webhook_id)
    return await _told(webhook_id, cursor, limit)


async def told(actor: Actor, webhook_id: UUID, cursor: str, limit: int) -> Page[WebhookDelivery]:
    """The same for administrators. Raises NotFound."""
    mine = await fetch_row(
        "select 1 from webhook w join api_client c on c.id = w.client_id "
        f"join agency g on g.id = c.agency_id where w.id = $1 {_WITHIN}",
        webhook_id,
        actor.alone().agencies(*DECIDERS),
    )
    if mine is None:
        raise _unknown()
    return await _told(webhook_id, cursor, limit)


async def _told(webhook_id: UUID, cursor: str, limit: int) -> Page[WebhookDelivery]:
    limit = max(1, min(limit, MAX_LIMIT))
    before = decode_cursor(cursor, tuple[int])[0] if cursor else 2**62
    rows = await fetch(
        "select d.* from delivery d where d.adapter_id = $1 and d.seq < $2 "
        "order by d.seq desc limit $3",
        adapter_id(webhook_id),
        before,
        limit + 1,
    )
    said = await payloads([row["id"] for row in rows[:limit]])
    return page(
        rows, limit, lambda row: _delivery(row, said.get(row["id"], {})), lambda row: (row["seq"],)
    )


def _delivery(row: asyncpg.Record, said: dict[str, Any]) -> WebhookDelivery:
    waits = row["state"] == DeliveryState.WAITING
    return WebhookDelivery(
        id=str(row["id"]),
        event_id=row["key"].partition(":")[0],
        kind=row["kind"],
        act=said.get("act", ""),
        dossier=said.get("dossier", ""),
        state=row["state"],
        state_label=DELIVERY_LABELS[DeliveryState(row["state"])].vi,
        attempts=row["attempts"],
        created_at=moment(row["created_at"]) or "",
        tried_at=moment(row["tried_at"]),
        next_try_at=moment(row["next_try_at"]) if waits else None,
        sent_at=moment(row["sent_at"]),
        latency_ms=row["latency_ms"],
        last_error=row["last_error"],
    )


def _shown(row: asyncpg.Record) -> Webhook:
    state = WebhookState.ACTIVE
    if row["disabled_at"] is not None:
        state = WebhookState.DISABLED
    elif row["failing_since"] is not None:
        state = WebhookState.FAILING
    return Webhook(
        id=str(row["id"]),
        url=row["url"],
        procedures=row["procedures"],
        state=state,
        state_label=WEBHOOK_LABELS[state].vi,
        created_at=moment(row["created_at"]) or "",
        last_success_at=moment(row["last_success_at"]),
        failing_since=moment(row["failing_since"]),
        disabled_by=row["disabled_by"],
        disabled_why=row["disabled_why"],
        waiting=row["waiting"],
    )


def _unknown() -> NotFound:
    return NotFound("Không có địa chỉ này.", en="There is no such address.")
