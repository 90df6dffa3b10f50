"""Events of all dossiers in one order that readers can follow without a gap or a repeat.

An event gets its place after it has committed, by one process at a time: a place that can be seen
has no smaller one still to come, however long some transaction takes. Acts on one dossier keep the
order in which they happened. Places are kept for `DAYS`; the events themselves for good.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from backend.platform import clock
from backend.platform.database import fetch_value
from backend.settings import settings

DAYS = 90
AT_ONCE = 500
_TRIMMED = 5000
_LOCK = 7_305_042  # any fixed number; only the feed uses it
# Whole dossiers at a time, so that no later act overtakes an earlier one.
_PLACE = """
with taken as (
    delete from dossier_event_waiting where dossier_id in (
        select dossier_id from dossier_event_waiting order by event_id limit $1)
    returning event_id)
insert into dossier_feed (event_id, dossier_id, at)
select e.id, e.dossier_id, e.at from taken t join dossier_event e on e.id = t.event_id
order by max(e.at) over (partition by e.dossier_id order by e.seq), e.dossier_id, e.seq
returning position, event_id, dossier_id
"""
# A place out of turn (older than those before it) waits for them; none is dropped from the middle.
TRIM = """
with oldest as (select position, at from dossier_feed order by position limit $2),
gone as (
    delete from dossier_feed where position < coalesce(
        (select min(position) from oldest where at >= $1),
        (select max(position) + 1 from oldest))
    returning position),
kept as (
    insert into dossier_feed_floor (tenant_id, position)
    select $3, max(position) from gone having count(*) > 0
    on conflict (tenant_id) do update
    set position = greatest(dossier_feed_floor.position, excluded.position))
select count(*) from gone
"""
# One process asks the database once at a time; the others of a burst find nothing left.
_turn = asyncio.Lock()


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its place."""

    position: int
    event_id: UUID
    dossier_id: UUID


def turn() -> asyncio.Lock:
    """Held by this process while it gives places."""
    return _turn


async def anything_waits() -> bool:
    """Whether some event has no place yet."""
    return bool(await fetch_value("select exists (select from dossier_event_waiting)"))


async def give_places(connection: asyncpg.Connection) -> list[Placed]:
    """Gives the oldest waiting events their places, inside the caller's transaction.

    Whoever else does so waits until that transaction ends: this is what keeps the order.
    """
    await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
    rows = await connection.fetch(_PLACE, AT_ONCE)
    found = [Placed(row["position"], row["event_id"], row["dossier_id"]) for row in rows]
    return sorted(found, key=lambda placed: placed.position)


async def floor() -> int:
    """The newest place that is no longer kept; 0 while all are."""
    found = await fetch_value(
        "select position from dossier_feed_floor where tenant_id = $1", settings().tenant
    )
    return int(found or 0)


async def newest() -> int:
    """The last place given, or the floor when none is left."""
    return int(await fetch_value("select max(position) from dossier_feed") or await floor())


async def position_of(event_id: UUID) -> int | None:
    """The place of an event, or None when it has none (any more)."""
    found: int | None = await fetch_value(
        "select position from dossier_feed where event_id = $1", event_id
    )
    return found


async def forget_old_places(before: datetime | None = None) -> int:
    """Drops the oldest places older than `DAYS`, some thousands at a time; returns how many."""
    before = before or clock.now() - timedelta(days=DAYS)
    return int(await fetch_value(TRIM, before, _TRIMMED, settings().tenant) or 0)
