"""The working calendar as administrators keep it, and what a change does to open dossiers."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class SpecialDay(Struct, frozen=True):
    """A date that differs from the week; `agency` is empty for the whole province."""

    id: str
    day: str
    kind: str
    kind_label: str
    note: str
    agency: str
    hours: str
    decision_number: str
    can_remove: bool


class CalendarYearView(Struct, frozen=True):
    """One year: whether its public holidays are known, and its special dates."""

    year: int
    is_open: bool
    days: list[SpecialDay]


class SetDay(Struct, forbid_unknown_fields=True, frozen=True):
    """Says what is special of a date, for one agency or (empty) for the whole province.

    A half day needs its office hours.
    """

    day: Day
    kind: Literal["holiday", "worked", "closed", "half_day"]
    note: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    agency_id: str = ""
    decision_number: Annotated[str, Meta(max_length=60)] = ""
    opens: Clock | None = None
    closes: Clock | None = None


class MovedDueDate(Struct, frozen=True):
    """An open dossier whose due date would be another under the calendar of now."""

    dossier_id: str
    code: str
    procedure_name: str
    agency_name: str
    due_at: str
    new_due_at: str
    explanation: list[str]


class StartRecalculation(Struct, forbid_unknown_fields=True, frozen=True):
    """Why due dates are counted anew; the applicants read it."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=r"\S")]


class Recalculation(Struct, frozen=True):
    """How far a recalculation is."""

    id: str
    reason: str
    started_at: str
    finished_at: str | None
    looked_at: int
    moved: int
    total: int
    percent: int
