"""Booking, moving, cancelling an appointment and arriving for it; each one transaction.

The day of the desk is locked while a place is looked for, and a place of a slot is taken once by a
unique index: a slot is never booked beyond its capacity.
"""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.queries import may_see_dossier, owns_draft
from backend.forms.rules.answers import completed, problems
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import sealed_json
from backend.reception import appointments, numbers, queries
from backend.reception.actions.taking import Wanted, begin_on, give, in_office, lock_day
from backend.reception.slots import bookable, free_seat, may_change
from backend.settings import settings
from shared.contracts.appointments import Appointment, BookAppointment, MoveAppointment
from shared.contracts.desk_setup import Booking
from shared.contracts.forms import Form
from shared.contracts.reception import Ticket
from shared.vocabulary.reception import AppointmentTurn, Priority, TicketOrigin

TOPIC = "appointment.turned"
# Two dossiers of one kind of work have an appointment each.
_THERE = """
select true from appointment where agency_id = $1 and kind = $2 and account_id = $3
    and state = 'booked' and starts_at > $4
    and (($5::uuid is null and $6::uuid is null) or draft_id = $5 or dossier_id = $6) limit 1
"""


async def book(actor: Actor, data: BookAppointment) -> Appointment:
    """The caller takes a place of a slot.

    Raises NotFound for a desk, draft or dossier that is not there for the caller; RuleBroken for a
    time that is no slot, or answers that do not fit; Conflict when the slot is full, or the caller
    has an appointment already for this draft or dossier, for none of them of this kind.
    """
    where = await queries.desk(_uuid(data.agency_id, "/agency_id"))
    kind, booking = appointments.booked_kind(where, data.kind)
    starts_at = appointments.moment(data.starts_at)
    await _refuse_wrong_time(where, booking, starts_at)
    answers = _checked(booking, data.answers)
    draft_id = await _own_draft(actor, data.draft_id)
    dossier_id = await _own_dossier(actor, data.dossier_id)
    id_ = uuid7()
    async with transaction() as connection:
        await begin_on(connection, where.id, starts_at.date())
        there = await connection.fetchval(
            _THERE, where.id, kind.key, actor.account_id, clock.now(), draft_id, dossier_id
        )
        if there:
            about = "hồ sơ này" if draft_id or dossier_id else "loại việc này"
            raise Conflict(
                f"Bạn đã có một lịch hẹn cho {about}. Hãy đổi giờ hẹn đó nếu cần.",
                en="You already have an appointment for this. Move it if need be.",
                slug="already-booked",
            )
        seat = await _seat(connection, where.id, kind.key, starts_at, booking.capacity)
        await connection.execute(
            "insert into appointment (id, tenant_id, agency_id, kind, day, starts_at, minutes, "
            "seat, code, priority, procedure_code, account_id, draft_id, dossier_id, questions, "
            "answers, state, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
            "$10, $11, $12, $13, $14, $15::jsonb, $16::jsonb, 'booked', $17, $17)",
            id_, settings().tenant, where.id, kind.key, starts_at.date(), starts_at,
            booking.minutes, seat, await _code(connection, where.id, starts_at), data.priority,
            data.procedure_code, actor.account_id, draft_id, dossier_id,
            msgspec.json.encode(booking.questions).decode(),
            sealed_json("appointment.answers", id_, answers), clock.now(),
        )  # fmt: skip
        await _turned(connection, actor, id_, AppointmentTurn.BOOKED)
    return await appointments.of_person(actor, id_)


async def move(actor: Actor, appointment_id: UUID, data: MoveAppointment) -> Appointment:
    """The caller takes another slot instead; the old place is free at once.

    Raises NotFound, Conflict when it is too late or the slot is full, RuleBroken for no slot.
    """
    before = await appointments.of_person(actor, appointment_id)
    where = await queries.desk(UUID(before.agency.id))
    kind, booking = appointments.booked_kind(where, before.kind)
    starts_at = appointments.moment(data.starts_at)
    await _refuse_wrong_time(where, booking, starts_at)
    async with transaction() as connection:
        await in_office(connection, where.id)
        old = datetime.fromisoformat(before.starts_at)
        for day in sorted({old.date(), starts_at.date()}):
            await lock_day(connection, where.id, day)
        await _still_open(connection, actor, appointment_id, booking.notice_hours)
        seat = await _seat(
            connection, where.id, kind.key, starts_at, booking.capacity, appointment_id
        )
        code = await _code(connection, where.id, starts_at)
        await connection.execute(
            "update appointment set starts_at = $2, day = $3, seat = $4, code = $5, minutes = $6, "
            "changed_at = $7, reminded_at = null where id = $1",
            appointment_id, starts_at, starts_at.date(), seat, code, booking.minutes, clock.now(),
        )  # fmt: skip
        await _turned(connection, actor, appointment_id, AppointmentTurn.MOVED)
    return await appointments.of_person(actor, appointment_id)


async def cancel(actor: Actor, appointment_id: UUID) -> Appointment:
    """The caller no longer comes. Raises NotFound, Conflict when it is over or too late."""
    before = await appointments.of_person(actor, appointment_id)
    async with transaction() as connection:
        day = datetime.fromisoformat(before.starts_at).date()
        await lock_day(connection, UUID(before.agency.id), day)
        await _still_open(connection, actor, appointment_id, 0)
        await connection.execute(
            "update appointment set state = 'cancelled', changed_at = $2 where id = $1",
            appointment_id,
            clock.now(),
        )
        await _turned(connection, actor, appointment_id, AppointmentTurn.CANCELLED)
    return await appointments.of_person(actor, appointment_id)


async def arrive(actor: Actor, appointment_id: UUID) -> Ticket:
    """An officer notes that the person has come; the appointment becomes a number.

    Raises NotFound, Conflict for one that is not of today or already over.
    """
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select id, agency_id from appointment where id = $1 and agency_id = any($2::uuid[])",
            appointment_id,
            actor.agencies(*queries.AT_DESK),
        )
        if row is None:
            raise appointments.unknown_appointment()
        ticket_id = await _arrived(connection, actor, row["agency_id"], "id = $2", row["id"])
    return await numbers.ticket(ticket_id)


async def arrive_with_code(agency_id: UUID, code: str) -> Ticket:
    """The person types the code of the appointment at the kiosk. Raises NotFound, Conflict."""
    async with transaction() as connection:
        ticket_id = await _arrived(connection, None, agency_id, "code = $2", code)
    return await numbers.ticket(ticket_id)


async def _arrived(
    connection: asyncpg.Connection, actor: Actor | None, agency_id: UUID, which: str, value: Any
) -> UUID:
    where = await queries.desk(agency_id)
    day = await begin_on(connection, agency_id, clock.today())
    row = await connection.fetchrow(
        "select * from appointment where agency_id = $1 and state = 'booked' and day = $3 "
        f"and {which}",
        agency_id,
        value,
        day,
    )
    if row is None:
        raise NotFound(
            "Hôm nay không có lịch hẹn mang mã này tại đây. Vui lòng kiểm tra lại mã và ngày hẹn, "
            "hoặc hỏi cán bộ.",
            en="No appointment of today has this code here. Please check it or ask an officer.",
            slug="unknown-appointment",
        )
    await connection.execute(
        "update appointment set state = 'arrived', changed_at = $2 where id = $1",
        row["id"],
        clock.now(),
    )
    wanted = Wanted(
        row["kind"],
        Priority(row["priority"]),
        TicketOrigin.APPOINTMENT,
        row["account_id"],
        row["procedure_code"],
        row["dossier_id"],
        row["id"],
        row["starts_at"],
    )
    await record(connection, actor, "appointment.arrived", subject_id=row["id"])
    return await give(connection, actor, where, wanted)


async def _seat(
    connection: asyncpg.Connection,
    agency_id: UUID,
    kind: str,
    starts_at: datetime,
    capacity: int,
    moved: UUID | None = None,
) -> int:
    rows = await connection.fetch(
        "select seat from appointment where agency_id = $1 and kind = $2 and starts_at = $3 "
        "and state <> 'cancelled' and id is distinct from $4",
        agency_id,
        kind,
        starts_at,
        moved,
    )
    seat = free_seat({row["seat"] for row in rows}, capacity)
    if seat is None:
        raise Conflict(
            "Giờ này vừa có người đặt hết. Hãy chọn giờ khác.",
            en="This time has just been taken. Please choose another.",
            slug="slot-full",
        )
    return seat


async def _code(connection: asyncpg.Connection, agency_id: UUID, starts_at: datetime) -> str:
    rows = await connection.fetch(
        "select code from appointment where agency_id = $1 and day = $2",
        agency_id,
        starts_at.date(),
    )
    taken = {row["code"] for row in rows}
    while (code := f"{secrets.randbelow(10**6):06d}") in taken:
        pass
    return code


async def _still_open(
    connection: asyncpg.Connection, actor: Actor, appointment_id: UUID, notice_hours: int
) -> None:
    row = await connection.fetchrow(
        "select starts_at, state from appointment where id = $1 and account_id = $2 for update",
        appointment_id,
        actor.account_id,
    )
    too_late = row is not None and not may_change(row["starts_at"], clock.now(), notice_hours)
    if row is None or row["state"] != "booked" or too_late:
        raise Conflict(
            "Lịch hẹn này đã kết thúc hoặc đã quá sát giờ nên không đổi được nữa.",
            en="This appointment is over, or too near to be changed.",
            slug="appointment-fixed",
        )


async def _refuse_wrong_time(where: queries.Desk, booking: Booking, starts_at: datetime) -> None:
    wanted = bookable(starts_at, clock.now(), booking.notice_hours, booking.days_ahead)
    if not wanted or not await appointments.is_slot(where, booking, starts_at):
        raise RuleBroken(
            "Giờ này không đặt hẹn được. Hãy chọn một giờ trong danh sách.",
            en="This time cannot be booked. Please choose one of the list.",
            slug="no-slot",
            errors=[field("/starts_at", "Chọn một giờ trong danh sách.")],
        )


def _checked(booking: Booking, given: dict[str, Any]) -> dict[str, Any]:
    form = Form("", "appointment", 1, "", booking.questions)
    today = clock.today()
    found = problems(form, given, today) if booking.questions or given else []
    if found:
        raise RuleBroken("Một số câu trả lời chưa đúng.", en="Some answers do not fit.",
                         errors=found)  # fmt: skip
    return completed(form, given, today)


async def _own_draft(actor: Actor, draft_id: str) -> UUID | None:
    if not draft_id:
        return None
    found = _uuid(draft_id, "/draft_id")
    if not await owns_draft(actor, found):
        raise NotFound("Không tìm thấy bản nháp này.", en="There is no such draft.")
    return found


async def _own_dossier(actor: Actor, dossier_id: str) -> UUID | None:
    if not dossier_id:
        return None
    found = _uuid(dossier_id, "/dossier_id")
    if not await may_see_dossier(actor, found):
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    return found


async def _turned(
    connection: asyncpg.Connection, actor: Actor, id_: UUID, turn: AppointmentTurn
) -> None:
    await record(connection, actor, f"appointment.{turn}", subject_id=id_)
    await outbox.publish(connection, TOPIC, id_, {"turn": turn.value})


def _uuid(text: str, pointer: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken(
            "Mã này không đúng.", errors=[field(pointer, "Chọn lại từ danh sách.")]
        ) from None
