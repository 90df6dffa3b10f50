"""Drafts, dossiers, acts and the public look-up."""

from shared.client.base import ApiClient
from shared.contracts.acts import ActInput
from shared.contracts.bundles import Bundle, RegisterBatch
from shared.contracts.common import Page
from shared.contracts.declared import Declared
from shared.contracts.desk import FindPerson, FoundPerson, RegisterAtDesk
from shared.contracts.dossiers import Dossier, DossierRow, PublicStatus
from shared.contracts.drafts import (
    Draft,
    DraftRow,
    RenewForm,
    SaveDraft,
    StartDraft,
    Submitted,
)


async def drafts(api: ApiClient, cursor: str = "") -> Page[DraftRow]:
    """My drafts, newest first."""
    return await api.get("/drafts", Page[DraftRow], params={"cursor": cursor})


async def start_draft(api: ApiClient, procedure_code: str, together_with: str = "") -> Draft:
    """Begin the draft of a procedure, or find the one already begun; with another open draft
    both are submitted together."""
    return await api.post("/drafts", StartDraft(procedure_code, together_with), Draft)


async def draft(api: ApiClient, draft_id: str) -> Draft:
    """One of my drafts."""
    return await api.get(f"/drafts/{draft_id}", Draft)


async def save_draft(api: ApiClient, draft_id: str, data: SaveDraft, version: int) -> Draft:
    """Autosave of the version that was read; answers left out stay."""
    return await api.patch(f"/drafts/{draft_id}", data, Draft, version=version)


async def renew_form(api: ApiClient, draft_id: str, data: RenewForm) -> Draft:
    """Change a draft to the newest version of its form."""
    return await api.post(f"/drafts/{draft_id}/form", data, Draft)


async def discard_draft(api: ApiClient, draft_id: str) -> None:
    """Throw a draft away."""
    await api.delete(f"/drafts/{draft_id}")


async def submit(api: ApiClient, draft_id: str, idempotency_key: str) -> Submitted:
    """Submit once; the same key gives the same answer."""
    return await api.post(
        f"/drafts/{draft_id}/submission", {}, Submitted, idempotency_key=idempotency_key
    )


async def mine(api: ApiClient, *, cursor: str = "", limit: int = 20) -> Page[DossierRow]:
    """My dossiers, newest first."""
    return await api.get(
        "/dossiers/mine", Page[DossierRow], params={"cursor": cursor, "limit": limit}
    )


async def find_person(api: ApiClient, data: FindPerson) -> FoundPerson:
    """Who stands at the desk, from a scanned card or a number."""
    return await api.post("/desk/people", data, FoundPerson)


async def register_at_desk(api: ApiClient, data: RegisterAtDesk, key: str = "") -> Dossier:
    """Officers: a dossier brought in person or by post."""
    return await api.post("/dossiers", data, Dossier, idempotency_key=key)


async def register_batch(api: ApiClient, data: RegisterBatch, key: str = "") -> Bundle:
    """Officers: the same procedure for many owners."""
    return await api.post("/dossiers/batch", data, Bundle, idempotency_key=key)


async def bundle(api: ApiClient, bundle_id: str) -> Bundle:
    """Dossiers that were submitted together."""
    return await api.get(f"/bundles/{bundle_id}", Bundle)


async def dossier(api: ApiClient, dossier_id: str) -> Dossier:
    """One dossier as I may see it."""
    return await api.get(f"/dossiers/{dossier_id}", Dossier)


async def declared(api: ApiClient, dossier_id: str) -> Declared:
    """What was declared, question by question."""
    return await api.get(f"/dossiers/{dossier_id}/answers", Declared)


async def act(api: ApiClient, dossier_id: str, name: str, data: ActInput, key: str = "") -> Dossier:
    """Do one act of the table."""
    return await api.post(f"/dossiers/{dossier_id}/acts/{name}", data, Dossier, idempotency_key=key)


async def look_up(api: ApiClient, code: str) -> PublicStatus:
    """What a stranger may know of a dossier."""
    return await api.get(f"/lookups/{code}", PublicStatus)
