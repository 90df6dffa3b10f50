"""Processes: list, write, check, try, propose, publish, move, export."""

from shared.client.base import ApiClient
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


async def processes(api: ApiClient, cursor: str = "") -> Page[ProcessRow]:
    """Versions of the processes of my agency."""
    return await api.get("/processes", Page[ProcessRow], params={"cursor": cursor})


async def process(api: ApiClient, process_id: str) -> ProcessVersion:
    """One version."""
    return await api.get(f"/processes/{process_id}", ProcessVersion)


async def save(api: ApiClient, data: SaveProcess) -> ProcessVersion:
    """Keep a draft."""
    return await api.post("/processes/drafts", data, ProcessVersion)


async def template(api: ApiClient, agency_id: str, procedure_code: str) -> Process:
    """The ordinary process of a procedure, to begin a draft with."""
    return await api.get(
        f"/processes/templates/{procedure_code}", Process, params={"agency_id": agency_id}
    )


async def check(api: ApiClient, data: CheckProcess) -> CheckedProcess:
    """Findings and picture of a draft."""
    return await api.post("/processes/checks", data, CheckedProcess)


async def simulate(api: ApiClient, data: Simulate) -> Simulation:
    """A sample dossier with a moving clock."""
    return await api.post("/processes/simulations", data, Simulation)


async def replay(api: ApiClient, data: CheckProcess) -> Replay:
    """All past dossiers led through a draft; many take a while."""
    return await api.post("/processes/replays", data, Replay)


async def replay_progress(api: ApiClient, replay_id: str) -> Replay:
    """How far it is, and what was found so far."""
    return await api.get(f"/processes/replays/{replay_id}", Replay)


async def bpmn(api: ApiClient, process_id: str) -> bytes:
    """One version as BPMN 2.0."""
    return await api.content(f"/processes/{process_id}/bpmn")


async def propose(api: ApiClient, process_id: str) -> ProcessVersion:
    """Hand a draft to the approver."""
    return await api.post(f"/processes/{process_id}/proposal", None, ProcessVersion)


async def send_back(api: ApiClient, process_id: str) -> ProcessVersion:
    """Return a proposal."""
    return await api.post(f"/processes/{process_id}/return", None, ProcessVersion)


async def publish(api: ApiClient, process_id: str) -> ProcessVersion:
    """Put a proposal in force."""
    return await api.post(f"/processes/{process_id}/publication", None, ProcessVersion)


async def move(api: ApiClient, process_id: str, *, apply: bool) -> Moved:
    """List, and with `apply` move, running dossiers."""
    return await api.post(f"/processes/{process_id}/migration", MoveRunning(apply), Moved)
