"""Putting entries into the chain of their agency and day, and anchoring the chains outside.

Not in the transaction of the act: a chain for an agency would make all its acts wait for each
other (decision 0012). A trigger notes each entry; the worker links them every minute, one worker
at a time, and every hour writes the heads as a signed root into a store that nobody can change.
"""

import hashlib
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.chain import Head, Root, link, opened, signed
from backend.platform import clock
from backend.platform.database import fetch_row, transaction
from backend.settings import settings
from storage.locked import LockedStore

BATCH = 500
_BATCHES = 100
EVERY = timedelta(hours=1)
KEPT = timedelta(days=3653)
NOBODY = UUID(int=0)  # the chain of citizens, visitors and the system
_LOCK = "audit.seal"
_WAITING = """
select e.id, e.tenant_id, e.at, e.actor_id, e.action, e.subject_id, e.detail, e.mac,
    coalesce((select g.agency_id from role_grant g where g.account_id = e.actor_id
        order by g.valid_from, g.id limit 1), $1) as agency_id
from audit_waiting w join audit_entry e on e.id = w.entry_id
order by w.entry_id limit $2
"""
_HEADS = """
select distinct on (l.agency_id, l.day) l.agency_id, l.day, l.seq, l.hash from audit_link l
where (l.agency_id, l.day) in (select * from unnest($1::uuid[], $2::date[]))
order by l.agency_id, l.day, l.seq desc
"""
_GROWN = """
select distinct on (agency_id, day) agency_id, day, seq, hash from audit_link
where position > $1 and position <= $2 order by agency_id, day, seq desc
"""


@cache
def locked_store() -> LockedStore:
    """The bucket of the roots, beside that of the documents."""
    s = settings()
    return LockedStore(
        s.s3_endpoint,
        s.s3_access_key,
        s.s3_secret_key,
        f"{s.s3_bucket}-audit",
        region=s.s3_region,
        secure=s.s3_secure,
        authorities=s.s3_authorities,
    )


async def seal() -> int:
    """Links what waits; returns how many. Run by the worker every minute."""
    linked = 0
    for _ in range(_BATCHES):
        size = await _seal_batch()
        linked += size
        if size < BATCH:
            break
    return linked


async def _seal_batch() -> int:
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", _LOCK)
        rows = await connection.fetch(_WAITING, NOBODY, BATCH)
        if not rows:
            return 0
        places = [(row["agency_id"], day_of(row["at"])) for row in rows]
        heads = await _heads(connection, places)
        links = []
        for row, (agency_id, day) in zip(rows, places, strict=True):
            seq, previous = heads.get((agency_id, day), (0, b""))
            seq += 1
            hash_ = link(settings().secret_key, previous, place(agency_id, day, seq), row)
            heads[agency_id, day] = (seq, hash_)
            links.append((settings().tenant, agency_id, day, seq, row["id"], hash_))
        await connection.executemany(
            "insert into audit_link (tenant_id, agency_id, day, seq, entry_id, hash) "
            "values ($1, $2, $3, $4, $5, $6)",
            links,
        )
        await connection.execute(
            "delete from audit_waiting where entry_id = any($1::uuid[])",
            [row["id"] for row in rows],
        )
        return len(rows)


async def _heads(
    connection: asyncpg.Connection, places: list[tuple[UUID, date]]
) -> dict[tuple[Any, date], tuple[int, bytes]]:
    wanted = list(dict.fromkeys(places))
    rows = await connection.fetch(_HEADS, [p[0] for p in wanted], [p[1] for p in wanted])
    return {(row["agency_id"], row["day"]): (row["seq"], bytes(row["hash"])) for row in rows}


def day_of(at: datetime) -> date:
    """The Vietnamese day of an entry."""
    return at.astimezone(clock.VIETNAM).date()


def place(agency_id: UUID, day: date, seq: int) -> str:
    """Where a link stands."""
    return f"{agency_id}/{day.isoformat()}/{seq}"


async def every_minute() -> int:
    """What the worker does every minute: links what waits, and anchors once an hour."""
    await seal()
    row = await fetch_row("select max(at) as at from audit_root")
    if row is not None and row["at"] is not None and clock.now() - row["at"] < EVERY:
        return 0
    await anchor()
    return 0


async def anchor() -> int:
    """Writes the heads of all chains that have grown; the number of the root, 0 for no growth.

    The object is written first: one that a fall left behind is taken over as it is, when the
    chains still pass through it. Raises StorageError.
    """
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"{_LOCK} root")
        last = await connection.fetchrow("select * from audit_root order by number desc limit 1")
        upto = await connection.fetchval("select coalesce(max(position), 0) from audit_link")
        before = last["upto"] if last else 0
        if upto == before:
            return 0
        rows = await connection.fetch(_GROWN, before, upto)
        now = clock.now()
        number = (last["number"] if last else 0) + 1
        key = f"{settings().tenant}/audit/{number:09d}.json"
        root = Root(
            tenant=settings().tenant,
            number=number,
            at=now.isoformat(timespec="seconds"),
            upto=upto,
            previous=bytes(last["sha256"]).hex() if last else "",
            chains=[
                Head(str(row["agency_id"]), row["day"].isoformat(), row["seq"], row["hash"].hex())
                for row in rows
            ],
        )
        content = signed(settings().secret_key, root)
        left = await _left_behind(connection, key)
        if left is not None:
            root, content = left
        else:
            await locked_store().put(key, content, now + KEPT)
        await connection.execute(
            "insert into audit_root (number, tenant_id, at, upto, chains, object_key, sha256) "
            "values ($1, $2, $3, $4, $5, $6, $7)",
            number,
            settings().tenant,
            now,
            root.upto,
            len(root.chains),
            key,
            hashlib.sha256(content).digest(),
        )
        return number


async def _left_behind(connection: asyncpg.Connection, key: str) -> tuple[Root, bytes] | None:
    """A root of this number that was written before a fall, when our chains pass through it."""
    versions = await locked_store().versions(key)
    root = opened(settings().secret_key, versions[0].content) if len(versions) == 1 else None
    if root is None:
        return None
    for head in root.chains:
        found = await connection.fetchval(
            "select hash from audit_link where agency_id = $1 and day = $2 and seq = $3",
            UUID(head.agency),
            date.fromisoformat(head.day),
            head.seq,
        )
        if found is None or bytes(found).hex() != head.hash:
            return None
    return root, versions[0].content
