"""What a definition gives: the table, and the dossiers behind each of its numbers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.analyses import naming
from backend.analyses.apart import told_apart
from backend.analyses.compiling import Statement, first_day_of_spans, needs_hours, parts_of
from backend.analyses.facts import FACTS, PARTS, RECIPES, behind
from backend.analyses.rules import MOST_LINES, READERS, checked, days
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.organisation.working_spans import Spans, working_spans
from backend.platform import clock
from backend.platform.database import connection, fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound, RuleBroken, Unavailable, field
from backend.reports.periods import Period, Scope, scope
from shared.contracts.analyses import (
    AnalysedDossier,
    AnalysisLine,
    AnalysisTable,
    Choices,
    Definition,
)
from shared.contracts.common import Choice, Page
from shared.vocabulary.analyses import (
    DIMENSION_LABELS,
    MEASURE_LABELS,
    UNIT_LABELS,
    Dimension,
    Measure,
)
from shared.vocabulary.states import OFFICER_LABELS, State

SECONDS = 12
_SECONDS_IN_QUEUE = 600
_at_once: asyncio.Semaphore | None = None
_UNITS = """
select u.id::text as code, u.name || ', ' || g.name as label from unit u
join agency g on g.id = u.agency_id where u.agency_id = any($1::uuid[])
order by g.sort_key, u.sort_key limit 1000
"""
_OFFICERS = """
select distinct on (a.sort_key, a.id) a.id::text as code, a.full_name as label from account a
join role_grant r on r.account_id = a.id where r.agency_id = any($1::uuid[]) and a.kind = 'officer'
    and (a.id = $4 or r.agency_id = any($2::uuid[]) or r.unit_id = any($3::uuid[]))
order by a.sort_key, a.id limit 1000
"""
_PROCEDURES = """
select procedure_code as code, procedure_code || ' · ' || name as label, sector from (
    select distinct on (procedure_code) procedure_code, content ->> 'name' as name,
        coalesce(content ->> 'sector', '') as sector
    from procedure_version order by procedure_code, effective_from desc, version desc) p
where exists (select from dossier d where d.procedure_code = p.procedure_code)
order by procedure_code limit 3000
"""


def period_of(definition: Definition) -> Period:
    """The days of a definition as moments; what is still to come is not counted."""
    first, last = days(definition, clock.today())
    start = datetime.combine(first, time.min, clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time.min, clock.VIETNAM)
    return Period(first, last, start, min(end, clock.now()))


async def scope_of(actor: Actor, definition: Definition) -> Scope:
    """The agencies a definition is about, of those the caller may count. Raises NotFound."""
    of = await scope(actor, None)
    wanted = next((r for r in definition.restrictions if r.dimension is Dimension.AGENCY), None)
    if wanted is None:
        return of
    chosen = [one for one in of.allowed if one.code in wanted.codes]
    if len(chosen) < len(set(wanted.codes)):
        raise NotFound(
            "Có cơ quan không thuộc phạm vi báo cáo của bạn. Hãy chọn lại cơ quan.",
            en="One of the agencies is not among yours.",
            slug="unknown-agency",
        )
    return Scope(None, chosen, of.levels)


async def table(actor: Actor, definition: Definition, *, queued: bool = False) -> AnalysisTable:
    """The figures of a definition. Raises RuleBroken for one that cannot be, NotFound."""
    checked(definition, clock.today())
    of, when = await scope_of(actor, definition), period_of(definition)
    statement = Statement(
        definition, when, of, await told_apart(actor), await _spans(definition.measures, when, of)
    )
    rows = await patiently(statement.sums(), statement.args, queued=queued)
    if len(rows) > MOST_LINES:
        raise RuleBroken(
            f"Báo cáo có hơn {MOST_LINES} dòng. Hãy bớt chiều, rút ngắn kỳ hoặc lọc hẹp hơn.",
            en="Too many lines; use fewer dimensions, a shorter period or narrower filters.",
            errors=[field("/dimensions", "Bớt chiều hoặc lọc hẹp hơn.")],
            slug="too-many-lines",
        )
    dimensions = definition.dimensions
    named = [
        await naming.names(each, (row[f"k{n}"] for row in rows), when.end)
        for n, each in enumerate(dimensions)
    ]
    lines = [_line(definition, row, named) for row in rows if _counts(row, definition)]
    lines.sort(
        key=lambda line: [
            naming.order(*three) for three in zip(dimensions, line.keys, line.names, strict=True)
        ]
    )
    return AnalysisTable(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        as_of=iso(when.end),
        dimensions=[Choice(each, DIMENSION_LABELS[each].vi) for each in dimensions],
        measures=[Choice(each, MEASURE_LABELS[each].vi) for each in definition.measures],
        units=[UNIT_LABELS[each].vi for each in definition.measures],
        lines=lines,
        total=_total(definition, rows),
    )


async def dossiers(
    actor: Actor,
    definition: Definition,
    measure: Measure,
    keys: list[str],
    cursor: str = "",
    limit: int = 50,
) -> Page[AnalysedDossier]:
    """What is behind a number, in the order in which it happened; `keys` are those of a line."""
    limit = max(1, min(limit, MAX_LIMIT))
    statement = await statement_behind(actor, definition, measure)
    fact = FACTS[behind(measure).kind]
    after = ""
    if cursor:
        at, id_ = decode_cursor(cursor, tuple[datetime, UUID])
        after = f"({fact.at}, {fact.row}) > ({statement.hole(at)}, {statement.hole(id_)})"
    rows_sql = statement.facts(measure, keys, after)
    scoped, more = visible(actor, len(statement.args) + 1, "c")
    args = [*statement.args, *more]
    rows = await patiently(
        f"select l.*, g.name as agency_name, exists (select from dossier c where c.id = l.id "
        f"and {scoped}) as seen from ({rows_sql} order by 1, 2 limit {limit + 1}) l "
        "join agency g on g.id = l.receiving_agency_id order by l.at, l.row_id",
        args,
    )
    return page(rows, limit, _dossier, lambda row: (row["at"], row["row_id"]))


async def statement_behind(actor: Actor, definition: Definition, measure: Measure) -> Statement:
    """The statement whose `facts` are the list behind a measure. Raises RuleBroken, NotFound."""
    checked(definition, clock.today())
    of, when = await scope_of(actor, definition), period_of(definition)
    return Statement(
        definition, when, of, await told_apart(actor), await _spans([measure], when, of)
    )


async def choices(actor: Actor) -> Choices:
    """What the caller may restrict a report to; officers they may tell apart alone."""
    of = await scope(actor, None)
    procedures, apart = await fetch(_PROCEDURES), await told_apart(actor)
    sectors = sorted({row["sector"] for row in procedures} - {""})
    return Choices(
        agencies=of.allowed,
        units=[Choice(**row) for row in await fetch(_UNITS, of.ids)],
        officers=[Choice(**row) for row in await fetch(_OFFICERS, of.ids, *apart)],
        sectors=[Choice(sector, sector) for sector in sectors],
        procedures=[Choice(row["code"], row["label"]) for row in procedures],
    )


async def may_count(actor: Actor, agency_ids: list[str]) -> bool:
    """Whether the caller may count all of some agencies today."""
    if not actor.has(*READERS):
        return False
    allowed = {one.code for one in (await scope(actor, None)).allowed}
    return set(agency_ids) <= allowed


async def _spans(measures: list[Measure], when: Period, of: Scope) -> Spans | None:
    if not needs_hours(measures):
        return None
    return await working_spans(of.ids, first_day_of_spans(when), when.day_to)


async def patiently(sql: str, args: list[object], *, queued: bool = False) -> list[asyncpg.Record]:
    """Rows of a heavy statement: a few at a time, and none for longer than a person waits."""
    seconds = _SECONDS_IN_QUEUE if queued else SECONDS
    try:
        async with _place(), connection() as c, c.transaction(readonly=True):
            await c.execute(f"set local statement_timeout = {seconds * 1000}")
            rows: list[asyncpg.Record] = await c.fetch(sql, *args, timeout=seconds + 5)
            return rows
    except (asyncpg.QueryCanceledError, TimeoutError):
        raise Unavailable(
            "Báo cáo này cần nhiều thời gian hơn một lần mở trang. Hãy bấm “Tạo tệp” để hệ thống "
            "lập trong nền, hoặc rút ngắn kỳ báo cáo.",
            en="This takes longer than a page may; have it made as a file, or shorten the period.",
            slug="too-heavy",
        ) from None


@asynccontextmanager
async def _place() -> AsyncIterator[None]:
    global _at_once  # a semaphore belongs to the loop that first uses it
    if _at_once is None:
        _at_once = asyncio.Semaphore(3)
    async with _at_once:
        yield


def _counts(row: asyncpg.Record, definition: Definition) -> bool:
    """A line whose every number is nothing is none."""
    return any(row[part.name] for part in parts_of(definition.measures))


def _line(definition: Definition, row: asyncpg.Record, named: list[dict[str, str]]) -> AnalysisLine:
    keys = [row[f"k{n}"] for n in range(len(definition.dimensions))]
    parts = {part.name: row[part.name] for part in parts_of(definition.measures)}
    return AnalysisLine(
        keys=keys,
        names=[words[key] for words, key in zip(named, keys, strict=True)],
        values=[value_of(measure, parts) for measure in definition.measures],
    )


def _total(definition: Definition, rows: list[asyncpg.Record]) -> list[float | None]:
    merged: dict[str, float | None] = {}
    for part in parts_of(definition.measures):
        values = [row[part.name] for row in rows if row[part.name] is not None]
        merged[part.name] = (max if PARTS[part.name].largest else sum)(values) if values else None
    return [value_of(measure, merged) for measure in definition.measures]


def value_of(measure: Measure, parts: dict[str, float | None]) -> float | None:
    """A measure from the sums of its parts: a count of nothing is 0, a mean of nothing is none."""
    recipe = RECIPES[measure]
    value = parts[recipe.part]
    if recipe.over:
        over = parts[recipe.over]
        return round((value or 0) * recipe.factor / over, 2) if over else None
    if value is None:
        return None if PARTS[recipe.part].largest else 0
    return round(value, 2)


def _dossier(row: asyncpg.Record) -> AnalysedDossier:
    return AnalysedDossier(
        id=str(row["id"]),
        code=row["code"] or row["reference"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        at=iso(row["at"]),
        accepted_at=iso(row["accepted_at"]) if row["accepted_at"] else None,
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        amount=round(row["amount"], 2) if row["amount"] is not None else None,
        visible=row["seen"],
    )
