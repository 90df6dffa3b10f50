"""Visits of the portal over HTTP: counting them, and reading the numbers."""

from datetime import date
from typing import Any

from anyio import to_thread
from litestar import Request, Response, get, post

from backend.access.actor import Actor
from backend.access.asker import address_of
from backend.access.guards import citizen, officer, public
from backend.dossiers.actions.drafts import as_uuid
from backend.exports.writing import MEDIA_TYPES
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate, network_of
from backend.reports.periods import period
from backend.traffic import actions, files, queries
from shared.contracts.traffic import (
    FormPageReached,
    Noted,
    PageView,
    SearchMade,
    TrafficReport,
)
from shared.vocabulary.exports import TableKind
from shared.vocabulary.traffic import TRAFFIC_WATCHERS

_often = Rate(240, 60)


@post("/page-views", status_code=200, **public())
async def note_page_view(request: Request[Any, Any, Any], data: PageView) -> Noted:
    """Counts a look at a page of the portal; nothing of who looked is kept."""
    address = address_of(request)
    _often.take(address)
    agent = request.headers.get("user-agent", "")[:300]
    return Noted(await actions.note_view(data.path, agent, network_of(address)))


@post("/portal-searches", status_code=200, **public())
async def note_portal_search(request: Request[Any, Any, Any], data: SearchMade) -> Noted:
    """Counts a search of the portal; nothing of who searched is kept."""
    address = address_of(request)
    _often.take(address)
    network = network_of(address)
    return Noted(await actions.note_search(data.words, data.agent, network, found=data.found))


@post("/form-pages", status_code=200, **citizen())
async def note_form_page(actor: Actor, data: FormPageReached) -> Noted:
    """Counts that a page of a draft of mine was reached; each once."""
    _often.take(str(actor.account_id))
    draft_id = as_uuid(data.draft_id, "/draft_id")
    return Noted(await actions.note_form_page(actor.account_id, draft_id, data.page))


@get("/traffic", **officer(*TRAFFIC_WATCHERS))
async def traffic_report(day_from: date | None = None, day_to: date | None = None) -> TrafficReport:
    """Visits of a period; without days of the year so far."""
    return await queries.report(period(day_from, day_to))


@get("/traffic/file", **officer(*TRAFFIC_WATCHERS))
async def traffic_file(
    kind: TableKind, day_from: date | None = None, day_to: date | None = None
) -> Response[bytes]:
    """The same as a spreadsheet or as CSV."""
    found = await queries.report(period(day_from, day_to))
    make = files.as_xlsx if kind is TableKind.XLSX else files.as_csv
    content = await to_thread.run_sync(make, found)
    headers = file_headers(f"truy-cap-{found.day_from}-{found.day_to}.{kind}", "attachment")
    return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)


ROUTES = [note_page_view, note_portal_search, note_form_page, traffic_report, traffic_file]
