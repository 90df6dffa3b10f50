"""The archive: how much slower a search becomes with ten times as many closed dossiers.

`python -m tests.bench.archive` enters what is closed on the database of this process, as the
worker does.
"""

import statistics
import time
from datetime import date, timedelta
from random import Random
from typing import Any

import asyncpg
import msgspec
import uvloop

from backend.archive.arriving import enter_closed
from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import CITIZENS
from backend.platform.database import close_pool, open_pool
from tests.bench import people
from tests.bench.growth import OFFICERS
from tests.bench.load import Connection, p95, spread
from tests.bench.result import Result
from tests.bench.system import System, say

ROUNDS = 6
EACH = 24  # searches of each kind in a round
SMALL, LARGE = 10_000, 100_000
_PATH = "/api/v1/archive/searches"


async def archive_search(system: System) -> list[Result]:
    """Words, a name, a number, a class and a period, by officers of three agencies, in turn."""
    small = await system.with_dossiers(SMALL)
    large = await system.with_dossiers(LARGE, like=small, there=SMALL)
    names = [await _archived(system, small), await _archived(system, large)]
    counts = [await _count(system, name) for name in names]
    bodies = await _searches(system.url(names[0]))
    spent: list[list[list[float]]] = [[], []]
    of_kind: dict[str, list[list[float]]] = {kind: [[], []] for kind in bodies}
    with system.api(names[0]) as first, system.api(names[1]) as second:
        sides = [(a, [await people.officer(a, o) for o in OFFICERS[:3]]) for a in (first, second)]
        for measured in range(ROUNDS + 1):
            for which, (address, headers) in enumerate(sides):
                found: list[float] = []
                for kind, wanted in bodies.items():
                    times = await _ask(address, headers, wanted)
                    found += times
                    if measured:
                        of_kind[kind][which] += times
                if measured:
                    spent[which].append(found)
    ratios = [p95(b) / p95(a) for a, b in zip(*spent, strict=True)]
    one, ten = ([t for each in side for t in each] for side in spent)
    details = [f"Ratio in the rounds: {spread(ratios)}.", f"Archived: {counts[0]} and {counts[1]}."]
    details += [
        f"{kind}: median {_ms(statistics.median(a))} and {_ms(statistics.median(b))}, "
        f"p95 {_ms(p95(a))} and {_ms(p95(b))}."
        for kind, (a, b) in of_kind.items()
    ]
    return [
        Result(
            "archive", f"archive search at {LARGE:,} ÷ {SMALL:,} dossiers",
            statistics.median(ratios), 3, _ms(p95(ten)), _ms(p95(one)),
            f"The p95 of searches by {', '.join(bodies)} of three officers, with ten times the "
            "dossiers and as many times the archive.",
            at_least=False, details=details,
        )
    ]  # fmt: skip


async def _archived(system: System, base: str) -> str:
    name = await system.copy(base, f"archived_{base}")
    say(f"entering the closed dossiers of {base} into the archive")
    system.command(name, "-m", "tests.bench.archive")
    await system.sql("vacuum analyze", name)
    return name


async def _count(system: System, name: str) -> int:
    connection = await asyncpg.connect(system.url(name))
    try:
        return int(await connection.fetchval("select count(*) from archive_record"))
    finally:
        await connection.close()


async def _searches(url: str) -> dict[str, list[dict[str, Any]]]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "select person_name, code, procedure_name, class_code, closed_at "
        "from archive_record order by code"
    )
    await connection.close()
    chance = Random(11)
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(EACH):
        row = chance.choice(rows)
        words = str(row["procedure_name"]).split()
        day: date = row["closed_at"].date()
        for kind, wanted in {
            "words and name": {"text": f"{' '.join(words[:2])} {row['person_name']}"},
            "common words": {"text": " ".join(words[:3])},
            "name": {"person": row["person_name"]},
            "personal number": {"person": personal_id(chance.randrange(CITIZENS))},
            "code": {"code": row["code"]},
            "class": {"class_code": row["class_code"]},
            "period": {
                "closed_from": (day - timedelta(days=15)).isoformat(),
                "closed_to": day.isoformat(),
            },
        }.items():
            found.setdefault(kind, []).append(wanted)
    return found  # fmt: skip


async def _ask(address: str, headers: list[str], wanted: list[dict[str, Any]]) -> list[float]:
    connection = await Connection.to(address)
    spent = []
    for number, body in enumerate(wanted):
        head = headers[number % len(headers)] + "Content-Type: application/json\r\n"
        started = time.perf_counter()
        await connection.ask(_PATH, method="POST", headers=head, body=msgspec.json.encode(body))
        spent.append(time.perf_counter() - started)
    connection.close()
    return spent


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


async def _enter() -> None:
    await open_pool(minimum=1, maximum=2)
    try:
        while await enter_closed():
            pass
    finally:
        await close_pool()


if __name__ == "__main__":
    uvloop.run(_enter())
