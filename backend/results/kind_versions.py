"""Kinds of results in their versions: those of the software, and what was put in force since."""

import msgspec

from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.results.kinds import Kind, built_in, serving
from backend.settings import settings
from shared.contracts.result_kinds import KindVersion

_kept: dict[tuple[str, int], Kind] = {}


async def kinds() -> dict[str, Kind]:
    """Every kind in force, by key."""
    rows = await fetch(
        "select distinct on (key) key, version from result_kind where tenant_id = $1 "
        "order by key, version desc",
        settings().tenant,
    )
    found = dict(built_in())
    for row in rows:
        if row["key"] not in found or row["version"] > found[row["key"]].version:
            found[row["key"]] = await kind_at(row["key"], row["version"])
    return found


async def kinds_for(procedure_code: str) -> list[Kind]:
    """Those a dossier of a procedure can end with."""
    return serving((await kinds()).values(), procedure_code)


async def kind_at(key: str, version: int) -> Kind:
    """One version; versions never change, so they are kept in memory."""
    own = built_in().get(key)
    if own is not None and own.version == version:
        return own
    if (key, version) not in _kept:
        row = await fetch_row(
            "select definition from result_kind where tenant_id = $1 and key = $2 and version = $3",
            settings().tenant,
            key,
            version,
        )
        assert row is not None, "a draft names only versions that were in force"
        definition = msgspec.json.decode(row["definition"])
        if len(_kept) > 500:
            _kept.clear()
        _kept[key, version] = msgspec.convert(definition | {"version": version}, Kind)
    return _kept[key, version]


async def versions(key: str) -> list[KindVersion]:
    """Who put what in force, the newest first; at most a hundred."""
    rows = await fetch(
        "select version, published_at, proposed_by_name, approved_by_name from result_kind "
        "where tenant_id = $1 and key = $2 order by version desc limit 100",
        settings().tenant,
        key,
    )
    return [
        KindVersion(
            row["version"],
            row["published_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
            row["proposed_by_name"],
            row["approved_by_name"],
        )
        for row in rows
    ]
