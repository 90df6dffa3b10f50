"""Live operations: seventeen counters by agency or unit, the last days, and what is behind them."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice


class Counters(Struct, frozen=True):
    """Numbers of dossiers, by the names of `shared.vocabulary.overview.Counter`."""

    submitted_today: int
    accepted_today: int
    resolved_today: int
    returned_today: int
    in_progress: int
    late: int
    due_today: int
    due_soon: int
    to_accept: int
    to_transfer: int
    to_assign: int
    in_hand: int
    waiting_applicant: int
    waiting_agencies: int
    to_approve: int
    to_issue: int
    to_hand_over: int


class OverviewLine(Struct, frozen=True):
    """One agency, or one unit of the agency that is looked at; `unit_id` is empty for an agency,
    and `desk` for what stands at the one-stop desk. `commune` is the code of its commune,
    `commune_name` what the commune is called."""

    agency_id: str
    unit_id: str
    name: str
    commune: str
    commune_name: str
    counters: Counters


class OverviewDay(Struct, frozen=True):
    """One day (ISO) of the last thirty: dossiers submitted, accepted and resolved on it, and those
    of them resolved late."""

    day: str
    submitted: int
    accepted: int
    resolved: int
    resolved_late: int


class Overview(Struct, frozen=True):
    """How it stands at `as_of`; `agency` is the one looked at, None for all in `agencies`."""

    as_of: str
    agency: Choice | None
    agencies: list[Choice]
    total: Counters
    lines: list[OverviewLine]
    days: list[OverviewDay]


class WallOverview(Struct, frozen=True):
    """What a screen on a wall shows of its agency: numbers, and no way to a dossier or a person."""

    as_of: str
    agency_name: str
    total: Counters
    lines: list[OverviewLine]


class MakeWallScreen(Struct, forbid_unknown_fields=True, frozen=True):
    """A screen to be, by where it hangs."""

    name: Annotated[str, Meta(min_length=2, max_length=80, pattern=r"\S")]


class WallCode(Struct, frozen=True):
    """The code to type at the screen, shown once."""

    id: str
    code: str
    valid_until: str


class WallScreen(Struct, frozen=True):
    """A screen of an agency; `state` is waiting (for its code), active, revoked or expired."""

    id: str
    name: str
    state: str
    state_label: str
    made_by: str
    enrolled_at: str
    last_seen_at: str


class WallScreens(Struct, frozen=True):
    """The screens of an agency, the newest first, and the agencies whose screens one makes."""

    agency: Choice
    agencies: list[Choice]
    screens: list[WallScreen]


class OverviewDossier(Struct, frozen=True):
    """One dossier behind a counter, without personal data."""

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    agency_name: str
    unit_name: str
    holder_name: str
    state_label: str
    submitted_at: str
    due_at: str | None
    deadline_class: str
    visible: bool


class Aspect(Struct, frozen=True):
    """How people rated one content of a service, per cent of `rated`; None is one of too few people
    to be told, or one that would tell of them."""

    aspect: str
    label: str
    rated: int
    very_satisfied: float | None
    satisfied: float | None
    dissatisfied: float | None


class ServiceFigures(Struct, frozen=True):
    """One service since 1 January; None is a number from 1 to 4, which is not told, and a ratio of
    which there is none to tell or that would tell such a number."""

    code: str
    name: str
    sector: str
    received: int | None
    resolved: int | None
    in_time_ratio: float | None
    online_received: int | None
    online_resolved: int | None
    online_in_time_ratio: float | None
    satisfaction: list[Aspect]


class ServiceStatistics(Struct, frozen=True):
    """Public statistics: a page of services. Days are ISO dates; `counted_at` is empty before the
    first count. Totals leave out what is not told of a single service."""

    day_from: str
    counted_at: str
    sectors: list[str]
    services: int
    total_received: int
    total_online: int
    total_resolved: int
    items: list[ServiceFigures]
    next_cursor: str | None


class ForecastDossier(Struct, frozen=True):
    """An open dossier that is likely to be late; `reason` says in Vietnamese what that follows
    from. Nothing of the applicant."""

    id: str
    code: str
    procedure_name: str
    agency_name: str
    unit_name: str
    holder_name: str
    state_label: str
    due_at: str
    expected_at: str
    reason: str
    visible: bool


class ForecastList(Struct, frozen=True):
    """Likely to be late of what comes due within ten days, the first due first. `made_at` is empty
    before the first forecast; `of_open` is how many come due in that time at all."""

    made_at: str
    likely: int
    of_open: int
    items: list[ForecastDossier]
    next_cursor: str | None


class SlowStep(Struct, frozen=True):
    """A step of a process in the last ninety days: dossiers that passed it, those over its norm,
    and its usual share of the norm in per cent of working time, 0 where it is not known.

    `stuck` are in it right now, over its norm while no clock stands still; their list is asked for
    by the agency whose process it is, the procedure and `code`.
    """

    agency_id: str
    agency_name: str
    procedure_code: str
    procedure_name: str
    code: str
    step: str
    role_label: str
    passed: int
    over: int
    stuck: int
    usual_percent: int


class StuckDossier(Struct, frozen=True):
    """A dossier over the norm of its step, without personal data: in it since `entered_at`, to have
    left it by `norm_at`."""

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    agency_name: str
    unit_name: str
    step: str
    state_label: str
    entered_at: str
    norm_at: str
    due_at: str | None
    visible: bool


class SlowUnit(Struct, frozen=True):
    """A unit (or the desk) in the last thirty days: resolved, those of them late; open and late
    now. `unit_id` as in `OverviewLine`."""

    agency_id: str
    unit_id: str
    name: str
    resolved: int
    resolved_late: int
    in_progress: int
    late: int


class Bottlenecks(Struct, frozen=True):
    """Where time is lost: units with the largest share of late results first, then steps. What
    was resolved is of the days from `day_from` to `day_to` (ISO, both inclusive)."""

    measured_at: str
    day_from: str
    day_to: str
    units: list[SlowUnit]
    steps: list[SlowStep]
