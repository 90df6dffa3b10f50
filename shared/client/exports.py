"""Files that the queue makes for officers."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.exports import Export


async def mine(api: ApiClient, *, cursor: str = "") -> Page[Export]:
    """Officers: the files I asked for, the newest first."""
    return await api.get("/exports", Page[Export], params={"cursor": cursor})


async def export(api: ApiClient, export_id: str) -> Export:
    """Officers: how far a file is."""
    return await api.get(f"/exports/{export_id}", Export)


async def cancel(api: ApiClient, export_id: str) -> Export:
    """Officers: stop a file that is not ready yet."""
    return await api.post(f"/exports/{export_id}/cancellation", {}, Export)


async def content(api: ApiClient, export_id: str) -> bytes:
    """Officers: the file itself, for whoever asked and may still see it."""
    return await api.content(f"/exports/{export_id}/content")
