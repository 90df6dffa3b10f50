"""Comparing our procedures, agencies and sectors with the national lists, in the queue.

Agencies and sectors come whole; procedures one by one, a few dozen a message, going on after the
last one looked at. A pull that is broken off is gone on with when the portal answers again.
"""

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.national.lists import shapes
from backend.national.lists.finding import compare, compare_agencies, compare_sectors, keep
from backend.national.portal import Portal
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.settings import settings
from shared.vocabulary.national import DifferenceKind, NationalList

PULL_TOPIC = "national.pull"
_AT_ONCE = 25
_EVERY = timedelta(hours=24)
_AGAIN_AFTER = timedelta(minutes=10)
_MOST = 20_000
T = TypeVar("T")


async def start(connection: asyncpg.Connection, asked_by: UUID | None) -> UUID:
    """Begins a comparison, or gives the one that runs; one that was broken off goes on."""
    await connection.execute("select pg_advisory_xact_lock(hashtext('national pull'))")
    running = await connection.fetchrow(
        "select id, last_error from national_pull where tenant_id = $1 and state = 'running'",
        settings().tenant,
    )
    if running is not None:
        if running["last_error"]:
            await connection.execute(
                "update national_pull set last_error = '' where id = $1", running["id"]
            )
            await outbox.publish(connection, PULL_TOPIC, running["id"], {})
        known: UUID = running["id"]
        return known
    id_ = uuid7()
    await connection.execute(
        "insert into national_pull (id, tenant_id, state, asked_by, started_at, tried_at) "
        "values ($1, $2, 'running', $3, $4, $4)",
        id_,
        settings().tenant,
        asked_by,
        clock.now(),
    )
    await outbox.publish(connection, PULL_TOPIC, id_, {})
    return id_


async def every_minute() -> int:
    """Begins the daily comparison, and goes on with one that was broken off."""
    if not settings().national_url or settings().national_version != "2019":
        return 0
    last = await fetch_row(
        "select id, state, started_at, tried_at from national_pull where tenant_id = $1 "
        "order by started_at desc, id desc limit 1",
        settings().tenant,
    )
    now = clock.now()
    if last is not None and last["state"] == "running":
        if now - last["tried_at"] < _AGAIN_AFTER:
            return 0
        async with transaction() as connection:
            await connection.execute(
                "update national_pull set tried_at = $2 where id = $1", last["id"], now
            )
            await outbox.publish(connection, PULL_TOPIC, last["id"], {})
        return 1
    if last is not None and now - last["started_at"] < _EVERY:
        return 0
    async with transaction() as connection:
        await start(connection, None)
    return 1


async def pull(message: Message) -> None:
    """The next stretch of one comparison. A portal that is away is asked again by the sweep."""
    row = await fetch_row(
        "select * from national_pull where id = $1 and state = 'running'", message.subject_id
    )
    if row is None:
        return
    try:
        async with Portal() as portal:
            await _stretch(portal, row)
    except Unreachable as away:
        await execute(
            "update national_pull set last_error = $2, tried_at = $3 where id = $1",
            row["id"],
            str(away)[:300],
            clock.now(),
        )
    except (Refused, msgspec.ValidationError) as refused:
        await execute(
            "update national_pull set state = 'failed', last_error = $2, finished_at = $3 "
            "where id = $1",
            row["id"],
            str(refused)[:300],
            clock.now(),
        )


async def _stretch(portal: Portal, row: Any) -> None:
    if row["total"] == 0:
        await _begin(portal, row["id"])
        row = await fetch_row("select * from national_pull where id = $1", row["id"])
    part = await fetch(
        "select code from national_listed where pull_id = $1 and code > $2 order by code limit $3",
        row["id"],
        row["last_code"],
        _AT_ONCE,
    )
    whole = {}
    for one in part:
        reply = await portal.ask("LayThuTuc", maTTHC=one["code"])
        if reply.result:
            whole[one["code"]] = msgspec.convert(reply.result[0], shapes.Procedure)
    async with transaction() as connection:
        reached = await connection.fetchval(
            "select last_code from national_pull where id = $1 and state = 'running' for update",
            row["id"],
        )
        if reached != row["last_code"]:
            return  # another worker was faster
        await compare(connection, row["id"], whole)
        if len(part) == _AT_ONCE:
            await connection.execute(
                "update national_pull set last_code = $2, looked_at = looked_at + $3, "
                "tried_at = $4, last_error = '' where id = $1",
                row["id"],
                part[-1]["code"],
                len(part),
                clock.now(),
            )
            await outbox.publish(connection, PULL_TOPIC, row["id"], {})
            return
        await _end(connection, row["id"], len(part))


async def _begin(portal: Portal, pull_id: UUID) -> None:
    listed = _read((await portal.ask("LayDanhSachTTHC")).result, shapes.ListedProcedure)
    agencies = _read((await portal.ask("LayDanhMucCoQuan")).result, shapes.ListedAgency)
    sectors = _read((await portal.ask("LayDanhMucLinhVuc")).result, shapes.Sector)
    async with transaction() as connection:
        ours = {
            r["code"]: r["name"]
            for r in await connection.fetch(
                "select code, name from procedure where tenant_id = $1 "
                "and deactivated_at is null limit 20000",
                settings().tenant,
            )
        }
        theirs = {p.MATTHC: p.TENTTHC for p in listed}
        for code in theirs.keys() - ours.keys():
            await keep(
                connection, pull_id, NationalList.PROCEDURE, code, theirs[code],
                DifferenceKind.ONLY_THERE, [], {},
            )  # fmt: skip
        for code in ours.keys() - theirs.keys():
            await keep(
                connection, pull_id, NationalList.PROCEDURE, code, ours[code],
                DifferenceKind.ONLY_HERE, [], {},
            )  # fmt: skip
        both = sorted(ours.keys() & theirs.keys())
        await connection.executemany(
            "insert into national_listed (pull_id, code) values ($1, $2) on conflict do nothing",
            [(pull_id, code) for code in both],
        )
        await compare_agencies(connection, pull_id, agencies)
        await compare_sectors(connection, pull_id, sectors)
        await connection.execute(
            "update national_pull set total = $2 where id = $1", pull_id, max(len(both), 1)
        )


async def _end(connection: asyncpg.Connection, pull_id: UUID, last: int) -> None:
    """What differs no more is gone; what was taken over stays as a record of it."""
    await connection.execute(
        "delete from national_difference where tenant_id = $1 and pull_id <> $2 "
        "and state <> 'approved'",
        settings().tenant,
        pull_id,
    )
    await connection.execute(
        "update national_pull set state = 'done', looked_at = looked_at + $2, finished_at = $3, "
        "last_error = '', differences = (select count(*) from national_difference "
        "where pull_id = $1 and state in ('open', 'proposed')) where id = $1",
        pull_id,
        last,
        clock.now(),
    )
    await connection.execute("delete from national_listed where pull_id = $1", pull_id)


def _read(lines: list[dict[str, Any]], as_type: type[T]) -> list[T]:
    return [msgspec.convert(line, as_type) for line in lines[:_MOST]]
