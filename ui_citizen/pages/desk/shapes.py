"""Lines, numbers and appointments in words, as phones show them."""

import dataclasses

from shared.contracts.appointments import Appointment
from shared.contracts.reception import DeskNow, KindNow, Ticket
from shared.ui.slip import code_of, place_in_line, wait_words
from shared.ui.words import moment
from shared.vocabulary.reception import PRIORITY_LABELS


@dataclasses.dataclass
class Choice:
    """Something to choose."""

    value: str
    label: str
    note: str = ""


@dataclasses.dataclass
class Kind:
    """A kind of work and its line in words."""

    key: str
    name: str
    line: str
    by_phone: bool
    can_book: bool


@dataclasses.dataclass
class Number:
    """A number in words; `tone` colours it, `href` is its own page."""

    id: str
    number: str
    kind: str
    agency: str
    state: str
    tone: str
    place: str
    taken: str
    waiting: bool
    called: bool
    href: str
    code: str


@dataclasses.dataclass
class Booked:
    """An appointment in words."""

    id: str
    when: str
    kind: str
    procedure: str
    agency: str
    address: str
    state: str
    tone: str
    code: str
    reason: str
    answers: list[Choice]
    booked: bool
    can_change: bool
    move_href: str
    number_href: str


PRIORITIES = [Choice(code.value, label.vi) for code, label in PRIORITY_LABELS.items()]
_TONES = {"called": "ok", "waiting": "", "missed": "warn", "cancelled": "", "finished": ""}
_BOOKED_TONES = {"booked": "ok", "arrived": "ok", "cancelled": "", "missed": "warn"}


def kinds_of(now: DeskNow) -> list[Kind]:
    """The lines of a desk."""
    return [_kind(kind, is_open=now.is_open) for kind in now.kinds]


def _kind(kind: KindNow, *, is_open: bool) -> Kind:
    people = f"{kind.waiting} người đang chờ" if kind.waiting else "Không có ai chờ"
    wait = wait_words(kind.minutes)
    if not is_open or not kind.minutes:
        line = people
    else:  # nobody for this work, but the counter has others before
        line = f"{people}, ước tính {wait}" if kind.waiting else f"Ước tính {wait}"
    return Kind(kind.key, kind.name, line, kind.by_phone, kind.can_book)


def number_of(ticket: Ticket) -> Number:
    """A number and where it stands."""
    place = ""
    if ticket.state == "waiting":
        place = place_in_line(ticket)
    elif ticket.state == "called":
        place = f"{ticket.call_text}."
    elif ticket.state == "missed":
        place = "Số đã được gọi nhưng chưa có người đến. Hãy báo cán bộ tại quầy để được gọi lại."
    return Number(
        ticket.id,
        ticket.number,
        ticket.kind_name,
        ticket.agency.name,
        ticket.state_label,
        _TONES[ticket.state],
        place,
        moment(ticket.taken_at),
        ticket.state == "waiting",
        ticket.state == "called",
        f"/so/{ticket.id}",
        code_of(ticket),
    )


def booked_of(one: Appointment) -> Booked:
    """An appointment and what can be done about it."""
    return Booked(
        id=one.id,
        when=moment(one.starts_at),
        kind=one.kind_name,
        procedure=one.procedure_name,
        agency=one.agency.name,
        address=one.address,
        state=one.state_label,
        tone=_BOOKED_TONES[one.state],
        code=one.code,
        reason=one.reason,
        answers=[Choice("", a.label, a.value) for a in one.answers],
        booked=one.state == "booked",
        can_change=one.can_change,
        move_href=f"/dat-lich/?doi={one.id}",
        number_href=f"/so/{one.ticket_id}" if one.ticket_id else "",
    )
