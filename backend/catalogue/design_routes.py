"""Procedures as they are written, their versions and stops, over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.catalogue import adding, procedure_design, stopping, version_queries, waiting
from backend.proposals.rules import APPROVERS, EDITORS, READERS
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

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Number = Annotated[int, Parameter(ge=1, le=1_000_000)]


@get("/procedure-additions", **officer(*READERS))
async def procedure_additions() -> list[Addition]:
    """What is being added to the catalogue."""
    return await adding.additions()


@post("/procedure-additions", status_code=200, **officer(*EDITORS))
async def add_procedure(actor: Actor, data: NewProcedure) -> ProcedureDesign:
    """Begins a procedure that is not in the catalogue."""
    code = await adding.begin(actor, data)
    return await procedure_design.design(actor, code)


@get("/procedures/{code:str}/versions", **officer(*READERS))
async def procedure_versions(code: str, cursor: Cursor = "", limit: Limit = 20) -> Page[VersionRow]:
    """Every version, the newest first."""
    return await version_queries.versions(code, cursor, limit)


@get("/procedures/{code:str}/versions/{number:int}", **officer(*READERS))
async def procedure_version(code: str, number: Number) -> Procedure:
    """The page as a version said it."""
    return await version_queries.version(code, number)


@get("/procedures/{code:str}/version-comparison", **officer(*READERS))
async def compare_versions(code: str, old: Number, new: Number) -> Comparison:
    """What differs between two versions."""
    return await version_queries.compared(code, old, new)


@get("/procedures/{code:str}/design", **officer(*READERS))
async def procedure_design_(actor: Actor, code: str) -> ProcedureDesign:
    """The procedure as it is being written, or as it is in force."""
    return await procedure_design.design(actor, code)


@post("/procedures/{code:str}/design/draft", status_code=200, **for_all(*EDITORS))
async def save_procedure(actor: Actor, code: str, data: SaveProcedure) -> ProcedureDesign:
    """Keeps the next version."""
    await procedure_design.save(actor, code, data)
    return await procedure_design.design(actor, code)


@delete("/procedures/{code:str}/design/draft", **for_all(*EDITORS))
async def discard_procedure(actor: Actor, code: str) -> None:
    """Throws the next version away."""
    await procedure_design.discard(actor, code)


@post("/procedures/{code:str}/design/copy", status_code=200, **for_all(*EDITORS))
async def copy_version(actor: Actor, code: str, data: CopyVersion) -> ProcedureDesign:
    """Makes a version of before the draft."""
    await procedure_design.copy(actor, code, data)
    return await procedure_design.design(actor, code)


@post("/procedures/{code:str}/design/papers", status_code=200, **for_all(*EDITORS))
async def take_papers(actor: Actor, code: str, data: AtRevision) -> ProcedureDesign:
    """Puts the papers that are being written into the draft."""
    await procedure_design.take_papers(actor, code, data.revision)
    return await procedure_design.design(actor, code)


@post("/procedures/{code:str}/design/proposal", status_code=200, **for_all(*EDITORS))
async def propose_procedure(actor: Actor, code: str, data: AtRevision) -> ProcedureDesign:
    """Hands a sound version to a second person."""
    await procedure_design.propose(actor, code, data.revision)
    return await procedure_design.design(actor, code)


@post("/procedures/{code:str}/design/return", status_code=200, **for_all(*APPROVERS))
async def return_procedure(actor: Actor, code: str, data: GiveBack) -> ProcedureDesign:
    """Gives a proposal back, or takes my own back."""
    await procedure_design.give_back(actor, code, data.note)
    return await procedure_design.design(actor, code)


@post("/procedures/{code:str}/design/publication", status_code=200, **for_all(*APPROVERS))
async def publish_procedure_(actor: Actor, code: str, data: AtRevision) -> ProcedureDesign:
    """Approves the proposal of somebody else."""
    await procedure_design.publish(actor, code, data.revision)
    return await procedure_design.design(actor, code)


@post(
    "/procedures/{code:str}/coming/{change_id:uuid}/ending", status_code=200, **for_all(*APPROVERS)
)
async def call_off_version(
    actor: Actor, code: str, change_id: UUID, data: CallOff
) -> ProcedureDesign:
    """Calls an approved version off before its day."""
    await waiting.call_off(actor, code, change_id, data.reason)
    return await procedure_design.design(actor, code)


@get("/procedures/{code:str}/stop", **officer(*READERS))
async def procedure_stop(actor: Actor, code: str) -> StopDesign:
    """What stops it, what is proposed to, and whom it meets."""
    return await stopping.design(actor, code)


@post("/procedures/{code:str}/stop/proposal", status_code=200, **for_all(*EDITORS))
async def propose_stop(actor: Actor, code: str, data: SaveStop) -> StopDesign:
    """Proposes a stop, an end or a resumption."""
    await stopping.propose(actor, code, data)
    return await stopping.design(actor, code)


@post("/procedures/{code:str}/stop/return", status_code=200, **for_all(*APPROVERS))
async def return_stop(actor: Actor, code: str, data: GiveBack) -> StopDesign:
    """Gives it back, or takes my own back."""
    await stopping.give_back(actor, code, data.note)
    return await stopping.design(actor, code)


@delete("/procedures/{code:str}/stop/proposal", **for_all(*EDITORS))
async def discard_stop(actor: Actor, code: str) -> None:
    """Throws a proposal that came back away."""
    await stopping.discard(actor, code)


@post("/procedures/{code:str}/stop/approval", status_code=200, **for_all(*APPROVERS))
async def approve_stop(actor: Actor, code: str, data: AtRevision) -> StopDesign:
    """Decides what somebody else proposed."""
    await stopping.approve(actor, code, data.revision)
    return await stopping.design(actor, code)


ROUTES = [
    procedure_additions,
    add_procedure,
    procedure_versions,
    procedure_version,
    compare_versions,
    procedure_design_,
    save_procedure,
    discard_procedure,
    copy_version,
    take_papers,
    propose_procedure,
    return_procedure,
    publish_procedure_,
    call_off_version,
    procedure_stop,
    propose_stop,
    return_stop,
    discard_stop,
    approve_stop,
]
