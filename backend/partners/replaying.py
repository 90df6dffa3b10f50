"""What an address is sent because its program asks: a trial message, events once more.

Nobody makes us send without end: what still waits for the address bounds what may be asked for.
"""

from uuid import UUID

import asyncpg

from backend.access.partner import Partner
from backend.connections.queueing import enqueue
from backend.dossiers import feed
from backend.partners import telling
from backend.partners.following import CursorExpired, position_in
from backend.partners.queries import moment
from backend.partners.webhook_adapter import adapter_id
from backend.partners.webhooks import noted, own, unknown
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.pagination import encode_cursor
from backend.platform.problems import Conflict, RuleBroken, TooMany, field
from shared.contracts.programs import ReplayedEvents, ReplayEvents

MOST_WAITING = 1000  # messages of one address; the places of two requests
_REPLAYED = 500  # places of the feed looked at for one request
_AGAIN_AFTER = 30  # seconds


async def ping(partner: Partner, webhook_id: UUID) -> None:
    """Sends a signed message that says nothing, to try the address.

    Raises NotFound, Conflict, TooMany while an earlier one has not been taken.
    """
    id_ = uuid7()
    async with transaction() as connection:
        row = await own(connection, partner, webhook_id)
        _refuse_off(row)
        await _refuse_more_than(connection, webhook_id, 0, "ping")
        said = {"id": str(id_), "type": "ping", "at": moment(clock.now())}
        await enqueue(
            connection, adapter_id(webhook_id), webhook_id, "ping", said, str(id_), ordered=False
        )


async def replay(partner: Partner, webhook_id: UUID, data: ReplayEvents) -> ReplayedEvents:
    """Sends one event, or those after a cursor, again. Raises NotFound, Conflict, RuleBroken,
    Malformed, CursorExpired, TooMany while much still waits for the address.
    """
    async with transaction() as connection:
        row = await own(connection, partner, webhook_id)
        if bool(data.event_id) == bool(data.after):
            raise RuleBroken(
                "Ghi một mã sự kiện, hoặc một vị trí (after).",
                en="Name either an event or a cursor.",
                errors=[field("/event_id", "Ghi mã sự kiện, hoặc bỏ trống và ghi after.")],
            )
        _refuse_off(row)
        if data.event_id:
            return await _again(connection, webhook_id, data.event_id)
        await _refuse_more_than(connection, webhook_id, MOST_WAITING)
        position = await position_in(data.after)
        if position < await feed.floor():
            raise CursorExpired
        places = await connection.fetch(
            "select position from dossier_feed where position > $1 order by position limit $2",
            position,
            _REPLAYED,
        )
        found = [place["position"] for place in places]
        count = await telling.tell(connection, found, webhook_id)
        await noted(connection, None, "webhook.replayed", webhook_id, partner.client_id)
        cursor = encode_cursor(found[-1]) if found else None
        return ReplayedEvents(count, cursor, len(found) == _REPLAYED)


async def _again(connection: asyncpg.Connection, webhook_id: UUID, event_id: str) -> ReplayedEvents:
    try:
        position = await feed.position_of(UUID(event_id))
    except ValueError:
        position = None
    if position is None:
        raise RuleBroken(
            "Không có sự kiện này.",
            en="There is no such event.",
            errors=[field("/event_id", "Ghi mã sự kiện đã nhận hoặc đọc từ /events.")],
        )
    # One that still waits or was given up goes now, in its own place.
    waits = await connection.fetchval(
        "update delivery set state = 'waiting', next_try_at = now(), wanted_kind = '' "
        "where adapter_id = $1 and key = $2 and state in ('waiting', 'dead') returning 1",
        adapter_id(webhook_id),
        event_id,
    )
    count = 1 if waits else 0
    if not waits:
        await _refuse_more_than(connection, webhook_id, MOST_WAITING)
        count = await telling.tell(connection, [position], webhook_id)
    if not count:
        raise unknown()
    return ReplayedEvents(count, None, more=False)


async def _refuse_more_than(
    connection: asyncpg.Connection, webhook_id: UUID, most: int, kind: str = ""
) -> None:
    """Raises TooMany while more than `most` messages (of a kind, if named) are not yet taken."""
    held = await connection.fetchval(
        "select count(*) from (select 1 from delivery where adapter_id = $1 "
        "and state in ('waiting', 'sending', 'unmapped', 'dead') and ($2 = '' or kind = $2) "
        "limit $3) d",
        adapter_id(webhook_id),
        kind,
        most + 1,
    )
    if held > most:
        raise TooMany(
            "Địa chỉ còn tin chưa nhận. Chờ nhận xong rồi yêu cầu gửi tiếp.",
            retry_after=_AGAIN_AFTER,
            en="Earlier messages still wait for this address; ask again once it has taken them.",
        )


def _refuse_off(row: asyncpg.Record) -> None:
    if row["disabled_at"] is not None:
        raise Conflict(
            "Địa chỉ này đang tắt. Bật lại trước khi gửi.",
            en="This address is switched off; enable it first.",
            slug="switched-off",
        )
