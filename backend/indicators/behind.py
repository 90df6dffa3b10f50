"""What is behind a number of the index: dossiers, procedures, petitions, page by page."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.indicators import petitions
from backend.indicators.components import EXTRA, RULES, condition
from backend.indicators.counting import Tally, summed, tallies
from backend.indicators.definitions import definition_on
from backend.indicators.facts import facts
from backend.indicators.gathering import asked_of
from backend.indicators.procedures import book, sides
from backend.indicators.scope import Scope, reach, scope
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import RuleBroken, field
from backend.reports.periods import Period
from shared.contracts.common import Page
from shared.contracts.indicators import CountedPetition, CountedProcedure
from shared.contracts.reports import CountedDossier
from shared.vocabulary.indicators import COUNTED, Counting, IndexComponent, ScopeKind, Side


def place_of(row: Any) -> tuple[datetime, UUID]:
    """Where a row stands in its list."""
    return row["accepted_at"], row["dossier_id"]


_ROW = "f.dossier_id, f.accepted_at, f.due_at, f.ended_at, f.agency_id, f.channel"


async def dossiers(
    actor: Actor,
    when: Period,
    component: IndexComponent,
    side: Side,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedDossier]:
    """The dossiers on one side of a component, in order of acceptance.

    Raises RuleBroken for a component that counts something else, NotFound out of reach.
    """
    of = await scope(actor, await reach(actor), agency_id, unit_id, officer_id)
    wanted = {Side.ALL, Side.MET, Side.MISSED}
    if component is IndexComponent.DOSSIERS_CONTENT:
        wanted |= set(EXTRA)
    if component not in RULES or side not in wanted:
        raise _other_kind()
    definition = await definition_on(when.day_to)
    where = condition(component, side, definition.certifications)
    rows, limit = await rows_of(actor, of, when, where, cursor, limit)
    return page(rows, limit, _dossier, place_of)


async def rows_of(
    actor: Actor,
    of: Scope,
    when: Period,
    where: str,
    cursor: str,
    limit: int,
    more_columns: str = "",
) -> tuple[list[asyncpg.Record], int]:
    """The dossiers of a scope and period for which a condition over the facts `f` holds, one more
    than the limit, and the limit."""
    limit = max(1, min(limit, MAX_LIMIT))
    asked = asked_of(of, when)
    args = asked.arguments()
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where = f"{where} and (f.accepted_at, f.dossier_id) > (${len(args) - 1}, ${len(args)})"
    scoped, more = visible(actor, len(args) + 1, "c")
    args += more
    rest = f"order by f.accepted_at, f.dossier_id limit {limit + 1}"
    rows = await fetch(
        f"select l.*, d.code, d.procedure_code, d.procedure_name, g.name as agency_name, "
        f"exists (select from dossier c where c.id = l.dossier_id and {scoped}) as seen "
        f"from ({facts(asked, _ROW + more_columns, rest, where)}) l "
        "join dossier d on d.id = l.dossier_id join agency g on g.id = l.agency_id "
        f"order by l.accepted_at, l.dossier_id limit {limit + 1}",
        *args,
    )
    return rows, limit


async def procedures(
    actor: Actor,
    when: Period,
    component: IndexComponent,
    side: Side,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedProcedure]:
    """The procedures on one side of a component, by code."""
    limit = max(1, min(limit, MAX_LIMIT))
    of = await scope(actor, await reach(actor), agency_id, unit_id)
    if COUNTED[component] is not Counting.PROCEDURES or side in EXTRA:
        raise _other_kind()
    if of.kind is ScopeKind.OFFICER:
        return Page([], None)
    definition = await definition_on(when.day_to)
    calendar = await working_calendar(of.agency_ids[0])
    known = await book(of.agency_ids, when.day_from, when.end, calendar, definition)
    counted, met = sides(
        component,
        known,
        known.codes(of.agency_ids, of.unit_id),
        await _used(of, when, component),
    )
    codes = {Side.ALL: counted, Side.MET: met, Side.MISSED: counted - met}[side]
    after = decode_cursor(cursor, tuple[str])[0] if cursor else ""
    rows = sorted(code for code in codes if code > after)[: limit + 1]

    def shown(code: str) -> CountedProcedure:
        one = known.known[code]
        lacks = component is IndexComponent.CONTENT_FULL and one.missing
        return CountedProcedure(
            code, one.name, f"Thiếu: {', '.join(one.missing)}." if lacks else ""
        )

    return page(rows, limit, shown, lambda code: (code,))


async def heard(
    actor: Actor,
    when: Period,
    component: IndexComponent,
    side: Side,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedPetition]:
    """The petitions on one side of a component, in order of receipt."""
    of = await scope(actor, await reach(actor), agency_id, unit_id, officer_id)
    if COUNTED[component] is not Counting.PETITIONS:
        raise _other_kind()
    return await petitions.listed(asked_of(of, when), component, side, cursor, limit)


async def _used(of: Scope, when: Period, component: IndexComponent) -> Tally:
    """Which procedures were used, where the component asks."""
    if component not in (
        IndexComponent.SERVICES_USED, IndexComponent.FEES_USED, IndexComponent.CITIZEN_SERVICES,
    ):  # fmt: skip
        return Tally()
    definition = await definition_on(when.day_to)
    return summed((await tallies(asked_of(of, when), definition)).values())


def _dossier(row: Any) -> CountedDossier:
    return CountedDossier(
        id=str(row["dossier_id"]),
        code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        channel=row["channel"],
        accepted_at=iso(row["accepted_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        finished_at=iso(row["ended_at"]) if row["ended_at"] else None,
        visible=row["seen"],
    )


def _other_kind() -> RuleBroken:
    sentence = "Chỉ số này không có danh sách như vậy. Hãy mở lại từ bảng chỉ số."
    return RuleBroken(
        sentence, en="This component has no such list.",
        errors=[field("/component", sentence)], slug="no-such-list",
    )  # fmt: skip
