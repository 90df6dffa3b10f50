"""The vault: my papers, reuse, what a person at the desk holds, what was asked again."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.vault import (
    AskedAgain,
    AskedAgainLine,
    AskHeld,
    HeldAtDesk,
    HeldPaper,
    ReuseItem,
    SharedPaper,
    ShareItem,
    VaultItem,
    VaultPaper,
)


async def mine(api: ApiClient, cursor: str = "") -> Page[VaultItem]:
    """My papers, the newest first."""
    return await api.get("/vault", Page[VaultItem], params={"cursor": cursor})


async def paper(api: ApiClient, item_id: str) -> VaultPaper:
    """One of my papers."""
    return await api.get(f"/vault/{item_id}", VaultPaper)


async def content(api: ApiClient, item_id: str, document_id: str) -> bytes:
    """The bytes of a file of my paper."""
    return await api.content(f"/vault/{item_id}/documents/{document_id}/content")


async def withdraw(api: ApiClient, item_id: str) -> VaultPaper:
    """Take my paper out of the vault."""
    return await api.post(f"/vault/{item_id}/withdrawal", None, VaultPaper)


async def put_back(api: ApiClient, item_id: str) -> VaultPaper:
    """Put my paper back."""
    return await api.post(f"/vault/{item_id}/return", None, VaultPaper)


async def reuse(api: ApiClient, draft_id: str, data: ReuseItem) -> VaultPaper:
    """Use a paper of my vault for a component of my draft; the paper with its new use."""
    return await api.post(f"/drafts/{draft_id}/reused", data, VaultPaper)


async def held_for_supplement(api: ApiClient, dossier_id: str) -> list[HeldPaper]:
    """Papers of my vault that answer what my dossier is asked for now."""
    return await api.get(f"/dossiers/{dossier_id}/held", list[HeldPaper])


async def reuse_in_supplement(api: ApiClient, dossier_id: str, data: ReuseItem) -> VaultPaper:
    """Answer a request for supplements with a paper of my vault."""
    return await api.post(f"/dossiers/{dossier_id}/reused", data, VaultPaper)


async def held(api: ApiClient, data: AskHeld) -> HeldAtDesk:
    """Desk: what the person holds already for a procedure."""
    return await api.post("/desk/held", data, HeldAtDesk)


async def asked_again(api: ApiClient, since: str, until: str) -> list[AskedAgain]:
    """How often officers asked for what was held; days as yyyy-mm-dd."""
    return await api.get("/asked-again", list[AskedAgain], params={"since": since, "until": until})


async def asked_again_lines(
    api: ApiClient, since: str, until: str, cursor: str = ""
) -> Page[AskedAgainLine]:
    """The requests behind the figures."""
    params = {"since": since, "until": until, "cursor": cursor}
    return await api.get("/asked-again/lines", Page[AskedAgainLine], params=params)


async def share(api: ApiClient, item_id: str, data: ShareItem) -> VaultPaper:
    """Let somebody look at my paper."""
    return await api.post(f"/vault/{item_id}/shares", data, VaultPaper)


async def end_share(api: ApiClient, item_id: str, share_id: str) -> VaultPaper:
    """Take a share back."""
    return await api.post(f"/vault/{item_id}/shares/{share_id}/end", {}, VaultPaper)


async def shared_with_me(api: ApiClient, cursor: str = "") -> Page[SharedPaper]:
    """Papers others share with me now."""
    return await api.get("/shared-papers", Page[SharedPaper], params={"cursor": cursor})


async def shared_paper(api: ApiClient, share_id: str) -> SharedPaper:
    """A paper shared with me."""
    return await api.get(f"/shared-papers/{share_id}", SharedPaper)


async def shared_content(api: ApiClient, share_id: str, document_id: str) -> bytes:
    """The bytes of a file of a paper shared with me."""
    return await api.content(f"/shared-papers/{share_id}/documents/{document_id}/content")
