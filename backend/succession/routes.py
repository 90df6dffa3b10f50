"""Officers who leave and units that are dissolved, over HTTP."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.succession import actions, handover_routes, queries
from shared.contracts.successions import OpenWork, StartSuccession, Succession


@get("/officers/{officer_id:uuid}/open-work", **officer(*queries.ADMINS))
async def open_work_of_officer(actor: Actor, officer_id: UUID) -> OpenWork:
    """What an officer would leave behind."""
    return await queries.open_work(actor, "officer", officer_id)


@get("/units/{unit_id:uuid}/open-work", **officer(*queries.ADMINS))
async def open_work_of_unit(actor: Actor, unit_id: UUID) -> OpenWork:
    """What a unit would leave behind."""
    return await queries.open_work(actor, "unit", unit_id)


@post("/successions", status_code=202, **officer(*queries.ADMINS))
async def start_succession(actor: Actor, data: StartSuccession) -> Succession:
    """Lets an officer go or dissolves a unit; the queue moves what they held."""
    return await queries.progress(actor, await actions.start(actor, data))


@get("/successions/{succession_id:uuid}", **officer(*queries.ADMINS))
async def one_succession(actor: Actor, succession_id: UUID) -> Succession:
    """How far it is."""
    return await queries.progress(actor, succession_id)


ROUTES = [
    open_work_of_officer,
    open_work_of_unit,
    start_succession,
    one_succession,
    *handover_routes.ROUTES,
]
