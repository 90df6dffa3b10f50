"""Kinds of results over HTTP: list, write, print on trial, propose, put in force."""

from litestar import Response, delete, get, post

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.platform.file_headers import file_headers
from backend.proposals.rules import APPROVERS, EDITORS, READERS
from backend.results.actions import kinds
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.result_kinds import KindDesign, KindRow, SaveKind


@get("/result-kinds", **officer(*READERS))
async def result_kinds() -> list[KindRow]:
    """Every kind of result, in force or being written."""
    return await kinds.rows()


@get("/result-kinds/{key:str}", **officer(*READERS))
async def result_kind(actor: Actor, key: str) -> KindDesign:
    """A kind as it is being written, or as it is in force."""
    return await kinds.design(actor, key)


@get("/result-kinds/{key:str}/print", **officer(*READERS))
async def print_result_kind(key: str) -> Response[bytes]:
    """The page with sample texts (PDF), as it is being written."""
    return Response(
        await kinds.trial_print(key),
        media_type="application/pdf",
        headers=file_headers("in-thu.pdf", "inline"),
    )


@post("/result-kinds/{key:str}/draft", status_code=200, **for_all(*EDITORS))
async def save_result_kind(actor: Actor, key: str, data: SaveKind) -> KindDesign:
    """Keeps the next version, also one read from a file or of a new kind."""
    await kinds.save(actor, key, data)
    return await kinds.design(actor, key)


@delete("/result-kinds/{key:str}/draft", **for_all(*EDITORS))
async def discard_result_kind(actor: Actor, key: str) -> None:
    """Throws the next version away."""
    await kinds.discard(actor, key)


@post("/result-kinds/{key:str}/proposal", status_code=200, **for_all(*EDITORS))
async def propose_result_kind(actor: Actor, key: str, data: AtRevision) -> KindDesign:
    """Hands a sound draft to a second person."""
    await kinds.propose(actor, key, data.revision)
    return await kinds.design(actor, key)


@post("/result-kinds/{key:str}/return", status_code=200, **for_all(*APPROVERS))
async def return_result_kind(actor: Actor, key: str, data: GiveBack) -> KindDesign:
    """Gives a proposal back, or takes my own back."""
    await kinds.give_back(actor, key, data.note)
    return await kinds.design(actor, key)


@post("/result-kinds/{key:str}/publication", status_code=200, **for_all(*APPROVERS))
async def publish_result_kind(actor: Actor, key: str, data: AtRevision) -> KindDesign:
    """Puts the proposal of somebody else in force."""
    await kinds.publish(actor, key, data.revision)
    return await kinds.design(actor, key)


ROUTES = [
    result_kinds,
    result_kind,
    print_result_kind,
    save_result_kind,
    discard_result_kind,
    propose_result_kind,
    return_result_kind,
    publish_result_kind,
]
