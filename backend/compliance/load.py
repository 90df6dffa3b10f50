"""How busy the processors are: of this machine, and of the one the database runs on.

Counted by the kernel of Linux. The database may be on another machine: then a function that its
administrator has set up there tells (docs/guide/operator.md), or nobody does, and we say so.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import asyncpg

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds in which processors worked since some beginning, of how many, and when it was read;
    `way` says how it came about."""

    busy: float
    whole: float
    way: str


def share(before: Reading | None, now: Reading | None) -> float | None:
    """Per cent of the processors' time that was work between two readings of one way."""
    if before is None or now is None or before.way != now.way or now.whole <= before.whole:
        return None
    busy = max(0.0, now.busy - before.busy)
    return round(min(100.0, 100 * busy / (now.whole - before.whole)), 2)


def of_line(line: str, way: str) -> Reading:
    """A reading from the first line of /proc/stat. Raises ValueError for another line."""
    name, *fields = line.split()
    if name != "cpu" or len(fields) < 5:
        raise ValueError("not the line of all processors")
    ticks = [int(field) for field in fields[:8]]
    idle = ticks[3] + ticks[4]
    return Reading((sum(ticks) - idle) / _TICKS, sum(ticks) / _TICKS, way)


def of_this_machine() -> Reading | None:
    """All processors of the machine this process runs on; None where there is no Linux."""
    try:
        with (_PROC / "stat").open() as file:
            return of_line(file.readline(), "machine")
    except (OSError, ValueError):
        return None


async def of_database(connection: asyncpg.Connection) -> Reading | None:
    """Of the database's machine as it tells itself, else of its processes where they run here."""
    if await connection.fetchval("select to_regprocedure('motcua_server_load()') is not null"):
        try:
            line = await connection.fetchval("select motcua_server_load()")
            return of_line(str(line), "server")
        except (asyncpg.PostgresError, ValueError):
            return None
    return of_processes(int(await connection.fetchval("select pg_backend_pid()")))


def of_processes(backend: int) -> Reading | None:
    """Of a PostgreSQL on this machine: its postmaster, its children and those that have ended.

    None when the number of the backend is not a process of PostgreSQL here, as it is when the
    server runs elsewhere.
    """
    mine = _stat(backend)
    if mine is None or not mine[0].startswith("postgres"):
        return None
    postmaster = int(mine[1][1])
    parent = _stat(postmaster)
    if parent is None or not parent[0].startswith("postgres"):
        return None
    ticks = sum(int(field) for field in parent[1][11:15])
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            found = _stat(int(entry.name))
            if found is not None and int(found[1][1]) == postmaster:
                ticks += int(found[1][11]) + int(found[1][12])
    return Reading(ticks / _TICKS, time.monotonic() * (os.cpu_count() or 1), "processes")


def _stat(pid: int) -> tuple[str, list[str]] | None:
    """The name of a process and the fields after it: state, parent, … (proc(5))."""
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    name, _, rest = text.partition("(")[2].rpartition(")")
    return name, rest.split()
