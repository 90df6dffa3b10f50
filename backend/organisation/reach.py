"""The agencies below some, all the way down: whose figures a report, the overview and the indices
count for whoever reads those of the agency above."""

from datetime import date
from uuid import UUID

import asyncpg
import structlog
from msgspec import Struct

from backend.platform.database import fetch

DEEPEST = 6
MOST = 5000
log = structlog.get_logger("reach")
# An ended agency stays below whoever was above it: what it did is still theirs.
_BELOW = f"""
with recursive below as (
    select g.id, g.parent_id, 0 as depth from agency g
        where g.tenant_id = $1 and g.id = any($2::uuid[]) and not g.demonstration
    union
    select g.id, g.parent_id, b.depth + 1 from agency g
        join below b on g.parent_id = b.id where not g.demonstration and b.depth < {DEEPEST}),
placed as (select id, min(depth) as depth from below group by id)
select g.id, g.parent_id, g.name, g.level, coalesce(g.commune_code, '') as commune_code, g.ended_on,
    (select h.name from agency_lineage l join agency h on h.id = l.new_id
        where l.old_id = g.id and l.main limit 1) as heir
from placed p join agency g on g.id = p.id order by p.depth, g.sort_key, g.id limit $3
"""


class Reached(Struct, frozen=True):
    """One agency in reach; those above come before those below."""

    id: UUID
    parent_id: UUID | None
    name: str
    level: str
    commune_code: str
    ended_on: date | None
    heir: str | None


async def reached(tenant: str, agency_ids: list[UUID]) -> list[Reached]:
    """The agencies and all below them, trials left out."""
    rows = await fetch(_BELOW, tenant, agency_ids, MOST + 1)
    if len(rows) > MOST:  # more than any ministry has; a figure that leaves some out must be seen
        log.error("more agencies below than are counted", counted=MOST)
    return [_reached(row) for row in rows[:MOST]]


def _reached(row: asyncpg.Record) -> Reached:
    return Reached(**row)
