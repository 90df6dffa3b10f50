"""The service index of a period: components, groups, what is below, and the period before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.indicators.definitions import Definition
from backend.indicators.evaluating import Outcome, evaluate, totals
from backend.indicators.gathering import Gathered, gathered
from backend.indicators.periods import period_before
from backend.indicators.scope import Reach, Scope, reach, scope
from backend.law.index_formulas import formula
from backend.law.search_text import vi_sort_key
from backend.platform.database import fetch
from backend.reports.periods import Period, period
from shared.contracts.common import Choice
from shared.contracts.indicators import (
    ComponentFigures,
    GroupFigures,
    IndexLine,
    IndexPart,
    IndexScope,
    PeriodBefore,
    ServiceIndex,
)
from shared.vocabulary.indicators import (
    COMPONENT_LABELS,
    COMPONENT_NUMBERS,
    COUNTED,
    GROUP_OF,
    INDEX_GROUP_LABELS,
    IndexComponent,
    IndexGroup,
    ScopeKind,
)

Outcomes = dict[IndexComponent, Outcome]
MOST_LINES = 500
NOBODY = "Chưa phân công"
NO_UNIT = "Không thuộc phòng nào"


async def service_index(
    actor: Actor,
    when: Period,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    compare: bool = False,
) -> ServiceIndex:
    """The index of what was asked for, or of all in reach. Raises NotFound out of reach."""
    within = await reach(actor)
    of = await scope(actor, within, agency_id, unit_id, officer_id)
    counted = await gathered(of, when)
    definition = counted.definition
    outcomes = evaluate(counted.of(of.agency_ids, of.unit_id, of.officer_id), definition)
    earlier: Outcomes | None = None
    before = None
    if compare:
        earlier, before = await _before(of, when)
    points, countable = totals(outcomes, definition)
    return ServiceIndex(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        as_of=iso(when.end),
        scope=IndexScope(of.kind, str(of.id or ""), of.name, of.above),
        agencies=[Choice(str(one.id), one.name) for one in within.agencies.values()],
        definition=definition.version,
        source=definition.source,
        maximum=sum(definition.weight(c).maximum for c in IndexComponent),
        countable=countable,
        points=points,
        before=before,
        groups=[_group(group, outcomes, earlier, definition) for group in IndexGroup],
        lines=await _lines(within, of, counted, when.end),
    )


async def _before(of: Scope, when: Period) -> tuple[Outcomes, PeriodBefore]:
    first, last = period_before(when.day_from, when.day_to)
    then = period(first, last)
    counted = await gathered(of, then)
    outcomes = evaluate(
        counted.of(of.agency_ids, of.unit_id, of.officer_id), counted.definition
    )  # fmt: skip
    found = totals(outcomes, counted.definition)
    return outcomes, PeriodBefore(first.isoformat(), last.isoformat(), *found)


def _group(
    group: IndexGroup, outcomes: Outcomes, earlier: Outcomes | None, definition: Definition
) -> GroupFigures:
    mine = [c for c in IndexComponent if GROUP_OF[c] is group]
    points, countable = totals({c: outcomes[c] for c in mine}, definition)
    before = None
    if earlier is not None:
        before = totals({c: earlier[c] for c in mine}, definition)[0]
    return GroupFigures(
        group=group,
        name=INDEX_GROUP_LABELS[group].vi,
        maximum=sum(definition.weight(c).maximum for c in mine),
        countable=countable,
        points=points,
        before=before,
        components=[
            _component(c, outcomes[c], earlier[c].share if earlier else None, definition)
            for c in mine
        ],
    )


def _component(
    component: IndexComponent, one: Outcome, before: float | None, definition: Definition
) -> ComponentFigures:
    weight = definition.weight(component)
    return ComponentFigures(
        component=component,
        number=COMPONENT_NUMBERS[component],
        name=COMPONENT_LABELS[component].vi,
        counting=COUNTED[component],
        formula=formula(component, definition.publish_days, definition.public_days).vi,
        maximum=weight.maximum,
        full_at=weight.full_at,
        standing=one.standing,
        note=one.note,
        numerator=one.numerator,
        denominator=one.denominator,
        share=one.share,
        points=one.points,
        before=before,
        parts=[IndexPart(side, count) for side, count in one.parts.items()],
    )


async def _lines(within: Reach, of: Scope, counted: Gathered, end: datetime) -> list[IndexLine]:
    """What is below: agencies and units of an agency, officers of a unit where they may be told
    apart."""
    definition = counted.definition
    if of.kind is ScopeKind.OFFICER:
        return []
    if of.kind is ScopeKind.UNIT:
        assert of.unit_id is not None
        return await _officers(within, of.agency_ids[0], of.unit_id, counted)
    if of.kind is ScopeKind.ALL:
        below = within.roots()
    else:
        below = [one for one in within.agencies.values() if one.parent_id == of.id]
    lines = [
        _line(ScopeKind.AGENCY, one.id, one.name, counted, definition, within.below(one.id))
        for one in below
    ]
    if of.id is not None:
        rows = await fetch(
            "select id, unit_name_then(id, $3::timestamptz - interval '1 microsecond') as name "
            "from unit where agency_id = $1 order by is_desk desc, sort_key limit $2",
            of.id,
            MOST_LINES,
            end,
        )
        lines += [
            _line(ScopeKind.UNIT, r["id"], r["name"], counted, definition, [of.id], r["id"])
            for r in rows
        ]
    return [line for line in lines if line.dossiers or line.countable][:MOST_LINES]


async def _officers(
    within: Reach, agency_id: UUID, unit_id: UUID, counted: Gathered
) -> list[IndexLine]:
    ids = {
        place[2]
        for place in counted.tallied
        if place[1] == unit_id
        and place[2] is not None
        and within.tells_apart(agency_id, unit_id, place[2])
    }
    names = await names_of(ids)
    lines = [
        _line(
            ScopeKind.OFFICER, id_, names.get(id_, NOBODY), counted, counted.definition,
            [agency_id], unit_id, id_,
        )
        for id_ in ids
    ]  # fmt: skip
    return sorted(lines, key=lambda line: vi_sort_key(line.name))[:MOST_LINES]


async def names_of(ids: set[Any]) -> dict[UUID, str]:
    """The names of officers."""
    rows = await fetch("select id, full_name from account where id = any($1::uuid[])", list(ids))
    return {row["id"]: row["full_name"] for row in rows}


def _line(
    kind: ScopeKind,
    id_: UUID,
    name: str,
    counted: Gathered,
    definition: Definition,
    agency_ids: list[UUID],
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
) -> IndexLine:
    mine = counted.of(agency_ids, unit_id, officer_id)
    outcomes = evaluate(mine, definition)
    points, countable = totals(outcomes, definition)
    groups: list[float | None] = []
    for group in IndexGroup:
        of_group = {c: one for c, one in outcomes.items() if GROUP_OF[c] is group}
        got, could = totals(of_group, definition)
        groups.append(got if could else None)
    return IndexLine(kind, str(id_), name, mine.tally.dossiers, points, countable, groups)


async def home(actor: Actor, agency_id: UUID | None) -> UUID:
    """Whose letterhead a file bears: the agency asked for, the highest in reach, one's own."""
    within = await reach(actor)
    if agency_id is not None and agency_id in within.agencies:
        return agency_id
    roots = within.roots()
    return roots[0].id if roots else actor.agencies()[0]
