"""`motcua tokens`: the keys that sign access tokens of programs of other systems."""

import click

from backend.cli import run_with_database
from backend.partners import keys


@click.group()
def tokens() -> None:
    """The keys that sign access tokens."""


@tokens.command("rotate")
def rotate() -> None:
    """A new key signs from now on; tokens under the old one hold until they expire."""
    kid = run_with_database(keys.rotate)
    minutes = int(keys.BELIEVED_AFTER.total_seconds() // 60)
    click.echo(f"Khóa ký mới: {kid}. Khóa cũ còn được tin {minutes} phút.")


@tokens.command("keys")
def show() -> None:
    """The names of the keys that are believed, the one that signs first."""

    async def names() -> list[str]:
        return [entry["kid"] for entry in (await keys.jwks())["keys"]]

    click.echo("\n".join(run_with_database(names)))
