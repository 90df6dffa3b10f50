"""What a counter sees: who is being served, who waits, who was absent, who sits where."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.reception import queries
from backend.reception.keepers import can_keep
from backend.reception.queries import Desk
from backend.reception.rules import line, shown_number
from shared.contracts.reception import Console, ConsoleTicket, CounterNow
from shared.vocabulary.reception import (
    PRIORITY_LABELS,
    TICKET_ORIGIN_LABELS,
    Priority,
    TicketOrigin,
)

_MOST = 100
_TICKETS = """
select t.*, a.starts_at, coalesce(t.dossier_id, a.dossier_id) as about,
    coalesce(nullif(t.procedure_code, ''), a.procedure_code, '') as procedure,
    p.full_name as person
from queue_ticket t left join appointment a on a.id = t.appointment_id
    left join account p on p.id = a.account_id
"""


async def of(actor: Actor, agency_id: UUID) -> Console:
    """The console of a desk, as its officer sees it. Raises Forbidden, NotFound."""
    await queries.own_desk(actor, agency_id)
    desk = await queries.served_desk(agency_id)
    open_ = await queries.opening_of(desk)
    now = await queries.lines(desk)
    counters = await _counters(actor, desk)
    mine = next((one for one in counters if one.mine), None)
    order = line(now.waiting, now.now, 0, desk.setup.most_in_a_row)[:_MOST]
    rows = await fetch(
        f"{_TICKETS} where t.agency_id = $1 and t.day = $2 and (t.id = any($3::uuid[]) "
        "or (t.state = 'called' and t.counter = $4)) limit 200",
        agency_id,
        now.now.date(),
        [one.id for one in order],
        mine.number if mine else 0,
    )
    known = {row["id"]: row for row in rows}
    missed = await fetch(
        f"{_TICKETS} where t.agency_id = $1 and t.day = $2 and t.state = 'missed' "
        "order by t.ended_at desc limit 30",
        agency_id,
        now.now.date(),
    )
    current = next((row for row in rows if row["state"] == "called"), None)
    served = await fetch_value(
        "select count(*) from ticket_serving where agency_id = $1 and day = $2 and counter = $3 "
        "and outcome = 'finished'",
        agency_id,
        now.now.date(),
        mine.number if mine else 0,
    )
    return Console(
        agency=desk.named,
        is_open=open_.is_open,
        closed_because=open_.because,
        counter=mine.number if mine else 0,
        counters=counters,
        current=_ticket(desk, current, now.now) if current is not None else None,
        waiting=[_ticket(desk, known[o.id], now.now) for o in order if o.id in known],
        missed=[_ticket(desk, row, now.now) for row in missed],
        kinds=queries.kinds_now(desk, now),
        served_today=served,
        can_keep=await can_keep(actor, agency_id),
    )


async def _counters(actor: Actor, desk: Desk) -> list[CounterNow]:
    rows = await fetch(
        "select c.counter, c.officer_id, a.full_name, t.letter, t.number "
        "from counter_sitting c join account a on a.id = c.officer_id "
        "left join ticket_serving s on s.agency_id = c.agency_id and s.day = c.day "
        "and s.counter = c.counter and s.ended_at is null "
        "left join queue_ticket t on t.id = s.ticket_id where c.agency_id = $1 and c.day = $2",
        desk.id,
        clock.today(),
    )
    sitting = {row["counter"]: row for row in rows}
    found = []
    for counter in desk.setup.counters:
        row = sitting.get(counter.number)
        served = row is not None and row["letter"] is not None
        found.append(
            CounterNow(
                number=counter.number,
                name=counter.name,
                kinds=[desk.kind_name(key) for key in counter.kinds],
                officer=row["full_name"] if row is not None else "",
                serving=shown_number(row["letter"], row["number"]) if row and served else "",
                mine=row is not None and row["officer_id"] == actor.account_id,
            )
        )
    return found


def _ticket(desk: Desk, row: Any, now: datetime) -> ConsoleTicket:
    priority = Priority(row["priority"])
    at = row["starts_at"]
    appointment = ""
    if at is not None:
        appointment = f"Hẹn {at.astimezone(clock.VIETNAM):%H:%M}, {row['person'] or ''}".strip(", ")
    return ConsoleTicket(
        id=str(row["id"]),
        number=shown_number(row["letter"], row["number"]),
        kind=row["kind"],
        kind_name=desk.kind_name(row["kind"]),
        priority=priority.value,
        claims="" if priority is Priority.NONE else PRIORITY_LABELS[priority].vi,
        origin_label=TICKET_ORIGIN_LABELS[TicketOrigin(row["origin"])].vi,
        waited_minutes=max(0, int((now - row["taken_at"]).total_seconds() // 60)),
        appointment=appointment,
        procedure_code=row["procedure"],
        dossier_id=str(row["about"] or ""),
        note=row["note"],
    )
