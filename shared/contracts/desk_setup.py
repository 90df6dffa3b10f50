"""How a desk is set up: kinds of work, counters, appointments, days without, kiosks."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice, Named
from shared.contracts.forms import Question
from shared.contracts.reception import CounterNumber, Key

Name = Annotated[str, Meta(min_length=2, max_length=80, pattern=r"\S")]


class Booking(Struct, forbid_unknown_fields=True, frozen=True):
    """Appointments for one kind of work.

    A slot lasts `minutes` and takes `capacity` people. It can be booked, moved and cancelled up to
    `notice_hours` before it begins, and at most `days_ahead` days ahead. `questions` are asked
    while booking. Dossiers of the procedures `before_submission` are sent only once one is booked.
    """

    minutes: Annotated[int, Meta(ge=5, le=240)]
    capacity: Annotated[int, Meta(ge=1, le=50)]
    days_ahead: Annotated[int, Meta(ge=1, le=60)]
    notice_hours: Annotated[int, Meta(ge=0, le=72)]
    questions: Annotated[list[Question], Meta(max_length=20)]
    before_submission: Annotated[
        list[Annotated[str, Meta(max_length=40)]], Meta(max_length=300)
    ] = []


class WorkKind(Struct, forbid_unknown_fields=True, frozen=True):
    """A kind of work: its letter begins its numbers.

    `procedures` are the codes it serves; the first kind without any serves all others.
    `minutes` is what one person takes until real times are known.
    """

    key: Key
    letter: Annotated[str, Meta(pattern=r"^[A-Z]$")]
    name: Name
    procedures: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=300)]
    minutes: Annotated[int, Meta(ge=1, le=240)]
    by_phone: bool
    booking: Booking | None


class Counter(Struct, forbid_unknown_fields=True, frozen=True):
    """A counter and the kinds of work done there."""

    number: CounterNumber
    name: Name
    kinds: Annotated[list[Key], Meta(max_length=26)]


class DeskSetup(Struct, forbid_unknown_fields=True, frozen=True):
    """The whole of a desk.

    At most `most_in_a_row` favoured people are called before one of the others. Numbers are given
    from `early_minutes` before the office opens; `grace_minutes` is how late an appointment may
    come and keep its place.
    """

    is_open: bool
    kinds: Annotated[list[WorkKind], Meta(max_length=26)]
    counters: Annotated[list[Counter], Meta(max_length=99)]
    most_in_a_row: Annotated[int, Meta(ge=1, le=5)]
    per_person_a_day: Annotated[int, Meta(ge=1, le=20)]
    early_minutes: Annotated[int, Meta(ge=0, le=120)]
    tell_before: Annotated[int, Meta(ge=1, le=10)]
    grace_minutes: Annotated[int, Meta(ge=0, le=120)]


class SaveSetup(Struct, forbid_unknown_fields=True, frozen=True):
    """The next version; `revision` is the one that was read, 0 for none."""

    setup: DeskSetup
    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    note: Annotated[str, Meta(max_length=200)] = ""


class SetupView(Struct, frozen=True):
    """A desk as it is set up; version 0 is a proposal nobody has saved yet."""

    agency: Named
    version: int
    setup: DeskSetup
    saved_at: str
    saved_by: str
    can_keep: bool
    procedures: list[Choice]


class SetupVersion(Struct, frozen=True):
    """One saved version."""

    version: int
    note: str
    saved_at: str
    saved_by: str
    setup: DeskSetup


class CloseDay(Struct, forbid_unknown_fields=True, frozen=True):
    """A day without appointments; those already booked are called off and told."""

    day: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    reason: Annotated[str, Meta(min_length=5, max_length=200, pattern=r"\S")]


class ClosedDay(Struct, frozen=True):
    """A day without appointments; `called_off` counts those it ended."""

    id: str
    day: str
    reason: str
    called_off: int


class EnrolDevice(Struct, forbid_unknown_fields=True, frozen=True):
    """A kiosk to be."""

    name: Name


class DeviceCode(Struct, frozen=True):
    """The code to type at the kiosk, shown once."""

    id: str
    code: str
    valid_until: str


class Device(Struct, frozen=True):
    """A kiosk; `state` is waiting (for its code), active, revoked or expired."""

    id: str
    name: str
    state: str
    state_label: str
    enrolled_at: str
    last_seen_at: str
