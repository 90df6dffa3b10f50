"""Agencies renamed, merged and split."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.mergers import (
    CancelChange,
    ChangePreview,
    ChangeRow,
    ChangeView,
    PlanChange,
)


async def changes(api: ApiClient, cursor: str = "") -> Page[ChangeRow]:
    """Administrators and leaders: what was changed and what is planned."""
    return await api.get("/agency-changes", Page[ChangeRow], params={"cursor": cursor})


async def preview(api: ApiClient, plan: PlanChange) -> ChangePreview:
    """Administrators: what a plan would move; nothing is kept."""
    return await api.post("/agency-changes/preview", plan, ChangePreview)


async def propose(api: ApiClient, plan: PlanChange) -> ChangeView:
    """Administrators: hands a plan to the second person."""
    return await api.post("/agency-changes", plan, ChangeView)


async def change(api: ApiClient, change_id: str) -> ChangeView:
    """Administrators and leaders: one change and how far it is."""
    return await api.get(f"/agency-changes/{change_id}", ChangeView)


async def approve(api: ApiClient, change_id: str) -> ChangeView:
    """The second person: the change takes effect on its day."""
    return await api.post(f"/agency-changes/{change_id}/approval", {}, ChangeView)


async def cancel(api: ApiClient, change_id: str, reason: str) -> ChangeView:
    """Administrators and leaders: calls a change off before it takes effect."""
    return await api.post(
        f"/agency-changes/{change_id}/cancellation", CancelChange(reason), ChangeView
    )
