"""Directives over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.directives import actions, exporting, lateness, queries, unit_routes
from backend.reports.periods import READERS, period, scope
from shared.contracts.common import Page
from shared.contracts.directives import (
    Directive,
    DossierDirectives,
    ExplainLateness,
    ExportLateness,
    GiveDirective,
    Lateness,
    SayWhy,
)
from shared.contracts.exports import Export
from shared.vocabulary.directives import Explained

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
async def explain_lateness(actor: Actor, dossier_id: UUID, data: ExplainLateness) -> Directive:
    """Why the dossier is late, and what is done about it."""
    return await actions.explain(actor, dossier_id, data)


@get("/lateness", **officer(*READERS))
async def lateness_of_period(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    explained: Explained = Explained.ALL,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Lateness:
    """What came due in a period and was or is late, with what its units say about it."""
    of = await scope(actor, agency_id)
    return await lateness.of_period(actor, period(day_from, day_to), of, explained, cursor, limit)


@post("/lateness/exports", status_code=202, **officer(*READERS))
async def export_lateness(actor: Actor, data: ExportLateness) -> Export:
    """Has the queue make a file of the list."""
    return await exporting.ask_for_lateness(actor, data)


ROUTES = [
    open_directives,
    directives_of_dossier,
    give_directive,
    answer_directive,
    explain_lateness,
    lateness_of_period,
    export_lateness,
    *unit_routes.ROUTES,
]
