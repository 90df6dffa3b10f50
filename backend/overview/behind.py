"""The dossiers behind a counter, page by page on an index, without personal data."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso, on_time_of
from backend.dossiers.scope import visible
from backend.overview.queries import DESK
from backend.overview.rules import (
    CONDITIONS,
    LONGEST_DAYS,
    ORDERS,
    OUTCOMES,
    STATES,
    TODAY,
    moments,
    of_days,
)
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Malformed, RuleBroken, field
from backend.reports.periods import scope
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.overview import OverviewDossier
from shared.vocabulary.overview import Counter, Outcome
from shared.vocabulary.states import OFFICER_LABELS, State

_SHOWN = """
select d.id, coalesce(d.code, d.reference) as code, d.procedure_code, d.procedure_name, d.state,
    d.submitted_at, d.due_at, d.finished_at, d.ended_as, d.judged_at, d.waiting_since,
    g.name as agency_name,
    coalesce(u.name, '') as unit_name, coalesce(e.full_name, '') as holder_name, d.{order} as place,
    coalesce({scoped}, false) as seen
from dossier d join agency g on g.id = d.holding_agency_id
    left join unit u on u.id = d.holding_unit_id left join account e on e.id = d.executor_id
where d.id in ({ids}) order by d.{order}, d.id limit $6
"""


class _Place(NamedTuple):
    """SQL of where a dossier stands."""

    receiving: str
    holding: str
    unit: str


class Days(NamedTuple):
    """Some days, both inclusive; of what was resolved on them all, or the part in time or late."""

    first: date
    last: date
    outcome: Outcome | None = None


def days_of(first: date | None, last: date | None, outcome: Outcome | None) -> Days | None:
    """What was asked for; one day is from and to itself, without a day it is today."""
    if first is None and last is None and outcome is None:
        return None
    first = first or last or clock.today()
    return Days(first, last or first, outcome)


_NOW = _Place("d.receiving_agency_id", "d.holding_agency_id", "d.holding_unit_id")
# What happened before the agency was merged stays where it happened.
_THEN = _Place(
    f"coalesce(t.receiving, {_NOW.receiving})",
    f"coalesce(t.holding, {_NOW.holding})",
    f"case when t.until is null then {_NOW.unit} else t.unit end",
)


async def dossiers(
    actor: Actor,
    counter: Counter,
    agency_id: UUID | None = None,
    held_by: list[UUID] | None = None,
    unit: str = "",
    days: Days | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[OverviewDossier]:
    """Those behind one counter, the oldest first; of some holders, of one of their units.

    `unit` is the id of a unit, or `desk`; `days` are other days than today, for what happens on a
    day. Raises NotFound for an agency of others, Malformed, RuleBroken for days that cannot be.
    """
    _check(counter, days)
    of = await scope(actor, agency_id)
    now = clock.now()
    limit = max(1, min(limit, MAX_LIMIT))
    order = ORDERS.get(counter, "submitted_at")
    when = of_days(now, days.first, days.last) if days else moments(now)
    args: list[Any] = [settings().tenant, *when.arguments, limit + 1, of.ids]
    where = ["d.tenant_id = $1", f"({CONDITIONS[counter]})", _USED]
    place = _THEN if counter in TODAY else _NOW
    if days is not None and days.outcome is not None:
        where.append(OUTCOMES[days.outcome])
    if held_by:
        args.append(held_by)
        where.append(f"{place.holding} = any(${len(args)}::uuid[])")
    if unit == DESK:
        where.append(f"{place.unit} is null")
    elif unit:
        args.append(_unit(unit))
        where.append(f"{place.unit} = ${len(args)}")
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where.append(f"(d.{order}, d.id) > (${len(args) - 1}, ${len(args)})")
    scoped, more = visible(actor, len(args) + 1)
    ids = _ids(counter, " and ".join(where), order)
    # nosemgrep: sql-from-values (columns and places of arguments)
    rows = await fetch(_SHOWN.format(order=order, ids=ids, scoped=scoped), *args, *more)
    return page(rows, limit, lambda row: _shown(row, now), lambda row: (row["place"], row["id"]))


# Every argument has a type, whichever of them a condition uses.
_USED = (
    "$2::timestamptz is not null and $3::timestamptz is not null and $4::timestamptz is not null "
    "and $5::timestamptz is not null"
)


def _ids(counter: Counter, where: str, order: str) -> str:
    """SQL of the ids: what happened today by the index of that moment, everything else by the
    indexes of those who received or hold, each stopping at the limit."""
    first = f"order by d.{order}, d.id limit $6"
    if counter in TODAY:
        return (
            "select d.id from dossier d left join lateral (select p.* from dossier_then("
            f"d.agency_past, d.{order}) p where d.agency_past is not null) t on true where {where} "
            f"and ({_THEN.receiving} = any($7::uuid[]) or {_THEN.holding} = any($7::uuid[])) "
            f"{first}"
        )
    states, ways = "", [""]
    if counter is Counter.WAITING_AGENCIES:
        ways = [" and d.state = 'consulting'", " and d.open_tasks > 0"]
    elif counter in STATES:  # of the program's own making, never text that came from outside
        listed = ", ".join(f"'{state}'" for state in STATES[counter])
        states, ways = f" cross join unnest(array[{listed}]) s(state)", [" and d.state = s.state"]
    elif counter is Counter.IN_PROGRESS:
        ways = [" and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')"]
    return " union ".join(
        f"(select n.id from unnest($7::uuid[]) k(id){states} cross join lateral (select d.id "
        f"from dossier d where d.{column} = k.id{way} and {where} {first}) n)"
        for column in ("receiving_agency_id", "holding_agency_id")
        for way in ways
    )


def _check(counter: Counter, days: Days | None) -> None:
    if days is None:
        return
    wrong = ""
    if counter not in TODAY:
        wrong = "Chỉ chọn ngày cho số đếm theo ngày: nộp, tiếp nhận, giải quyết xong, trả kết quả."
    elif days.outcome is not None and counter is not Counter.RESOLVED_TODAY:
        wrong = "Chỉ chọn đúng hạn, quá hạn cho hồ sơ đã giải quyết xong."
    elif days.first > days.last or (days.last - days.first).days >= LONGEST_DAYS:
        wrong = "Chọn từ ngày đến ngày theo thứ tự, không quá một năm."
    if wrong:
        raise RuleBroken(
            wrong,
            en="These days or this outcome do not go with the counter.",
            errors=[field("/day_from", wrong)],
            slug="impossible-days",
        )


def _unit(unit: str) -> UUID:
    try:
        return UUID(unit)
    except ValueError:
        raise Malformed(
            "Không có đơn vị này. Hãy mở lại từ bảng điều hành.", en="There is no such unit."
        ) from None


def _shown(row: asyncpg.Record, now: datetime) -> OverviewDossier:
    return OverviewDossier(
        id=str(row["id"]),
        code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        unit_name=row["unit_name"],
        holder_name=row["holder_name"],
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        submitted_at=iso(row["submitted_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        deadline_class=on_time_of(row, now),
        visible=row["seen"],
    )
