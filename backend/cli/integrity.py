"""`motcua integrity`: are the stored objects what was stored?"""

import click

from backend.archive.scrubbing import open_run, scrub_slice, start_scrub
from backend.cli import run_with_database
from backend.platform.database import fetch, fetch_row
from backend.settings import settings


@click.group()
def integrity() -> None:
    """Integrity of the stored objects."""


@integrity.command()
def check() -> None:
    """Reads every stored object and compares; goes on where an interrupted walk stopped.

    Ends with 1 while a finding is open.
    """

    async def work() -> int:
        run_id = await open_run() or await start_scrub(None)
        while True:
            more = await scrub_slice(run_id)
            row = await fetch_row("select * from scrub_run where id = $1", run_id)
            assert row is not None
            click.echo(f"{row['looked_at']:>9} / {row['total']} tệp, {row['bytes']:,} byte")
            if not more:
                break
        rows = await fetch(
            "select kind, source, name, object_key from scrub_finding where tenant_id = $1 "
            "and resolved_at is null order by found_at limit 1000",
            settings().tenant,
        )
        for row in rows:
            click.echo(
                f"{row['kind']}: {row['source']} “{row['name']}” ({row['object_key']})", err=True
            )
        click.echo(f"{len(rows)} cảnh báo đang mở.")
        return len(rows)

    if run_with_database(work):
        raise SystemExit(1)
