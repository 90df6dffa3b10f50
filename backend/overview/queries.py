"""The seventeen counters of an agency and those below it, and the last thirty days.

A counter is a sum of maintained figures. What is late depends on the hour: of the days before today
the figures say it, of today an index is asked for the few that came due since midnight.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.overview.rules import COUNTER_OF_KIND, NOW, Moments, moments
from backend.platform import clock
from backend.platform.database import fetch
from backend.reports.periods import Scope, scope
from backend.settings import settings
from shared.contracts.overview import Counters, Overview, OverviewDay, OverviewLine
from shared.vocabulary.overview import Counter

DAYS = 30
AT_DESK = UUID(int=0)
DESK = "desk"
_SEEN = "(receiving_agency_id = any($2::uuid[]) or holding_agency_id = any($2::uuid[]))"
_TODAY = "'submitted', 'accepted', 'early', 'on_time', 'late', 'returned'"
_RUNNING = (
    "d.due_at is not null and d.finished_at is null and d.waiting_since is null "
    "and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')"
)
# One statement and so one moment. What came due since midnight is taken from today's and added to
# what is late.
CAME_DUE = f"""
hit as (
    select d.id, d.holding_agency_id, d.holding_unit_id from dossier d
    where d.tenant_id = $1 and d.receiving_agency_id = any($2::uuid[]) and {_RUNNING}
        and d.due_at >= $6 and d.due_at < $5
    union
    select d.id, d.holding_agency_id, d.holding_unit_id from dossier d
    where d.tenant_id = $1 and d.holding_agency_id = any($2::uuid[]) and {_RUNNING}
        and d.due_at >= $6 and d.due_at < $5),
came_due as (select holding_agency_id, coalesce(holding_unit_id, $7::uuid) as unit_id,
    count(*) as n from hit group by 1, 2)"""
"""What came due since midnight (`$6`) and is late now (`$5`), by who holds it; `$7` is the desk."""
_CELLS = f"""
with {CAME_DUE}
select holding_agency_id, unit_id, kind, sum(n)::bigint as n from figure
where tenant_id = $1 and kind in ({_TODAY}) and day = $3 and {_SEEN}
group by 1, 2, 3
union all
select holding_agency_id, unit_id, kind, sum(n)::bigint from figure
where tenant_id = $1 and (kind like 'at.%' or kind in ('in_progress', 'tasks')) and day = $8
    and {_SEEN}
group by 1, 2, 3
union all
select holding_agency_id, unit_id, 'running.' || case when day < $3 then 'past'
    when day = $3 then 'today' else 'soon' end, sum(n)::bigint from figure
where tenant_id = $1 and kind = 'running' and day <= $4 and {_SEEN}
group by 1, 2, 3
union all
select holding_agency_id, unit_id, 'running.past', n from came_due
union all
select holding_agency_id, unit_id, 'running.today', -n from came_due
"""
_DAYS = f"""
select day, kind, sum(n)::bigint as n from figure
where tenant_id = $1 and kind in ({_TODAY}) and day > $3 and day <= $4 and {_SEEN}
group by 1, 2
"""
_NAMES = """
select g.id as agency_id, $2::uuid as unit_id, g.name, coalesce(g.commune_code, '') as commune,
    coalesce(p.name, '') as commune_name, g.sort_key,
    not exists (select from unit u where u.agency_id = g.id and u.is_desk) as bare
from agency g left join administrative_unit p on p.code = g.commune_code
where g.id = any($1::uuid[])
union all
select u.agency_id, u.id, u.name, '', '', u.sort_key, false from unit u
where u.agency_id = any($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many dossiers of one holder are of one counter."""

    agency_id: UUID
    unit_id: UUID
    counter: Counter
    n: int


async def overview(actor: Actor, agency_id: UUID | None) -> Overview:
    """How it stands now. Raises NotFound for an agency that is not the caller's to look at."""
    return await standing(await scope(actor, agency_id))


async def standing(of: Scope) -> Overview:
    """How it stands now in some agencies."""
    when = moments(clock.now())
    found = await cells(of.ids, when)
    return Overview(
        as_of=iso(when.now),
        agency=of.chosen,
        agencies=of.allowed,
        total=counters(found),
        lines=await _lines(of, found),
        days=await _days(of.ids, when),
    )


async def cells(agencies: list[UUID], when: Moments) -> list[Cell]:
    """The counters of agencies, by who holds the dossiers."""
    today = when.morning.date()
    last = when.soon.date() - timedelta(days=1)
    rows = await fetch(
        _CELLS, settings().tenant, agencies, today, last, when.now, when.morning, AT_DESK, NOW
    )
    return [
        Cell(row["holding_agency_id"], row["unit_id"], COUNTER_OF_KIND[row["kind"]], row["n"])
        for row in rows
    ]


def counters(found: Iterable[Cell]) -> Counters:
    """Their sums."""
    sums: dict[Counter, int] = dict.fromkeys(Counter, 0)
    for cell in found:
        sums[cell.counter] += cell.n
    return Counters(**{counter.value: n for counter, n in sums.items()})


async def _lines(of: Scope, found: list[Cell]) -> list[OverviewLine]:
    """Agencies; of one agency its units and its desk. Another agency that holds a dossier of ours
    is a line too, so that lines always add up to the whole."""
    single = len(of.ids) == 1
    mine = of.ids[0]
    groups: dict[tuple[UUID, UUID], list[Cell]] = defaultdict(list)
    for cell in found:
        unit = cell.unit_id if single and cell.agency_id == mine else AT_DESK
        groups[cell.agency_id, unit].append(cell)
    wanted = {agency for agency, _ in groups} | set(of.ids)
    rows = {
        (row["agency_id"], row["unit_id"]): row
        for row in await fetch(_NAMES, list(wanted), AT_DESK)
    }
    keys = set(groups) | ({(id_, AT_DESK) for id_ in of.ids} if not single else set())
    labels = {(UUID(one.code), AT_DESK): one.label for one in of.allowed}
    lines = [
        (
            rows[key],
            _line(
                rows[key],
                key,
                labels.get(key) or rows[key]["name"],
                desk=single and key[0] == mine,
                found=groups[key],
            ),
        )
        for key in keys
        if key in rows
    ]
    lines.sort(key=lambda pair: (pair[0]["unit_id"] != AT_DESK, pair[0]["sort_key"]))
    return [line for _, line in lines]


def _line(
    row: asyncpg.Record, key: tuple[UUID, UUID], name: str, *, desk: bool, found: list[Cell]
) -> OverviewLine:
    agency_id, unit_id = key
    at_desk = desk and unit_id == AT_DESK
    return OverviewLine(
        agency_id=str(agency_id),
        unit_id=DESK if at_desk else "" if unit_id == AT_DESK else str(unit_id),
        name="Bộ phận Một cửa" if at_desk else name,
        commune=row["commune"],
        commune_name=row["commune_name"],
        counters=counters(found),
    )


async def _days(agencies: list[UUID], when: Moments) -> list[OverviewDay]:
    today = when.morning.date()
    first = today - timedelta(days=DAYS)
    sums: dict[tuple[object, str], int] = {
        (row["day"], row["kind"]): row["n"]
        for row in await fetch(_DAYS, settings().tenant, agencies, first, today)
    }
    days = [first + timedelta(days=n) for n in range(1, DAYS + 1)]
    return [
        OverviewDay(
            day=day.isoformat(),
            submitted=sums.get((day, "submitted"), 0),
            accepted=sums.get((day, "accepted"), 0),
            resolved=sum(sums.get((day, kind), 0) for kind in ("early", "on_time", "late")),
            resolved_late=sums.get((day, "late"), 0),
        )
        for day in days
    ]
