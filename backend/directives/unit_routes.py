"""Directions to whole units over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.directives import unit_actions, unit_queries
from shared.contracts.directives import GiveUnitDirective, SayWhy, UnitDirective, UnitDirectives
from shared.vocabulary.directives import DirectivesShown
from shared.vocabulary.roles import Role

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/unit-directives", **officer())
async def unit_directives(
    actor: Actor,
    agency_id: UUID | None = None,
    shown: DirectivesShown = DirectivesShown.ALL,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> UnitDirectives:
    """Directions to units that I gave, answer or watch."""
    return await unit_queries.of_units(actor, agency_id, shown, cursor, limit)


@post("/unit-directives", **officer(Role.LEADER))
async def give_to_units(actor: Actor, data: GiveUnitDirective) -> list[UnitDirective]:
    """The same direction or reminder to some units."""
    return await unit_actions.give_to_units(actor, data)


@post("/unit-directives/{unit_directive_id:uuid}/answer", status_code=200, **officer())
async def answer_for_unit(actor: Actor, unit_directive_id: UUID, data: SayWhy) -> UnitDirective:
    """What my unit did about it."""
    return await unit_actions.answer_for_unit(actor, unit_directive_id, data)


ROUTES = [unit_directives, give_to_units, answer_for_unit]
