"""The ledger as deliveries go: given to whom, taken, refused.

A delivery of a message bears the id of its line in the ledger as its key; a delivery without one
(a code, a test letter) marks nothing.
"""

from uuid import UUID

from backend.connections.adapter import Delivery
from backend.platform.database import execute


async def tried(delivery: Delivery, provider: str) -> None:
    """Says to which provider it goes, before it leaves: what never comes back is late there."""
    await execute(
        "update message_sending set provider = $2::text, tried_at = case when provider = $2::text "
        "then coalesce(tried_at, now()) else now() end where id = $1",
        line(delivery),
        provider,
    )


async def handed(delivery: Delivery, reference: str = "") -> None:
    """The provider took it."""
    await execute(
        "update message_sending set handed_at = coalesce(handed_at, now()), reference = $2 "
        "where id = $1",
        line(delivery),
        reference[:120],
    )


async def refused_by_provider(delivery: Delivery, words: str) -> None:
    """The provider will not take it, now or later."""
    await execute(
        "update message_sending set failed_at = now(), failure = $2 where id = $1",
        line(delivery),
        words[:300],
    )


def line(delivery: Delivery) -> UUID | None:
    """The line of the ledger that a delivery is of."""
    try:
        return UUID(delivery.key)
    except ValueError:
        return None
