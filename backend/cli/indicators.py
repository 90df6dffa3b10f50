"""`motcua indicators`: folding the facts of dossiers anew, and whether they are what events say."""

import click

from backend.cli import run_with_database
from backend.indicators.folding import different, fold_all

_SHOWN = 200


@click.group()
def indicators() -> None:
    """Facts that the indices are counted from."""


@indicators.command()
def fold() -> None:
    """Folds every dossier anew; for after a restore or a load that bypassed the triggers."""
    click.echo(f"Đã tổng hợp lại {run_with_database(fold_all)} hồ sơ.")


@indicators.command()
def check() -> None:
    """Compares kept facts with the events; ends with 1 when one differs."""
    found = run_with_database(different)
    for id_ in found[:_SHOWN]:
        click.echo(str(id_), err=True)
    click.echo("Số liệu khớp với sự kiện." if not found else f"{len(found)} hồ sơ không khớp.")
    if found:
        raise SystemExit(1)
