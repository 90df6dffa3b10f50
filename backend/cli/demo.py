"""The `demo` commands: filling the demonstration province and listing its accounts."""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import click

from backend.documents.store import store
from backend.organisation.demo.accounts import demo_accounts
from backend.organisation.demo.bulk import load_in_bulk
from backend.organisation.demo.check import problems
from backend.organisation.demo.seed_content import seed_content
from backend.organisation.demo.seed_dossiers import load_dossiers, seed_dossiers
from backend.organisation.demo.seed_organisation import seed_organisation
from backend.organisation.demo.seed_overview import seed_overview
from backend.organisation.demo.seed_particulars import seed_particulars
from backend.organisation.demo.seed_process import seed_process
from backend.organisation.demo.seed_reception import seed_reception
from backend.organisation.demo.seed_reports import seed_reports
from backend.organisation.demo.seed_voices import seed_voices
from backend.platform.database import close_pool, open_pool
from backend.settings import settings


@click.group()
def demo() -> None:
    """The demonstration province: plainly fictional people, real places."""
    if settings().is_production:
        raise click.ClickException("Chế độ trình diễn không dùng trên hệ thống thật.")


@demo.command()
@click.option("--without-dossiers", is_flag=True, help="Agencies, officers and citizens only.")
def seed(without_dossiers: bool) -> None:
    """Fills the demonstration; running it again changes nothing."""
    started = time.monotonic()

    async def work() -> Counter[str]:
        await seed_organisation()
        if without_dossiers:
            return Counter()
        await store().ensure_bucket()
        counts = await seed_dossiers()
        await seed_process()
        await seed_voices()
        await seed_overview()
        await seed_reports()
        await seed_reception()
        await seed_content()
        await seed_particulars()
        return counts

    counts = _run(work())
    done = f" ({counts['acts']} bước xử lý hồ sơ)" if counts else ""
    click.echo(f"Đã nạp tỉnh trình diễn trong {time.monotonic() - started:.1f} giây{done}.")


@demo.command()
@click.argument("count", type=click.IntRange(1, 5_000_000))
@click.option("--bulk", is_flag=True, help="Write siblings of played dossiers by COPY.")
def load(count: int, bulk: bool) -> None:
    """Loads COUNT more dossiers over the last twelve months, act by act or in bulk."""
    started = time.monotonic()

    async def work() -> Counter[str]:
        await store().ensure_bucket()
        if not bulk:
            return await load_dossiers(count)
        await seed_dossiers()
        await load_in_bulk(count)
        return Counter()

    counts = _run(work())
    done = "" if bulk else f", {counts['acts']} bước xử lý"
    click.echo(f"Đã nạp thêm {count} hồ sơ{done} trong {time.monotonic() - started:.1f} giây.")


@demo.command()
def check() -> None:
    """Proves that every dossier is what its events say; ends with an error when one is not."""
    found = _run(problems())
    for problem in found[:100]:
        click.echo(problem, err=True)
    if found:
        raise click.ClickException(f"{len(found)} điểm không khớp.")
    click.echo("Mọi hồ sơ khớp với nhật ký, mã số, hạn trả và biểu mẫu của nó.")


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
