"""What many ratings say together: never one alone, never so few that somebody could be told."""

import secrets
from collections import defaultdict
from datetime import datetime, time, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.feedback.rules import months, tellable
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.sealing import opened
from backend.reports.periods import Period, Scope, scope
from backend.settings import settings
from shared.contracts.ratings import RatingLine, RatingResults, Shares
from shared.vocabulary.ratings import RESULT_READERS, Aspect, RatingGrouping, Satisfaction

# The key of a line, and its name once there is one row a line.
_GROUPS: dict[RatingGrouping, tuple[str, str]] = {
    RatingGrouping.PROCEDURE: (
        "r.procedure_code",
        "coalesce((select v.content ->> 'name' from procedure_version v where "
        "v.procedure_code = n.key order by v.version desc limit 1), n.key)",
    ),
    RatingGrouping.AGENCY: ("r.agency_id", "(select g.name from agency g where g.id = n.key)"),
    RatingGrouping.UNIT: (
        "r.unit_id",
        "(select unit_name_then(u.id, $4::timestamptz - interval '1 microsecond') || ', ' || "
        "g.name from unit u join agency g on g.id = u.agency_id "
        "where u.id = n.key)",
    ),
    RatingGrouping.OFFICER: (
        "r.executor_id",
        "(select a.full_name from account a where a.id = n.key)",
    ),
    RatingGrouping.MONTH: (
        "to_char(r.created_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')",
        "right(n.key, 2) || '/' || left(n.key, 4)",
    ),
}
_AT_THE_DESK = "Giải quyết tại quầy"
_WHERE = """
from rating r where r.tenant_id = $1
    and (r.agency_id = any($2::uuid[]) or r.resolving_agency_id = any($2::uuid[]))
    and r.created_at >= $3 and r.created_at < $4
"""
_COUNTS = ", ".join(
    f"count(*) filter (where r.{aspect} = '{level}') as {aspect}_{level}"
    for aspect in Aspect
    for level in Satisfaction
)
_WORDS = f"select r.id, r.words {_WHERE} and r.words <> '' order by r.created_at desc limit 200"
# Whose single work a line may be: their months count once they are over.
_ABOUT_FEW = (RatingGrouping.UNIT, RatingGrouping.OFFICER)


async def results(
    actor: Actor, period: Period, agency_id: UUID | None, grouping: RatingGrouping
) -> RatingResults:
    """Results of the whole months of a period, by one grouping. Raises NotFound."""
    where = await scope(actor, agency_id, RESULT_READERS)
    over = grouping in _ABOUT_FEW
    first, last = months(period.day_from, period.day_to, clock.today(), over=over)
    start = datetime.combine(first, time.min, clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time.min, clock.VIETNAM)
    sums, names = await _summed(where, start, end, grouping)
    keys = sorted(sums, key=lambda key: vi_sort_key(names[key]))
    if grouping is RatingGrouping.MONTH:
        keys = sorted(sums)
    told, told_of_all = tellable([_rated(sums[key]) for key in keys], settings().rating_threshold)
    total = [sum(column) for column in zip(*sums.values(), strict=True)] if sums else []
    whole = _line("", "Tất cả", total, told_of_all)
    return RatingResults(
        day_from=first.isoformat(),
        day_to=last.isoformat(),
        agency=where.chosen,
        agencies=where.allowed,
        grouping=grouping,
        threshold=settings().rating_threshold,
        total=whole,
        lines=[
            _line(key, names[key], sums[key], aspects)
            for key, aspects in zip(keys, told, strict=True)
        ],
        words=await _words(where, start, end) if whole.shown and whole.rated else [],
    )


async def _summed(
    where: Scope, start: datetime, end: datetime, grouping: RatingGrouping
) -> tuple[dict[str, list[int]], dict[str, str]]:
    key, name = _GROUPS[grouping]
    rows = await fetch(
        # nosemgrep: sql-from-request (columns of our own table of groups)
        f"select n.*, {name} as name from (select {key} as key, {_COUNTS} {_WHERE} group by 1) n",
        settings().tenant,
        where.ids,
        start,
        end,
    )
    sums: dict[str, list[int]] = defaultdict(list)
    names = {}
    for row in rows:
        found = str(row["key"] or "")
        sums[found] = list(row.values())[1:-1]
        names[found] = row["name"] or _AT_THE_DESK
    return sums, names


def _line(key: str, name: str, counts: list[int], told: list[bool]) -> RatingLine:
    """A line with the aspects that may be told; nothing where not even the first may."""
    if not counts:
        return RatingLine(key, name, True, 0, [])
    if not told[0]:
        return RatingLine(key, name, False, 0, [])
    shares = [
        Shares(aspect, *_of(counts, place))
        for place, (aspect, may) in enumerate(zip(Aspect, told, strict=True))
        if may
    ]
    return RatingLine(key, name, True, sum(_of(counts, 0)), shares)


def _of(counts: list[int], place: int) -> list[int]:
    """The levels of one aspect."""
    return counts[place * len(Satisfaction) : (place + 1) * len(Satisfaction)]


def _rated(counts: list[int]) -> list[int]:
    """How many rated each aspect."""
    return [sum(_of(counts, place)) for place in range(len(Aspect))]


async def _words(where: Scope, start: datetime, end: datetime) -> list[str]:
    """What people wrote, in no order; only with enough of them."""
    rows = await fetch(_WORDS, settings().tenant, where.ids, start, end)
    if len(rows) < settings().rating_threshold:
        return []
    said = [_said(row) for row in rows]
    secrets.SystemRandom().shuffle(said)
    return said[:100]


def _said(row: asyncpg.Record) -> str:
    return opened(row, "rating.words")
