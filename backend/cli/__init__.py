"""The `motcua` command of operators and developers."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import asyncpg
import click

from backend.operations import local
from backend.settings import ROOT

T = TypeVar("T")


def run_with_database(work: Callable[[], Awaitable[T]]) -> T:
    """Runs one coroutine with the connection pool open around it."""

    from backend.platform.database import close_pool, open_pool

    async def inside() -> T:
        await open_pool(minimum=1, maximum=8)
        try:
            return await work()
        finally:
            await close_pool()

    return asyncio.run(inside())


class _Commands(click.Group):
    """Joins a running system before anything reads settings, and says in a sentence what a missing
    database means."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All of them."""
        return sorted(
            [
                *super().list_commands(ctx),
                "audit",
                "backup",
                "breach-pack",
                "demo",
                "figures",
                "indicators",
                "install",
                "integrity",
                "keys",
                "names",
                "tokens",
            ]
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Commands that need much are brought in when they are asked for."""
        if cmd_name == "demo":
            from backend.cli.demo import demo

            return demo
        if cmd_name == "backup":
            from backend.cli.backup import backup

            return backup
        if cmd_name == "audit":
            from backend.cli.audit import audit

            return audit
        if cmd_name == "indicators":
            from backend.cli.indicators import indicators

            return indicators
        if cmd_name == "install":
            from backend.cli.install import install

            return install
        if cmd_name == "integrity":
            from backend.cli.integrity import integrity

            return integrity
        if cmd_name == "figures":
            from backend.cli.figures import figures

            return figures
        if cmd_name == "breach-pack":
            from backend.cli.breach import breach_pack

            return breach_pack
        if cmd_name == "keys":
            from backend.cli.keys import keys

            return keys
        if cmd_name == "names":
            from backend.cli.names import names

            return names
        if cmd_name == "tokens":
            from backend.cli.tokens import tokens

            return tokens
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command."""
        local.join(Path(os.environ.get("MOTCUA_VAR", str(ROOT / "var"))))
        try:
            return super().invoke(ctx)
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.InvalidPasswordError) as error:
            raise click.ClickException(
                f"Không dùng được cơ sở dữ liệu ({type(error).__name__}: {error}). Hãy chạy hệ "
                "thống bằng `make run`, hoặc đặt MOTCUA_DATABASE_URL."
            ) from error


@click.group(cls=_Commands)
def main() -> None:
    """Một Cửa: cổng dịch vụ công và hệ thống một cửa điện tử."""


@main.command()
@click.option("--back", is_flag=True, help="Take every migration back; all data goes.")
def migrate(back: bool) -> None:
    """Brings the database to the newest version."""
    from backend.platform.migrations import migrate_back_to_empty, migrate_forward
    from backend.platform.roles import grant_to, work_as_owner

    working = work_as_owner()

    async def forward_and_seal() -> None:
        from backend.operations.resealing import seal_what_is_clear

        await migrate_forward()
        if working:
            await grant_to(working)
        await seal_what_is_clear(click.echo)

    asyncio.run(migrate_back_to_empty() if back else forward_and_seal())


@main.command()
def worker() -> None:
    """Works on messages: notices, letters, printed forms."""
    import uvloop

    from backend.adapters import make_known
    from backend.connections.sending import pump
    from backend.consumers import CONSUMERS, SWEEPS
    from backend.export_sources import make_known as make_sources_known
    from backend.operations.logs import configure
    from backend.platform.worker import run

    configure()
    make_known()
    make_sources_known()
    uvloop.run(run(CONSUMERS, SWEEPS, beside=(pump,)))


@main.command()
def sweep() -> None:
    """Does now what the worker does every minute: deadlines, silence, what waits to be told."""
    from backend.consumers import SWEEPS
    from backend.export_sources import make_known as make_sources_known

    make_sources_known()

    async def all_of_them() -> int:
        return sum([await one() for one in SWEEPS.values()])

    click.echo(f"{run_with_database(all_of_them)} hồ sơ.")


@main.command()
def acts() -> None:
    """The table of acts as the page docs/acts.md."""
    from backend.cli.act_page import act_page

    click.echo(act_page(), nl=False)


@main.group()
def catalogue() -> None:
    """The catalogue of procedures."""


@catalogue.command("shared")
def fill_shared() -> None:
    """Brings in provinces and communes and the shared catalogues; what was edited stays."""
    from backend.lookups.actions import fill_lookups
    from backend.organisation.actions import fill_places

    async def both() -> tuple[int, int]:
        return await fill_places(), await fill_lookups()

    places, entries = run_with_database(both)
    click.echo(f"{places} đơn vị hành chính, {entries} mục danh mục mới.")


@catalogue.command("keyed")
def publish_keyed() -> None:
    """Publishes the procedures keyed by hand, with their forms; what is there stays as it is."""
    from backend.catalogue.keyed import publish_keyed

    made = run_with_database(publish_keyed)
    click.echo(f"{len(made)} thủ tục mới: {', '.join(made) or 'không có'}.")


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_catalogue(file: Path) -> None:
    """Imports crawled national records: one JSON object a line, plain, .xz or .gz."""
    from backend.catalogue.actions import import_records
    from backend.catalogue.records.reading import lines_of

    report = run_with_database(lambda: import_records(lines_of(file), file.name))
    for line, code, reason in report.issues:
        click.echo(f"Dòng {line} · {code or 'không có mã'} · {reason}", err=True)
    labels = {
        "created": "thêm mới",
        "updated": "cập nhật",
        "unchanged": "không đổi",
        "kept_keyed": "giữ bản nhập tay",
        "needs_review": "cần rà soát",
        "reported": "không nhập được",
    }
    for key, label in labels.items():
        click.echo(f"{report.counts[key]:>7} {label}")


@main.command()
def dev() -> None:
    """Runs the whole system on this machine until Ctrl-C."""
    from backend.operations.supervisor import serve

    raise SystemExit(serve())
