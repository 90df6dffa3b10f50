"""Visits of the portal in numbers."""

from shared.client.base import ApiClient
from shared.contracts.traffic import FormPageReached, Noted, PageView, TrafficReport


async def view(api: ApiClient, path: str) -> Noted:
    """Count one look at a page."""
    return await api.post("/page-views", PageView(path), Noted)


async def form_page(api: ApiClient, procedure_code: str, page: str) -> Noted:
    """Citizens: a page of filling in was reached for the first time."""
    return await api.post("/form-pages", FormPageReached(procedure_code, page), Noted)


async def report(api: ApiClient, **wanted: str) -> TrafficReport:
    """Officers who watch the portal: visits of a period (`day_from`, `day_to`)."""
    return await api.get("/traffic", TrafficReport, params=wanted)


async def file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers who watch the portal: the same as xlsx or csv."""
    return await api.content("/traffic/file", params={"kind": kind, **wanted})
