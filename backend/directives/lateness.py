"""Late dossiers of a period, each asking its unit for an explanation (NĐ 61/2018 Điều 12, 26).

A dossier is of the period in which it came due. It asks by being late: nothing has to be sent for
it to stand in this list, and it stands there until its unit has said why.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.directives.queries import cause_words
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, encode_cursor
from backend.reports.periods import Period, Scope
from backend.settings import settings
from shared.contracts.directives import CauseCount, LateDossier, Lateness
from shared.vocabulary.directives import Explained

_RUNNING = (
    "d.due_at is not null and d.finished_at is null and d.waiting_since is null "
    "and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')"
)
_DONE_LATE = "done_class(d.ended_as, d.finished_at, d.judged_at, d.due_at) = 'done_late'"
_IN_PERIOD = "d.tenant_id = $1 and d.due_at >= $3 and d.due_at < $4"
# Resolved late, and open and late: each on the index of who received or holds it.
_WAYS = tuple(
    (column, condition)
    for column in ("receiving_agency_id", "holding_agency_id")
    for condition in (_DONE_LATE, f"{_RUNNING} and d.due_at < $5")
)
_SAID = "exists (select from directive v where v.dossier_id = d.id and v.kind = 'lateness')"
_WHICH = {
    Explained.ALL: "true",
    Explained.MISSING: f"not {_SAID}",
    Explained.GIVEN: _SAID,
}
_LATE = " union ".join(
    f"select d.id from unnest($2::uuid[]) k(id) join dossier d on d.{column} = k.id "
    f"where {condition} and {_IN_PERIOD}"
    for column, condition in _WAYS
)
_NEWEST = """left join lateral (select v.cause, v.content, v.remedy, v.given_by_name, v.given_at
    from directive v where v.dossier_id = d.id and v.kind = 'lateness'
    order by v.given_at desc limit 1) v on true"""
_COUNT = f"""
select count(*)::int as late, count(v.given_at)::int as explained, v.cause
from dossier d {_NEWEST} where d.id in ({_LATE}) and $5::timestamptz is not null group by v.cause
"""
_COLUMNS = """d.id, coalesce(d.code, d.reference) as code, d.procedure_name, d.due_at,
    d.finished_at, g.name as agency_name, coalesce(u.name, '') as unit_name,
    coalesce(e.full_name, '') as holder_name, v.*"""
_FROM = f"""from dossier d join agency g on g.id = d.holding_agency_id
    left join unit u on u.id = d.holding_unit_id left join account e on e.id = d.executor_id
    {_NEWEST}"""
_SHOWN = f"""
select {_COLUMNS}, coalesce({{seen}}, false) as seen {_FROM}
where d.id in ({{ids}}) order by d.due_at, d.id limit $6
"""


def file_sql(which: Explained) -> str:
    """All rows of a file, in the order of the list; `$1` to `$5` as in `of_period`."""
    return (
        f"select {_COLUMNS} {_FROM} where d.id in ({_LATE}) and {_WHICH[which]} "
        "and $5::timestamptz is not null order by d.due_at, d.id"
    )


def file_count_sql(which: Explained) -> str:
    """How many rows such a file has."""
    return (
        f"select count(*) from dossier d where d.id in ({_LATE}) and {_WHICH[which]} "
        "and $5::timestamptz is not null"
    )


async def of_period(
    actor: Actor,
    when: Period,
    of: Scope,
    explained: Explained = Explained.ALL,
    cursor: str = "",
    limit: int = 50,
) -> Lateness:
    """What came due in the period and was or is late, the oldest first, and how much is explained.

    Numbers are of the whole period, whatever is listed.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, of.ids, when.start, when.end, clock.now()]
    counts = await fetch(_COUNT, *args)
    args.append(limit + 1)
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (d.due_at, d.id) > ($7, $8)"
    seen, more = visible(actor, len(args) + 1)
    ids = " union ".join(
        f"(select n.id from unnest($2::uuid[]) k(id) cross join lateral (select d.id from dossier "
        f"d where d.{column} = k.id and {condition} and {_IN_PERIOD} and {_WHICH[explained]} "
        f"{after} order by d.due_at, d.id limit $6) n)"
        for column, condition in _WAYS
    )
    # nosemgrep: sql-from-values (columns and places of arguments)
    rows = await fetch(_SHOWN.format(ids=ids, seen=seen), *args, *more)
    last = rows[limit - 1] if len(rows) > limit else None
    return Lateness(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        agency=of.chosen,
        agencies=of.allowed,
        late=sum(row["late"] for row in counts),
        explained=sum(row["explained"] for row in counts),
        causes=[
            CauseCount(row["cause"], cause_words(row["cause"]), row["explained"])
            for row in sorted(counts, key=lambda row: -row["explained"])
            if row["cause"]
        ],
        items=[_shown(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last["due_at"], last["id"]) if last is not None else None,
    )


def _shown(row: asyncpg.Record) -> LateDossier:
    return LateDossier(
        id=str(row["id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        unit_name=row["unit_name"],
        holder_name=row["holder_name"],
        due_at=iso(row["due_at"]),
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        cause=row["cause"] or "",
        cause_label=cause_words(row["cause"] or ""),
        content=row["content"] or "",
        remedy=row["remedy"] or "",
        explained_by=row["given_by_name"] or "",
        explained_at=iso(row["given_at"]) if row["given_at"] else None,
        visible=row["seen"],
    )
