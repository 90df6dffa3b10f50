"""A list of every dossier as a file: how much memory it takes, and what officers feel meanwhile.

`python -m tests.bench exports` at 100,000 dossiers, `python -m tests.bench million exports` at a
million.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from backend.platform import clock
from backend.settings import MIB
from shared.contracts.analyses import AskAnalysisFile, Definition
from shared.contracts.exports import Export
from shared.vocabulary.analyses import Dimension, Measure, PeriodKind
from shared.vocabulary.exports import TableKind
from tests import conftest
from tests.bench import million, people
from tests.bench.counters import a_hundred_thousand
from tests.bench.load import Connection, latencies
from tests.bench.result import Result
from tests.bench.system import System, say

SOME = 100_000
_INBOX = "/api/v1/dossiers?folder=all_open&limit=20"
_LONGEST_WAIT = 3600.0


async def exports(system: System) -> list[Result]:
    """At a hundred thousand dossiers."""
    return await _measured(system, await a_hundred_thousand(system), SOME)


async def exports_at_a_million(system: System) -> list[Result]:
    """At the size of a large province."""
    _small, large = await million.a_million(system)
    # A system that has run for years has folded them; here the worker would do it meanwhile.
    system.command(large, "-m", "backend.cli", "indicators", "fold")
    return await _measured(system, large, million.COUNT)


async def _measured(system: System, database: str, count: int) -> list[Result]:
    with system.api(database) as address, _worker(system, database):
        reader = await people.officer(address, "giamsat.ubndtinh")
        officer = await people.officer(address, "truongphong.tuphap.kylua")
        for _ in range(20):
            await latencies(address, [_INBOX], officer)
        say("officers alone")
        idle = await latencies(address, [_INBOX] * 300, officer)
        asked = await _ask(address, reader)
        say(f"a file of about {count:,} dossiers")
        started, busy, memory, steps = time.monotonic(), [], 0, set()
        while asked.state in ("waiting", "making"):
            assert time.monotonic() - started < _LONGEST_WAIT, asked
            memory = max(memory, _peak_of_maker(asked.id))
            if asked.state == "making":
                busy += await latencies(address, [_INBOX] * 10, officer)
            else:
                await asyncio.sleep(0.1)
            asked = await _look(address, reader, asked.id)
            steps.add(asked.percent)
        seconds = time.monotonic() - started
    assert asked.state == "done", asked
    assert asked.done >= count * 0.9, asked
    assert memory, "the maker was never seen"
    alone, meanwhile = _p95(idle), _p95(busy)
    return [
        Result(
            "exports", f"memory for a file of {asked.done:,} rows", memory / MIB, 200,
            f"{memory / MIB:.0f} MiB", f"{asked.size / MIB:.0f} MiB",
            "The greatest resident memory of the process that makes an XLSX file of all dossiers; "
            "beside it the size of the file.",
            unit=" MiB", at_least=False,
            details=[
                f"{seconds:.0f} s in all, {asked.done / seconds:,.0f} rows a second; "
                f"{len(steps)} different percentages were seen on the way.",
            ],
        ),
        Result(
            "exports-felt", "inbox while the file is made ÷ alone", meanwhile / alone, 2,
            f"{meanwhile * 1000:.1f} ms", f"{alone * 1000:.1f} ms",
            "The 95th of a hundred answers of an officer's inbox while the queue makes the file, "
            "against the same with nothing else to do.",
            at_least=False,
            details=[
                f"{len(busy)} answers meanwhile, median {statistics.median(busy) * 1000:.1f} ms; "
                f"{len(idle)} alone, median {statistics.median(idle) * 1000:.1f} ms.",
            ],
        ),
    ]  # fmt: skip


@contextmanager
def _worker(system: System, database: str) -> Iterator[None]:
    log = (system.folder / "worker.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.cli", "worker"], cwd=conftest.ROOT,
        env=system.environment(database), stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        conftest._stop(process)


async def _ask(address: str, headers: str) -> Export:
    today = clock.today()
    wanted = AskAnalysisFile(
        Definition(
            dimensions=[Dimension.AGENCY], measures=[Measure.SUBMITTED], period=PeriodKind.DAYS,
            day_from=today.replace(year=today.year - 2).isoformat(), day_to=today.isoformat(),
        ),
        TableKind.XLSX,
        Measure.SUBMITTED,
    )  # fmt: skip
    connection = await Connection.to(address)
    answer = await connection.ask(
        "/api/v1/analyses/exports", method="POST",
        headers=f"{headers}Content-Type: application/json\r\n", body=msgspec.json.encode(wanted),
    )  # fmt: skip
    connection.close()
    return msgspec.json.decode(answer, type=Export)


async def _look(address: str, headers: str, id_: str) -> Export:
    connection = await Connection.to(address)
    answer = await connection.ask(f"/api/v1/exports/{id_}", headers=headers)
    connection.close()
    return msgspec.json.decode(answer, type=Export)


def _peak_of_maker(id_: str) -> int:
    """The greatest resident memory of the process that makes a file, in bytes; 0 without one."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if id_.encode() not in (folder / "cmdline").read_bytes():
                continue
            lines = (folder / "status").read_text().splitlines()
        except OSError:
            continue
        return max(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) * 1024
    return 0


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
