"""The inbox and the sweep at 1,000,000 dossiers; `python -m tests.bench million`."""

import subprocess
import sys

import asyncpg

from tests import conftest
from tests.bench.counters import counted
from tests.bench.growth import inbox_growth
from tests.bench.multiplying import multiply, without_indexes
from tests.bench.result import Result
from tests.bench.system import System, say

COUNT = 1_000_000
SMALL = 10_000
# One day in a hundred has come, so that most dossiers are open and nothing is to be done for them.
_OPEN = """
update dossier set state = 'appraising', finished_at = null, returned_at = null, alert = 0,
    waiting_since = null, act_by = null,
    due_at = now() + (abs(hashtext(id::text)) % 20000 - 200) * interval '14 minutes'
where accepted_at is not null
"""
_DUE = """
select count(*) from dossier where due_at < now() + interval '1 day' and finished_at is null
"""


async def inbox_at_a_million(system: System) -> list[Result]:
    """B4 at the size of a large province after years."""
    await a_million(system)
    return await inbox_growth(system, COUNT)


async def a_million(system: System) -> tuple[str, str]:
    """The databases of ten thousand and of a hundred times as many."""
    small = await system.with_dossiers(SMALL)
    name = f"dossiers_{COUNT}"
    if name not in system.made:
        await system.copy(small, name)
        say(f"copying {SMALL} dossiers {COUNT // SMALL} times")
        connection = await asyncpg.connect(system.url(name), timeout=3600)
        try:
            await multiply(connection, COUNT // SMALL)
            await connection.execute("vacuum analyze", timeout=3600)
        finally:
            await connection.close()
    return small, name


async def sweep_at_a_million(system: System) -> list[Result]:
    """How much memory a sweep takes when a hundred times as many dossiers are open."""
    small, large = await a_million(system)
    found = []
    for name in (small, large):
        say(f"opening the dossiers of {name}")
        connection = await asyncpg.connect(system.url(name), timeout=3600)
        try:
            async with without_indexes(connection):
                opened = await connection.execute(_OPEN, timeout=3600)
            await connection.execute("vacuum analyze dossier", timeout=3600)
            due = await connection.fetchval(_DUE)
        finally:
            await connection.close()
        found.append((int(opened.split()[-1]), due, *_swept(system, name)))
    (few, few_due, small_memory, few_done, _), (many, due, memory, done, seconds) = found
    return [
        Result(
            "sweep", "memory of a sweep at 1,000,000 ÷ 10,000 dossiers", memory / small_memory,
            1.15, f"{memory:.0f} MiB", f"{small_memory:.0f} MiB",
            "Peak resident memory of the process that looks for what has come due, with a hundred "
            "times as many dossiers open.",
            at_least=False,
            details=[
                f"{many:,} open, {due:,} of them due within a day: {done:,} touched in "
                f"{seconds:.1f} s.",
                f"{few:,} open, {few_due:,} of them due within a day: {few_done:,} touched.",
            ],
        )
    ]  # fmt: skip


async def counters_at_a_million(system: System) -> list[Result]:
    """The counters against one pass over all; after the sweep nearly all dossiers are open."""
    _small, large = await a_million(system)
    return [await counted(system, large)]


def _swept(system: System, database: str) -> tuple[float, int, float]:
    """Peak memory in MiB, dossiers touched, seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.sweeping"], cwd=conftest.ROOT,
        env=system.environment(database), capture_output=True, text=True, check=True,
    )  # fmt: skip
    memory, count, seconds = done.stdout.split()[-3:]
    return float(memory), int(count), float(seconds)
