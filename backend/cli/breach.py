"""`motcua breach-pack`: who saw what of whom in a span of time, for the notice within 72 hours."""

from datetime import datetime
from pathlib import Path

import click

from backend.cli import run_with_database

_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


@click.command("breach-pack")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", type=click.DateTime(_MOMENTS), required=True, help="Vietnamese time.")
@click.option("--until", type=click.DateTime(_MOMENTS), required=True)
@click.option("--noticed", type=click.DateTime(_MOMENTS), help="When it was found; now if left out")
@click.option("--table", default="", help="dossier, document, account, vault_item, register_query")
@click.option("--username", default="", help="One officer's account alone.")
def breach_pack(
    file: Path,
    since: datetime,
    until: datetime,
    noticed: datetime | None,
    table: str,
    username: str,
) -> None:
    """Writes a ZIP with what was seen by whom and a draft of the notice."""
    from backend.platform import clock
    from backend.privacy.breach import Wanted, gather

    at = noticed.replace(tzinfo=clock.VIETNAM) if noticed else clock.now()
    wanted = Wanted(
        since.replace(tzinfo=clock.VIETNAM),
        until.replace(tzinfo=clock.VIETNAM),
        at,
        table,
        username,
    )
    try:
        pack = run_with_database(lambda: gather(wanted, file))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except FileExistsError:
        raise click.ClickException(f"{file} đã có; hãy chọn tên khác.") from None
    click.echo(
        f"{pack.looks} lượt xem của {pack.people} người, {pack.sessions} phiên, "
        f"{pack.acts} hành vi. Hạn thông báo: {pack.due.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}."
    )
