"""Appointments over HTTP."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import citizen, officer, public
from backend.platform.rate import Rate
from backend.reception import appointments
from backend.reception.actions import booking
from backend.reception.queries import AT_DESK
from shared.contracts.appointments import (
    Appointment,
    BookAppointment,
    DayCalendar,
    MoveAppointment,
    Slots,
)
from shared.contracts.reception import Ticket

Text = Annotated[str, Parameter(max_length=40)]
_looks = Rate(120, 60)


@get("/desks/{agency_id:uuid}/slots", **public())
async def free_slots(
    request: Request[Any, Any, Any],
    agency_id: UUID,
    kind: Text = "",
    procedure_code: Text = "",
    day_from: date | None = None,
) -> Slots:
    """A week of times that can be booked, and the questions that are asked."""
    _looks.take(asker(request))
    return await appointments.free_slots(agency_id, kind, procedure_code, day_from)


@get("/appointments", **citizen())
async def my_appointments(actor: Actor) -> list[Appointment]:
    """Mine, the latest first."""
    return await appointments.mine(actor)


@post("/appointments", **citizen())
async def book_appointment(actor: Actor, data: BookAppointment) -> Appointment:
    """Takes a place of a slot."""
    return await booking.book(actor, data)


@get("/appointments/{appointment_id:uuid}", **citizen())
async def one_appointment(actor: Actor, appointment_id: UUID) -> Appointment:
    """One of mine."""
    return await appointments.of_person(actor, appointment_id)


@post("/appointments/{appointment_id:uuid}/move", status_code=200, **citizen())
async def move_appointment(
    actor: Actor, appointment_id: UUID, data: MoveAppointment
) -> Appointment:
    """Takes another slot instead."""
    return await booking.move(actor, appointment_id, data)


@post("/appointments/{appointment_id:uuid}/cancellation", status_code=200, **citizen())
async def cancel_appointment(actor: Actor, appointment_id: UUID) -> Appointment:
    """I no longer come."""
    return await booking.cancel(actor, appointment_id)


@post("/appointments/{appointment_id:uuid}/arrival", **officer(*AT_DESK))
async def note_arrival(actor: Actor, appointment_id: UUID) -> Ticket:
    """The person has come: the appointment becomes a number."""
    return await booking.arrive(actor, appointment_id)


@get("/desks/{agency_id:uuid}/appointments", **officer(*AT_DESK))
async def day_of_desk(actor: Actor, agency_id: UUID, day: date | None = None) -> DayCalendar:
    """The calendar of a day."""
    return await appointments.day_of_desk(actor, agency_id, day)


ROUTES = [
    free_slots,
    my_appointments,
    book_appointment,
    one_appointment,
    move_appointment,
    cancel_appointment,
    note_arrival,
    day_of_desk,
]
