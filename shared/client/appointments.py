"""Appointments at a desk."""

from shared.client.base import ApiClient
from shared.contracts.appointments import (
    Appointment,
    BookAppointment,
    DayCalendar,
    MoveAppointment,
    Slots,
)
from shared.contracts.reception import Ticket


async def slots(api: ApiClient, agency_id: str, **wanted: str) -> Slots:
    """A week of free times (`kind` or `procedure_code`, `day_from`)."""
    return await api.get(f"/desks/{agency_id}/slots", Slots, params=wanted)


async def mine(api: ApiClient) -> list[Appointment]:
    """Citizens: my appointments."""
    return await api.get("/appointments", list[Appointment])


async def appointment(api: ApiClient, appointment_id: str) -> Appointment:
    """Citizens: one of mine."""
    return await api.get(f"/appointments/{appointment_id}", Appointment)


async def book(api: ApiClient, data: BookAppointment, key: str = "") -> Appointment:
    """Citizens: takes a place of a slot."""
    return await api.post("/appointments", data, Appointment, idempotency_key=key)


async def move(api: ApiClient, appointment_id: str, data: MoveAppointment) -> Appointment:
    """Citizens: another slot."""
    return await api.post(f"/appointments/{appointment_id}/move", data, Appointment)


async def cancel(api: ApiClient, appointment_id: str) -> Appointment:
    """Citizens: I no longer come."""
    return await api.post(f"/appointments/{appointment_id}/cancellation", {}, Appointment)


async def note_arrival(api: ApiClient, appointment_id: str) -> Ticket:
    """Officers: the person has come."""
    return await api.post(f"/appointments/{appointment_id}/arrival", {}, Ticket)


async def day_of_desk(api: ApiClient, agency_id: str, day: str = "") -> DayCalendar:
    """Officers: the calendar of a day."""
    return await api.get(f"/desks/{agency_id}/appointments", DayCalendar, params={"day": day})
