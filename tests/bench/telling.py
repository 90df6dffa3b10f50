"""How soon what happens is handed to the providers, as GOV.UK Notify measures itself.

Events come in a steady stream, several times as many a second as a province has in its busiest
hour, with the worker and the stand-ins of this run; counted is the time from the event's own row
in the outbox to the moment the mail server or gateway has taken the message.
"""

import asyncio
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from backend.sandbox.mail import Mailbox, smtp_server
from backend.settings import settings
from tests import conftest
from tests.bench.result import Result
from tests.bench.system import System, say

A_SECOND = 10
SECONDS = 60
AIM = 99.0
_WITHIN = 10.0
_DOSSIERS = """
update dossier set applicant_id = a.id from (select id from account where kind = 'citizen'
    order by id limit 1) a where dossier.id in (select id from dossier order by id limit $1)
returning dossier.id
"""
_TOOK = """
select extract(epoch from coalesce(s.handed_at, now()) - o.created_at)::float8 as took,
    s.medium, s.handed_at is not null as handed
from message_sending s join notice n on n.id = s.notice_id join outbox o on o.id = n.outbox_id
where o.topic = 'dossier.event' and o.created_at >= $1
"""
_SPREAD = (0.5, 0.95, 0.99)


async def telling(system: System) -> list[Result]:
    """Share handed over within ten seconds, while events keep coming."""
    database = await system.copy(await system.with_dossiers(10_000), "told")
    with _running(system, database):
        connection = await asyncpg.connect(system.url(database))
        try:
            began = await connection.fetchval("select now()")
            ids = [row["id"] for row in await connection.fetch(_DOSSIERS, A_SECOND * SECONDS)]
            await _events(connection, ids)
            await asyncio.sleep(_WITHIN + 2)
            rows = await connection.fetch(_TOOK, began)
        finally:
            await connection.close()
    return [_result(rows)]


async def _events(connection: asyncpg.Connection, ids: list[object]) -> None:
    """So many acceptances a second, each in its own transaction as an act publishes it."""
    from backend.platform.outbox import publish

    say(f"{len(ids)} events in {SECONDS} s")
    started = time.monotonic()
    for number, id_ in enumerate(ids):
        await asyncio.sleep(max(0.0, started + number / A_SECOND - time.monotonic()))
        async with connection.transaction():
            told = {"act": "accept", "state": "accepted", "event_id": "", "note": ""}
            await publish(connection, "dossier.event", id_, told)  # type: ignore[arg-type]


@contextmanager
def _running(system: System, database: str) -> Iterator[None]:
    """A mail server, the gateways and one worker on a database, once it works."""
    alive = system.folder / "worker.alive"
    alive.unlink(missing_ok=True)
    smtp = smtp_server(Mailbox(system.folder / "mail"), settings().smtp_port)
    smtp.start()
    log = (system.folder / "telling.log").open("ab")
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", *module], cwd=conftest.ROOT, env=system.environment(database),
            stdout=log, stderr=log, start_new_session=True,
        )
        for module in (("backend.sandbox.messages",), ("backend.cli", "worker"))
    ]  # fmt: skip
    try:
        while not alive.exists():
            if programs[-1].poll() is not None:
                raise RuntimeError((system.folder / "telling.log").read_text()[-4000:])
            time.sleep(0.1)
        yield
    finally:
        for program in programs:
            conftest._stop(program)
        smtp.stop()


def _result(rows: list[asyncpg.Record]) -> Result:
    took = sorted(row["took"] for row in rows)
    soon = sum(row["handed"] and row["took"] <= _WITHIN for row in rows)
    share = 100 * soon / len(rows) if rows else 0.0
    by_way = {way: sum(row["medium"] == way for row in rows) for way in ("mail", "sms")}
    spread = [took[min(len(took) - 1, math.ceil(q * len(took)) - 1)] for q in _SPREAD] or [0.0]
    return Result(
        name="told",
        title="Messages handed to their provider within 10 s of the event",
        value=share,
        aim=AIM,
        ours=f"{soon} of {len(rows)}",
        compared="GOV.UK Notify publishes 99.85 to 99.92 %",
        means="of the messages that events gave rise to, so many percent were with the mail "
        f"server or the gateway ten seconds later, while {A_SECOND} events a second kept coming.",
        unit=" %",
        details=[
            f"{by_way['mail']} letters and {by_way['sms']} text messages over {SECONDS} s",
            "seconds from event to provider: "
            + ", ".join(f"p{q * 100:g} {s:.2f}" for q, s in zip(_SPREAD, spread, strict=False)),
            f"one worker, {os.cpu_count()} cores shared with the database and the stand-ins",
        ],
    )
