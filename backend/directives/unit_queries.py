"""Reads of directions to units: those given, those to be answered, those watched."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.directives.rules import answers_for, state_of
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, encode_cursor
from backend.settings import settings
from shared.contracts.directives import UnitChoice, UnitDirective, UnitDirectives
from shared.vocabulary.directives import (
    DIRECTIVE_LABELS,
    DIRECTIVE_STATE_LABELS,
    DirectiveKind,
    DirectivesShown,
)
from shared.vocabulary.reports import REPORT_READERS
from shared.vocabulary.roles import Role

MOST_UNITS = 500
_ROW = """
select v.*, unit_name_then(v.unit_id, v.given_at) as unit_name, u.is_desk, g.name as agency_name
from unit_directive v join unit u on u.id = v.answering_unit_id
join agency g on g.id = v.agency_id
"""
# Whoever watches the agency (that was told or that answers now) or the one above it, works in the
# unit or at the desk that answers, or gave it.
_SEEN = """v.tenant_id = $1 and (v.agency_id in (select a.id from agency a where a.id =
    any($2::uuid[]) or a.parent_id = any($2::uuid[]))
    or v.answering_agency_id = any($2::uuid[]) or v.answering_unit_id = any($3::uuid[])
    or (u.is_desk and v.answering_agency_id = any($4::uuid[]))
    or v.given_by = any($5::uuid[]))"""
_WHICH = {
    DirectivesShown.ALL: "true",
    DirectivesShown.OPEN: "v.answered_at is null",
    DirectivesShown.ANSWERED: "v.answered_at is not null",
}
# A leader directs the units of the agency, and those of the agencies right below it.
_TO_DIRECT = """
select u.id, u.agency_id, u.name, g.name as agency_name from unit u
join agency g on g.id = u.agency_id
where u.tenant_id = $1 and u.dissolved_at is null and not g.demonstration
    and (g.ended_on is null or g.ended_on > $3)
    and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))
order by g.parent_id is not null, g.sort_key, u.sort_key limit 500
"""


async def of_units(
    actor: Actor,
    agency_id: UUID | None,
    which: DirectivesShown,
    cursor: str = "",
    limit: int = 20,
) -> UnitDirectives:
    """A page of them; the numbers are of all, whatever is listed."""
    limit = max(1, min(limit, MAX_LIMIT))
    seen, args = _SEEN, _seen_by(actor)
    if agency_id is not None:
        args.append(agency_id)
        seen = f"{seen} and v.agency_id = ${len(args)}"
    counts = await fetch_row(
        "select count(*)::int as waiting, count(*) filter (where v.answer_by < "
        f"${len(args) + 1})::int as late from unit_directive v "
        f"join unit u on u.id = v.answering_unit_id where {seen} and v.answered_at is null",
        *args,
        clock.now(),
    )
    assert counts is not None
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = f"and (v.given_at, v.id) < (${len(args) - 1}, ${len(args)})"
    rows = await fetch(
        f"{_ROW} where {seen} and {_WHICH[which]} {after} "
        f"order by v.given_at desc, v.id desc limit {limit + 1}",
        *args,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return UnitDirectives(
        items=[shown(row, actor) for row in rows[:limit]],
        next_cursor=encode_cursor(last["given_at"], last["id"]) if last is not None else None,
        waiting=counts["waiting"],
        late=counts["late"],
        units=[
            UnitChoice(str(row["id"]), row["name"], row["agency_name"])
            for row in await to_direct(actor)
        ],
    )


async def to_direct(actor: Actor) -> list[asyncpg.Record]:
    """The units that a leader may direct; none for anybody else."""
    agencies = actor.agencies(Role.LEADER)
    if not agencies:
        return []
    return await fetch(_TO_DIRECT, settings().tenant, agencies, clock.today())


async def waiting_for(actor: Actor) -> int:
    """How many wait for an answer of the caller's units or desk."""
    units, desks = actor.units(), actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD)
    if not units and not desks:
        return 0
    return int(
        await fetch_value(
            "select count(*) from unit_directive v join unit u on u.id = v.answering_unit_id "
            "where v.answered_at is null and (v.answering_unit_id = any($1::uuid[]) "
            "or (u.is_desk and v.answering_agency_id = any($2::uuid[])))",
            units,
            desks,
        )
    )


async def one_for_unit(actor: Actor, directive_id: UUID) -> asyncpg.Record | None:
    """One that the caller may see."""
    return await fetch_row(f"{_ROW} where {_SEEN} and v.id = $6", *_seen_by(actor), directive_id)


def shown(row: asyncpg.Record, actor: Actor) -> UnitDirective:
    """From the row."""
    state = state_of(row["answer_by"], row["answered_at"], clock.now())
    answered = row["answered_at"]
    return UnitDirective(
        id=str(row["id"]),
        agency_name=row["agency_name"],
        unit_id=str(row["unit_id"]),
        unit_name=row["unit_name"],
        kind=row["kind"],
        kind_label=DIRECTIVE_LABELS[DirectiveKind(row["kind"])].vi,
        content=row["content"],
        given_by=row["given_by_name"],
        given_at=iso(row["given_at"]),
        answer_by=iso(row["answer_by"]),
        state=state,
        state_label=DIRECTIVE_STATE_LABELS[state].vi,
        answer=row["answer"],
        answered_by=row["answered_by_name"],
        answered_at=iso(answered) if answered else None,
        may_answer=answered is None
        and answers_for(
            actor, row["answering_unit_id"], row["answering_agency_id"], is_desk=row["is_desk"]
        ),
    )


def _seen_by(actor: Actor) -> list[Any]:
    return [
        settings().tenant,
        actor.agencies(*REPORT_READERS),
        actor.units(),
        actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD),
        actor.persons(),
    ]
