"""Every minute a row: each process of the API adds what it answered, the worker who is there and
whether both applications open.

A minute without a row is one in which nobody answered; nothing else writes `ready`.
"""

import asyncio
import contextlib
from datetime import datetime, timedelta

import asyncpg
import structlog

from backend.compliance import load, screens
from backend.documents.store import store
from backend.platform import clock, tally
from backend.platform.database import connection, execute
from backend.settings import settings

KEPT = timedelta(days=400)
_ANSWERED = """
insert into performance_minute (minute, tenant_id, ready, requests, failed, seconds, slowest,
    slowest_route, application_cpu, classes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (tenant_id, minute) do update set
    ready = performance_minute.ready or excluded.ready,
    requests = performance_minute.requests + excluded.requests,
    failed = performance_minute.failed + excluded.failed,
    seconds = performance_minute.seconds + excluded.seconds,
    slowest_route = case when excluded.slowest > performance_minute.slowest
        then excluded.slowest_route else performance_minute.slowest_route end,
    slowest = greatest(performance_minute.slowest, excluded.slowest),
    application_cpu = greatest(performance_minute.application_cpu, excluded.application_cpu),
    classes = array(select coalesce(a, 0) + coalesce(b, 0)
        from unnest(performance_minute.classes, excluded.classes) with ordinality as t(a, b, i)
        order by i)
"""
_WHO_IS_THERE = """
insert into performance_minute (minute, tenant_id, database_cpu, database_way, screens_ready,
    concurrent, active)
select $1::timestamptz, $2::varchar, $3::real, $4::varchar, $7::boolean, count(*),
    count(*) filter (where last_seen_at > $6) from session
where tenant_id = $2 and revoked_at is null and expires_at > $1 and last_seen_at > $5
on conflict (tenant_id, minute) do update set database_cpu = excluded.database_cpu,
    database_way = excluded.database_way, screens_ready = excluded.screens_ready,
    concurrent = excluded.concurrent, active = excluded.active
"""
_THERE, _ACTIVE = timedelta(minutes=15), timedelta(minutes=2)
_before: load.Reading | None = None
log = structlog.get_logger("compliance")


def minute_of(moment: datetime) -> datetime:
    """The beginning of the minute of a moment."""
    return moment.replace(second=0, microsecond=0)


async def watch(ending: asyncio.Event, every: float = 60) -> None:
    """Beside the API: writes what this process answered, at the end of every minute."""
    before = load.of_this_machine()
    tally.take()
    while True:
        now = clock.now()
        wait = every - (now.timestamp() % every)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), wait)
            return
        after = load.of_this_machine()
        await write_answers(now, load.share(before, after))
        before = after


async def write_answers(minute: datetime, cpu: float | None) -> None:
    """Adds to the row of a minute; while the database is away nothing is written."""
    taken = tally.take()
    try:
        ready = await asyncio.wait_for(store().is_ready(), 5)
        await execute(
            _ANSWERED, minute_of(minute), settings().tenant, ready, taken.requests, taken.failed,
            taken.seconds, taken.slowest, taken.slowest_route, cpu, taken.classes,
        )  # fmt: skip
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        log.warning("minute not written", error=type(error).__name__)


async def every_minute() -> int:
    """In one worker of all: the database's processors, who is there, whether the screens open;
    forgets old minutes."""
    global _before
    now = clock.now()
    answer = await screens.answer()
    async with connection() as c:
        after = await load.of_database(c)
        cpu = load.share(_before, after)
        _before = after
        await c.execute(
            _WHO_IS_THERE, minute_of(now), settings().tenant, cpu,
            after.way if after is not None else "none", now - _THERE, now - _ACTIVE,
            answer,
        )  # fmt: skip
        await c.execute(
            "delete from performance_minute where tenant_id = $1 and minute < $2",
            settings().tenant,
            now - KEPT,
        )
    return 1
