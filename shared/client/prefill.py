"""Offers of a draft, registers asked by choice, sources of a dossier."""

from shared.client.base import ApiClient
from shared.contracts.prefill import (
    AskRegister,
    AskStore,
    DossierSources,
    DraftOffers,
    RegisterChoice,
    StoreChoice,
    TakePaper,
    Verify,
)


async def offers(api: ApiClient, draft_id: str) -> DraftOffers:
    """Everything my draft can be filled with."""
    return await api.get(f"/drafts/{draft_id}/offers", DraftOffers)


async def ask_register(api: ApiClient, draft_id: str, data: AskRegister) -> DraftOffers:
    """Have a register asked about me; the offers with what it said."""
    await api.post(f"/drafts/{draft_id}/register-queries", data, RegisterChoice)
    return await offers(api, draft_id)


async def ask_store(api: ApiClient, draft_id: str, *, agreed: bool) -> StoreChoice:
    """Have the national store asked for my papers."""
    return await api.post(f"/drafts/{draft_id}/store-queries", AskStore(agreed), StoreChoice)


async def take_paper(api: ApiClient, draft_id: str, data: TakePaper) -> StoreChoice:
    """Put the files of one of them under a component."""
    return await api.post(f"/drafts/{draft_id}/store-papers", data, StoreChoice)


async def sources(api: ApiClient, dossier_id: str) -> DossierSources:
    """Officers: where answers and papers came from."""
    return await api.get(f"/dossiers/{dossier_id}/sources", DossierSources)


async def verify(api: ApiClient, dossier_id: str, data: Verify) -> DossierSources:
    """Officers: vouch for an answer or a paper."""
    return await api.post(f"/dossiers/{dossier_id}/verifications", data, DossierSources)
