"""The on-time class: a fact beside the state (NĐ 61/2018 Điều 30, TT 01/2018/TT-VPCP Điều 13)."""

from datetime import datetime, timedelta

from backend.law.ending import EndKind, done_class
from shared.vocabulary.time_units import DeadlineClass

SOON = timedelta(days=1)
DUTY_SOON = timedelta(hours=2)


def on_time_class(
    due_at: datetime | None,
    finished_at: datetime | None,
    now: datetime,
    *,
    waiting: bool = False,
    ended_as: str = EndKind.RESULT,
    judged_at: datetime | None = None,
) -> DeadlineClass:
    """Early, on time or late once finished; in time, due soon or overdue while open.

    `waiting`: the statutory clock is stopped, so nothing comes due (Điều 19.4). `ended_as` and
    `judged_at` are what `backend.law.ending` says of how it was finished.
    """
    if due_at is None:
        return DeadlineClass.NONE
    if finished_at is not None:
        return done_class(due_at, finished_at, EndKind(ended_as), judged_at)
    if waiting:
        return DeadlineClass.WAITING
    if now > due_at:
        return DeadlineClass.OVERDUE
    return DeadlineClass.DUE_SOON if due_at - now <= SOON else DeadlineClass.IN_TIME


def duty_class(act_by: datetime, now: datetime) -> DeadlineClass:
    """How it stands with what must happen next: an answer, a transfer (Điều 17.2, 18).

    These come due within a working day, so only the last two hours count as soon.
    """
    if now > act_by:
        return DeadlineClass.OVERDUE
    return DeadlineClass.DUE_SOON if act_by - now <= DUTY_SOON else DeadlineClass.IN_TIME
