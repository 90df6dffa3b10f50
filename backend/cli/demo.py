"""The `demo` commands: filling the demonstration province and listing its accounts."""

import asyncio
import json
import sys
import time
from collections.abc import Coroutine
from typing import Any

import click

from backend.organisation.demo.accounts import demo_accounts
from backend.organisation.demo.seed_organisation import seed_organisation
from backend.platform.database import close_pool, open_pool
from backend.settings import settings


@click.group()
def demo() -> None:
    """The demonstration province: plainly fictional people, real places."""
    if settings().is_production:
        raise click.ClickException("Chế độ trình diễn không dùng trên hệ thống thật.")


@demo.command()
def seed() -> None:
    """Fills the demonstration; running it again changes nothing."""
    started = time.monotonic()
    _run(seed_organisation())
    click.echo(f"Đã nạp tỉnh trình diễn trong {time.monotonic() - started:.1f} giây.")


@demo.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def accounts(as_json: bool) -> None:
    """Lists the accounts to try: user name, password, TOTP secret, role, agency."""
    rows = _run(demo_accounts())
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    for row in rows:
        click.echo(
            f"{row['username']:32} {row['password']:14} {row['totp_secret'] or '-':34}"
            f"{row['role_label']:28} {row['full_name']} – {row['agency']}"
        )


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    async def inside() -> Any:
        await open_pool(minimum=1, maximum=8)
        try:
            return await work
        finally:
            await close_pool()

    return asyncio.run(inside())
