"""Dossiers that change hands, over HTTP."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import citizen, officer, signed_in
from backend.access.step_up import stepped_up
from backend.succession import handover_queries, handovers
from backend.succession.handover_queries import ASKERS, DECIDERS
from shared.contracts.handovers import (
    AskHandover,
    DecideHandover,
    Handover,
    OfferHandover,
    SayWhyNot,
)


@get("/handovers", **signed_in())
async def my_handovers(actor: Actor) -> list[Handover]:
    """Of my dossiers and to me; for officers the open ones of their agencies."""
    return await handover_queries.handovers(actor)


@post("/dossiers/{dossier_id:uuid}/handover-offers", **stepped_up(citizen(), minutes=30))
async def offer_handover(actor: Actor, dossier_id: UUID, data: OfferHandover) -> Handover:
    """I give my dossier to somebody."""
    return await handover_queries.handover(actor, await handovers.offer(actor, dossier_id, data))


@post("/dossiers/{dossier_id:uuid}/handovers", **officer(*ASKERS))
async def ask_handover(actor: Actor, dossier_id: UUID, data: AskHandover) -> Handover:
    """Who sent it has left, and there is a paper that shows it."""
    return await handover_queries.handover(actor, await handovers.ask(actor, dossier_id, data))


@post("/handovers/{handover_id:uuid}/acceptance", status_code=200, **citizen())
async def accept_handover(actor: Actor, handover_id: UUID) -> Handover:
    """I take it over."""
    await handovers.accept(actor, handover_id)
    return await handover_queries.handover(actor, handover_id)


@post("/handovers/{handover_id:uuid}/withdrawal", status_code=200, **signed_in())
async def withdraw_handover(actor: Actor, handover_id: UUID) -> Handover:
    """I no longer offer or ask, or I do not take it."""
    await handovers.withdraw(actor, handover_id)
    return await handover_queries.handover(actor, handover_id)


@post("/handovers/{handover_id:uuid}/objection", status_code=200, **citizen())
async def object_to_handover(actor: Actor, handover_id: UUID, data: SayWhyNot) -> Handover:
    """It stays mine."""
    await handovers.object_to(actor, handover_id, data.reason)
    return await handover_queries.handover(actor, handover_id)


@post("/handovers/{handover_id:uuid}/decision", status_code=200, **stepped_up(officer(*DECIDERS)))
async def decide_handover(actor: Actor, handover_id: UUID, data: DecideHandover) -> Handover:
    """The leader decides after the wait."""
    await handovers.decide(actor, handover_id, approve=data.approve, reason=data.reason)
    return await handover_queries.handover(actor, handover_id)


ROUTES = [
    my_handovers,
    offer_handover,
    ask_handover,
    accept_handover,
    withdraw_handover,
    object_to_handover,
    decide_handover,
]
