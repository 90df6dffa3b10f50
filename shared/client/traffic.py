"""Visits of the portal in numbers."""

from shared.client.base import ApiClient
from shared.contracts.traffic import (
    FormPageReached,
    Noted,
    PageView,
    SearchMade,
    TrafficReport,
)


async def view(api: ApiClient, path: str) -> Noted:
    """Count one look at a page."""
    return await api.post("/page-views", PageView(path), Noted)


async def search(api: ApiClient, words: str, *, found: bool, agent: str = "") -> Noted:
    """Count one search, once, where its answer is shown."""
    return await api.post("/portal-searches", SearchMade(words, found, agent), Noted)


async def form_page(api: ApiClient, draft_id: str, page: str) -> Noted:
    """Citizens: a page of filling in my draft was reached; each page of a draft counts once."""
    return await api.post("/form-pages", FormPageReached(draft_id, page), Noted)


async def report(api: ApiClient, **wanted: str) -> TrafficReport:
    """Officers who watch the portal: visits of a period (`day_from`, `day_to`)."""
    return await api.get("/traffic", TrafficReport, params=wanted)


async def file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers who watch the portal: the same as xlsx or csv."""
    return await api.content("/traffic/file", params={"kind": kind, **wanted})
