"""Prefilling over HTTP: offers of a draft, registers asked by choice, sources of a dossier."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import citizen, officer
from backend.prefill import actions, store_papers, vouching
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


@get("/drafts/{draft_id:uuid}/offers", **citizen())
async def offers(actor: Actor, draft_id: UUID) -> DraftOffers:
    """Everything my draft can be filled with: answers, papers, registers that can be asked."""
    return await actions.offer(actor, draft_id)


@post("/drafts/{draft_id:uuid}/register-queries", status_code=200, **citizen())
async def ask_register(actor: Actor, draft_id: UUID, data: AskRegister) -> RegisterChoice:
    """Has a register asked about me, because I chose so. What it said is among the offers, not
    here: answers to a POST are kept for repeats, longer than the consent may hold."""
    return await actions.ask_register(actor, draft_id, data)


@post("/drafts/{draft_id:uuid}/store-queries", status_code=200, **citizen())
async def ask_store(actor: Actor, draft_id: UUID, data: AskStore) -> StoreChoice:
    """Has the national store asked for my papers, because I chose so."""
    return await store_papers.ask_store(actor, draft_id, data)


@post("/drafts/{draft_id:uuid}/store-papers", status_code=200, **citizen())
async def take_paper(actor: Actor, draft_id: UUID, data: TakePaper) -> StoreChoice:
    """Puts the files of a paper of the national store under a component of my draft."""
    return await store_papers.take(actor, draft_id, data)


@get("/dossiers/{dossier_id:uuid}/sources", **officer())
async def sources(actor: Actor, dossier_id: UUID) -> DossierSources:
    """Where each answer and paper of a dossier came from, and who vouched for it."""
    return await vouching.sources(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/verifications", status_code=200, **officer())
async def verify(actor: Actor, dossier_id: UUID, data: Verify) -> DossierSources:
    """Vouches for an answer or a paper."""
    return await vouching.verify(actor, dossier_id, data)


ROUTES = [offers, ask_register, ask_store, take_paper, sources, verify]
