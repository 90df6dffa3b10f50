"""What is not sent any more once a dossier has ended."""

from uuid import UUID

import asyncpg

from backend.platform import clock


async def drop_asked(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    """A dossier that has ended sends nothing that was not given to the post yet."""
    await connection.execute(
        "update postal_order set state = 'cancelled', ended_at = $2 "
        "where dossier_id = $1 and state = 'asked'",
        dossier_id,
        clock.now(),
    )
