"""Names, contacts and titles of the organisation, changed by two persons."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.particulars import (
    CallOffParticulars,
    ParticularsDesign,
    ParticularsRow,
    SaveParticulars,
)
from shared.contracts.proposals import AtRevision, GiveBack


async def listed(api: ApiClient, kind: str, q: str = "", cursor: str = "") -> Page[ParticularsRow]:
    """Administrators and who approves: what can be changed of a kind."""
    params = {"kind": kind, "q": q, "cursor": cursor}
    return await api.get("/particulars", Page[ParticularsRow], params=params)


async def design(api: ApiClient, kind: str, key: str) -> ParticularsDesign:
    """One of them as it holds, as it is being written, and as it was."""
    return await api.get(f"/particulars/{kind}/{key}", ParticularsDesign)


async def save(api: ApiClient, kind: str, key: str, data: SaveParticulars) -> ParticularsDesign:
    """Keep the next version."""
    return await api.post(f"/particulars/{kind}/{key}/draft", data, ParticularsDesign)


async def discard(api: ApiClient, kind: str, key: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/particulars/{kind}/{key}/draft")


async def propose(api: ApiClient, kind: str, key: str, revision: int) -> ParticularsDesign:
    """Hand the next version to a second person."""
    data = AtRevision(revision)
    return await api.post(f"/particulars/{kind}/{key}/proposal", data, ParticularsDesign)


async def give_back(api: ApiClient, kind: str, key: str, note: str = "") -> ParticularsDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/particulars/{kind}/{key}/return", GiveBack(note), ParticularsDesign)


async def publish(api: ApiClient, kind: str, key: str, revision: int) -> ParticularsDesign:
    """Approve the proposal of somebody else."""
    data = AtRevision(revision)
    return await api.post(f"/particulars/{kind}/{key}/publication", data, ParticularsDesign)


async def call_off(
    api: ApiClient, kind: str, key: str, change_id: str, reason: str
) -> ParticularsDesign:
    """Call an approved change off before its day."""
    return await api.post(
        f"/particulars/{kind}/{key}/changes/{change_id}/cancellation",
        CallOffParticulars(reason),
        ParticularsDesign,
    )
