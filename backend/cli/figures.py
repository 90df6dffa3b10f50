"""`motcua figures`: are the maintained figures what the dossiers say?"""

import click

from backend.cli import run_with_database
from backend.overview.actions import check as compare
from backend.overview.actions import rebuild as mend
from backend.overview.foretelling import forecast, measure
from backend.overview.service_figures import count_now


@click.group()
def figures() -> None:
    """Maintained figures."""


@figures.command()
def check() -> None:
    """Counts every dossier anew and compares; ends with 1 when a figure differs."""
    found = run_with_database(compare)
    click.echo(f"{found.compared} số liệu đã đếm lại, {found.differing} lệch.")
    if found.differing:
        click.echo(f"Lệch tổng cộng {found.dossiers} hồ sơ: motcua figures rebuild", err=True)
        raise SystemExit(1)


@figures.command()
def rebuild() -> None:
    """Makes the figures equal the dossiers, while people go on working."""
    click.echo(f"{run_with_database(mend)} số liệu đã dựng lại.")


@figures.command()
def publish() -> None:
    """Counts now what the worker counts by the hour: public statistics, pace, forecast."""

    async def work() -> tuple[int, int]:
        services = await count_now()
        await measure()
        return services, await forecast()

    services, likely = run_with_database(work)
    click.echo(f"{services} dịch vụ đã thống kê, {likely} hồ sơ có thể trễ.")
