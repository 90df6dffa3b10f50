"""The inbox over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.inbox import actions, bulk, queries, views
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

Text = Annotated[str, Parameter(max_length=200)]
Short = Annotated[str, Parameter(max_length=40)]
InState = Annotated[str, Parameter(query="state", max_length=40)]
Cursor = Annotated[str, Parameter(max_length=2000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/dossiers", **officer())
async def inbox(
    actor: Actor,
    folder: Text = "all_open",
    q: Text = "",
    procedure: Short = "",
    in_state: InState = "",
    channel: Short = "",
    due_from: Short = "",
    due_to: Short = "",
    order: Short = "newest",
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Page[InboxRow]:
    """One folder of my inbox, with what is new for me."""
    wanted = queries.Filters(folder, q, procedure, in_state, channel, due_from, due_to, order)
    return await queries.inbox(actor, wanted, cursor, limit)


@get("/dossiers/counts", **officer())
async def inbox_counts(actor: Actor) -> InboxCounts:
    """Numbers of the folders."""
    return await queries.counts(actor)


@post("/inbox/reads", status_code=200, **officer())
async def mark_read(actor: Actor, data: MarkManyRead) -> MarkedRead:
    """What I have read; its marks are gone."""
    return MarkedRead(await actions.mark_read(actor, data))


@get("/inbox/views", **officer())
async def my_views(actor: Actor) -> list[SavedView]:
    """The views I keep."""
    return await views.views(actor)


@post("/inbox/views", **officer())
async def save_view(actor: Actor, data: SaveView) -> SavedView:
    """Keeps filters and columns under a name."""
    return await actions.save_view(actor, data)


@delete("/inbox/views/{view_id:uuid}", **officer())
async def delete_view(actor: Actor, view_id: UUID) -> None:
    """Throws a view away."""
    await actions.delete_view(actor, view_id)


@post("/inbox/bulk/preview", status_code=200, **officer())
async def preview_bulk(actor: Actor, data: BulkPreview) -> BulkPlan:
    """What one act would do to many dossiers."""
    return await bulk.preview(actor, data)


@post("/inbox/bulk", status_code=200, **officer())
async def do_bulk(actor: Actor, data: BulkDo) -> list[BulkOutcome]:
    """Does one act to up to twenty dossiers, each for itself."""
    return await bulk.do(actor, data)


ROUTES = [
    inbox,
    inbox_counts,
    mark_read,
    my_views,
    save_view,
    delete_view,
    preview_bulk,
    do_bulk,
]
