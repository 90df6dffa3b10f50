"""Signing in with the national identity; the way there and back is the browser's own."""

from shared.client.base import ApiClient
from shared.contracts.national import NationalOffer, PendingMerge


async def offer(api: ApiClient) -> NationalOffer:
    """Whether it is offered here."""
    return await api.get("/session/national/offer", NationalOffer)


async def pending(api: ApiClient) -> PendingMerge:
    """Whose identity waits to be joined; known by a cookie of the browser."""
    return await api.get("/session/national/pending", PendingMerge)
