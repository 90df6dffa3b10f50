"""Reads of directives: of one dossier, and those still to be answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.directives.rules import holds, may_give
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.queries import iso
from backend.dossiers.rules import Standing
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, standing_of
from backend.law.on_time import on_time_class
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.directives import Directive, DossierDirectives
from shared.vocabulary.directives import (
    DIRECTIVE_LABELS,
    LATENESS_CAUSE_LABELS,
    DirectiveKind,
    LatenessCause,
)
from shared.vocabulary.roles import Role
from shared.vocabulary.time_units import DeadlineClass

_ROW = """
select v.*, coalesce(d.code, d.reference) as code, d.procedure_name
from directive v join dossier d on d.id = v.dossier_id
"""


async def standing(actor: Actor, dossier_id: UUID) -> tuple[asyncpg.Record, Standing]:
    """A dossier the caller sees, and how it stands. Raises NotFound."""
    condition, args = visible(actor, 2)
    row = await fetch_row(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {condition}", dossier_id, *args
    )
    if row is None:
        raise unknown_dossier()
    return row, standing_of(row, await content_of(row["procedure_version_id"]))


async def of_dossier(actor: Actor, dossier_id: UUID) -> DossierDirectives:
    """Everything said about a dossier, and what the caller may add. Raises NotFound."""
    row, now = await standing(actor, dossier_id)
    found = await fetch(
        f"{_ROW} where v.dossier_id = $1 order by v.given_at desc, v.id desc limit 100", dossier_id
    )
    mine = holds(actor, now)
    return DossierDirectives(
        items=[shown(one) for one in found],
        may_give=may_give(actor, now),
        may_answer=mine and any(_waits(one) for one in found),
        may_explain=mine and is_late(row),
    )


async def open_directives(actor: Actor, cursor: str = "", limit: int = 20) -> Page[Directive]:
    """Given by the caller, or about a dossier in the caller's hands, unit or desk; unanswered."""
    desks = actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD)
    args: list[Any] = [actor.persons(), actor.units(), limit + 1, desks]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (v.given_at, v.id) < ($5, $6)"
    rows = await fetch(
        f"{_ROW} where v.answered_at is null and v.kind <> 'lateness' and (v.given_by = "
        "any($1::uuid[]) or d.executor_id = any($1::uuid[]) or d.holding_unit_id = "
        "any($2::uuid[]) or (d.holding_unit_id is null and d.receiving_agency_id = "
        f"any($4::uuid[]))) {after} order by v.given_at desc, v.id desc limit $3",
        *args,
    )
    return page(rows, limit, shown, lambda r: (r["given_at"], r["id"]))


async def one(directive_id: UUID) -> asyncpg.Record | None:
    """A directive with the code of its dossier."""
    return await fetch_row(f"{_ROW} where v.id = $1", directive_id)


def is_late(row: Any) -> bool:
    """Past its due date, open or not."""
    found = on_time_class(
        row["due_at"],
        row["finished_at"],
        clock.now(),
        ended_as=row["ended_as"],
        judged_at=row["judged_at"],
    )
    return found in (DeadlineClass.OVERDUE, DeadlineClass.DONE_LATE)


def shown(row: asyncpg.Record) -> Directive:
    """From the row."""
    answered = row["answered_at"]
    until = row["answer_by"]
    return Directive(
        id=str(row["id"]),
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        kind=row["kind"],
        kind_label=DIRECTIVE_LABELS[DirectiveKind(row["kind"])].vi,
        content=row["content"],
        given_by=row["given_by_name"],
        given_at=iso(row["given_at"]),
        answer_by=iso(until) if until else None,
        late=until is not None and (answered or clock.now()) > until,
        answer=row["answer"],
        answered_by=row["answered_by_name"],
        answered_at=iso(answered) if answered else None,
        cause=row["cause"],
        cause_label=cause_words(row["cause"]),
        remedy=row["remedy"],
    )


def cause_words(cause: str) -> str:
    """The Vietnamese words of a cause; nothing for none."""
    return LATENESS_CAUSE_LABELS[LatenessCause(cause)].vi if cause else ""


def _waits(row: asyncpg.Record) -> bool:
    return row["answered_at"] is None and row["kind"] != DirectiveKind.LATENESS
