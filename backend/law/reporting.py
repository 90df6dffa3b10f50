"""What form II.06a/VPCP/KSTT counts (TT 01/2020/TT-VPCP; NĐ 61/2018 Điều 30). Pure.

A dossier is counted from its acceptance on. "Carried over" are those accepted before the period and
not resolved before it, and those resolved before it whose result was taken back to be corrected
(Điều 21) within it. So whatever is received is either resolved or in progress at the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.law.ending import EndKind, done_class
from backend.law.lifecycle import RULES, Clock
from shared.vocabulary.acts import Act
from shared.vocabulary.reports import Figure
from shared.vocabulary.time_units import DeadlineClass

ENDING = frozenset(rule.act for rule in RULES if rule.clock is Clock.END)
TAKING_BACK = Act.REOPEN_BEFORE_HAND_OVER
SUMS: dict[Figure, tuple[Figure, ...]] = {
    Figure.RECEIVED: (Figure.RECEIVED_ONLINE, Figure.RECEIVED_OTHERWISE, Figure.CARRIED_OVER),
    Figure.RESOLVED: (Figure.RESOLVED_EARLY, Figure.RESOLVED_ON_TIME, Figure.RESOLVED_LATE),
    Figure.IN_PROGRESS: (Figure.IN_PROGRESS_IN_TIME, Figure.IN_PROGRESS_LATE),
}
"""Each total and the figures it is the sum of."""


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier as of the end of a period; `finished_at` is None while it is not resolved,
    `was_finished_at` is the same as of the beginning. `ended_as` and `judged_at` say how it ended
    and by when that counts (`backend.law.ending`)."""

    accepted_at: datetime
    online: bool
    due_at: datetime | None
    finished_at: datetime | None
    was_finished_at: datetime | None
    waiting: bool
    ended_as: EndKind = EndKind.RESULT
    judged_at: datetime | None = None


def finished_as_of(acts: Iterable[tuple[Act, datetime]], moment: datetime) -> datetime | None:
    """When a dossier was resolved, as it stood before a moment: the first end since the result was
    last taken back. `acts` in their order."""
    found = None
    for act, at in acts:
        if at >= moment:
            break
        if act is TAKING_BACK:
            found = None
        elif act in ENDING and found is None:
            found = at
    return found


def figures_of(case: Case, start: datetime, end: datetime) -> frozenset[Figure]:
    """The figures in which a dossier is counted, none when the period is not its own.

    `end` is exclusive. What waits for a supplement is in time (biểu II.06a, cột "trong hạn").
    """
    if case.accepted_at >= end:
        return frozenset()
    if case.was_finished_at is not None and case.finished_at == case.was_finished_at:
        return frozenset()
    if case.accepted_at < start:
        received = Figure.CARRIED_OVER
    else:
        received = Figure.RECEIVED_ONLINE if case.online else Figure.RECEIVED_OTHERWISE
    if case.finished_at is None:
        late = not case.waiting and case.due_at is not None and end > case.due_at
        left = Figure.IN_PROGRESS_LATE if late else Figure.IN_PROGRESS_IN_TIME
        return frozenset({Figure.RECEIVED, received, Figure.IN_PROGRESS, left})
    done = _RESOLVED[done_class(case.due_at, case.finished_at, case.ended_as, case.judged_at)]
    return frozenset({Figure.RECEIVED, received, Figure.RESOLVED, done})


_RESOLVED = {
    DeadlineClass.DONE_EARLY: Figure.RESOLVED_EARLY,
    DeadlineClass.DONE_ON_TIME: Figure.RESOLVED_ON_TIME,
    DeadlineClass.DONE_LATE: Figure.RESOLVED_LATE,
    DeadlineClass.NONE: Figure.RESOLVED_ON_TIME,  # nothing was promised, so nothing was missed
}
