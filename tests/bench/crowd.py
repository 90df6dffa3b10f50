"""A thousand people signed in at once, a sixth of them at work (TT 22/2019/TT-BTTTT, Appendix IV):
how long they wait, and how busy the processors are meanwhile."""

import asyncio
import random
import secrets
import statistics
import time

import asyncpg

from backend.compliance import load
from backend.identity.queries import token_hash
from backend.law.performance import DEFAULTS
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.performance import Criterion
from tests.bench.load import Connection, p95
from tests.bench.result import Result
from tests.bench.system import System, say

DOSSIERS = 10_000
SIGNED_IN = 1_000
ACTIVE = 170  # a sixth, rounded up
SECONDS = 90.0
THINKING = (2.0, 8.0)  # between two clicks of somebody at work
# A session of everybody there is, some of them several: a telephone and a desk.
_PEOPLE = """
select a.id, a.kind::text as kind from account a, generate_series(1, 20) n
where a.tenant_id = $1 and a.disabled_at is null and not a.must_change_password
    and (a.kind = 'citizen' or exists (select from role_grant r where r.account_id = a.id))
order by n, a.id limit $2
"""
_SESSIONS = """
insert into session (id, tenant_id, account_id, face, token_hash, created_at, last_seen_at,
    expires_at, idle_seconds, assurance, stepped_up_at)
values ($1, $2, $3, $4, $5, $6, $6, $6::timestamptz + interval '8 hours', 3600, $7, $6)
"""
_SURE = "two_factors"
_CLICKS = {
    "officer": (
        "/api/v1/dossiers?folder=all_open&limit=20", "/api/v1/dossiers/counts",
        "/api/v1/dossiers?folder=mine&limit=20", "/api/v1/procedures?q=khai+sinh&limit=10",
        "/api/v1/me",
    ),
    "citizen": (
        "/api/v1/procedures?q=khai+sinh&limit=10", "/api/v1/procedures/1.004873",
        "/api/v1/dossiers/mine?limit=20", "/api/v1/me",
    ),
}  # fmt: skip


async def crowd(system: System) -> list[Result]:
    """With ten thousand dossiers, one process of the API."""
    database = await system.copy(await system.with_dossiers(DOSSIERS), "crowd")
    connection = await asyncpg.connect(system.url(database))
    try:
        signed_in = await _signed_in(connection)
        say(f"{len(signed_in)} people signed in, {ACTIVE} of them at work for {SECONDS:.0f} s")
        with system.api(database) as address:
            for face, headers in signed_in[:20]:
                await _click(await Connection.to(address), face, headers, random.Random(1))
            before, database_before = load.of_this_machine(), await load.of_database(connection)
            at_work = random.Random(7).sample(signed_in, ACTIVE)
            spent = [
                one
                for worked in await asyncio.gather(
                    *(_work(address, *person, random.Random(n)) for n, person in enumerate(at_work))
                )
                for one in worked
            ]
            after, database_after = load.of_this_machine(), await load.of_database(connection)
        there = await connection.fetchval(
            "select count(*) from session where revoked_at is null and expires_at > now() "
            "and last_seen_at > now() - interval '15 minutes'"
        )
    finally:
        await connection.close()
    machine, of_database = load.share(before, after), load.share(database_before, database_after)
    assert machine is not None
    mean, slowest = statistics.fmean(spent), max(spent)
    return [
        Result(
            "crowd", f"mean answer with {there:,} signed in, {ACTIVE} at work", mean,
            DEFAULTS[Criterion.MEAN_SECONDS], f"{mean * 1000:.0f} ms", "",
            "Lists, one procedure, searches and one's own dossiers, asked by everybody at work "
            "every two to eight seconds.",
            unit=" s", at_least=False,
            details=[
                f"{len(spent):,} answers in {SECONDS:.0f} s: half within "
                f"{statistics.median(spent) * 1000:.0f} ms, 95 % within "
                f"{p95(spent) * 1000:.0f} ms, the slowest {slowest * 1000:.0f} ms.",
                f"PostgreSQL used {of_database:.0f} % of the processors."
                if of_database is not None
                else "What PostgreSQL used could not be told.",
            ],
        ),
        Result(
            "crowd-slowest", "the slowest answer of them", slowest,
            DEFAULTS[Criterion.SLOWEST_SECONDS], f"{slowest:.2f} s", "",
            "The same run.", unit=" s", at_least=False,
        ),
        Result(
            "crowd-cpu", "processors of the machine meanwhile", machine,
            DEFAULTS[Criterion.APPLICATION_CPU], f"{machine:.0f} %", "",
            "API, database and those who asked, on one machine.", unit=" %", at_least=False,
        ),
    ]  # fmt: skip


async def _signed_in(connection: asyncpg.Connection) -> list[tuple[str, str]]:
    """Face and headers of everybody."""
    people = await connection.fetch(_PEOPLE, settings().tenant, SIGNED_IN)
    found, rows, now = [], [], clock.now()
    for person in people:
        face, token = person["kind"], secrets.token_urlsafe(32)
        face = "officer" if face == "officer" else "citizen"
        rows.append((uuid7(), settings().tenant, person["id"], face, token_hash(token), now, _SURE))
        found.append((face, f"X-MotCua-Face: {face}\r\nCookie: motcua_{face}={token}\r\n"))
    await connection.executemany(_SESSIONS, rows)
    return found


async def _work(address: str, face: str, headers: str, dice: random.Random) -> list[float]:
    """Clicks until the end, each after some thought; a fresh connection as after a pause."""
    spent, end = [], time.monotonic() + SECONDS
    await asyncio.sleep(dice.uniform(0, THINKING[1]))
    while time.monotonic() < end:
        connection = await Connection.to(address)
        spent.append(await _click(connection, face, headers, dice))
        connection.close()
        await asyncio.sleep(dice.uniform(*THINKING))
    return spent


async def _click(connection: Connection, face: str, headers: str, dice: random.Random) -> float:
    started = time.perf_counter()
    await connection.ask(dice.choice(_CLICKS[face]), headers=headers)
    return time.perf_counter() - started
