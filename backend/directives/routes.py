"""Directives over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.directives import actions, queries
from shared.contracts.common import Page
from shared.contracts.directives import Directive, DossierDirectives, GiveDirective, SayWhy

Cursor = Annotated[str, Parameter(max_length=2000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/directives", **officer())
async def open_directives(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[Directive]:
    """What I gave and what I have to answer."""
    return await queries.open_directives(actor, cursor, limit)


@get("/dossiers/{dossier_id:uuid}/directives", **officer())
async def directives_of_dossier(actor: Actor, dossier_id: UUID) -> DossierDirectives:
    """Everything said about a dossier."""
    return await queries.of_dossier(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/directives", **officer())
async def give_directive(actor: Actor, dossier_id: UUID, data: GiveDirective) -> Directive:
    """A direction, or a reminder to hurry."""
    return await actions.give(actor, dossier_id, data)


@post("/directives/{directive_id:uuid}/answer", status_code=200, **officer())
async def answer_directive(actor: Actor, directive_id: UUID, data: SayWhy) -> Directive:
    """What was done about it."""
    return await actions.answer(actor, directive_id, data)


@post("/dossiers/{dossier_id:uuid}/lateness", **officer())
async def explain_lateness(actor: Actor, dossier_id: UUID, data: SayWhy) -> Directive:
    """Why the dossier is late."""
    return await actions.explain(actor, dossier_id, data)


ROUTES = [
    open_directives,
    directives_of_dossier,
    give_directive,
    answer_directive,
    explain_lateness,
]
