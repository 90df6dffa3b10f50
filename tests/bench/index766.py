"""The service index of a whole province; `python -m tests.bench index766` at 100,000 dossiers,
`python -m tests.bench million index766` at 1,000,000."""

import json
import statistics
import time
from datetime import date, timedelta

import asyncpg

from tests.bench import people
from tests.bench.load import Connection
from tests.bench.million import COUNT, SMALL, a_million
from tests.bench.multiplying import multiply
from tests.bench.result import Result
from tests.bench.system import System, say

ROUNDS = 5
LARGE = 100_000
LIMIT = 10.0  # seconds for a province of a million dossiers a year
READER = "giamsat.ubndtinh"


async def index_at_a_hundred_thousand(system: System) -> list[Result]:
    """The index where a tenth of a large province's year is."""
    small = await system.with_dossiers(SMALL)
    name = await system.copy(small, f"index_{LARGE}")
    connection = await asyncpg.connect(system.url(name), timeout=3600)
    try:
        await multiply(connection, LARGE // SMALL)
        await connection.execute("vacuum analyze", timeout=3600)
    finally:
        await connection.close()
    return await _measured(system, name, LARGE)


async def index_at_a_million(system: System) -> list[Result]:
    """The index of a province of a million dossiers a year."""
    _, large = await a_million(system)
    return await _measured(system, await system.copy(large, f"index_{COUNT}"), COUNT)


async def _measured(system: System, name: str, count: int) -> list[Result]:
    say(f"folding the facts of {count:,} dossiers")
    begun = time.monotonic()
    system.command(name, "-m", "backend.cli", "indicators", "fold")
    folding = time.monotonic() - begun
    await system.sql("vacuum analyze dossier_fact", name)
    facts = await system.value("select count(*) from dossier_fact", name)
    today = date.today()
    year = (today - timedelta(days=365), today)
    past = (today - timedelta(days=120), today - timedelta(days=91))
    with system.api(name) as address:
        headers = await people.officer(address, READER)
        connection = await Connection.to(address)
        whole = await _asked(connection, headers, "service-index", year)
        compared = await _asked(connection, headers, "service-index", year, "&compare=true")
        month = await _asked(connection, headers, "service-index", past)
        nine = await _asked(connection, headers, "nine", year, "&grouping=officer")
        page = await _asked(
            connection, headers, "service-index/dossiers", year, "&component=in_time&side=missed"
        )
        counted = await _handled(connection, headers, year)
    return [
        Result(
            "index766", f"service index of a year at {count:,} dossiers", whole, LIMIT,
            f"{whole:.2f} s", "",
            "The index of QĐ 766/QĐ-TTg of a province and every agency in it, over HTTP, the "
            "slowest of five.",
            unit=" s", at_least=False,
            details=[
                f"{counted:,} dossiers handled in the year, of {facts:,} facts.",
                f"With the year before beside it: {compared:.2f} s.",
                f"A month three months ago, as it stood at its end: {month:.2f} s.",
                f"The nine indicators of every officer, with the year before: {nine:.2f} s.",
                f"The first 50 dossiers behind a number: {page:.2f} s.",
                f"All facts folded anew from the events: {folding:.0f} s.",
            ],
        )
    ]  # fmt: skip


def _path(what: str, days: tuple[date, date], more: str = "") -> str:
    return f"/api/v1/indicators/{what}?day_from={days[0]}&day_to={days[1]}{more}"


async def _asked(
    connection: Connection, headers: str, what: str, days: tuple[date, date], more: str = ""
) -> float:
    """Seconds of the slowest answer after one to warm up."""
    spent = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        await connection.ask(_path(what, days, more), headers=headers)
        spent.append(time.perf_counter() - begun)
    say(f"{what}{more}: median {statistics.median(spent[1:]):.2f} s")
    return max(spent[1:])


async def _handled(connection: Connection, headers: str, days: tuple[date, date]) -> int:
    answer = json.loads(await connection.ask(_path("service-index", days), headers=headers))
    return next(
        int(one["denominator"])
        for group in answer["groups"]
        for one in group["components"]
        if one["component"] == "in_time"
    )
