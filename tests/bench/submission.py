"""B3: submissions through the API against pgbench with the same SQL."""

import asyncio
import itertools
import statistics
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tests.api.conftest import PROCEDURE, different
from tests.bench import people, pgbench, sqllog
from tests.bench.load import Connection, spread, throughput
from tests.bench.result import Result
from tests.bench.system import System

CITIZENS = 8
ROUNDS = 4
SECONDS = 3


@dataclass(frozen=True)
class Citizen:
    """One who submits again and again."""

    headers: str

    async def submit(self, connection: Connection) -> None:
        """Begins a draft, fills it in, submits it: what a browser asks of the API."""
        draft = await self._send(
            connection, "POST", "/drafts", {"procedure_code": PROCEDURE}, uuid.uuid4().hex
        )
        filled = {
            "answers": different(),
            "agency_id": draft["agencies"][0]["id"],
            "delivery": "electronic",
        }
        version = f'If-Match: "{draft["version"]}"\r\n'
        await self._send(connection, "PATCH", f"/drafts/{draft['id']}", filled, more=version)
        path = f"/drafts/{draft['id']}/submission"
        await self._send(connection, "POST", path, {}, uuid.uuid4().hex)

    async def _send(
        self, connection: Connection, method: str, path: str, body: Any, key: str = "",
        more: str = "",
    ) -> Any:  # fmt: skip
        headers = f"{self.headers}Content-Type: application/json\r\n{more}"
        if key:
            headers += f"Idempotency-Key: {key}\r\n"
        content = msgspec.json.encode(body)
        answer = await connection.ask(
            f"/api/v1{path}", method=method, headers=headers, body=content
        )
        return msgspec.json.decode(answer)


async def submissions(system: System) -> list[Result]:
    """B3."""
    listened = await system.copy(await system.with_dossiers(10_000), "listened")
    signed_in, scripts, counted = await _scripts(system, listened)
    # A copy, in which the sessions are still open for both sides.
    database = await system.copy(listened, "submitted")
    found: list[tuple[float, float]] = []
    with system.api(database) as address:

        async def submit_all(seconds: float) -> float:
            waiting = itertools.cycle(signed_in)
            mine: dict[int, Citizen] = {}

            async def work(connection: Connection, _number: int) -> None:
                # A citizen has one open draft of a procedure, so each keeps to one connection.
                await mine.setdefault(id(connection), next(waiting)).submit(connection)

            return await throughput(address, work, connections=CITIZENS, seconds=seconds)

        await submit_all(1)
        for _ in range(ROUNDS):
            api = await submit_all(SECONDS)
            plain = await asyncio.to_thread(pgbench.run, scripts, system.url(database), SECONDS)
            found.append((api, plain))
    ratios = [api / plain for api, plain in found]
    api, plain = (statistics.median(side) for side in zip(*found, strict=True))
    return [
        Result(
            "B3", "submissions", statistics.median(ratios), 0.35,
            f"{api:.0f} submissions/s", f"{plain:.0f} submissions/s",
            "A draft begun, filled in and submitted over HTTP in three requests, against pgbench "
            "running the statements that those requests run, written through to disk.",
            details=[
                f"Ratio in the rounds: {spread(ratios)}.",
                f"One submission is {counted} statements, {CITIZENS} citizens submit at a time.",
            ],
        )
    ]  # fmt: skip


async def _scripts(system: System, database: str) -> tuple[list[Citizen], list[Path], int]:
    """Citizens, a script for each of them, and how many statements it has."""
    await sqllog.logged(system, database)
    citizens: list[Citizen] = []
    scripts: list[Path] = []
    counted = 0
    with system.api(database) as address:
        connection = await Connection.to(address)
        for number in range(CITIZENS):
            citizen = Citizen(await people.citizen(address, number))
            await citizen.submit(connection)
            text, counted = await _script(system, citizen, connection)
            file = system.folder / f"citizen{number}.sql"
            file.write_text(text)
            citizens.append(citizen)
            scripts.append(file)
        connection.close()
    return citizens, scripts, counted


async def _script(
    system: System, citizen: Citizen, connection: Connection, tries: int = 5
) -> tuple[str, int]:
    # What is kept in memory is looked at again every few seconds, so two runs may differ once.
    for left in reversed(range(tries)):
        one, other = [
            await sqllog.said_during(system, lambda: citizen.submit(connection)) for _ in range(2)
        ]
        try:
            return pgbench.script(one, other), sum(not said.is_control for said in one)
        except ValueError:
            if not left:
                raise
    raise AssertionError
