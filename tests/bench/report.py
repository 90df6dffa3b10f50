"""The table on the screen and the page docs/benchmarks.md."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from backend.settings import ROOT
from tests.bench.result import Result

PAGE = ROOT / "docs" / "benchmarks.md"
MILLION_PAGE = ROOT / "docs" / "benchmarks-million.md"
_HEAD = """# Benchmarks

Written by `make bench`, at a million dossiers by `python -m tests.bench million`; do not edit by
hand. Some alone: `python -m tests.bench B1 search`.

Each number compares two things measured in the same run, turn by turn, on throw-away services of
the run itself, with one API process, a client on the same machine, and a database that writes
through to disk. A ratio says how much our code costs beside what the platform could do at best,
so it moves far less from machine to machine than the absolute figures beside it.
"""


_HEADS = (
    "| | Benchmark | Measured | Aim | | Ours | Compared with |",
    "|---|---|---:|---:|---|---:|---:|",
)


def table(results: list[Result]) -> str:
    """As a Markdown table."""
    return "\n".join([*_HEADS, *(_row(r) for r in results)])


def _row(r: Result) -> str:
    met = "met" if r.met else "**missed**"
    return f"| {r.name} | {r.title} | {r.number} | {r.wanted} | {met} | {r.ours} | {r.compared} |"


def _section(r: Result, measured: str = "") -> str:
    parts = [f"## {r.name}: {r.title}", r.means]
    if r.details:
        parts.append("\n".join(f"- {detail}" for detail in r.details))
    why = "" if r.met else _WHY.get(r.name, "")
    if why:
        parts.append(f"Why it misses: {why}")
    return "\n\n".join([*parts, *([measured] if measured else [])])


_ROW = re.compile(r"^\| ([\w.-]+) \| .*$", re.MULTILINE)
_SECTION = re.compile(r"^## ([\w.-]+): .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def add(results: list[Result], page: Path) -> None:
    """Puts what was measured in the place of what the page said of it; the rest stays, with the
    day and the machine of its own."""
    before = page.read_text(encoding="utf-8")
    rows = {found[1]: found[0] for found in _ROW.finditer(before)}
    sections = {found[1]: found[0].strip() for found in _SECTION.finditer(before)}
    for r in results:
        rows[r.name] = _row(r)
        sections[r.name] = _section(r, f"Measured {_machine()}.")
    parts = [_HEAD, "\n".join([*_HEADS, *rows.values()]) + "\n"]
    page.write_text("\n".join([*parts, *(f"{s}\n" for s in sections.values())]), encoding="utf-8")


def write(results: list[Result], page: Path) -> None:
    """Replaces a page."""
    parts = [_HEAD, f"Measured {_machine()}.\n", table(results) + "\n"]
    parts += [f"{_section(r)}\n" for r in results]
    page.write_text("\n".join(parts), encoding="utf-8")


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores ({_processor()}), "
        f"{memory:.0f} GiB of memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.machine()


_WHY = {
    "B1": "a dossier is more than its row. Under cProfile a request divides as follows: the "
    "framework's routing, guard and response 35 %, building the answer in the contract's types "
    "(papers, timeline, answers, checks, allowed acts) 28 %, the session's statement 15 %, the "
    "dossier's own statement 13 %, encoding and its digest for the ETag 7 %. The bare route pays "
    "the first and the fourth only.",
    "B2": "session, permission and labels are put in before and after the same statement.",
    "B3": "the statements of a submission wait for each other, so what counts is what the process "
    "does between two of them; pgbench does nothing there.",
    "B4": "the folder that holds nearly all dossiers is filtered by the officer's scope, which no "
    "single index gives in the order of the list.",
    "B15": "an entry is one more statement and its trigger in each of three requests, and it waits "
    "for the disk with the rest of its transaction.",
    "B11": "the framework of the screens is most of the scripts, and a font comes with the page.",
    "search": "nearly all is the walk through the trigram index for the nearest names.",
    "upload": "the file is received whole, hashed and looked through for what may run before the "
    "store sees its first byte, so that nothing refused is ever stored; the client library alone "
    "starts at once. The steps above add up to the difference.",
}
