"""A catalogue as it is in use today, and another system's version of it taken over."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import asyncpg

from backend.access.actor import Actor
from backend.lookups.actions import Line, lock, write
from backend.lookups.rules import Period
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings

_TODAY = """
select code, name, parent_code from lookup_entry where tenant_id = $1 and catalogue = $2
    and superseded_at is null and valid_from <= $3 and (valid_to is null or valid_to >= $3)
order by code limit 20001
"""
_LATER = """
select code, min(valid_from) as first from lookup_entry where tenant_id = $1 and catalogue = $2
    and superseded_at is null and valid_from > $3 and code = any($4::text[]) group by code
"""
_GONE = """
update lookup_entry set superseded_at = $5 where tenant_id = $1 and catalogue = $2
    and superseded_at is null and valid_from <= $3 and (valid_to is null or valid_to >= $3)
    and code = any($4::text[])
returning code, name, parent_code, note, replaced_by, valid_from
"""


class Meaning(NamedTuple):
    """What a code means, and the code above it."""

    code: str
    name: str
    parent: str


async def in_use(key: str) -> list[Meaning]:
    """Every code that holds today, by code."""
    rows = await fetch(_TODAY, settings().tenant, key, clock.today())
    return [Meaning(row["code"], row["name"], row["parent_code"]) for row in rows]


async def take_over(
    connection: asyncpg.Connection,
    actor: Actor,
    key: str,
    fresh: Sequence[Meaning],
    gone: Sequence[str],
) -> None:
    """From today on `fresh` codes mean this, and `gone` ones nothing; what they meant until
    yesterday stays, and so does what was written for days to come."""
    await lock(connection, key)
    today = clock.today()
    codes = [*(meaning.code for meaning in fresh), *gone]
    later = {
        row["code"]: row["first"]
        for row in await connection.fetch(_LATER, settings().tenant, key, today, codes)
    }
    ended = await connection.fetch(_GONE, settings().tenant, key, today, codes, clock.now())
    day = timedelta(days=1)
    before = [
        Line(
            row["code"], row["name"], Period(row["valid_from"], today - day), row["parent_code"],
            row["note"], tuple(row["replaced_by"]),
        )
        for row in ended
        if row["valid_from"] < today
    ]  # fmt: skip
    now = [
        Line(
            one.code,
            one.name,
            Period(today, later[one.code] - day if one.code in later else None),
            one.parent,
        )
        for one in fresh
    ]
    await write(connection, actor, key, [*before, *now])
