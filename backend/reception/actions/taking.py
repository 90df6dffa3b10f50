"""Taking a number and giving it back; each one transaction under the lock of the desk's day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.queries import may_see_dossier
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.reception import numbers, queries
from backend.reception.queries import Desk
from backend.reception.rules import favoured_from
from backend.settings import settings
from shared.contracts.reception import TakeHere, TakeNumber, Ticket
from shared.vocabulary.reception import Priority, TicketOrigin

NEAR_TOPIC = "queue.near"
_NUMBER = """
insert into desk_series (agency_id, day, letter, last) values ($1, $2, $3, 1)
on conflict (agency_id, day, letter) do update set last = desk_series.last + 1 returning last
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The number to be: for whom, why and about what."""

    kind: str
    priority: Priority
    origin: TicketOrigin
    account_id: UUID | None = None
    procedure_code: str = ""
    dossier_id: UUID | None = None
    appointment_id: UUID | None = None
    appointment_at: datetime | None = None


async def take_by_phone(actor: Actor, data: TakeNumber) -> Ticket:
    """A citizen takes a number for today.

    Raises NotFound, RuleBroken when the desk is closed or nobody who comes now is served today,
    Conflict for a second number in the same line and for more than the day's share.
    """
    desk = await queries.desk(_uuid(data.agency_id, "/agency_id"))
    kind = desk.kind(data.kind)
    if not kind.by_phone:
        raise RuleBroken(
            "Loại việc này chỉ lấy số tại chỗ. Mời bạn đến Bộ phận Một cửa.",
            en="Numbers for this kind of work are given on the spot only.",
            slug="not-by-phone",
            errors=[field("/kind", "Chọn loại việc khác, hoặc đến lấy số tại chỗ.")],
        )
    dossier_id = _uuid(data.dossier_id, "/dossier_id") if data.dossier_id else None
    if dossier_id is not None and not await may_see_dossier(actor, dossier_id):
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    await _refuse_closed(desk, data.kind)
    async with transaction() as connection:
        day = await begin_on(connection, desk.id, clock.today())
        await _refuse_more(connection, actor, desk, day, data.kind)
        ticket_id = await give(
            connection,
            actor,
            desk,
            Wanted(
                data.kind,
                Priority(data.priority),
                TicketOrigin.PHONE,
                actor.account_id,
                data.procedure_code,
                dossier_id,
            ),
        )
    return await numbers.ticket(ticket_id)


async def take_here(
    actor: Actor | None, agency_id: UUID, data: TakeHere, origin: TicketOrigin
) -> Ticket:
    """A number at the kiosk or given by an officer. Raises NotFound, RuleBroken when closed."""
    desk = await queries.desk(agency_id)
    desk.kind(data.kind)
    await _refuse_closed(desk, data.kind)
    async with transaction() as connection:
        await begin_on(connection, agency_id, clock.today())
        wanted = Wanted(data.kind, Priority(data.priority), origin)
        ticket_id = await give(connection, actor, desk, wanted)
    return await numbers.ticket(ticket_id)


async def take_at_desk(actor: Actor, agency_id: UUID, data: TakeHere) -> Ticket:
    """An officer gives a number to whoever stands there. Raises Forbidden and as `take_here`."""
    await queries.own_desk(actor, agency_id)
    return await take_here(actor, agency_id, data, TicketOrigin.DESK)


async def give_back(actor: Actor, ticket_id: UUID) -> Ticket:
    """The owner no longer comes. Raises NotFound, Conflict once it was called or is over."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select agency_id, day from queue_ticket where id = $1 and account_id = $2",
            ticket_id,
            actor.account_id,
        )
        if row is None:
            raise numbers.unknown_ticket()
        await lock_day(connection, row["agency_id"], row["day"])
        done = await connection.fetchval(
            "update queue_ticket set state = 'cancelled', ended_at = $2 where id = $1 "
            "and state = 'waiting' returning true",
            ticket_id,
            clock.now(),
        )
        if not done:
            raise Conflict(
                "Số này đã được gọi hoặc đã kết thúc nên không hủy được nữa.",
                en="It was called or is over already.",
            )
        await record(connection, actor, "ticket.cancelled", subject_id=ticket_id)
    return await numbers.ticket(ticket_id)


async def lock_day(connection: asyncpg.Connection, agency_id: UUID, day: date) -> date:
    """From here to the end of the transaction nobody else changes this desk's day."""
    await connection.execute(
        "insert into desk_day (agency_id, day) values ($1, $2) on conflict do nothing",
        agency_id,
        day,
    )
    await connection.execute(
        "select 1 from desk_day where agency_id = $1 and day = $2 for update", agency_id, day
    )
    return day


async def in_office(connection: asyncpg.Connection, agency_id: UUID) -> None:
    """From here to the end of the transaction the agency does not end. Raises NotFound if it has.

    Whatever is begun at a desk is either seen by the merger that closes it, or refused. Asked
    before the day is locked: the merger takes both in this order too.
    """
    row = await connection.fetchrow(
        "select g.name, g.ended_on, coalesce(h.name, '') as heir from agency g "
        "left join agency_lineage l on l.old_id = g.id and l.main "
        "left join agency h on h.id = l.new_id where g.id = $1 for share of g",
        agency_id,
    )
    if row is not None and row["ended_on"] is not None:
        raise queries.ended(row["name"], row["ended_on"], row["heir"])


async def begin_on(connection: asyncpg.Connection, agency_id: UUID, day: date) -> date:
    """Both, for whoever begins something at a desk. Raises NotFound for an agency that is over."""
    await in_office(connection, agency_id)
    return await lock_day(connection, agency_id, day)


async def give(
    connection: asyncpg.Connection, actor: Actor | None, desk: Desk, wanted: Wanted
) -> UUID:
    """The next number of a kind, inside the transaction that holds the day's lock."""
    now = clock.now()
    kind = desk.kind(wanted.kind)
    number = await connection.fetchval(_NUMBER, desk.id, now.date(), kind.letter)
    favoured = favoured_from(
        wanted.priority,
        now,
        wanted.appointment_at,
        timedelta(minutes=desk.setup.grace_minutes),
    )
    ticket_id = uuid7()
    await connection.execute(
        "insert into queue_ticket (id, tenant_id, agency_id, day, kind, letter, number, origin, "
        "priority, state, account_id, appointment_id, procedure_code, dossier_id, taken_at, "
        "favoured_from) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11, $12, "
        "$13, $14, $15)",
        ticket_id, settings().tenant, desk.id, now.date(), kind.key, kind.letter, number,
        wanted.origin, wanted.priority, wanted.account_id, wanted.appointment_id,
        wanted.procedure_code, wanted.dossier_id, now, favoured,
    )  # fmt: skip
    detail = {"agency": str(desk.id), "origin": wanted.origin.value}
    await record(connection, actor, "ticket.taken", subject_id=ticket_id, detail=detail)
    await tell_near(connection, desk, ticket_id)
    return ticket_id


async def tell_near(
    connection: asyncpg.Connection, desk: Desk, just_taken: UUID | None = None
) -> None:
    """Has those told whose turn is near, each once.

    Nobody is told who took the number on the spot, or has it on the screen this very moment.
    """
    now = await queries.lines(desk)
    near = [one for one in now.near(desk.setup.tell_before) if one.account_id is not None]
    if not near:
        return
    await connection.execute(
        "update queue_ticket set told_at = $2 where id = any($1::uuid[])",
        [one.id for one in near],
        clock.now(),
    )
    others = [one for one in near if one.id != just_taken]
    await outbox.publish_many(connection, [(NEAR_TOPIC, one.id, {}) for one in others])


async def _refuse_closed(desk: Desk, kind: str) -> None:
    now = await queries.opening_of(desk)
    if not now.is_open:
        raise RuleBroken(now.because, en="No numbers are given now.", slug="desk-closed")
    if not await queries.has_room(desk, kind, await queries.lines(desk)):
        raise RuleBroken(
            "Số người đang chờ đã đủ cho hết giờ làm việc hôm nay. Mời bạn đặt lịch hẹn hoặc lấy "
            "số vào ngày làm việc khác.",
            en="Those who wait fill the rest of today. Please book or come another day.",
            slug="queue-full",
        )


async def _refuse_more(
    connection: asyncpg.Connection, actor: Actor, desk: Desk, day: date, kind: str
) -> None:
    rows = await connection.fetch(
        "select kind, state from queue_ticket where account_id = $1 and day = $2 "
        "and agency_id = $3 and origin = 'phone'",
        actor.account_id,
        day,
        desk.id,
    )
    if any(row["kind"] == kind and row["state"] in ("waiting", "called") for row in rows):
        raise Conflict(
            "Bạn đang có một số chờ cho loại việc này.",
            en="You already wait in this line.",
            slug="already-in-line",
        )
    if len(rows) >= desk.setup.per_person_a_day:
        raise Conflict(
            f"Mỗi người lấy nhiều nhất {desk.setup.per_person_a_day} số một ngày qua điện thoại. "
            "Mời bạn lấy số tại Bộ phận Một cửa.",
            en="That is all for one day by phone. Please take a number at the desk.",
            slug="numbers-of-the-day",
        )


def _uuid(text: str, pointer: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken(
            "Mã này không đúng.", errors=[field(pointer, "Chọn lại từ danh sách.")]
        ) from None
