"""Where appointments of one desk have a place at another. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from backend.law.search_text import search_text
from backend.reception.slots import free_seat
from backend.reception.soundness import kind_of_procedure
from shared.contracts.desk_setup import DeskSetup, WorkKind


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment that cannot stay where it is; `kind_name` is what its desk calls its kind."""

    id: UUID
    agency_id: UUID
    kind: str
    kind_name: str
    procedure_code: str
    starts_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of a slot at another desk."""

    agency_id: UUID
    kind: str
    minutes: int
    seat: int


@dataclass(slots=True)
class Taken:
    """Seats that are no longer free at the desks that take over."""

    seats: dict[tuple[UUID, str, datetime], set[int]] = field(default_factory=dict)

    def take(self, agency_id: UUID, kind: str, starts_at: datetime, seat: int) -> None:
        """From now on this one has it."""
        self.seats.setdefault((agency_id, kind, starts_at), set()).add(seat)


def fitting_kind(setup: DeskSetup, booked: Booked) -> WorkKind | None:
    """The kind of work of a desk that serves what the appointment is about, if it takes any.

    By the procedure, where it names one; else the kind of the same name or key.
    """
    if booked.procedure_code:
        found = kind_of_procedure(setup, booked.procedure_code)
    else:
        name = search_text(booked.kind_name)
        named = (kind for kind in setup.kinds if search_text(kind.name) == name)
        keyed = (kind for kind in setup.kinds if kind.key == booked.kind)
        found = next(named, None) or next(keyed, None)
    return found if found is not None and found.booking is not None else None


def place_at(
    agency_id: UUID, setup: DeskSetup, times: Iterable[datetime], booked: Booked, taken: Taken
) -> Place | None:
    """The same time at another desk, or None: nobody's time is changed for them.

    `times` are the beginnings of slots of the fitting kind on that day. The seat is taken at once.
    """
    kind = fitting_kind(setup, booked)
    if kind is None or kind.booking is None or booked.starts_at not in times:
        return None
    there = taken.seats.get((agency_id, kind.key, booked.starts_at), set())
    seat = free_seat(there, kind.booking.capacity)
    if seat is None:
        return None
    taken.take(agency_id, kind.key, booked.starts_at, seat)
    return Place(agency_id, kind.key, kind.booking.minutes, seat)
