"""Agencies' own identity providers: offered, let in by two, officers linked."""

from shared.client.base import ApiClient
from shared.contracts.agency_providers import (
    LinkOfficer,
    ProposeProvider,
    ProviderOffer,
    ProviderShown,
)
from shared.contracts.factors import Done
from shared.contracts.partners import DecideApiClient


async def offers(api: ApiClient) -> list[ProviderOffer]:
    """Providers officers may sign in with."""
    return await api.get("/session/agency/offers", list[ProviderOffer])


async def providers(api: ApiClient) -> list[ProviderShown]:
    """Administrators: providers of my agencies."""
    return await api.get("/agency-providers", list[ProviderShown])


async def propose(api: ApiClient, data: ProposeProvider) -> Done:
    """Administrators: ask for a provider to be let in."""
    return await api.post("/agency-providers", data, Done)


async def decide(api: ApiClient, provider_id: str, approve: bool) -> Done:
    """The second person's word."""
    body = DecideApiClient(approve)
    return await api.post(f"/agency-providers/{provider_id}/decision", body, Done)


async def end(api: ApiClient, provider_id: str) -> Done:
    """Nobody comes in by it any more."""
    return await api.post(f"/agency-providers/{provider_id}/end", {}, Done)


async def link(api: ApiClient, provider_id: str, data: LinkOfficer) -> Done:
    """Say who an officer is there."""
    return await api.post(f"/agency-providers/{provider_id}/officers", data, Done)


async def unlink(api: ApiClient, provider_id: str, identity_id: str) -> Done:
    """The officer no longer comes in that way."""
    return await api.post(f"/agency-providers/{provider_id}/officers/{identity_id}/end", {}, Done)
