"""Keeping the facts of dossiers: whatever is written marks its dossier, and marks are worked off.

A trigger marks a dossier in the transaction that wrote of it, so that no crash loses a mark; what
is marked and not folded yet is folded by whoever reads (`counting.py`), so that figures never lag.
One process folds at a time: an older look must not overwrite a newer one.
"""

import time
from uuid import UUID

import asyncpg

from backend.indicators.fold import COLUMNS, FOLD
from backend.platform.database import fetch, transaction
from backend.settings import settings

AT_ONCE = 1000
SECONDS = 15.0  # a sweep leaves time to the others
FOREVER = "'infinity'::timestamptz"
_LOCK = 7_305_044  # any fixed number; only the facts use it
_TAKE = """
with taken as (
    delete from dossier_fact_waiting where dossier_id in (
        select dossier_id from dossier_fact_waiting order by id limit $1)
    returning dossier_id)
select distinct dossier_id from taken
"""
_KEPT = ", ".join(COLUMNS)
_UPSERT = (
    f"insert into dossier_fact ({_KEPT}) "
    + FOLD.format(ids="= any($1::uuid[])", moment=FOREVER)
    + " on conflict (dossier_id) do update set "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
)
_NEXT = "select id from dossier where tenant_id = $1 and id > $2 order by id limit $3"
_NONE = UUID(int=0)


async def fold_waiting() -> int:
    """Folds what is marked, some hundreds at a time; returns how many dossiers."""
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        async with transaction() as connection:
            found = await _fold_some(connection)
        done += found
        if not found:
            break
    return done


async def _fold_some(connection: asyncpg.Connection) -> int:
    if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK):
        return 0
    ids = [row["dossier_id"] for row in await connection.fetch(_TAKE, AT_ONCE)]
    if ids:
        await connection.execute(_UPSERT, ids)
    return len(ids)


async def fold_all(batch: int = 5000) -> int:
    """Folds every dossier anew, whatever is marked; returns how many were looked at.

    For after a restore or a load that bypassed the triggers.
    """
    done, last = 0, _NONE
    while True:
        ids = [row["id"] for row in await fetch(_NEXT, settings().tenant, last, batch)]
        if not ids:
            return done
        async with transaction() as connection:
            await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute(
                "delete from dossier_fact_waiting where dossier_id = any($1::uuid[])", ids
            )
            await connection.execute(_UPSERT, ids)
        done, last = done + len(ids), ids[-1]


_DIFFERENT = f"""
with folded as ({FOLD.format(ids="= any($1::uuid[])", moment=FOREVER)})
select n.dossier_id from folded n left join dossier_fact f on f.dossier_id = n.dossier_id
where not exists (select from dossier_fact_waiting w where w.dossier_id = n.dossier_id)
    and (f.dossier_id is null or ({", ".join("f." + name for name in COLUMNS)})
        is distinct from ({", ".join("n." + name for name in COLUMNS)}))
"""


async def different(batch: int = 5000) -> list[UUID]:
    """Dossiers whose kept facts are not what their events say, of those not marked; for audits."""
    found: list[UUID] = []
    last = _NONE
    while True:
        ids = [row["id"] for row in await fetch(_NEXT, settings().tenant, last, batch)]
        if not ids:
            return found
        found += [row["dossier_id"] for row in await fetch(_DIFFERENT, ids)]
        last = ids[-1]
