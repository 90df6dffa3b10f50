"""How busy a desk is: people waiting now, calls of a period by counter and by hour."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.problems import RuleBroken, field
from backend.reception import queries
from backend.reception.keepers import reads
from backend.reception.lines import Lines
from backend.reception.queries import iso
from shared.contracts.desk_load import CounterLoad, DeskLoad, HourLoad

_MOST_DAYS = 92
_BY_COUNTER = """
select counter, count(*) as called, count(*) filter (where outcome = 'finished') as finished,
    count(*) filter (where outcome = 'missed') as missed,
    count(*) filter (where outcome = 'transferred') as transferred,
    round(avg(waited_seconds))::integer as wait_seconds,
    round(avg(extract(epoch from ended_at - called_at))
        filter (where outcome = 'finished'))::integer as serve_seconds
from ticket_serving where agency_id = $1 and day between $2 and $3
group by counter order by counter
"""
_BY_HOUR = """
select counter, extract(hour from called_at at time zone 'Asia/Ho_Chi_Minh')::integer as hour,
    count(*) as called, round(avg(waited_seconds))::integer as wait_seconds,
    round(avg(extract(epoch from ended_at - called_at))
        filter (where outcome = 'finished'))::integer as serve_seconds
from ticket_serving where agency_id = $1 and day between $2 and $3
group by 1, 2 order by 1, 2
"""


async def load(
    actor: Actor, agency_id: UUID, day_from: date | None, day_to: date | None
) -> DeskLoad:
    """The load of a desk over some days, today unless said otherwise.

    Waiting is counted from taking the number to each call, serving from a call to its end, of
    numbers that were served. Raises Forbidden, NotFound, RuleBroken for a period that is reversed
    or too long.
    """
    await reads(actor, agency_id)
    desk = await queries.desk_or_none(agency_id)
    if desk is None or desk.ended_on is None:  # the past of one that is over stays to be read
        desk = await queries.desk(agency_id)
    last = day_to or day_from or clock.today()
    first = day_from or last
    if first > last:
        raise RuleBroken(
            "Ngày đầu phải trước ngày cuối.",
            en="The first day is after the last.",
            errors=[field("/day_from", "Chọn ngày đầu trước ngày cuối.")],
        )
    if last - first > timedelta(days=_MOST_DAYS):
        raise RuleBroken(
            f"Xem nhiều nhất {_MOST_DAYS} ngày một lần.",
            en="That period is too long.",
            errors=[field("/day_from", "Chọn khoảng ngày ngắn hơn.")],
        )
    now = await queries.lines(desk)
    rows = {row["counter"]: row for row in await fetch(_BY_COUNTER, agency_id, first, last)}
    hours = await fetch(_BY_HOUR, agency_id, first, last)
    names = {counter.number: counter.name for counter in desk.setup.counters}
    return DeskLoad(
        agency=desk.named,
        day_from=first.isoformat(),
        day_to=last.isoformat(),
        as_of=iso(now.now),
        waiting_now=len(now.waiting),
        counters=[
            _counter(number, names.get(number, f"Quầy {number}"), now, rows.get(number))
            for number in sorted({*names, *rows})
        ],
        hours=[HourLoad(**dict(row)) for row in hours],
    )


def _counter(number: int, name: str, now: Lines, row: Any) -> CounterLoad:
    return CounterLoad(
        counter=number,
        name=name,
        waiting_now=now.waiting_at(number),
        called=row["called"] if row else 0,
        finished=row["finished"] if row else 0,
        missed=row["missed"] if row else 0,
        transferred=row["transferred"] if row else 0,
        wait_seconds=row["wait_seconds"] if row else None,
        serve_seconds=row["serve_seconds"] if row else None,
    )
