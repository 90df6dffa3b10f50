"""`python -m tests.bench [NAME ...]`: measures, prints the table, writes docs/benchmarks.md.

Only a run of all benchmarks replaces the page.
"""

import sys
import time

import uvloop

from tests.bench import forms, growth, home, reads, report, submission, upload
from tests.bench.result import Result
from tests.bench.system import System, running, say

BENCHMARKS = {
    "B1": reads.one_dossier,
    "B2": reads.inbox,
    "B3": submission.submissions,
    "B4": growth.inbox_growth,
    "B11": home.home_page,
    "search": growth.search_growth,
    "upload": upload.upload,
    "forms": forms.forms,
}


async def _measure(system: System, names: list[str]) -> list[Result]:
    found: list[Result] = []
    for name in names:
        say(name)
        started = time.monotonic()
        found += await BENCHMARKS[name](system)
        say(f"{name} took {time.monotonic() - started:.0f} s")
    return found


def main() -> None:
    """Measures what is named, or everything."""
    unknown = [name for name in sys.argv[1:] if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    names = [name for name in BENCHMARKS if not sys.argv[1:] or name in sys.argv[1:]]
    with running() as system:
        results = uvloop.run(_measure(system, names))
    print(report.table(results))
    for result in results:
        print(f"\n{result.name}, {result.title}: {result.means}")
        for detail in result.details:
            print(f"  - {detail}")
    if names == list(BENCHMARKS):
        report.write(results)


if __name__ == "__main__":
    main()
