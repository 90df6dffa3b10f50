"""Procedures as they are written: versions, the next one with its day, stops."""

from shared.client.base import ApiClient
from shared.contracts.catalogue import Procedure
from shared.contracts.common import Page
from shared.contracts.procedures import (
    Addition,
    CallOff,
    Comparison,
    CopyVersion,
    NewProcedure,
    ProcedureDesign,
    SaveProcedure,
    SaveStop,
    StopDesign,
    VersionRow,
)
from shared.contracts.proposals import AtRevision, GiveBack


async def additions(api: ApiClient) -> list[Addition]:
    """What is being added to the catalogue."""
    return await api.get("/procedure-additions", list[Addition])


async def add(api: ApiClient, code: str, name: str) -> ProcedureDesign:
    """Begin a procedure that is not in the catalogue."""
    return await api.post("/procedure-additions", NewProcedure(code, name), ProcedureDesign)


async def versions(
    api: ApiClient, code: str, cursor: str = "", limit: int = 20
) -> Page[VersionRow]:
    """Every version, the newest first."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get(f"/procedures/{code}/versions", Page[VersionRow], params=params)


async def version(api: ApiClient, code: str, number: int) -> Procedure:
    """The page as a version said it."""
    return await api.get(f"/procedures/{code}/versions/{number}", Procedure)


async def compared(api: ApiClient, code: str, old: int, new: int) -> Comparison:
    """What differs between two versions."""
    params = {"old": old, "new": new}
    return await api.get(f"/procedures/{code}/version-comparison", Comparison, params=params)


async def design(api: ApiClient, code: str) -> ProcedureDesign:
    """As it is being written, or as it is in force."""
    return await api.get(f"/procedures/{code}/design", ProcedureDesign)


async def save(api: ApiClient, code: str, data: SaveProcedure) -> ProcedureDesign:
    """Keep the next version."""
    return await api.post(f"/procedures/{code}/design/draft", data, ProcedureDesign)


async def discard(api: ApiClient, code: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/procedures/{code}/design/draft")


async def copy(api: ApiClient, code: str, version: int, revision: int = 0) -> ProcedureDesign:
    """Make a version of before the draft."""
    data = CopyVersion(version, revision)
    return await api.post(f"/procedures/{code}/design/copy", data, ProcedureDesign)


async def take_papers(api: ApiClient, code: str, revision: int) -> ProcedureDesign:
    """Put the papers that are being written into the draft."""
    return await api.post(
        f"/procedures/{code}/design/papers", AtRevision(revision), ProcedureDesign
    )


async def propose(api: ApiClient, code: str, revision: int) -> ProcedureDesign:
    """Hand the draft to a second person."""
    data = AtRevision(revision)
    return await api.post(f"/procedures/{code}/design/proposal", data, ProcedureDesign)


async def give_back(api: ApiClient, code: str, note: str = "") -> ProcedureDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/procedures/{code}/design/return", GiveBack(note), ProcedureDesign)


async def publish(api: ApiClient, code: str, revision: int) -> ProcedureDesign:
    """Approve the proposal of somebody else."""
    data = AtRevision(revision)
    return await api.post(f"/procedures/{code}/design/publication", data, ProcedureDesign)


async def call_off(api: ApiClient, code: str, change_id: str, reason: str) -> ProcedureDesign:
    """Call an approved version off before its day."""
    data = CallOff(reason)
    return await api.post(f"/procedures/{code}/coming/{change_id}/ending", data, ProcedureDesign)


async def stop(api: ApiClient, code: str) -> StopDesign:
    """What stops it, and what is proposed to."""
    return await api.get(f"/procedures/{code}/stop", StopDesign)


async def propose_stop(api: ApiClient, code: str, data: SaveStop) -> StopDesign:
    """Propose a stop, an end or a resumption."""
    return await api.post(f"/procedures/{code}/stop/proposal", data, StopDesign)


async def return_stop(api: ApiClient, code: str, note: str = "") -> StopDesign:
    """Give it back, or take my own back."""
    return await api.post(f"/procedures/{code}/stop/return", GiveBack(note), StopDesign)


async def discard_stop(api: ApiClient, code: str) -> None:
    """Throw a proposal that came back away."""
    await api.delete(f"/procedures/{code}/stop/proposal")


async def approve_stop(api: ApiClient, code: str, revision: int) -> StopDesign:
    """Decide what somebody else proposed."""
    return await api.post(f"/procedures/{code}/stop/approval", AtRevision(revision), StopDesign)
