"""`motcua audit`: is the audit trail whole, and its anchors."""

import click

from backend.audit.chain import public_text
from backend.audit.sealing import anchor, seal
from backend.audit.verifying import problems
from backend.cli import run_with_database
from backend.settings import settings

_SHOWN = 200


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command()
def verify() -> None:
    """Computes every chain anew and compares with the locked roots; ends with 1 when it differs."""

    async def work() -> int:
        found = 0
        async for problem in problems():
            found += 1
            if found <= _SHOWN:
                click.echo(problem, err=True)
        click.echo("Nhật ký nguyên vẹn." if not found else f"{found} chỗ không khớp.")
        return found

    if run_with_database(work):
        raise SystemExit(1)


@audit.command("anchor")
def anchor_now() -> None:
    """Links what waits and writes the heads into the locked store now."""

    async def work() -> int:
        await seal()
        return await anchor()

    number = run_with_database(work)
    click.echo(f"Mốc {number}." if number else "Không có gì mới để ghi mốc.")


@audit.command()
def key() -> None:
    """The public key with which anybody checks a root (Ed25519, base64)."""
    click.echo(public_text(settings().secret_key))
