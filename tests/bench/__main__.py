"""`python -m tests.bench [NAME ...]`: measures, prints the table, writes docs/benchmarks.md.

Only a run of all benchmarks replaces the page. `python -m tests.bench million` loads a million
dossiers first, which takes half an hour, and writes docs/benchmarks-million.md.
"""

import sys
import time
from collections.abc import Awaitable, Callable

import uvloop

from tests.bench import forms, growth, home, million, reads, report, submission, upload
from tests.bench.result import Result
from tests.bench.system import System, running, say

Known = dict[str, Callable[[System], Awaitable[list[Result]]]]

BENCHMARKS: Known = {
    "B1": reads.one_dossier,
    "B2": reads.inbox,
    "B3": submission.submissions,
    "B4": growth.inbox_growth,
    "B11": home.home_page,
    "search": growth.search_growth,
    "upload": upload.upload,
    "forms": forms.forms,
}
MILLION: Known = {"B4": million.inbox_at_a_million, "sweep": million.sweep_at_a_million}


async def _measure(system: System, names: list[str], known: Known) -> list[Result]:
    found: list[Result] = []
    for name in names:
        say(name)
        started = time.monotonic()
        found += await known[name](system)
        say(f"{name} took {time.monotonic() - started:.0f} s")
    return found


def main() -> None:
    """Measures what is named, or everything."""
    asked = sys.argv[1:]
    known, page = (
        (MILLION, report.MILLION_PAGE) if asked == ["million"] else (BENCHMARKS, report.PAGE)
    )
    asked = [] if asked == ["million"] else asked
    unknown = [name for name in asked if name not in known]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are million, {', '.join(known)}")
    names = [name for name in known if not asked or name in asked]
    with running() as system:
        results = uvloop.run(_measure(system, names, known))
    print(report.table(results))
    for result in results:
        print(f"\n{result.name}, {result.title}: {result.means}")
        for detail in result.details:
            print(f"  - {detail}")
    if names == list(known):
        report.write(results, page)


if __name__ == "__main__":
    main()
