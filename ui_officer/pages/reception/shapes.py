"""The console, the calendar and the load in words."""

import dataclasses

from shared.contracts.appointments import DeskAppointment
from shared.contracts.reception import ConsoleTicket


@dataclasses.dataclass
class Shown:
    """A number on the console; `receive` opens receiving for its procedure."""

    id: str
    number: str
    kind: str
    claims: str
    origin: str
    waited: str
    appointment: str
    note: str
    receive: str
    dossier: str


@dataclasses.dataclass
class Seat:
    """A counter."""

    number: str
    name: str
    kinds: str
    officer: str
    serving: str
    free: bool


@dataclasses.dataclass
class Option:
    """Something to choose."""

    value: str
    label: str


@dataclasses.dataclass
class Meeting:
    """An appointment of the day."""

    id: str
    time: str
    kind: str
    person: str
    claims: str
    procedure: str
    answers: str
    state: str
    tone: str
    number: str
    dossier: str
    can_arrive: bool


EMPTY = Shown("", "", "", "", "", "", "", "", "", "")
_TONES = {"booked": "", "arrived": "ok", "cancelled": "", "missed": "warn"}


def shown(ticket: ConsoleTicket) -> Shown:
    """A number."""
    code = ticket.procedure_code
    return Shown(
        ticket.id,
        ticket.number,
        ticket.kind_name,
        ticket.claims,
        ticket.origin_label,
        f"{ticket.waited_minutes} phút",
        ticket.appointment,
        ticket.note,
        f"/tiep-nhan/?thu_tuc={code}" if code else "/tiep-nhan/",
        f"/ho-so/{ticket.dossier_id}" if ticket.dossier_id else "",
    )


def meeting(one: DeskAppointment) -> Meeting:
    """An appointment."""
    return Meeting(
        one.id,
        f"{one.time} ({one.minutes} phút)",
        one.kind_name,
        one.person,
        one.claims,
        one.procedure_name,
        "; ".join(f"{a.label} {a.value}" for a in one.answers),
        one.state_label,
        _TONES[one.state],
        one.number,
        f"/ho-so/{one.dossier_id}" if one.dossier_id else "",
        one.can_arrive,
    )


def minutes(seconds: int | None) -> str:
    """Minutes and seconds, or a dash where nobody was served."""
    if seconds is None:
        return "–"
    return f"{seconds // 60} phút {seconds % 60:02d} giây"
