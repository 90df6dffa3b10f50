"""An act of a dossier goes to the measuring system, in the transaction of the act."""

from datetime import datetime
from uuid import UUID

import asyncpg

from backend.connections.queueing import enqueue
from backend.settings import settings
from shared.vocabulary.acts import Act

ADAPTER = "emc"


async def told(
    connection: asyncpg.Connection, dossier_id: UUID, event_id: UUID, act: Act, at: datetime
) -> None:
    """Puts one act into the queue; nothing where no measuring system is connected."""
    if settings().emc_url:
        payload = {"act": act, "at": at.isoformat()}
        await enqueue(connection, ADAPTER, dossier_id, "act", payload, f"act:{event_id}")
