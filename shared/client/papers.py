"""Writing the papers and requirements of a procedure."""

from shared.client.base import ApiClient
from shared.contracts.papers import PapersDesign, SavePapers, TriedPapers, TryPapers
from shared.contracts.proposals import AtRevision, GiveBack


async def design(api: ApiClient, code: str) -> PapersDesign:
    """As they are being written, or as they are in force."""
    return await api.get(f"/procedures/{code}/papers", PapersDesign)


async def try_out(api: ApiClient, code: str, data: TryPapers) -> TriedPapers:
    """Faults, and what sample answers come to."""
    return await api.post(f"/procedures/{code}/papers/trial", data, TriedPapers)


async def save(api: ApiClient, code: str, data: SavePapers) -> PapersDesign:
    """Keep the next version."""
    return await api.post(f"/procedures/{code}/papers/draft", data, PapersDesign)


async def discard(api: ApiClient, code: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/procedures/{code}/papers/draft")


async def propose(api: ApiClient, code: str, revision: int) -> PapersDesign:
    """Hand the draft to a second person."""
    data = AtRevision(revision)
    return await api.post(f"/procedures/{code}/papers/proposal", data, PapersDesign)


async def give_back(api: ApiClient, code: str, note: str = "") -> PapersDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/procedures/{code}/papers/return", GiveBack(note), PapersDesign)


async def publish(api: ApiClient, code: str, revision: int) -> PapersDesign:
    """Put the proposal of somebody else in force."""
    data = AtRevision(revision)
    return await api.post(f"/procedures/{code}/papers/publication", data, PapersDesign)
