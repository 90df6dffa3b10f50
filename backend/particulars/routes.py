"""Names, contacts and titles of the organisation over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.particulars import actions, queries
from backend.particulars.subjects import READERS, WRITERS, kind_of
from shared.contracts.common import Page
from shared.contracts.particulars import (
    CallOffParticulars,
    ParticularsDesign,
    ParticularsRow,
    SaveParticulars,
)
from shared.contracts.proposals import AtRevision, GiveBack

Kind = Annotated[str, Parameter(max_length=20)]
Words = Annotated[str, Parameter(max_length=200)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_ONE = "/particulars/{kind:str}/{key:str}"


@get("/particulars", **officer(*READERS))
async def particulars(
    actor: Actor, kind: Kind, q: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> Page[ParticularsRow]:
    """What can be changed of a kind: portal, agency, unit or position."""
    return await queries.listed(actor, kind_of(kind), q, cursor, limit)


@get(_ONE, **officer(*READERS))
async def particulars_design(actor: Actor, kind: str, key: str) -> ParticularsDesign:
    """One of them as it holds, as it is being written, and as it was."""
    return await queries.design(actor, kind_of(kind), key)


@post(f"{_ONE}/draft", status_code=200, **officer(*WRITERS))
async def save_particulars(
    actor: Actor, kind: str, key: str, data: SaveParticulars
) -> ParticularsDesign:
    """Keeps the next version."""
    await actions.save(actor, kind_of(kind), key, data)
    return await queries.design(actor, kind_of(kind), key)


@delete(f"{_ONE}/draft", **officer(*WRITERS))
async def discard_particulars(actor: Actor, kind: str, key: str) -> None:
    """Throws the next version away."""
    await actions.discard(actor, kind_of(kind), key)


@post(f"{_ONE}/proposal", status_code=200, **officer(*WRITERS))
async def propose_particulars(
    actor: Actor, kind: str, key: str, data: AtRevision
) -> ParticularsDesign:
    """Hands a sound version to a second person."""
    await actions.propose(actor, kind_of(kind), key, data.revision)
    return await queries.design(actor, kind_of(kind), key)


@post(f"{_ONE}/return", status_code=200, **officer(*READERS))
async def return_particulars(
    actor: Actor, kind: str, key: str, data: GiveBack
) -> ParticularsDesign:
    """Gives a proposal back, or takes my own back."""
    await actions.give_back(actor, kind_of(kind), key, data.note)
    return await queries.design(actor, kind_of(kind), key)


@post(f"{_ONE}/publication", status_code=200, **officer(*READERS))
async def publish_particulars(
    actor: Actor, kind: str, key: str, data: AtRevision
) -> ParticularsDesign:
    """Approves the proposal of somebody else: it holds now, or from its day on."""
    await actions.publish(actor, kind_of(kind), key, data.revision)
    return await queries.design(actor, kind_of(kind), key)


@post(f"{_ONE}/changes/{{change_id:uuid}}/cancellation", status_code=200, **officer(*READERS))
async def call_off_particulars(
    actor: Actor, kind: str, key: str, change_id: UUID, data: CallOffParticulars
) -> ParticularsDesign:
    """Calls an approved change off before its day."""
    await actions.call_off(actor, kind_of(kind), key, change_id, data.reason)
    return await queries.design(actor, kind_of(kind), key)


ROUTES = [
    particulars,
    particulars_design,
    save_particulars,
    discard_particulars,
    propose_particulars,
    return_particulars,
    publish_particulars,
    call_off_particulars,
]
