"""Appointments at a desk, booked as a step of a procedure."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import Named
from shared.contracts.forms import Question, Readable
from shared.contracts.reception import AnyPriority, Key

Moment = Annotated[str, Meta(max_length=40)]
Id = Annotated[str, Meta(max_length=40)]


class Slot(Struct, frozen=True):
    """A time that can be booked and how many places it still has."""

    starts_at: str
    time: str
    free: int


class SlotDay(Struct, frozen=True):
    """One day; `closed_because` says why it has no slots."""

    day: str
    closed_because: str
    slots: list[Slot]


class Slots(Struct, frozen=True):
    """What can be booked for a kind of work, day by day, and the questions asked.

    `next_day` begins the next look, or is empty.
    """

    agency: Named
    kind: str
    kind_name: str
    minutes: int
    questions: list[Question]
    days: list[SlotDay]
    next_day: str


class BookAppointment(Struct, forbid_unknown_fields=True, frozen=True):
    """A slot for a kind of work; about a draft or a dossier of the caller's, where there is one."""

    agency_id: Id
    kind: Key
    starts_at: Moment
    answers: dict[str, Any]
    priority: AnyPriority = "none"
    procedure_code: Annotated[str, Meta(max_length=40)] = ""
    draft_id: Id = ""
    dossier_id: Id = ""


class MoveAppointment(Struct, forbid_unknown_fields=True, frozen=True):
    """Another slot."""

    starts_at: Moment


class Appointment(Struct, frozen=True):
    """My appointment; `code` is typed at the kiosk on arrival."""

    id: str
    agency: Named
    address: str
    kind: str
    kind_name: str
    procedure_code: str
    procedure_name: str
    starts_at: str
    minutes: int
    state: str
    state_label: str
    code: str
    answers: list[Readable]
    draft_id: str
    dossier_id: str
    ticket_id: str
    can_change: bool
    reason: str


class DeskAppointment(Struct, frozen=True):
    """An appointment in the officers' calendar of a day."""

    id: str
    time: str
    minutes: int
    kind_name: str
    person: str
    claims: str
    procedure_name: str
    state: str
    state_label: str
    answers: list[Readable]
    dossier_id: str
    number: str
    can_arrive: bool


class DayCalendar(Struct, frozen=True):
    """The officers' calendar of one day."""

    agency: Named
    day: str
    closed_because: str
    items: list[DeskAppointment]


class Arrive(Struct, forbid_unknown_fields=True, frozen=True):
    """The code of an appointment, typed at the kiosk."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]


class KioskHome(Struct, frozen=True):
    """What an enrolled kiosk is for."""

    name: str
    agency: Named
