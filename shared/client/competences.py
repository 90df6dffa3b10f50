"""Which agency receives a procedure and which unit resolves it."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.competences import (
    CallOffCompetence,
    CompetenceChange,
    CompetenceDesign,
    CompetenceRow,
    SaveCompetence,
)
from shared.contracts.proposals import AtRevision, GiveBack


async def competences(
    api: ApiClient, code: str, q: str = "", cursor: str = "", limit: int = 50
) -> Page[CompetenceRow]:
    """Agencies that receive a procedure, and those that are proposed to."""
    params = {"q": q, "cursor": cursor, "limit": limit}
    return await api.get(f"/procedures/{code}/competences", Page[CompetenceRow], params=params)


async def changes(
    api: ApiClient, code: str, cursor: str = "", limit: int = 20
) -> Page[CompetenceChange]:
    """What was changed, the newest first."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get(
        f"/procedures/{code}/competence-changes", Page[CompetenceChange], params=params
    )


async def one(api: ApiClient, code: str, agency_id: str) -> CompetenceDesign:
    """One agency: what holds, what is proposed, whom a change meets."""
    return await api.get(f"/procedures/{code}/competences/{agency_id}", CompetenceDesign)


async def propose(
    api: ApiClient, code: str, agency_id: str, data: SaveCompetence
) -> CompetenceDesign:
    """Propose a unit that resolves, or an end."""
    return await api.post(
        f"/procedures/{code}/competences/{agency_id}/proposal", data, CompetenceDesign
    )


async def discard(api: ApiClient, code: str, agency_id: str) -> None:
    """Throw a proposal that came back away."""
    await api.delete(f"/procedures/{code}/competences/{agency_id}/proposal")


async def give_back(api: ApiClient, code: str, agency_id: str, note: str = "") -> CompetenceDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(
        f"/procedures/{code}/competences/{agency_id}/return", GiveBack(note), CompetenceDesign
    )


async def approve(api: ApiClient, code: str, agency_id: str, revision: int) -> CompetenceDesign:
    """Decide what somebody else proposed."""
    data = AtRevision(revision)
    return await api.post(
        f"/procedures/{code}/competences/{agency_id}/approval", data, CompetenceDesign
    )


async def call_off(api: ApiClient, code: str, agency_id: str, reason: str) -> CompetenceDesign:
    """Call an approved change off before its day."""
    return await api.post(
        f"/procedures/{code}/competences/{agency_id}/planned/call-off", CallOffCompetence(reason),
        CompetenceDesign,
    )  # fmt: skip
