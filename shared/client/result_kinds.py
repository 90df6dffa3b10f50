"""Kinds of results: list, write, print on trial, propose, put in force."""

from shared.client.base import ApiClient
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.result_kinds import KindDesign, KindRow, SaveKind


async def kinds(api: ApiClient) -> list[KindRow]:
    """Every kind, in force or being written."""
    return await api.get("/result-kinds", list[KindRow])


async def design(api: ApiClient, key: str) -> KindDesign:
    """A kind as it is being written, or as it is in force."""
    return await api.get(f"/result-kinds/{key}", KindDesign)


async def trial_print(api: ApiClient, key: str) -> bytes:
    """The page with sample texts (PDF)."""
    return await api.content(f"/result-kinds/{key}/print")


async def save(api: ApiClient, key: str, data: SaveKind) -> KindDesign:
    """Keep the next version."""
    return await api.post(f"/result-kinds/{key}/draft", data, KindDesign)


async def discard(api: ApiClient, key: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/result-kinds/{key}/draft")


async def propose(api: ApiClient, key: str, revision: int) -> KindDesign:
    """Hand the draft to a second person."""
    return await api.post(f"/result-kinds/{key}/proposal", AtRevision(revision), KindDesign)


async def give_back(api: ApiClient, key: str, note: str = "") -> KindDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/result-kinds/{key}/return", GiveBack(note), KindDesign)


async def publish(api: ApiClient, key: str, revision: int) -> KindDesign:
    """Put the proposal of somebody else in force."""
    return await api.post(f"/result-kinds/{key}/publication", AtRevision(revision), KindDesign)
