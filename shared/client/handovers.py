"""Dossiers that change hands."""

from shared.client.base import ApiClient
from shared.contracts.handovers import (
    AskHandover,
    DecideHandover,
    Handover,
    OfferHandover,
    SayWhyNot,
)


async def mine(api: ApiClient) -> list[Handover]:
    """Of my dossiers and to me; of officers' desks and agencies, those that are open."""
    return await api.get("/handovers", list[Handover])


async def offer(api: ApiClient, dossier_id: str, data: OfferHandover) -> Handover:
    """Give my dossier to somebody, once they take it."""
    return await api.post(f"/dossiers/{dossier_id}/handover-offers", data, Handover)


async def ask(api: ApiClient, dossier_id: str, data: AskHandover) -> Handover:
    """At the desk, when who sent it has left."""
    return await api.post(f"/dossiers/{dossier_id}/handovers", data, Handover)


async def accept(api: ApiClient, handover_id: str) -> Handover:
    """I take the dossier over."""
    return await api.post(f"/handovers/{handover_id}/acceptance", {}, Handover)


async def decline(api: ApiClient, handover_id: str) -> Handover:
    """I do not take it, or no longer give it."""
    return await api.post(f"/handovers/{handover_id}/withdrawal", {}, Handover)


async def object_to(api: ApiClient, handover_id: str, data: SayWhyNot) -> Handover:
    """I am still there, and my dossier stays mine."""
    return await api.post(f"/handovers/{handover_id}/objection", data, Handover)


async def decide(api: ApiClient, handover_id: str, data: DecideHandover) -> Handover:
    """The leader, after the wait."""
    return await api.post(f"/handovers/{handover_id}/decision", data, Handover)
