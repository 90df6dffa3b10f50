"""Absences and those who stand in."""

from shared.client.base import ApiClient
from shared.contracts.delegations import Colleague, Delegation, StartDelegation


async def colleagues(api: ApiClient) -> list[Colleague]:
    """Officers of one's own agency."""
    return await api.get("/colleagues", list[Colleague])


async def delegations(api: ApiClient) -> list[Delegation]:
    """Absences that concern one, or one's agency."""
    return await api.get("/delegations", list[Delegation])


async def start_delegation(api: ApiClient, data: StartDelegation) -> Delegation:
    """Says who stands in for whom."""
    return await api.post("/delegations", data, Delegation)


async def end_delegation(api: ApiClient, delegation_id: str) -> Delegation:
    """Ends an absence now."""
    return await api.post(f"/delegations/{delegation_id}/end", {}, Delegation)
