"""Absence and standing in, over HTTP."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.identity import delegations
from shared.contracts.delegations import Colleague, Delegation, StartDelegation


@get("/colleagues", **officer())
async def my_colleagues(actor: Actor) -> list[Colleague]:
    """Officers of my agency."""
    return await delegations.colleagues(actor)


@get("/delegations", **officer())
async def list_delegations(actor: Actor) -> list[Delegation]:
    """Absences that concern me, or my agency when I head it."""
    return await delegations.delegations(actor)


@post("/delegations", **officer())
async def start_delegation(actor: Actor, data: StartDelegation) -> Delegation:
    """Says who stands in for whom, from when until when."""
    return await delegations.start_delegation(actor, data)


@post("/delegations/{delegation_id:uuid}/end", status_code=200, **officer())
async def end_delegation(actor: Actor, delegation_id: UUID) -> Delegation:
    """Ends an absence now."""
    return await delegations.end_delegation(actor, delegation_id)


ROUTES = [my_colleagues, list_delegations, start_delegation, end_delegation]
