"""The rules a dossier is under: its regime with the version it keeps, and that for new ones."""

from datetime import date
from typing import Any

import asyncpg
import msgspec

from backend.law.regime_figures import with_figures
from backend.law.regimes import Regime, adopted, regime
from backend.platform.database import fetch, fetch_row
from backend.settings import settings

FIGURES = """
    (select v.figures from regime_version v where v.tenant_id = d.tenant_id
        and v.regime = d.regime and v.number = d.regime_version) as regime_figures"""
"""A column over `dossier d` (with `regime` and `regime_version`), for `rules_of`."""


def rules_of(row: Any) -> Regime:
    """The rules of a dossier read with `FIGURES`."""
    return kept(row["regime"], row["regime_version"], row["regime_figures"])


def kept(key: str, version: int, figures: str | None) -> Regime:
    """A regime as a version of it says; without figures as it was shipped."""
    shipped = regime(key)
    if not version or figures is None:
        return shipped
    return with_figures(shipped, version, msgspec.json.decode(figures, type=dict[str, str]))


async def rules_for_new(day: date) -> Regime:
    """The rules for dossiers begun on a day: the adopted regime in the version of that day."""
    return await rules_on(adopted(settings().regime, day).key, day)


async def rules_on(key: str, day: date) -> Regime:
    """A regime in the version in force on a day."""
    row = await fetch_row(
        "select number, figures from regime_version where tenant_id = $1 and regime = $2 "
        "and valid_from <= $3 and called_off_at is null order by valid_from desc limit 1",
        settings().tenant,
        key,
        day,
    )
    return kept(key, row["number"], row["figures"]) if row is not None else regime(key)


async def version_of(key: str, number: int) -> Regime:
    """A regime in one version; as shipped for 0 or one there is not."""
    row = await fetch_row(
        "select figures from regime_version where tenant_id = $1 and regime = $2 and number = $3",
        settings().tenant,
        key,
        number,
    )
    return kept(key, number, row["figures"]) if row is not None else regime(key)


async def published(key: str) -> list[asyncpg.Record]:
    """Every version of a regime, the newest first; at most a hundred."""
    return await fetch(
        "select * from regime_version where tenant_id = $1 and regime = $2 "
        "order by number desc limit 100",
        settings().tenant,
        key,
    )
