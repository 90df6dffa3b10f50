"""B4 and the search: how much slower a read becomes when there is ten times as much to read."""

import statistics
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

import asyncpg

from shared.vocabulary.folders import Folder
from tests.bench import people
from tests.bench.load import latencies, p95, spread
from tests.bench.result import Result
from tests.bench.system import System, say

ROUNDS = 6
# Desk, unit and specialist of a ward, and the desk of the province, which receives most.
OFFICERS = (
    "tiepnhan1.kylua", "truongphong.tuphap.kylua", "chuyenvien1.tuphap.kylua", "tiepnhan1.ttpvhcc",
)  # fmt: skip
FOLDERS = tuple(folder.value for folder in Folder)
REPEATS = 5
QUERIES = 120


@dataclass
class _Side:
    """One size: where it is, and the headers of each officer there."""

    address: str
    headers: list[str]


async def inbox_growth(system: System, count: int = 100_000) -> list[Result]:
    """B4."""
    small = await system.with_dossiers(10_000)
    large = await system.with_dossiers(count, like=small, there=10_000)
    path = "/api/v1/dossiers?limit=20&folder="
    kinds = [(number, folder) for number in range(len(OFFICERS)) for folder in FOLDERS]
    spent: list[list[list[float]]] = [[], []]
    of_kind: dict[tuple[int, str], list[list[float]]] = {kind: [[], []] for kind in kinds}
    with system.api(small) as first, system.api(large) as second:
        sides = [await _side(first), await _side(second)]
        for measured in range(ROUNDS + 1):
            for which, side in enumerate(sides):
                found = []
                for number, folder in kinds:
                    times = await latencies(
                        side.address, [path + folder] * REPEATS, side.headers[number]
                    )
                    found += times
                    if measured:
                        of_kind[number, folder][which] += times
                if measured:
                    spent[which].append(found)
    slowest = sorted(kinds, key=lambda kind: -p95(of_kind[kind][1]))[:3]
    details = [
        f"{OFFICERS[number]}, {folder}: {_ms(of_kind[number, folder][0])} at 10,000, "
        f"{_ms(of_kind[number, folder][1])} at {count:,} (p95)."
        for number, folder in slowest
    ]
    middle = [statistics.median([t for each in side for t in each]) * 1000 for side in spent]
    details.insert(0, f"Median of all requests: {middle[0]:.1f} ms and {middle[1]:.1f} ms.")
    return [
        _grown(
            "B4", f"inbox at {count:,} ÷ 10,000 dossiers", 1.15, spent,
            f"The p95 of the first page of {len(FOLDERS)} folders for {len(OFFICERS)} officers, "
            f"with {count // 10_000} times the dossiers.",
            details,
        )
    ]  # fmt: skip


async def search_growth(system: System) -> list[Result]:
    """The catalogue's search."""
    small = await _catalogue(system, "motcua", 1_000)
    large = await _catalogue(system, small, 10_000)
    paths = await _queries(system.url(small))
    spent: list[list[list[float]]] = [[], []]
    with system.api(small) as first, system.api(large) as second:
        for measured in range(ROUNDS + 1):
            for which, address in enumerate((first, second)):
                found = await latencies(address, paths, "")
                if measured:
                    spent[which].append(found)
    return [
        _grown(
            "search", "search in 10,000 ÷ 1,000 procedures", 3, spent,
            f"The p95 of {QUERIES} searches of two to four words out of titles, a third of them "
            "without accents and a third with a letter missing.",
            [],
        )
    ]  # fmt: skip


def _grown(
    name: str, title: str, aim: float, spent: list[list[list[float]]], means: str,
    details: list[str],
) -> Result:  # fmt: skip
    ratios = [p95(large) / p95(small) for small, large in zip(*spent, strict=True)]
    small, large = ([t for each in side for t in each] for side in spent)
    return Result(
        name, title, statistics.median(ratios), aim, _ms(large), _ms(small), means,
        at_least=False, details=[f"Ratio in the rounds: {spread(ratios)}.", *details],
    )  # fmt: skip


def _ms(seconds: list[float]) -> str:
    return f"{p95(seconds) * 1000:.1f} ms"


async def _side(address: str) -> _Side:
    headers = [await people.officer(address, name) for name in OFFICERS]
    return _Side(address, headers)


async def _catalogue(system: System, like: str, count: int) -> str:
    name = f"procedures_{count}"
    if name not in system.made:
        await system.copy(like, name)
        say(f"publishing up to {count} procedures")
        system.command(name, "-m", "tests.bench.catalogue", str(count))
        await system.sql("vacuum analyze", name)
    return name


async def _queries(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("select name, name_text from procedure order by code")
    await connection.close()
    chance = Random(20)
    found = []
    for number in range(QUERIES):
        row = chance.choice(rows)
        plain = number % 3 == 1
        words = str(row["name_text" if plain else "name"]).split()
        start = chance.randrange(max(1, len(words) - 4))
        text = " ".join(words[start : start + chance.randint(2, 4)])
        if number % 3 == 2 and len(text) > 6:
            gone = chance.randrange(1, len(text) - 1)
            text = text[:gone] + text[gone + 1 :]
        found.append(f"/api/v1/procedures?q={quote(text)}")
    return found
