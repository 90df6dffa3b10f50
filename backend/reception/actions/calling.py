"""Calling numbers to a counter: next, again, absent, back, elsewhere, done. One transaction each.

Every change of a line happens under the lock of the desk's day, so that two counters that press at
once never get the same number; two unique indexes would refuse it even so.
"""

from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from backend.reception import console
from backend.reception.actions.seats import Seat, agency_of, moved_on, seated, served_at, serving_of
from backend.reception.actions.taking import lock_day, tell_near
from backend.reception.rules import choose, favoured_from, run_of
from backend.settings import settings
from shared.contracts.reception import CallNext, Console, SetPriority, TransferTicket
from shared.vocabulary.reception import Priority, ServingEnd, TicketState

_MINE = "(only_counter = $3 or (only_counter is null and kind = any($4::text[])))"
_FAVOURED = (
    "select id, kind, taken_at, true as favoured from queue_ticket where agency_id = $1 "
    f"and day = $2 and state = 'waiting' and {_MINE} and favoured_from <= $5 "
    "order by favoured_from, id limit 1"
)
_OTHER = (
    "select id, kind, taken_at, false as favoured from queue_ticket where agency_id = $1 "
    f"and day = $2 and state = 'waiting' and {_MINE} "
    "and (favoured_from is null or favoured_from > $5) order by taken_at, id limit 1"
)
_TICKET_AFTER = {
    ServingEnd.FINISHED: TicketState.FINISHED,
    ServingEnd.MISSED: TicketState.MISSED,
    ServingEnd.TRANSFERRED: TicketState.WAITING,
}


async def call_next(actor: Actor, agency_id: UUID, data: CallNext) -> Console:
    """Finishes the number at the caller's counter and calls the next one, if anybody waits.

    Raises Conflict when the counter no longer serves what the caller sees, RuleBroken for a caller
    who sits at no counter.
    """
    async with seated(actor, agency_id) as seat:
        current = await served_at(seat)
        if str(current["ticket_id"] if current else "") != data.current:
            raise Conflict(
                "Quầy vừa gọi số khác rồi. Màn hình đã được cập nhật.",
                en="The counter serves another number by now.",
                slug="called-already",
            )
        if current is not None:
            await _end(seat, actor, current, ServingEnd.FINISHED)
        found = await _next(seat)
        if found is not None:
            await _call(seat, actor, found)
        await tell_near(seat.connection, seat.desk)
    return await console.of(actor, agency_id)


async def call_again(actor: Actor, ticket_id: UUID) -> Console:
    """Calls the number at the caller's counter once more. Raises NotFound, Conflict."""
    agency_id = await agency_of(actor, ticket_id)
    async with serving_of(actor, agency_id, ticket_id) as (seat, serving):
        await seat.connection.execute(
            "update ticket_serving set recalls = recalls + 1, shown_at = $2 where id = $1",
            serving["id"],
            clock.now(),
        )
        await record(seat.connection, actor, "ticket.recalled", subject_id=ticket_id)
    return await console.of(actor, agency_id)


async def miss(actor: Actor, ticket_id: UUID) -> Console:
    """Nobody came: the number is set aside and can be brought back. Raises NotFound, Conflict."""
    return await _ended(actor, ticket_id, ServingEnd.MISSED)


async def finish(actor: Actor, ticket_id: UUID) -> Console:
    """The person was served; nobody else is called. Raises NotFound, Conflict."""
    return await _ended(actor, ticket_id, ServingEnd.FINISHED)


async def transfer(actor: Actor, ticket_id: UUID, data: TransferTicket) -> Console:
    """Sends the person on; they wait there from when they first took their number.

    Raises NotFound, Conflict, RuleBroken for a counter that is not there or is the caller's own.
    """
    agency_id = await agency_of(actor, ticket_id)
    async with serving_of(actor, agency_id, ticket_id) as (seat, serving):
        seat.desk.kind(data.kind)
        counters = {one.number for one in seat.desk.setup.counters}
        if data.counter and data.counter not in counters - {seat.counter}:
            raise RuleBroken(
                "Không chuyển đến quầy này được.",
                errors=[field("/counter", "Chọn một quầy khác.")],
            )
        await _end(seat, actor, serving, ServingEnd.TRANSFERRED)
        await seat.connection.execute(
            "update queue_ticket set kind = $2, only_counter = $3, note = $4 where id = $1",
            ticket_id,
            data.kind,
            data.counter or None,
            data.note.strip(),
        )
        await tell_near(seat.connection, seat.desk)
    return await console.of(actor, agency_id)


async def bring_back(actor: Actor, ticket_id: UUID) -> Console:
    """An absent person has come after all and waits again where they stood.

    Raises NotFound, Conflict for a number that is not set aside.
    """
    agency_id = await agency_of(actor, ticket_id)
    async with transaction() as connection:
        day = await lock_day(connection, agency_id, clock.today())
        done = await connection.fetchval(
            "update queue_ticket set state = 'waiting', counter = null, ended_at = null "
            "where id = $1 and state = 'missed' and day = $2 returning true",
            ticket_id,
            day,
        )
        if not done:
            raise moved_on()
        await record(connection, actor, "ticket.brought_back", subject_id=ticket_id)
    return await console.of(actor, agency_id)


async def set_priority(actor: Actor, ticket_id: UUID, data: SetPriority) -> Console:
    """The priority as the papers show it: claimed without ground, or forgotten.

    Raises NotFound, Conflict for a number that no longer waits.
    """
    agency_id = await agency_of(actor, ticket_id)
    priority = Priority(data.priority)
    async with transaction() as connection:
        day = await lock_day(connection, agency_id, clock.today())
        row = await connection.fetchrow(
            "select taken_at from queue_ticket where id = $1 and day = $2 "
            "and state in ('waiting', 'called')",
            ticket_id,
            day,
        )
        if row is None:
            raise moved_on()
        await connection.execute(
            "update queue_ticket set priority = $2, favoured_from = $3 where id = $1",
            ticket_id,
            priority,
            favoured_from(priority, row["taken_at"]),
        )
        detail = {"favoured": priority is not Priority.NONE}
        await record(connection, actor, "ticket.priority", subject_id=ticket_id, detail=detail)
    return await console.of(actor, agency_id)


async def _ended(actor: Actor, ticket_id: UUID, how: ServingEnd) -> Console:
    agency_id = await agency_of(actor, ticket_id)
    async with serving_of(actor, agency_id, ticket_id) as (seat, serving):
        await _end(seat, actor, serving, how)
    return await console.of(actor, agency_id)


async def _next(seat: Seat) -> Any:
    kinds = next((c.kinds for c in seat.desk.setup.counters if c.number == seat.counter), [])
    args = (seat.desk.id, seat.day, seat.counter, kinds, clock.now())
    most = seat.desk.setup.most_in_a_row
    calls = await seat.connection.fetch(
        "select favoured from ticket_serving where agency_id = $1 and day = $2 and counter = $3 "
        f"order by called_at desc, id desc limit {most}",
        *args[:3],
    )
    return choose(
        await seat.connection.fetchrow(_FAVOURED, *args),
        await seat.connection.fetchrow(_OTHER, *args),
        run_of([row["favoured"] for row in calls]),
        most,
    )


async def _call(seat: Seat, actor: Actor, ticket: Any) -> None:
    now = clock.now()
    await seat.connection.execute(
        "update queue_ticket set state = 'called', counter = $2 where id = $1",
        ticket["id"],
        seat.counter,
    )
    waited = max(0, int((now - ticket["taken_at"]).total_seconds()))
    await seat.connection.execute(
        "insert into ticket_serving (id, tenant_id, ticket_id, agency_id, day, counter, kind, "
        "favoured, officer_id, waited_seconds, called_at, shown_at) values ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $11)",
        uuid7(), settings().tenant, ticket["id"], seat.desk.id, seat.day, seat.counter,
        ticket["kind"], ticket["favoured"], actor.account_id, waited, now,
    )  # fmt: skip
    detail = {"counter": seat.counter}
    await record(seat.connection, actor, "ticket.called", subject_id=ticket["id"], detail=detail)


async def _end(seat: Seat, actor: Actor, serving: Any, how: ServingEnd) -> None:
    now = clock.now()
    await seat.connection.execute(
        "update ticket_serving set ended_at = $2, outcome = $3 where id = $1",
        serving["id"],
        now,
        how,
    )
    over = None if how is ServingEnd.TRANSFERRED else now
    await seat.connection.execute(
        "update queue_ticket set state = $2, ended_at = $3::timestamptz, only_counter = null, "
        "counter = case when $3::timestamptz is null then null else counter end where id = $1",
        serving["ticket_id"],
        _TICKET_AFTER[how],
        over,
    )
    await record(seat.connection, actor, f"ticket.{how}", subject_id=serving["ticket_id"])
