"""Printing the forms of the law: issued forms of the demonstration, each read and rendered anew."""

import statistics
import sys
import time
from pathlib import Path

import msgspec
import uvloop

from backend.platform.database import close_pool, fetch, open_pool
from backend.results.form_data import form_data
from backend.results.rendering import render
from tests.bench.result import Result
from tests.bench.system import System

OF_EACH = 26  # no two alike, so that nothing is answered from the compiler's memory
LIMIT = 100  # milliseconds


async def forms(system: System) -> list[Result]:
    """The slowest kind of form, at its median."""
    database = await system.with_dossiers(10_000)
    found = system.folder / "forms.json"
    system.command(database, "-m", "tests.bench.forms", str(found))
    spent = msgspec.json.decode(found.read_bytes(), type=dict[str, list[float]])
    medians = {form: statistics.median(times) for form, times in spent.items()}
    slowest = max(medians, key=medians.__getitem__)
    return [
        Result(
            "forms",
            "Printed forms",
            medians[slowest] / LIMIT,
            1,
            f"{medians[slowest]:.0f} ms ({slowest})",
            f"{LIMIT} ms",
            "Median time to read the data of a form and render it as PDF/A-2b with its QR code, "
            "of the slowest kind, over the limit of 100 ms.",
            at_least=False,
            details=[
                f"{form}: median {median:.0f} ms, slowest {max(spent[form]):.0f} ms, "
                f"{len(spent[form])} forms"
                for form, median in sorted(medians.items())
            ],
        )
    ]


async def _print_all() -> dict[str, list[float]]:
    """Milliseconds of each form by kind, on the database of this process."""
    spent: dict[str, list[float]] = {}
    await open_pool()
    try:
        rows = await fetch(
            "select form, document_id from (select form, document_id, row_number() over "
            "(partition by form order by document_id) as n from issued_form) x "
            "where n <= $1 order by n, form",
            OF_EACH,
        )
        for row in rows:
            started = time.perf_counter()
            render(await form_data(row["document_id"]))
            spent.setdefault(row["form"], []).append((time.perf_counter() - started) * 1000)
    finally:
        await close_pool()
    return {form: times[1:] or times for form, times in spent.items()}  # the first warms up


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(uvloop.run(_print_all())))
