"""What each of the seventeen counters counts: of the maintained figures, and of the dossiers.

The two ways must agree: the first makes the number, the second the list behind it and the recount
that tests and benchmarks compare with.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.platform.clock import VIETNAM
from shared.vocabulary.overview import Counter, Outcome
from shared.vocabulary.states import State

NOW = date(1970, 1, 1)
"""The day under which a figure stands that is of now and not of a day."""
SOON_DAYS = 3
TODAY: dict[Counter, tuple[str, ...]] = {
    Counter.SUBMITTED_TODAY: ("submitted",),
    Counter.ACCEPTED_TODAY: ("accepted",),
    Counter.RESOLVED_TODAY: ("early", "on_time", "late"),
    Counter.RETURNED_TODAY: ("returned",),
}
"""Kinds of figures that are of a day."""
STATES: dict[Counter, tuple[State, ...]] = {
    Counter.TO_ACCEPT: (State.SUBMITTED, State.WITHDRAW_REQUESTED),
    Counter.TO_TRANSFER: (State.ACCEPTED,),
    Counter.TO_ASSIGN: (State.TRANSFERRED,),
    Counter.IN_HAND: (State.APPRAISING, State.VERIFYING, State.SUPPLEMENTED),
    Counter.WAITING_APPLICANT: (State.PRE_SUPPLEMENT, State.SUPPLEMENT, State.PAYMENT_DUE),
    Counter.WAITING_AGENCIES: (State.CONSULTING,),
    Counter.TO_APPROVE: (State.SUBMITTED_FOR_APPROVAL,),
    Counter.TO_ISSUE: (State.APPROVED,),
    Counter.TO_HAND_OVER: (State.RESULT_READY,),
}
"""Where a dossier stands; every open state belongs to exactly one counter. One in hand with a task
open elsewhere waits for other agencies as well, and is counted in both."""
COUNTER_OF_KIND: dict[str, Counter] = {
    **{kind: counter for counter, kinds in TODAY.items() for kind in kinds},
    **{f"at.{state}": counter for counter, states in STATES.items() for state in states},
    "tasks": Counter.WAITING_AGENCIES,
    "in_progress": Counter.IN_PROGRESS,
    "running.past": Counter.LATE,
    "running.today": Counter.DUE_TODAY,
    "running.soon": Counter.DUE_SOON,
}
_CLOSED = "('refused', 'rejected_by_agency', 'stopped', 'returned')"
_RUNNING = (
    "d.due_at is not null and d.finished_at is null and d.waiting_since is null "
    f"and d.state not in {_CLOSED}"
)


@dataclass(frozen=True, slots=True)
class Moments:
    """This moment, the midnight before it, the one after it, and the one after the days that are
    soon."""

    now: datetime
    morning: datetime
    night: datetime
    soon: datetime

    @property
    def arguments(self) -> list[datetime]:
        """`$2` to `$5` of the conditions."""
        return [self.now, self.morning, self.night, self.soon]


def moments(now: datetime) -> Moments:
    """Those around a moment in Vietnam."""
    morning = datetime.combine(now.astimezone(VIETNAM).date(), time.min, VIETNAM)
    night = morning + timedelta(days=1)
    return Moments(now, morning, night, night + timedelta(days=SOON_DAYS))


LONGEST_DAYS = 366


def of_days(now: datetime, first: date, last: date) -> Moments:
    """Those around some days instead of today, for what happens on a day."""
    morning = datetime.combine(first, time.min, VIETNAM)
    night = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    return Moments(now, morning, night, night + timedelta(days=SOON_DAYS))


OUTCOMES: dict[Outcome, str] = {
    outcome: "d.accepted_at is not null and "
    f"done_class(d.ended_as, d.finished_at, d.judged_at, d.due_at) {which}"
    for outcome, which in (
        (Outcome.IN_TIME, "<> 'done_late'"),
        (Outcome.LATE, "= 'done_late'"),
    )
}
"""Of what was resolved on some days the part that was in time, or late."""


def _in(states: tuple[State, ...]) -> str:
    return f"d.state in ({', '.join(repr(state.value) for state in states)})"


def _today(column: str) -> str:
    return f"d.{column} >= $3 and d.{column} < $4"


# Parts of the work that other agencies owe, beside what the holder does meanwhile.
_TASKS = f"d.open_tasks > 0 and {_in(STATES[Counter.IN_HAND])}"
CONDITIONS: dict[Counter, str] = {
    Counter.SUBMITTED_TODAY: _today("submitted_at"),
    Counter.ACCEPTED_TODAY: _today("accepted_at"),
    Counter.RESOLVED_TODAY: f"{_today('finished_at')} and d.accepted_at is not null",
    Counter.RETURNED_TODAY: _today("returned_at"),
    Counter.IN_PROGRESS: "d.accepted_at is not null and d.finished_at is null",
    Counter.LATE: f"{_RUNNING} and d.due_at < $2",
    Counter.DUE_TODAY: f"{_RUNNING} and d.due_at >= $2 and d.due_at < $4",
    Counter.DUE_SOON: f"{_RUNNING} and d.due_at >= $4 and d.due_at < $5",
    **{counter: _in(states) for counter, states in STATES.items()},
    Counter.WAITING_AGENCIES: f"({_in(STATES[Counter.WAITING_AGENCIES])} or ({_TASKS}))",
}
"""The same of dossiers; `$2` to `$5` are those of `Moments.arguments`."""
ORDERS: dict[Counter, str] = {
    Counter.SUBMITTED_TODAY: "submitted_at",
    Counter.ACCEPTED_TODAY: "accepted_at",
    Counter.RESOLVED_TODAY: "finished_at",
    Counter.RETURNED_TODAY: "returned_at",
    Counter.LATE: "due_at",
    Counter.DUE_TODAY: "due_at",
    Counter.DUE_SOON: "due_at",
}
"""The column by which the list behind a counter is read, the oldest first; else submission."""
