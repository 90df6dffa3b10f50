"""Who may direct, answer and explain. Pure."""

from datetime import datetime
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.rules import Standing, relations
from backend.law.lifecycle import Relation
from shared.vocabulary.directives import DirectiveState
from shared.vocabulary.roles import Role
from shared.vocabulary.states import TERMINAL

_HEADS = frozenset({Relation.AGENCY_LEADER, Relation.HOLDING_UNIT_HEAD})
_HOLDERS = frozenset({Relation.EXECUTOR, Relation.HOLDING_UNIT_HEAD})


def may_give(actor: Actor, standing: Standing) -> bool:
    """Leaders of the agency, heads of the unit, the head of the desk; while it is open."""
    mine = relations(actor, standing)
    heads_desk = Relation.RECEIVING_DESK in mine and actor.has(Role.DESK_HEAD)
    return standing.state not in TERMINAL and (bool(mine & _HEADS) or heads_desk)


def holds(actor: Actor, standing: Standing) -> bool:
    """Who works on it: executor, head of the unit; the desk while no unit has it."""
    mine = relations(actor, standing)
    at_desk = standing.holding_unit_id is None and Relation.RECEIVING_DESK in mine
    return bool(mine & _HOLDERS) or at_desk


def answers_for(actor: Actor, unit_id: UUID, agency_id: UUID, *, is_desk: bool) -> bool:
    """Who answers for a unit: its head; for a one-stop desk whoever works there, for not every
    desk has a head of its own."""
    if is_desk and agency_id in actor.agencies(Role.DESK_HEAD, Role.DESK_OFFICER):
        return True
    return unit_id in actor.units(Role.UNIT_HEAD)


def state_of(answer_by: datetime, answered_at: datetime | None, now: datetime) -> DirectiveState:
    """How far a direction to a unit is."""
    if answered_at is None:
        return DirectiveState.LATE if now > answer_by else DirectiveState.WAITING
    return DirectiveState.ANSWERED_LATE if answered_at > answer_by else DirectiveState.ANSWERED
