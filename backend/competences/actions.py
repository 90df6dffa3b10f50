"""Saying who receives and who resolves a procedure: one person proposes, another approves.

It holds for what begins after it, at once or from a day to come. Dossiers stay where they are; what
still lies at the desk of an agency that receives no more goes to whoever resolved it last.
"""

from datetime import date
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.competences import planning
from backend.competences.places import in_reach, place_of
from backend.competences.queries import definition_of
from backend.competences.rules import WRITERS, why_no_day, why_too_late
from backend.competences.writing import (
    Ground,
    must_be_sound,
    one_at_a_time,
    say_why,
    unsound,
    write,
)
from backend.content.markdown import one_line
from backend.dossiers.actions.drafts import as_uuid
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import field
from backend.proposals import actions as two_persons
from backend.proposals.rules import APPROVERS
from shared.contracts.competences import SaveCompetence
from shared.vocabulary.competences import CompetenceWay


async def propose(actor: Actor, code: str, agency_id: UUID, data: SaveCompetence) -> None:
    """Proposes the unit that is to resolve, or an end. Raises NotFound, Forbidden, Conflict,
    PreconditionFailed, RuleBroken naming the field."""
    place = await place_of(code, agency_id)
    kept = msgspec.structs.replace(
        data,
        reason=one_line(data.reason),
        unit_id=_id(data.unit_id, "/unit_id"),
        in_force_unit_id=_id(data.in_force_unit_id, "/in_force_unit_id"),
    )
    await planning.must_be_none_waiting(place)
    if wrong := why_no_day(kept.effective_on, clock.today()):
        raise unsound([field("/effective_on", wrong)])
    await must_be_sound(place, kept, await in_reach(actor, WRITERS))
    body = msgspec.json.encode(kept)
    async with transaction() as connection:
        await two_persons.keep(connection, actor, place.subject, place.title, body, data.revision)
        row = await two_persons.written(connection, actor, place.subject, data.revision + 1)
        await two_persons.propose(connection, actor, place.subject, row)


async def give_back(actor: Actor, code: str, agency_id: UUID, note: str) -> None:
    """Gives a proposal back, or takes one's own back. Raises NotFound, Forbidden, Conflict."""
    place = await place_of(code, agency_id)
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, place.subject, note)


async def discard(actor: Actor, code: str, agency_id: UUID) -> None:
    """Throws a proposal that came back away. Raises NotFound, Forbidden, Conflict."""
    place = await place_of(code, agency_id)
    async with transaction() as connection:
        await two_persons.discard(connection, actor, place.subject)


async def approve(actor: Actor, code: str, agency_id: UUID, revision: int) -> None:
    """Puts in force what somebody else proposed, or keeps it for its day. Raises NotFound,
    Forbidden for its author, Conflict when what holds has changed since, PreconditionFailed,
    RuleBroken when it may not hold any more."""
    place = await place_of(code, agency_id)
    async with transaction() as connection:
        await one_at_a_time(connection)
        row = await two_persons.approving(connection, actor, place.subject, revision)
        data = definition_of(msgspec.json.decode(row["definition"]))
        await planning.must_be_none_waiting(place)
        if wrong := why_too_late(data.effective_on, clock.today()):
            raise unsound([field("/effective_on", wrong)])
        await must_be_sound(place, data, await in_reach(actor, APPROVERS))
        ground = Ground(
            CompetenceWay.SCREEN, data.reason, row["proposed_by"], row["proposed_by_name"],
            actor.account_id, actor.full_name,
        )  # fmt: skip
        detail = {
            "code": place.code, "old_unit": data.in_force_unit_id, "new_unit": data.unit_id,
            "proposed_by": str(row["proposed_by"]),
        }  # fmt: skip
        day = date.fromisoformat(data.effective_on) if data.effective_on else clock.today()
        if day > clock.today():
            await planning.keep(connection, place, row, day, ground)
            detail["effective_on"] = day.isoformat()
            done = "competence.planned"
        else:
            await say_why(connection, ground)
            await write(connection, place, data)
            done = "competence.changed"
        await record(connection, actor, done, subject_id=agency_id, detail=detail)


def _id(text: str | None, pointer: str) -> str | None:
    return str(as_uuid(text, pointer)) if text is not None else None
