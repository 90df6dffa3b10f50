"""The officers' inbox."""

from typing import Any

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.inbox import (
    BulkDo,
    BulkOutcome,
    BulkPlan,
    BulkPreview,
    InboxCounts,
    InboxRow,
    MarkedRead,
    MarkManyRead,
    SavedView,
    SaveView,
)


async def inbox(api: ApiClient, **filters: Any) -> Page[InboxRow]:
    """A folder (`folder`, `q`, `procedure`, `state`, `channel`, `due_from`, `due_to`, `order`,
    `cursor`)."""
    return await api.get("/dossiers", Page[InboxRow], params=filters)


async def counts(api: ApiClient) -> InboxCounts:
    """Numbers of the folders."""
    return await api.get("/dossiers/counts", InboxCounts)


async def mark_read(api: ApiClient, data: MarkManyRead) -> MarkedRead:
    """What was read; its marks are gone."""
    return await api.post("/inbox/reads", data, MarkedRead)


async def views(api: ApiClient) -> list[SavedView]:
    """The views one keeps."""
    return await api.get("/inbox/views", list[SavedView])


async def save_view(api: ApiClient, data: SaveView) -> SavedView:
    """Keeps filters and columns under a name."""
    return await api.post("/inbox/views", data, SavedView)


async def delete_view(api: ApiClient, view_id: str) -> None:
    """Throws a view away."""
    await api.delete(f"/inbox/views/{view_id}")


async def preview_bulk(api: ApiClient, data: BulkPreview) -> BulkPlan:
    """What one act would do to many dossiers."""
    return await api.post("/inbox/bulk/preview", data, BulkPlan)


async def do_bulk(api: ApiClient, data: BulkDo) -> list[BulkOutcome]:
    """Does one act to up to twenty dossiers."""
    return await api.post("/inbox/bulk", data, list[BulkOutcome])
