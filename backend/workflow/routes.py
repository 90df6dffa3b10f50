"""Processes over HTTP: list, write, check, try, propose, publish, move, import and export."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.platform.file_headers import file_headers
from backend.workflow import actions, queries, replaying, trying
from backend.workflow.drawing import bpmn
from backend.workflow.rules import APPROVERS, EDITORS, READERS
from shared.contracts.common import Page
from shared.contracts.processes import (
    CheckedProcess,
    CheckProcess,
    Moved,
    MoveRunning,
    Process,
    ProcessRow,
    ProcessVersion,
    Replay,
    SaveProcess,
    Simulate,
    Simulation,
)

Text = Annotated[str, Parameter(max_length=60)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/processes", **officer(*READERS))
async def processes(actor: Actor, cursor: Cursor = "", limit: Limit = 50) -> Page[ProcessRow]:
    """Versions of the processes of my agency, the newest change first."""
    return await queries.processes(actor, cursor, limit)


@post("/processes/drafts", status_code=200, **officer(*EDITORS))
async def save_process(actor: Actor, data: SaveProcess) -> ProcessVersion:
    """Keeps the draft of a procedure, also one read from a file."""
    return await queries.process_version(actor, await actions.save_process(actor, data))


@get("/processes/templates/{procedure_code:str}", **officer(*EDITORS))
async def process_template(actor: Actor, procedure_code: str, agency_id: Text) -> Process:
    """The ordinary process of a procedure, to begin a draft with."""
    return await trying.template(actor, agency_id, procedure_code)


@post("/processes/checks", status_code=200, **officer(*READERS))
async def check_process(actor: Actor, data: CheckProcess) -> CheckedProcess:
    """Findings and picture of a draft; saves nothing."""
    return await trying.check(actor, data)


@post("/processes/simulations", status_code=200, **officer(*READERS))
async def simulate_process(actor: Actor, data: Simulate) -> Simulation:
    """A sample dossier with a moving clock; saves nothing."""
    return await trying.simulated(actor, data)


@post("/processes/replays", status_code=200, **officer(*READERS))
async def replay_process(actor: Actor, data: CheckProcess) -> Replay:
    """All past dossiers led through a draft, by the queue when there are many."""
    return await trying.replayed(actor, data)


@get("/processes/replays/{replay_id:uuid}", **officer(*READERS))
async def replay_progress(actor: Actor, replay_id: UUID) -> Replay:
    """How far my run is, and what it found so far."""
    return await replaying.progress(actor, replay_id)


@get("/processes/{process_id:uuid}", **officer(*READERS))
async def one_process(actor: Actor, process_id: UUID) -> ProcessVersion:
    """One version."""
    return await queries.process_version(actor, process_id)


@get("/processes/{process_id:uuid}/bpmn", **officer(*READERS))
async def process_as_bpmn(actor: Actor, process_id: UUID) -> Response[bytes]:
    """One version as BPMN 2.0 with its diagram."""
    found = await queries.process_version(actor, process_id)
    name = f"quy-trinh-{found.procedure_code}-{found.number}.bpmn"
    return Response(
        bpmn(found.process, found.procedure_name or found.procedure_code),
        media_type="application/xml",
        headers=file_headers(name, "attachment"),
    )


@post("/processes/{process_id:uuid}/proposal", status_code=200, **officer(*EDITORS))
async def propose_process(actor: Actor, process_id: UUID) -> ProcessVersion:
    """Hands a sound draft to the approver."""
    await actions.propose(actor, process_id)
    return await queries.process_version(actor, process_id)


@post("/processes/{process_id:uuid}/return", status_code=200, **officer(*APPROVERS, *EDITORS))
async def return_process(actor: Actor, process_id: UUID) -> ProcessVersion:
    """Returns a proposal to be worked on again."""
    await actions.send_back(actor, process_id)
    return await queries.process_version(actor, process_id)


@post("/processes/{process_id:uuid}/publication", status_code=200, **officer(*APPROVERS))
async def publish_process(actor: Actor, process_id: UUID) -> ProcessVersion:
    """Puts a proposal of somebody else in force."""
    await actions.publish(actor, process_id)
    return await queries.process_version(actor, process_id)


@post("/processes/{process_id:uuid}/migration", status_code=200, **officer(*APPROVERS, *EDITORS))
async def move_running(actor: Actor, process_id: UUID, data: MoveRunning) -> Moved:
    """Lists what would move to this version and what not, and moves it when asked to."""
    return await actions.move_running(actor, process_id, apply=data.apply)


ROUTES = [
    processes,
    save_process,
    process_template,
    check_process,
    simulate_process,
    replay_process,
    replay_progress,
    one_process,
    process_as_bpmn,
    propose_process,
    return_process,
    publish_process,
    move_running,
]
