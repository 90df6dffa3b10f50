"""B1 and B2: one dossier, and a page of the inbox, against the bare application."""

import asyncio
import pickle
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.dossiers import detail
from backend.identity.queries import actor_of_username
from backend.inbox import queries
from tests.bench import people, sqllog
from tests.bench.load import Connection, spread, throughput
from tests.bench.result import Result
from tests.bench.statements import first_statement
from tests.bench.system import System

OFFICER = "tiepnhan1.kylua"
CONNECTIONS = 8
ROUNDS = 5
SECONDS = 2.5
_FAR = UUID(int=0)


@dataclass(frozen=True)
class _Pair:
    ours: str
    bare: str
    headers: str


async def one_dossier(system: System) -> list[Result]:
    """B1."""
    trips = await _statements_a_read(system)
    async with _pair(system) as pair:
        connection = await Connection.to(pair.ours)
        ids = await _ids(connection, pair.headers)
        connection.close()
        api, bare, ratio, apart = await _compare(
            pair,
            [f"/api/v1/dossiers/{id_}" for id_ in ids],
            [f"/dossiers/{id_}" for id_ in ids],
        )
        with_trips = await _bare_throughput(pair, [f"/dossiers/{i}/trips/{trips}" for i in ids])
    return [
        Result(
            "B1", "one dossier", ratio, 0.60, f"{api:.0f} requests/s", f"{bare:.0f} requests/s",
            "A dossier with its papers, timeline and allowed acts, read by a signed-in officer, "
            "against a route that only returns its row.",
            details=[
                f"Ratio in the rounds: {apart}.",
                f"The read is {trips} statements, one after the other, the session's among them. "
                f"A bare route that runs its one statement and {trips - 1} times `select 1` "
                f"answers {with_trips:.0f} requests/s; ours reaches {api / with_trips:.2f} of it.",
            ],
        )
    ]  # fmt: skip


async def inbox(system: System) -> list[Result]:
    """B2."""
    async with _pair(system) as pair:
        api, bare, ratio, apart = await _compare(pair, ["/api/v1/dossiers?limit=20"], ["/dossiers"])
    return [
        Result(
            "B2", "inbox page of 20", ratio, 0.55,
            f"{api:.0f} requests/s", f"{bare:.0f} requests/s",
            "The first page of an inbox with session, permission and labels, against a route that "
            "runs the same statement.",
            details=[f"Ratio in the rounds: {apart}."],
        )
    ]  # fmt: skip


async def _compare(
    pair: _Pair, ours: list[str], bare: list[str]
) -> tuple[float, float, float, str]:
    async def ask_ours(connection: Connection, number: int) -> None:
        await connection.ask(ours[number % len(ours)], headers=pair.headers)

    async def ask_bare(connection: Connection, number: int) -> None:
        await connection.ask(bare[number % len(bare)])

    found: list[tuple[float, float]] = []
    for measured in range(ROUNDS + 1):
        seconds = SECONDS if measured else 1
        found.append(
            (
                await throughput(pair.ours, ask_ours, connections=CONNECTIONS, seconds=seconds),
                await throughput(pair.bare, ask_bare, connections=CONNECTIONS, seconds=seconds),
            )
        )
    found = found[1:]
    ratios = [ours_ / bare_ for ours_, bare_ in found]
    middle = [statistics.median(side) for side in zip(*found, strict=True)]
    return middle[0], middle[1], statistics.median(ratios), spread(ratios)


async def _bare_throughput(pair: _Pair, paths: list[str]) -> float:
    async def ask(connection: Connection, number: int) -> None:
        await connection.ask(paths[number % len(paths)])

    return await throughput(pair.bare, ask, connections=CONNECTIONS, seconds=2 * SECONDS)


async def _statements_a_read(system: System) -> int:
    """How many statements the read of a dossier runs, counted where they arrive."""
    database = await system.copy(await system.with_dossiers(10_000), "counted")
    await sqllog.logged(system, database)
    with system.api(database) as address:
        headers = await people.officer(address, OFFICER)
        connection = await Connection.to(address)
        path = f"/api/v1/dossiers/{(await _ids(connection, headers))[0]}"
        # The first time fills what is kept in memory.
        await connection.ask(path, headers=headers)
        said = await sqllog.said_during(system, lambda: connection.ask(path, headers=headers))
        connection.close()
    return len(said)


async def _ids(connection: Connection, headers: str) -> list[str]:
    page = msgspec.json.decode(await connection.ask("/api/v1/dossiers?limit=50", headers=headers))
    return [row["id"] for row in page["items"]]


@asynccontextmanager
async def _pair(system: System) -> AsyncIterator[_Pair]:
    database = await system.with_dossiers(10_000)
    file = system.folder / "statements"
    file.write_bytes(pickle.dumps(await _statements(await actor_of_username(OFFICER))))
    extra = {"BENCH_STATEMENTS": str(file)}
    with system.api(database) as ours, system.server("tests.bench.bare", database, extra) as bare:
        yield _Pair(ours, bare, await people.officer(ours, OFFICER))
    await asyncio.sleep(0)


async def _statements(actor: Actor) -> dict[str, object]:
    return {
        "one": await first_statement(detail, "fetch_row", lambda: detail.dossier(actor, _FAR)),
        "inbox": await first_statement(
            queries, "fetch", lambda: queries.inbox(actor, queries.Filters())
        ),
    }
