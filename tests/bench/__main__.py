"""`python -m tests.bench [NAME ...]`: measures, prints the table, writes docs/benchmarks.md.

Only a run of all benchmarks replaces the page. `python -m tests.bench million` makes a million
dossiers first and writes docs/benchmarks-million.md; `million index766` measures that one alone and
puts it in its place on that page.
"""

import sys
import time
from collections.abc import Awaitable, Callable

import uvloop

from tests.bench import (
    archive,
    auditing,
    counters,
    crowd,
    exporting,
    filling,
    forms,
    growth,
    home,
    index766,
    logins,
    million,
    outbox,
    reads,
    report,
    signing,
    submission,
    telling,
    upload,
    upload_memory,
    vault,
)
from tests.bench.result import Result
from tests.bench.system import System, running, say

Known = dict[str, Callable[[System], Awaitable[list[Result]]]]

BENCHMARKS: Known = {
    "B1": reads.one_dossier,
    "B2": reads.inbox,
    "B3": submission.submissions,
    "B4": growth.inbox_growth,
    "B15": auditing.audited,
    "B11": home.home_page,
    "search": growth.search_growth,
    "upload": upload.upload,
    "upload-memory": upload_memory.upload_memory,
    "forms": forms.forms,
    "vault": vault.vault,
    "archive": archive.archive_search,
    "filling": filling.filling,
    "signing": signing.signing,
    "logins": logins.logins,
    "crowd": crowd.crowd,
    "outbox": outbox.outbox,
    "told": telling.telling,
    "index766": index766.index_at_a_hundred_thousand,
    "counters": counters.counters,
    "exports": exporting.exports,
}
MILLION: Known = {
    "B4": million.inbox_at_a_million,
    "index766": index766.index_at_a_million,
    "sweep": million.sweep_at_a_million,
    "counters": million.counters_at_a_million,
    "exports": exporting.exports_at_a_million,
}


async def _measure(system: System, names: list[str], known: Known) -> list[Result]:
    found: list[Result] = []
    for name in names:
        say(name)
        started = time.monotonic()
        measured = await known[name](system)
        for result in measured:
            say(f"{result.name}, {result.title}: {result.number} (aim {result.wanted})")
            for detail in result.details:
                say(f"  {detail}")
        found += measured
        say(f"{name} took {time.monotonic() - started:.0f} s")
    return found


def main() -> None:
    """Measures what is named, or everything."""
    asked = sys.argv[1:]
    known, page = BENCHMARKS, report.PAGE
    if asked[:1] == ["million"]:
        known, page, asked = MILLION, report.MILLION_PAGE, asked[1:]
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
    if page is report.MILLION_PAGE:
        report.add(results, page)
    elif names == list(known):
        report.write(results, page)


if __name__ == "__main__":
    main()
