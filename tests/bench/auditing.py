"""B15: submissions with the tamper-evident audit trail against submissions without any."""

import itertools
import statistics

from tests.bench import people
from tests.bench.load import Connection, spread, throughput
from tests.bench.result import Result
from tests.bench.submission import CITIZENS, Citizen
from tests.bench.system import SEEDED, System

ROUNDS = 5
SECONDS = 4
_WITHOUT = "drop trigger audit_waits on audit_entry"


async def audited(system: System) -> list[Result]:
    """Both servers run beside each other, and take turns."""
    kept = await system.copy(SEEDED, "audited")
    bare = await system.copy(SEEDED, "unaudited")
    await system.sql(_WITHOUT, bare)
    found: list[tuple[float, float]] = []
    with (
        system.api(kept) as with_trail,
        system.server("tests.bench.unaudited", bare, {}) as without,
    ):
        sides = {address: await _signed_in(address) for address in (with_trail, without)}
        for address in sides:
            await _submit(address, sides[address], 1)
        entries = await system.value("select count(*) from audit_entry", kept)
        for _ in range(ROUNDS):
            ours = await _submit(with_trail, sides[with_trail], SECONDS)
            found.append((ours, await _submit(without, sides[without], SECONDS)))
        written = await system.value("select count(*) from audit_entry", kept) - entries
    ratios = [ours / plain for ours, plain in found]
    ours, plain = (statistics.median(side) for side in zip(*found, strict=True))
    return [
        Result(
            "B15", "submissions with audit", statistics.median(ratios), 0.85,
            f"{ours:.0f} submissions/s", f"{plain:.0f} submissions/s",
            "A draft begun, filled in and submitted over HTTP, with every entry of the audit trail "
            "and its note for the chain, against the same server with neither.",
            details=[
                f"Ratio in the rounds: {spread(ratios)}.",
                f"{written} entries were written in the rounds.",
            ],
        )
    ]  # fmt: skip


async def _signed_in(address: str) -> list[Citizen]:
    return [Citizen(await people.citizen(address, number)) for number in range(CITIZENS)]


async def _submit(address: str, citizens: list[Citizen], seconds: float) -> float:
    waiting = itertools.cycle(citizens)
    mine: dict[int, Citizen] = {}

    async def work(connection: Connection, _number: int) -> None:
        await mine.setdefault(id(connection), next(waiting)).submit(connection)

    return await throughput(address, work, connections=CITIZENS, seconds=seconds)
