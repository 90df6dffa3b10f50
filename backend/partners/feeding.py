"""Events get their places in the feed, and whoever waits for them is told, in one transaction."""

from uuid import UUID

from backend.dossiers import feed
from backend.partners.telling import tell
from backend.platform.database import fetch_value, transaction


async def place_events() -> int:
    """Gives every waiting event its place; returns how many. May run anywhere, any time."""
    done = 0
    async with feed.turn():
        while await feed.anything_waits():
            async with transaction() as connection:
                placed = await feed.give_places(connection)
                await tell(connection, [one.position for one in placed])
            if not placed:
                break
            done += len(placed)
    return done


async def is_trial(dossier_id: UUID) -> bool:
    """Whether a dossier was sent to the agency for trials."""
    return bool(
        await fetch_value(
            "select g.demonstration from dossier d join agency g on g.id = d.receiving_agency_id "
            "where d.id = $1",
            dossier_id,
        )
    )
