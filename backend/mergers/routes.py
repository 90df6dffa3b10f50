"""Changes of agencies over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.mergers import actions, planning, previewing, queries
from shared.contracts.common import Page
from shared.contracts.mergers import (
    CancelChange,
    ChangePreview,
    ChangeRow,
    ChangeView,
    PlanChange,
)

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/agency-changes", **officer(*queries.READERS))
async def agency_changes(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[ChangeRow]:
    """Agencies renamed, merged and split, and what is planned."""
    return await queries.changes(actor, cursor, limit)


@post("/agency-changes/preview", status_code=200, **officer(*planning.ADMINS))
async def preview_agency_change(actor: Actor, data: PlanChange) -> ChangePreview:
    """What a plan would move; nothing is kept."""
    return await previewing.preview(actor, data)


@post("/agency-changes", status_code=201, **officer(*planning.ADMINS))
async def propose_agency_change(actor: Actor, data: PlanChange) -> ChangeView:
    """Hands a plan to the second person."""
    return await queries.change(actor, await actions.propose(actor, data))


@get("/agency-changes/{change_id:uuid}", **officer(*queries.READERS))
async def one_agency_change(actor: Actor, change_id: UUID) -> ChangeView:
    """One change, what it moves, and how far it is."""
    return await queries.change(actor, change_id)


@post(
    "/agency-changes/{change_id:uuid}/approval",
    status_code=200,
    **stepped_up(officer(*planning.APPROVERS)),
)
async def approve_agency_change(actor: Actor, change_id: UUID) -> ChangeView:
    """The second person's word; takes effect on its day."""
    await actions.approve(actor, change_id)
    return await queries.change(actor, change_id)


@post(
    "/agency-changes/{change_id:uuid}/cancellation",
    status_code=200,
    **officer(*planning.APPROVERS),
)
async def cancel_agency_change(actor: Actor, change_id: UUID, data: CancelChange) -> ChangeView:
    """Calls a change off before it takes effect."""
    await actions.cancel(actor, change_id, data)
    return await queries.change(actor, change_id)


ROUTES = [
    agency_changes,
    preview_agency_change,
    propose_agency_change,
    one_agency_change,
    approve_agency_change,
    cancel_agency_change,
]
