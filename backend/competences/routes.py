"""Who receives and who resolves a procedure, over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.competences import actions, planning, queries
from backend.competences.rules import WRITERS
from backend.proposals.rules import APPROVERS, READERS
from shared.contracts.common import Page
from shared.contracts.competences import (
    CallOffCompetence,
    CompetenceChange,
    CompetenceDesign,
    CompetenceRow,
    SaveCompetence,
)
from shared.contracts.proposals import AtRevision, GiveBack

Words = Annotated[str, Parameter(max_length=200)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_ALL = "/procedures/{code:str}/competences"
_ONE = f"{_ALL}/{{agency_id:uuid}}"


@get(_ALL, **officer(*READERS))
async def competences(
    actor: Actor, code: str, q: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> Page[CompetenceRow]:
    """Agencies that receive a procedure and units that resolve it, and what is proposed."""
    return await queries.competences(actor, code, q, cursor, limit)


@get("/procedures/{code:str}/competence-changes", **officer(*READERS))
async def competence_changes(
    code: str, cursor: Cursor = "", limit: Limit = 20
) -> Page[CompetenceChange]:
    """What was changed, the newest first: by whom, why, from what to what."""
    return await queries.changes(code, cursor, limit)


@get(_ONE, **officer(*READERS))
async def one_competence(actor: Actor, code: str, agency_id: UUID) -> CompetenceDesign:
    """One agency: what holds, what is proposed, whom a change meets."""
    return await queries.design(actor, code, agency_id)


@post(f"{_ONE}/proposal", status_code=200, **officer(*WRITERS))
async def propose_competence(
    actor: Actor, code: str, agency_id: UUID, data: SaveCompetence
) -> CompetenceDesign:
    """Proposes the unit that is to resolve, or an end."""
    await actions.propose(actor, code, agency_id, data)
    return await queries.design(actor, code, agency_id)


@delete(f"{_ONE}/proposal", **officer(*WRITERS))
async def discard_competence(actor: Actor, code: str, agency_id: UUID) -> None:
    """Throws a proposal that came back away."""
    await actions.discard(actor, code, agency_id)


@post(f"{_ONE}/return", status_code=200, **officer(*APPROVERS))
async def return_competence(
    actor: Actor, code: str, agency_id: UUID, data: GiveBack
) -> CompetenceDesign:
    """Gives a proposal back, or takes my own back."""
    await actions.give_back(actor, code, agency_id, data.note)
    return await queries.design(actor, code, agency_id)


@post(f"{_ONE}/approval", status_code=200, **officer(*APPROVERS))
async def approve_competence(
    actor: Actor, code: str, agency_id: UUID, data: AtRevision
) -> CompetenceDesign:
    """Puts in force what somebody else proposed, or keeps it for its day."""
    await actions.approve(actor, code, agency_id, data.revision)
    return await queries.design(actor, code, agency_id)


@post(f"{_ONE}/planned/call-off", status_code=200, **officer(*APPROVERS))
async def call_off_competence(
    actor: Actor, code: str, agency_id: UUID, data: CallOffCompetence
) -> CompetenceDesign:
    """Calls an approved change off before its day."""
    await planning.call_off(actor, code, agency_id, data.reason)
    return await queries.design(actor, code, agency_id)


ROUTES = [
    competences,
    competence_changes,
    one_competence,
    propose_competence,
    discard_competence,
    return_competence,
    approve_competence,
    call_off_competence,
]
