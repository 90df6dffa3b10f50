"""Reading the tracking feed: one cursor for each agency, moved in the transaction of each line.

A worker killed anywhere goes on at the line after the last that was written; a line that comes
twice is known by the post's own id and changes nothing. A line whose code nobody has mapped is kept
and applied as soon as it is; one that cannot be read is kept and passed; and whatever goes wrong
with one agency, the others are read.
"""

from typing import Any
from uuid import UUID

import asyncpg
import structlog

from backend.audit.actions import record
from backend.connections.adapter import Refused, Unmapped, Unreachable
from backend.connections.mapping import mapped, translate
from backend.platform import clock
from backend.platform.database import execute, fetch, transaction, uuid7
from backend.platform.sealing import opened, sealed
from backend.post.actions.following import follow
from backend.post.actions.ordering import ADAPTER
from backend.post.messages import Line
from backend.post.partner import lines_after
from backend.settings import settings
from shared.vocabulary.post import UNREAD, Told

log = structlog.get_logger("post")
_WALKED = 200  # agencies a minute, those that waited longest first
_MOST_PAGES = 50
_HELD = """
select e.* from postal_event e where e.kind = '' and e.order_id is not null
    and e.tenant_id = $1 and e.code = any($2::text[])
order by e.came_at, e.id limit 200
"""


async def walk_all() -> int:
    """Reads on for every agency that uses the post; returns how many lines were new."""
    if not settings().post_url:
        return 0
    new = await apply_held()
    rows = await fetch(
        "select c.agency_id, g.code from postal_cursor c join agency g on g.id = c.agency_id "
        "where c.tenant_id = $1 order by c.walked_at, c.agency_id limit $2",
        settings().tenant,
        _WALKED,
    )
    for row in rows:
        try:
            new += await walk(row["agency_id"], row["code"])
        except Unreachable as error:
            await _stopped(row["agency_id"], f"Bưu điện không trả lời: {error}")
            break  # the next minute tries again
        except Refused as error:
            await _stopped(row["agency_id"], f"Bưu điện trả lời: {error}")
        except Unmapped as error:
            await _stopped(row["agency_id"], f"Chưa ánh xạ {error}")
        except Exception as error:  # what one agency's line breaks must not hold the others
            log.exception("feed not read", agency=row["code"])
            await _stopped(row["agency_id"], f"Không ghi được ({type(error).__name__})")
    return new


async def walk(agency_id: UUID, agency_code: str) -> int:
    """Reads on for one agency. Raises Unreachable, Refused, Unmapped."""
    customer = await translate(ADAPTER, "agency", agency_code)
    new = 0
    for _page in range(_MOST_PAGES):
        position: str = (
            await fetch("select position from postal_cursor where agency_id = $1", agency_id)
        )[0]["position"]
        before = position
        for line in await lines_after(customer, position):
            told = None if line.unread else await _kind(line.code)
            if not await _take(agency_id, position, line, told):
                return new  # somebody else reads on
            position = line.position or position
            new += 1
        if position == before:
            break
    await execute(
        "update postal_cursor set walked_at = $2, last_error = '' where agency_id = $1",
        agency_id,
        clock.now(),
    )
    return new


async def apply_held() -> int:
    """Lines that waited for their code to be mapped, oldest first; returns how many it is now."""
    done = 0
    found = await mapped(ADAPTER, "event")
    meaning = {code: Told(told) for code, told in found.items() if told in set(Told)}
    for row in await fetch(_HELD, settings().tenant, list(meaning)):
        try:
            done += await _apply(row, meaning[row["code"]])
        except Exception:  # as above; it stays held
            log.exception("held line not applied", line=str(row["id"]))
    return done


async def _apply(row: Any, told: Told) -> bool:
    async with transaction() as connection:
        order = await _order_of(connection, row["agency_id"], row["parcel"])
        known = await connection.fetchval(
            "update postal_event set kind = $2 where id = $1 and kind = '' returning id",
            row["id"],
            told,
        )
        if known is None or order is None:
            return False
        await follow(connection, order, _line(row), told)
    return True


async def _take(agency_id: UUID, position: str, line: Line, told: Told | None) -> bool:
    """One line and the cursor past it; False where the cursor is not where it was read."""
    async with transaction() as connection:
        order = await _order_of(connection, agency_id, line.parcel)
        at = await connection.fetchval(
            "select position from postal_cursor where agency_id = $1 for update", agency_id
        )
        if at != position:
            return False
        id_ = uuid7()
        new = await connection.fetchval(
            "insert into postal_event (id, tenant_id, agency_id, order_id, their_id, parcel, code, "
            "kind, at, place, note, received_by, proof, collected_vnd, came_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
            "on conflict (agency_id, their_id) do nothing returning id",
            id_,
            settings().tenant,
            agency_id,
            order["id"] if order is not None else None,
            line.id,
            line.parcel,
            line.code,
            UNREAD if line.unread else told or "",
            line.at,
            line.place,
            line.note,
            sealed("postal_event.received_by", id_, line.received_by),
            line.proof,
            line.collected_vnd,
            clock.now(),
        )
        if new is not None and order is not None and told is not None:
            await follow(connection, order, line, told)
        if new is not None and line.unread:
            log.warning("line of the feed not read", line=line.id, why=line.unread)
            detail = {"event": line.id, "parcel": line.parcel}
            subject = order["dossier_id"] if order is not None else None
            await record(connection, None, "post.unread", subject_id=subject, detail=detail)
        await connection.execute(
            "update postal_cursor set position = $2, walked_at = $3 where agency_id = $1",
            agency_id,
            line.position or position,
            clock.now(),
        )
    return True


async def _order_of(
    connection: asyncpg.Connection, agency_id: UUID, parcel: str
) -> asyncpg.Record | None:
    """The order of a parcel, dossier and row locked; None for a parcel that is not of here."""
    dossier_id = await connection.fetchval(
        "select dossier_id from postal_order where parcel = $1 and agency_id = $2",
        parcel,
        agency_id,
    )
    if dossier_id is None:
        return None
    await connection.execute("select 1 from dossier where id = $1 for update", dossier_id)
    found: asyncpg.Record | None = await connection.fetchrow(
        "select * from postal_order where parcel = $1 for update", parcel
    )
    return found


async def _kind(code: str) -> Told | None:
    try:
        return Told(await translate(ADAPTER, "event", code))
    except (Unmapped, ValueError):
        return None


def _line(row: Any) -> Line:
    return Line(
        id=row["their_id"],
        position="",
        parcel=row["parcel"],
        code=row["code"],
        at=row["at"],
        place=row["place"],
        note=row["note"],
        received_by=opened(row, "postal_event.received_by"),
        proof=row["proof"],
        collected_vnd=row["collected_vnd"],
    )


async def _stopped(agency_id: UUID, words: str) -> None:
    await execute(
        "update postal_cursor set walked_at = $2, last_error = $3 where agency_id = $1",
        agency_id,
        clock.now(),
        words[:300],
    )
