"""Who may ask and answer about a dossier, and read what was said. The rules are pure.

The applicant asks; whoever works on it answers: the unit that holds it and the desk that received
it. The leader of the agency reads along. An agency that is only consulted does not.
"""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.dossiers.rules import Standing, own_dossier, relations
from backend.dossiers.standing import STANDING, standing_of
from backend.law.lifecycle import Relation
from backend.platform.database import fetch_row

_ANSWER = frozenset({Relation.RECEIVING_DESK, Relation.HOLDING_UNIT_HEAD, Relation.EXECUTOR})
_READ = _ANSWER | {Relation.APPLICANT, Relation.AGENCY_LEADER}


def may_answer(actor: Actor, standing: Standing) -> bool:
    """The desk, the executor, and everybody of the unit that holds it; never one's own."""
    if own_dossier(actor, standing) or not actor.is_officer:
        return False
    of_unit = standing.holding_unit_id is not None and standing.holding_unit_id in actor.units()
    return of_unit or bool(relations(actor, standing) & _ANSWER)


def may_ask(actor: Actor, standing: Standing) -> bool:
    """Who handed it in."""
    return Relation.APPLICANT in relations(actor, standing)


def may_read(actor: Actor, standing: Standing) -> bool:
    """Who writes here, and the leader of the agency."""
    return may_answer(actor, standing) or bool(relations(actor, standing) & _READ)


def why_not_attach(actor: Actor, standing: Standing) -> str:
    """Why this person may not add a file to a message; empty when they may."""
    if may_ask(actor, standing) or may_answer(actor, standing):
        return ""
    return "Chỉ người nộp và nơi đang giải quyết hồ sơ trao đổi tại đây."


async def reads_along(actor: Actor, dossier_id: UUID) -> bool:
    """Whether somebody may read what was said about a dossier."""
    row = await fetch_row(f"select d.*, {STANDING} from dossier d where d.id = $1", dossier_id)
    return row is not None and may_read(actor, await standing_in(row))


async def standing_in(row: asyncpg.Record) -> Standing:
    """How a dossier read with `STANDING` stands."""
    return standing_of(row, await content_of(row["procedure_version_id"]))
