"""Tablets of the caller's desks."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.problems import NotFound
from shared.contracts.ratings import Tablet
from shared.vocabulary.roles import Role

AT_DESK = (Role.DESK_OFFICER, Role.DESK_HEAD)
_TABLETS = """
select t.id, t.name, t.agency_id, g.name as agency_name,
    case when t.shown_until > $2 then coalesce(d.code, '') else '' end as showing
from desk_tablet t join agency g on g.id = t.agency_id left join dossier d on d.id = t.dossier_id
where t.agency_id = any($1::uuid[]) and t.removed_at is null
order by t.agency_id, t.created_at, t.id limit 200
"""


async def tablets(actor: Actor) -> list[Tablet]:
    """The tablets of the desks where the caller works."""
    rows = await fetch(_TABLETS, actor.agencies(*AT_DESK), clock.now())
    return [_tablet(row) for row in rows]


async def tablet_row(actor: Actor, tablet_id: UUID) -> Tablet:
    """One of them. Raises NotFound."""
    for one in await tablets(actor):
        if one.id == str(tablet_id):
            return one
    raise NotFound


def _tablet(row: asyncpg.Record) -> Tablet:
    return Tablet(
        id=str(row["id"]),
        name=row["name"],
        agency_id=str(row["agency_id"]),
        agency_name=row["agency_name"],
        showing=row["showing"],
    )
