"""Folding, recounting and mending the maintained figures.

Every statement on `dossier` leaves what it moved in `figure_change` (triggers, in the transaction
of the act), so that no two acts ever wait for one counter. The worker folds that into `figure_day`.
A reader adds both, in one statement: it sees each change once, folded or not.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

import asyncpg
import structlog
from prometheus_client import Gauge

from backend.law.calendar import local
from backend.platform import clock
from backend.platform.database import connection, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message, publish
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.vocabulary.roles import Role

log = structlog.get_logger("figures")
ALARM_TOPIC = "figures.differ"
BATCH = 20_000
NIGHT = time(1, 0)  # when few work, and after the day has been closed
RECOUNT_SECONDS = 1800.0
_DIFFERING = Gauge("motcua_figures_differing", "Maintained figures that were not the recount")
_KEY = (
    "tenant_id, kind, day, receiving_agency_id, holding_agency_id, unit_id, procedure_code, channel"
)
_FOLD = f"""
with taken as (delete from figure_change where id = any(array(
        select id from figure_change order by id limit $1)) returning *),
added as (insert into figure_day ({_KEY}, n)
    select {_KEY}, sum(n) from taken group by {_KEY} having sum(n) <> 0
    on conflict ({_KEY}) do update set n = figure_day.n + excluded.n)
select count(*) from taken
"""
_DIFFERENCES = f"""
recount as materialized (select * from figure_recount),
differing as (select {_KEY}, sum(n) as n from (
    select {_KEY}, -n as n from figure union all select {_KEY}, n from recount) both_ways
    group by {_KEY} having sum(n) <> 0)
"""
_SUM_UP = f"""
with {_DIFFERENCES}
select (select count(*) from recount) as compared, count(*) as differing,
    coalesce(sum(abs(n)), 0) as dossiers from differing
"""
_MEND = f"""
with {_DIFFERENCES}
insert into figure_change ({_KEY}, n) select {_KEY}, n from differing
"""
_LOCK = "select pg_advisory_xact_lock(hashtextextended('figures', 0))"
_WATCHERS = """
select distinct g.account_id from role_grant g join account a on a.id = g.account_id
where a.tenant_id = $1 and a.disabled_at is null and g.role = any($2::text[])
    and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3) limit 200
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """How a recount went: figures compared, how many differed, and by how many dossiers in all."""

    compared: int
    differing: int
    dossiers: int


async def fold() -> int:
    """Adds what waits to the figures it belongs to; returns how many changes were folded."""
    done = 0
    while True:
        async with transaction() as c:
            await c.execute(_LOCK)
            taken = int(await c.fetchval(_FOLD, BATCH))
            await c.execute("delete from figure_day where n = 0")
        done += taken
        if taken < BATCH:
            return done


async def check() -> Compared:
    """Counts every dossier anew and compares, in one statement and so at one moment."""
    async with connection() as c:
        row = await c.fetchrow(_SUM_UP, timeout=RECOUNT_SECONDS)
    assert row is not None
    return Compared(row["compared"], row["differing"], int(row["dossiers"]))


async def rebuild() -> int:
    """Makes the figures equal the recount; returns how many were mended.

    What is missing is added as a change like any other, so people go on working meanwhile.
    """
    async with transaction() as c:
        await c.execute(_LOCK)
        tag = await c.execute(_MEND, timeout=RECOUNT_SECONDS)
        mended = int(tag.split()[-1])
        if mended:
            await _note(c, Compared(0, mended, 0), mended=True)
    await fold()
    return mended


async def check_nightly() -> int:
    """The recount of the night, once; whoever runs the system is told of a difference."""
    now = clock.now()
    night = datetime.combine(local(now).date(), NIGHT, clock.VIETNAM)
    if now < night:
        night -= timedelta(days=1)
    last = await fetch_row(
        "select checked_at from figure_check where tenant_id = $1 and not mended "
        "order by checked_at desc limit 1",
        settings().tenant,
    )
    if last is not None and last["checked_at"] >= night:
        return 0
    await check_and_tell()
    return 1


async def check_and_tell() -> Compared:
    """A recount that is noted; a difference becomes an alarm."""
    found = await check()
    async with transaction() as c:
        id_ = await _note(c, found, mended=False)
        if found.differing:
            log.error("figures differ", figures=found.differing, dossiers=found.dossiers)
            await publish(c, ALARM_TOPIC, id_, {})
    return found


async def tell_of_difference(message: Message) -> None:
    """A notice to administrators and auditors, once each."""
    row = await fetch_row("select * from figure_check where id = $1", message.subject_id)
    if row is None:
        return
    people = await fetch(
        _WATCHERS, settings().tenant, [Role.SYSTEM_ADMIN, Role.AUDITOR], clock.now()
    )
    body = (
        f"Đếm lại lúc {local(row['checked_at']):%H:%M %d/%m/%Y}: {row['differing']} số liệu tổng "
        f"hợp lệch tổng cộng {row['dossiers']} hồ sơ so với hồ sơ thật. Người vận hành chạy "
        "“motcua figures rebuild” để dựng lại, rồi “motcua figures check” để kiểm tra."
    )
    async with transaction() as c:
        await c.executemany(
            "insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, subject, body, "
            "created_at) values ($1, $2, $3, $4, null, $5, $6, $7) on conflict do nothing",
            [
                (
                    id_ := uuid7(), settings().tenant, message.id, person["account_id"],
                    "Cảnh báo: số liệu tổng hợp lệch so với hồ sơ",
                    sealed("notice.body", id_, body), clock.now(),
                )
                for person in people
            ],
        )  # fmt: skip


async def refresh_gauge() -> None:
    """The newest recount, for monitoring; while the database is away the last number stays."""
    with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        row = await fetch_row(
            "select differing, mended from figure_check where tenant_id = $1 "
            "order by checked_at desc limit 1",
            settings().tenant,
        )
        _DIFFERING.set(0 if row is None or row["mended"] else row["differing"])


async def _note(c: asyncpg.Connection, found: Compared, *, mended: bool) -> UUID:
    id_ = uuid7()
    await c.execute(
        "insert into figure_check (id, tenant_id, checked_at, compared, differing, dossiers, "
        "mended) values ($1, $2, $3, $4, $5, $6, $7)",
        id_,
        settings().tenant,
        clock.now(),
        found.compared,
        found.differing,
        found.dossiers,
        mended,
    )
    return id_
