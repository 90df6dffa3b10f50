"""Papers and requirements of a procedure as they are written, over HTTP."""

from litestar import delete, get, post

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.catalogue import paper_design
from backend.proposals.rules import APPROVERS, EDITORS, READERS
from shared.contracts.papers import PapersDesign, SavePapers, TriedPapers, TryPapers
from shared.contracts.proposals import AtRevision, GiveBack


@get("/procedures/{code:str}/papers", **officer(*READERS))
async def papers(actor: Actor, code: str) -> PapersDesign:
    """The papers as they are being written, or as they are in force."""
    return await paper_design.design(actor, code)


@post("/procedures/{code:str}/papers/trial", status_code=200, **officer(*READERS))
async def try_papers(code: str, data: TryPapers) -> TriedPapers:
    """Faults, and what sample answers come to; keeps nothing."""
    return await paper_design.tried(code, data)


@post("/procedures/{code:str}/papers/draft", status_code=200, **for_all(*EDITORS))
async def save_papers(actor: Actor, code: str, data: SavePapers) -> PapersDesign:
    """Keeps the next version, also one read from a file."""
    await paper_design.save(actor, code, data)
    return await paper_design.design(actor, code)


@delete("/procedures/{code:str}/papers/draft", **for_all(*EDITORS))
async def discard_papers(actor: Actor, code: str) -> None:
    """Throws the next version away."""
    await paper_design.discard(actor, code)


@post("/procedures/{code:str}/papers/proposal", status_code=200, **for_all(*EDITORS))
async def propose_papers(actor: Actor, code: str, data: AtRevision) -> PapersDesign:
    """Hands sound papers to a second person."""
    await paper_design.propose(actor, code, data.revision)
    return await paper_design.design(actor, code)


@post("/procedures/{code:str}/papers/return", status_code=200, **for_all(*APPROVERS))
async def return_papers(actor: Actor, code: str, data: GiveBack) -> PapersDesign:
    """Gives a proposal back, or takes my own back."""
    await paper_design.give_back(actor, code, data.note)
    return await paper_design.design(actor, code)


@post("/procedures/{code:str}/papers/publication", status_code=200, **for_all(*APPROVERS))
async def publish_papers(actor: Actor, code: str, data: AtRevision) -> PapersDesign:
    """Puts the proposal of somebody else in force."""
    await paper_design.publish(actor, code, data.revision)
    return await paper_design.design(actor, code)


ROUTES = [
    papers,
    try_papers,
    save_papers,
    discard_papers,
    propose_papers,
    return_papers,
    publish_papers,
]
