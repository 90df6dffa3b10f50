"""Leading a dossier through a process: which branch it takes, by when, how past ones would fare.

Pure. A simulated dossier takes for each step its full time (or a part of it); a replayed one takes
what it really took.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from backend.law.calendar import WorkingCalendar
from backend.law.lifecycle import rules_from
from shared.contracts.processes import Condition, Process, Step
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.states import State

MOST_PASSAGES = 200
ASKED_BY = {"consult": Act.CONSULT, "entrust": Act.ENTRUST}

# Acts a process steers; what the law gives to everybody at any time, such as an apology, a loss or
# a withdrawal, no internal process takes away.
STEERED = frozenset(
    {
        Act.TRANSFER, Act.ASSIGN, Act.RESOLVE_AT_DESK, Act.START_VERIFICATION, Act.CONSULT,
        Act.ENTRUST, Act.SUBMIT_FOR_APPROVAL, Act.APPROVE, Act.FINISH, Act.HAND_OVER,
    }
)  # fmt: skip


LED_BACK = (Act.SEND_BACK, Act.REOPEN_BEFORE_HAND_OVER)
Past = tuple[Act, datetime, State]


class Outcome(StrEnum):
    """How a past dossier would have fared."""

    FITS = "fits"
    STUCK = "stuck"
    LATE = "late"
    RUNNING = "running"
    UNCOUNTED = "uncounted"


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions may ask about a dossier."""

    channel: str = ""
    delivery: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """One fact as text; empty when it was not given."""
        if name.startswith("answers."):
            found = self.answers.get(name.removeprefix("answers."))
            return "" if found is None else str(found)
        return self.channel if name == "channel" else self.delivery if name == "delivery" else ""


@dataclass(frozen=True, slots=True)
class Walked:
    """A step with the moments of entering, of its time limit and (or None) of leaving."""

    step: Step
    entered_at: datetime
    due_at: datetime
    left_at: datetime | None

    @property
    def late(self) -> bool:
        """Whether it was left after its time limit."""
        return self.left_at is not None and self.left_at > self.due_at


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one dossier; `stopped` says why it cannot go on."""

    passages: tuple[Walked, ...]
    stopped: str = ""
    stuck_at: str = ""
    ended: bool = False


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether a condition holds; a comparison of what are not numbers does not."""
    value = facts.value(condition.field)
    match condition.op:
        case "given":
            return value != ""
        case "is" | "in":
            return value in condition.values
        case "is_not":
            return value not in condition.values
        case _:
            try:
                number, bound = float(value), float(condition.values[0])
            except (ValueError, IndexError):
                return False
            return number >= bound if condition.op == "at_least" else number <= bound


def next_step(process: Process, step: Step, facts: Facts) -> Step | None:
    """The step after a step for a dossier: the first branch that holds; None at the end."""
    for branch in step.next:
        if all(holds(condition, facts) for condition in branch.when):
            return step_of(process, branch.to)
    return None


def step_of(process: Process, id_: str) -> Step | None:
    """A step by its id."""
    return next((step for step in process.steps if step.id == id_), None)


def due_of(step: Step, calendar: WorkingCalendar, entered_at: datetime) -> datetime:
    """When a step entered at a moment should be done. Raises CalendarExhausted."""
    return calendar.add(entered_at, timedelta(minutes=step.minutes))


def simulate(
    process: Process,
    calendar: WorkingCalendar,
    accepted_at: datetime,
    facts: Facts,
    pace_percent: int = 100,
) -> Way:
    """A sample dossier from acceptance to the end, each step at a pace of its own time limit."""
    passages: list[Walked] = []
    step = step_of(process, process.start)
    now = calendar.next_working_moment(accepted_at)
    while step is not None:
        if len(passages) >= MOST_PASSAGES:
            return Way(tuple(passages), "Quy trình đi vòng mãi mà không kết thúc.", step.id)
        spent = timedelta(minutes=step.minutes) * pace_percent / 100
        left = calendar.add(now, spent)
        passages.append(Walked(step, now, due_of(step, calendar, now), left))
        following = next_step(process, step, facts)
        if following is None and step.next:
            sentence = f"Không nhánh nào của bước “{step.name}” hợp với hồ sơ mẫu."
            return Way(tuple(passages), sentence, step.id)
        step, now = following, left
    return Way(tuple(passages), ended=True)


def replay(
    process: Process,
    calendar: WorkingCalendar,
    events: Sequence[Past],
    facts: Facts,
    waits: Sequence[tuple[datetime, datetime]] = (),
) -> Way:
    """What a past dossier's acts mean in this process: each ends its step, fits in it, leads back
    to an earlier step, or has no place there.

    Time in which the legal clock stood still (`waits`) does not count against a step.
    """
    passages: list[Walked] = []
    step: Step | None = None
    entered: datetime | None = None
    asked: set[Act] = set()

    def passed(here: Step, since: datetime, until: datetime | None) -> Walked:
        due = due_of(here, calendar, since)
        for began, ended in waits:
            if began >= since and (until is None or began < until):
                due = calendar.add(due, calendar.between(began, ended))
        return Walked(here, since, due, until)

    for act, at, after in events:
        asked.add(act)
        if act is Act.ACCEPT:
            step, entered = step_of(process, process.start), at
            continue
        if step is None or entered is None:
            continue
        if act is step.done_by:
            unasked = {ASKED_BY[part.kind] for part in step.parts} - asked
            if unasked:
                words = ", ".join(ACT_LABELS[one].vi for one in Act if one in unasked)
                sentence = f"Bước “{step.name}” cần “{words}” mà hồ sơ không làm."
                return Way(tuple(passages), sentence, step.id)
            passages.append(passed(step, entered, at))
            following = next_step(process, step, facts)
            if following is None and step.next:
                return Way(tuple(passages), "Không nhánh nào hợp với hồ sơ.", step.id)
            if following is None:
                return Way(tuple(passages), ended=True)
            step, entered = following, at
        elif act in LED_BACK:
            passages.append(passed(step, entered, at))
            step, entered = fitting([p.step for p in reversed(passages)], after), at
        elif act in STEERED and act not in step.acts:
            sentence = f"Bước “{step.name}” không có việc “{ACT_LABELS[act].vi}” đã làm."
            return Way(tuple(passages), sentence, step.id)
    if step is not None and entered is not None:
        passages.append(passed(step, entered, None))
    return Way(tuple(passages))


def fitting(passed: Iterable[Step], state: State) -> Step | None:
    """Where a dossier that was led back stands: the step passed last whose ending act is possible
    again; None when there is none."""
    possible = {rule.act for rule in rules_from(state)}
    return next((step for step in passed if step.done_by in possible), None)


def outcome(way: Way, *, closed: bool, now: datetime) -> Outcome:
    """How a replayed dossier fared; one that ended otherwise than by the process is not stuck."""
    if way.stuck_at:
        return Outcome.STUCK
    if late_passage(way, closed=closed, now=now) is not None:
        return Outcome.LATE
    return Outcome.FITS if way.ended or closed else Outcome.RUNNING


def late_passage(way: Way, *, closed: bool, now: datetime) -> Walked | None:
    """The first step that took too long; a dossier still in a step past its time is late too."""
    for passage in way.passages:
        if passage.late or (passage.left_at is None and not closed and now > passage.due_at):
            return passage
    return None
