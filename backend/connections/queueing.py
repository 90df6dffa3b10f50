"""Putting a message to a partner into the queue, in the transaction of what it tells of.

Nothing is sent here. A caller that holds the row of its dossier (every act does) gets its messages
to one partner delivered in the order in which it put them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.platform.database import uuid7
from backend.platform.sealing import sealed_json
from backend.settings import settings

CHANNEL = "delivery"
PLACE = "delivery_content.payload"
_PUT = """
with put as (
    insert into delivery (id, tenant_id, adapter_id, lane, subject_id, kind, key, next_try_at)
    select n.id, $1, n.adapter_id, n.lane, n.subject_id, n.kind, n.key, coalesce(n.at, now())
    from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
        $8::timestamptz[]) with ordinality
        as n (id, adapter_id, lane, subject_id, kind, key, at, place)
    order by n.place
    on conflict (tenant_id, adapter_id, key) do nothing
    returning id, adapter_id
), said as (
    insert into delivery_content (delivery_id, payload)
    select c.id, c.payload from unnest($2::uuid[], $9::jsonb[]) as c (id, payload)
        join put on put.id = c.id
)
select (select count(*) from put) as fresh,
    (select count(pg_notify($10, a)) from (select distinct adapter_id from put) as t (a)) as told
"""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message for `enqueue_many`; the fields mean what they mean for `enqueue`."""

    adapter_id: str
    subject_id: UUID
    kind: str
    key: str
    payload: dict[str, Any]
    ordered: bool = True
    not_before: datetime | None = None


async def enqueue(
    connection: asyncpg.Connection,
    adapter_id: str,
    subject_id: UUID,
    kind: str,
    payload: dict[str, Any],
    key: str,
    *,
    ordered: bool = True,
    not_before: datetime | None = None,
) -> bool:
    """Puts one message into the queue of a partner; False when `key` was there before.

    `key` names the thing told (an event, a notice) once for as long as the message is kept
    (`MOTCUA_PARTNER_RECORD_DAYS`), so that a handler that runs twice sends once. `ordered` messages
    of one subject go one after another, and wait while an earlier one is a dead letter or lacks a
    code; others go by themselves. `payload` is sealed.
    """
    letter = Letter(
        adapter_id=adapter_id,
        subject_id=subject_id,
        kind=kind,
        key=key,
        payload=payload,
        ordered=ordered,
        not_before=not_before,
    )
    return await enqueue_many(connection, [letter]) == 1


async def enqueue_many(connection: asyncpg.Connection, letters: Sequence[Letter]) -> int:
    """Several messages in one statement, in this order; returns how many were not there before."""
    if not letters:
        return 0
    ids = [uuid7() for _ in letters]
    row = await connection.fetchrow(
        _PUT,
        settings().tenant,
        ids,
        [letter.adapter_id for letter in letters],
        [
            letter.subject_id if letter.ordered else id_
            for id_, letter in zip(ids, letters, strict=True)
        ],
        [letter.subject_id for letter in letters],
        [letter.kind for letter in letters],
        [letter.key for letter in letters],
        [letter.not_before for letter in letters],
        [sealed_json(PLACE, id_, letter.payload) for id_, letter in zip(ids, letters, strict=True)],
        CHANNEL,
    )
    return int(row["fresh"])
