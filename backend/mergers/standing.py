"""Which agency stands below which, when one of them ends; a trigger keeps what was before."""

from uuid import UUID

import asyncpg

# The nearest agency above one ($1) that is still in office.
_ABOVE = """
with recursive above as (
    select p.id, p.parent_id, p.ended_on, 1 as steps from agency g
        join agency p on p.id = g.parent_id where g.id = $1
    union all
    select p.id, p.parent_id, p.ended_on, a.steps + 1 from above a
        join agency p on p.id = a.parent_id where a.ended_on is not null and a.steps < 10)
select id from above where ended_on is null order by steps limit 1
"""


async def put_below(
    connection: asyncpg.Connection, ended: list[UUID], heir: UUID, heirs: set[UUID]
) -> None:
    """What stood below agencies that have ended stands below the main heir.

    One that takes over from the agency above it takes its place too, and is never below itself.
    """
    if not ended:
        return
    above = await connection.fetchval(_ABOVE, ended[0])
    await connection.execute(
        "update agency set parent_id = $3 where id = any($1::uuid[]) "
        "and parent_id = any($2::uuid[]) and id is distinct from $3",
        list(heirs),
        ended,
        above,
    )
    await connection.execute(
        "update agency set parent_id = $3 where parent_id = any($2::uuid[]) "
        "and ended_on is null and id <> all($1::uuid[])",
        list(heirs),
        ended,
        heir,
    )
