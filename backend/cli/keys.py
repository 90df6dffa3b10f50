"""`motcua keys`: the keys of personal data at rest."""

import base64
from pathlib import Path

import click

from backend.cli import run_with_database


@click.group()
def keys() -> None:
    """Keys that seal personal data; they live in MOTCUA_FIELD_KEYS, never in the database."""


@keys.command()
@click.option("--id", "kid", type=int, default=1, help="Its number; higher than all before.")
def new(kid: int) -> None:
    """Prints a fresh key, to be appended to MOTCUA_FIELD_KEYS (and a base for MOTCUA_BLIND_KEY)."""
    from backend.platform.sealing import new_key

    click.echo(new_key(kid))


@keys.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def secrets(folder: Path) -> None:
    """Writes every secret of compose.yaml into FOLDER: random ones for ourselves, empty files for
    partners that are not connected yet. What is there stays as it is."""
    from backend.operations.secret_files import write_missing

    made = write_missing(folder)
    click.echo(f"{len(made)} tệp mới trong {folder}: {', '.join(made) or 'không có'}.")
    click.echo("Tệp trống là của đối tác chưa kết nối. Giữ một bản của thư mục này ở nơi khác.")


@keys.command()
def push() -> None:
    """Prints a fresh key of Web Push for MOTCUA_PUSH_KEY; browsers have to be switched on anew."""
    from backend.notifications.vapid import new_key

    click.echo(new_key())


@keys.command()
def status() -> None:
    """Says which key seals how many rows; key 0 is what is in the clear."""
    from backend.operations.resealing import counted
    from backend.platform.sealing import current_key, known_keys

    async def all_of_it() -> list[tuple[str, int, int]]:
        return await counted()

    click.echo(f"Khóa đang dùng: {current_key()}; các khóa có: {known_keys()}")
    for table, key, rows in run_with_database(all_of_it):
        click.echo(f"{table:16} khóa {key:>3}: {rows:>9} dòng")


@keys.command("rotate-lookups")
@click.option(
    "--old",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="File with the key of look-ups until now, in base64.",
)
def rotate_lookups(old: Path) -> None:
    """Makes every keyed word anew under MOTCUA_BLIND_KEY; API and worker must stand still."""
    from backend.operations.reblinding import left_over, reblind
    from backend.platform.database import connection
    from backend.platform.sealing import NotSealedHere

    before = base64.b64decode(old.read_text(encoding="utf-8").strip(), validate=True)

    async def go() -> tuple[int, int]:
        async with connection() as c:
            return await reblind(c, before, click.echo), await left_over(c)

    try:
        done, left = run_with_database(go)
    except NotSealedHere as error:
        raise click.ClickException(f"Không mở được {error}: thiếu khóa cũ?") from error
    click.echo(f"Xong: {done} dòng; {left} dòng lưu trữ không còn biết số nên giữ từ cũ.")


@keys.command()
def rotate() -> None:
    """Seals everything anew under the newest key, in batches; may be stopped and run again."""
    from backend.operations.resealing import rotate as go
    from backend.platform.sealing import NotSealedHere

    try:
        done = run_with_database(lambda: go(click.echo))
    except NotSealedHere as error:
        raise click.ClickException(f"Không mở được {error}: thiếu khóa cũ?") from error
    click.echo(f"Xong: {done} dòng.")
