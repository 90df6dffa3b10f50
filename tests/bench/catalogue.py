"""`python -m tests.bench.catalogue COUNT`: fills a catalogue up to so many procedures.

First the national records of a crawl, when the file is there; then variations of what it has: the
same content as another province would publish it, under a code of its own.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import vietnam_provinces

from backend.catalogue.actions import publish_procedure
from backend.catalogue.content import ProcedureContent
from backend.catalogue.records.reading import lines_of
from backend.catalogue.records.record import BadRecord, read_record
from backend.catalogue.seed import procedures
from backend.cli import run_with_database
from backend.platform.database import fetch_value
from backend.settings import ROOT

RECORDS = Path(os.environ.get("BENCH_RECORDS", ROOT.parent / "shared" / "data" / "tthc.jsonl.xz"))
_AT_ONCE = 6


def _real() -> Iterator[ProcedureContent]:
    yield from (seed.content for seed in procedures())
    if not RECORDS.exists():
        return
    seen = {seed.content.code for seed in procedures()}
    for line in lines_of(RECORDS):
        try:
            content = read_record(line)
        except BadRecord:
            continue
        if content.code not in seen:
            seen.add(content.code)
            yield content


def _contents() -> Iterator[ProcedureContent]:
    real = list(_real())
    yield from real
    places = [province.name for province in vietnam_provinces.Province.iter_all()]
    for turn, place in enumerate(places * (10_000 // len(real) + 1), start=1):
        for content in real:
            yield msgspec.structs.replace(
                content,
                code=f"{content.code}.{turn}",
                name=f"{content.name} ({place})",
                agency=f"Ủy ban nhân dân {place}",
            )


async def _fill(count: int) -> None:
    there: int = await fetch_value("select count(*) from procedure")
    wanted = list(islice(_contents(), there, count))
    waiting = iter(wanted)

    async def publish() -> None:
        for content in waiting:
            await publish_procedure(content, "bench", is_open=False)

    await asyncio.gather(*(publish() for _ in range(_AT_ONCE)))


if __name__ == "__main__":
    run_with_database(lambda: _fill(int(sys.argv[1])))
