"""The seventeen counters of a province against one streaming aggregate over all its dossiers."""

import statistics
import time
from uuid import UUID

import asyncpg

from backend.overview import actions, queries
from backend.overview.queries import AT_DESK
from backend.overview.rules import CONDITIONS, COUNTER_OF_KIND, NOW, SOON_DAYS, Moments, moments
from backend.platform import clock
from backend.settings import settings
from shared.vocabulary.overview import Counter
from tests.bench.multiplying import multiply
from tests.bench.result import Result
from tests.bench.system import System, say

ROUNDS = 9
COUNT = 100_000
SMALL = 10_000
AIM = 0.05


async def counters(system: System) -> list[Result]:
    """At a hundred thousand dossiers."""
    return [await counted(system, await a_hundred_thousand(system))]


async def a_hundred_thousand(system: System) -> str:
    """The database of so many dossiers, most of them copies."""
    small = await system.with_dossiers(SMALL)
    name = f"dossiers_{COUNT}_copied"
    if name not in system.made:
        await system.copy(small, name)
        connection = await asyncpg.connect(system.url(name), timeout=3600)
        try:
            say(f"copying {SMALL} dossiers {COUNT // SMALL} times")
            await multiply(connection, COUNT // SMALL)
            await connection.execute("vacuum analyze", timeout=3600)
        finally:
            await connection.close()
    return name


async def counted(system: System, database: str) -> Result:
    """Both ways by turns in one database, whatever is in it; they must say the same."""
    connection = await asyncpg.connect(system.url(database), timeout=3600)
    try:
        mended = await _recounted(connection)
        await connection.execute("vacuum analyze dossier, figure_day", timeout=3600)
        agencies = [
            row["id"]
            for row in await connection.fetch("select id from agency where not demonstration")
        ]
        when = moments(clock.now())
        ours, theirs = [], []
        for measured in range(ROUNDS + 1):
            started = time.perf_counter()
            found = await _by_figures(connection, agencies, when)
            between = time.perf_counter()
            want = await _by_aggregate(connection, agencies, when)
            ended = time.perf_counter()
            assert found == want, f"{found} is not {want}"
            if measured:
                ours.append(between - started)
                theirs.append(ended - between)
        count = await connection.fetchval("select count(*) from dossier")
        rows = await connection.fetchval("select count(*) from figure_day")
    finally:
        await connection.close()
    ratio = statistics.median(o / t for o, t in zip(ours, theirs, strict=True))
    return Result(
        "counters", f"seventeen counters at {count:,} dossiers ÷ one streaming aggregate", ratio,
        AIM, f"{statistics.median(ours) * 1000:.1f} ms",
        f"{statistics.median(theirs) * 1000:.0f} ms",
        "The counters of a whole province by unit, from maintained figures, against one pass over "
        "its dossiers; equal to the unit in every round.",
        at_least=False,
        details=[
            f"{rows:,} figures are kept; {mended:,} of them were counted when the dossiers had "
            "been copied past the triggers.",
            f"In progress {want[Counter.IN_PROGRESS]:,}, late {want[Counter.LATE]:,}, due later "
            f"today {want[Counter.DUE_TODAY]:,}, due soon {want[Counter.DUE_SOON]:,}.",
        ],
    )  # fmt: skip


async def _recounted(connection: asyncpg.Connection) -> int:
    """Dossiers were copied by SQL with the triggers off."""
    tag = await connection.execute(actions._MEND, timeout=3600)
    while await connection.fetchval(actions._FOLD, actions.BATCH, timeout=3600):
        pass
    await connection.execute("delete from figure_day where n = 0")
    return int(tag.split()[-1])


async def _by_figures(
    connection: asyncpg.Connection, agencies: list[UUID], when: Moments
) -> dict[str, int]:
    today = when.morning.date()
    rows = await connection.fetch(
        queries._CELLS, settings().tenant, agencies, today,
        today.fromordinal(today.toordinal() + SOON_DAYS), when.now, when.morning, AT_DESK, NOW,
    )  # fmt: skip
    found = {counter.value: 0 for counter in Counter}
    for row in rows:
        found[COUNTER_OF_KIND[row["kind"]]] += row["n"]
    return found


async def _by_aggregate(
    connection: asyncpg.Connection, agencies: list[UUID], when: Moments
) -> dict[str, int]:
    columns = ", ".join(f"count(*) filter (where {sql}) as {c}" for c, sql in CONDITIONS.items())
    row = await connection.fetchrow(
        f"select {columns} from dossier d where d.tenant_id = $1 and (d.receiving_agency_id = "
        "any($6::uuid[]) or d.holding_agency_id = any($6::uuid[])) and $2::timestamptz is not null "
        "and $3::timestamptz is not null and $4::timestamptz is not null "
        "and $5::timestamptz is not null",
        settings().tenant, *when.arguments, agencies, timeout=3600,
    )  # fmt: skip
    return dict(row)
