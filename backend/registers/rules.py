"""Who sees a register, when it may be closed, and how a line reads. Pure."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.access.actor import Actor
from backend.law.calendar import local
from backend.law.on_time import on_time_class
from shared.vocabulary.channels import DELIVERY_LABELS, Delivery
from shared.vocabulary.registers import REGISTER_READERS
from shared.vocabulary.roles import Role
from shared.vocabulary.states import OFFICER_LABELS, State
from shared.vocabulary.time_units import DeadlineClass

READERS = REGISTER_READERS
CLOSER = Role.DESK_HEAD


class Line(Struct, frozen=True):
    """What a line says, read from the dossier and its events or frozen when the book was closed."""

    code: str
    procedure_name: str
    owner_name: str
    applicant_name: str
    address: str
    phone: str
    resolving_agency: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    delivery: Delivery
    received_by: str
    state: State
    # Books closed before these were kept have none of them.
    waiting_since: datetime | None = None
    ended_as: str = ""
    judged_at: datetime | None = None

    def on_time(self, now: datetime) -> DeadlineClass:
        """In time or late as of a moment: what waits for its applicant is not late."""
        return on_time_class(
            self.due_at,
            self.finished_at,
            now,
            waiting=self.waiting_since is not None,
            ended_as=self.ended_as,
            judged_at=self.judged_at,
        )

    @property
    def delivery_label(self) -> str:
        """How the result is to go back."""
        return DELIVERY_LABELS[self.delivery].vi

    @property
    def state_label(self) -> str:
        """Where the dossier stands, for officers."""
        return OFFICER_LABELS[self.state].vi


def register_year(accepted_at: datetime) -> int:
    """The book a dossier belongs to: the Vietnamese year of its acceptance."""
    return local(accepted_at).year


def why_not_closed(
    actor: Actor, agency_id: UUID, year: int, closed_at: datetime | None, now: datetime
) -> str:
    """Why the caller may not close a book now, in words; empty when they may."""
    if closed_at is not None:
        return f"Sổ năm {year} đã khóa."
    if agency_id not in actor.agencies(CLOSER):
        return "Chỉ Trưởng Bộ phận Một cửa của cơ quan được khóa sổ."
    if local(now).year <= year:
        return f"Sổ năm {year} chỉ khóa được từ ngày 01/01/{year + 1}."
    return ""
