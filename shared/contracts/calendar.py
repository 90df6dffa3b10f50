"""The working calendar as administrators keep it, and what a change does to open dossiers."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS

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


class OpenYear(Struct, forbid_unknown_fields=True, frozen=True):
    """A year, and the decision by which its days off are known."""

    year: int
    decision_number: Annotated[str, Meta(min_length=3, max_length=60, pattern=r"\S")]


class OfficeTime(Struct, forbid_unknown_fields=True, frozen=True):
    """One stretch of office hours on a weekday; Monday is 0."""

    weekday: Annotated[int, Meta(ge=0, le=6)]
    opens: Clock
    closes: Clock


class OfficeWeekShown(Struct, frozen=True):
    """Hours that were set from a day on, and how they stand; `hours` has a line a run of days."""

    id: str
    valid_from: str
    state: str
    state_label: str
    hours: list[str]
    reason: str
    set_by: str
    set_at: str
    note: str
    may_call_off: bool


class OfficeHoursView(Struct, frozen=True):
    """The week of today of an agency (`inherited`: it keeps everybody's) or, without agency,
    everybody's; and what was set for it, the newest day first."""

    agency_id: str
    inherited: bool
    week: list[OfficeTime]
    versions: list[OfficeWeekShown]


class SetOfficeHours(Struct, forbid_unknown_fields=True, frozen=True):
    """A whole week from a day on (empty: today); for an agency, an empty one goes back to
    everybody's hours."""

    week: Annotated[list[OfficeTime], Meta(max_length=28)]
    agency_id: str = ""
    valid_from: Annotated[str, Meta(max_length=10)] = ""
    reason: Annotated[str, Meta(max_length=300)] = ""


class CallOffHours(Struct, forbid_unknown_fields=True, frozen=True):
    """Why hours are called off before their day."""

    reason: Annotated[str, Meta(min_length=10, max_length=300, pattern=IN_WORDS)]


class CalendarDifference(Struct, frozen=True):
    """What was said and what would be."""

    what: str
    before: str
    after: str


class DayChange(Struct, frozen=True):
    """What was said of a date before and after a change; empty: it was a day of the week."""

    day: str
    agency: str
    before: str
    after: str
    reason: str
    by: str
    at: str


class MovedDueDate(Struct, frozen=True):
    """An open dossier that counting anew would change.

    Another due date under the calendar of now, another regime (`new_regime`, else empty; both by
    the name of the decree), or `problem`: why its due date cannot be counted, so that it would be
    left as it is.
    """

    dossier_id: str
    code: str
    procedure_name: str
    agency_name: str
    due_at: str
    new_due_at: str
    explanation: list[str]
    regime: str
    new_regime: str
    problem: str


class CalendarPreview(Struct, frozen=True):
    """What a change of the calendar comes to; nothing is kept.

    Of `looked_at` open dossiers `moved` would be due at another moment, the first of them in
    `examples`; `more`: there are more open ones than were looked at.
    """

    differences: list[CalendarDifference]
    looked_at: int
    moved: int
    more: bool
    examples: list[MovedDueDate]


class StartRecalculation(Struct, forbid_unknown_fields=True, frozen=True):
    """Why due dates are counted anew; the applicants read it.

    `new_regime`: open dossiers also go over to the regime in force for new ones. Otherwise each
    keeps its own.
    """

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]
    new_regime: bool = False


class Recalculation(Struct, frozen=True):
    """How far a recalculation is."""

    id: str
    reason: str
    started_at: str
    finished_at: str | None
    looked_at: int
    moved: int
    skipped: int
    total: int
    new_regime: str
    percent: int
