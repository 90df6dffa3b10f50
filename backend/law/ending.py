"""How a dossier ended, by when that counts, and whether it was in time. Pure.

A dossier ends with a result, or without one: returned as not eligible, stopped, withdrawn. Form
II.06a puts what was returned or withdrawn under "đúng hạn": where there is no result nothing was
early. Whoever asked for papers that never came, or waited for a fee while the clock of the law
stood still, did their part when they asked (QĐ 766, 2.1: the end is the request); whoever was
asked to give a dossier back, when they were asked. What was late by then stays late.

The same in SQL is `done_class` (`backend/dossiers/migrations`); a test compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.law.calendar import local
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State
from shared.vocabulary.time_units import DeadlineClass


class EndKind(StrEnum):
    """What a dossier ended with; the result of most is kept as nothing."""

    RESULT = ""
    REJECTED = "rejected"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


KIND_OF_ACT: dict[Act, EndKind] = {
    Act.FINISH: EndKind.RESULT,
    Act.RESOLVE_AT_DESK: EndKind.RESULT,
    Act.REJECT: EndKind.REJECTED,
    Act.STOP: EndKind.STOPPED,
    Act.EXPIRE_SUPPLEMENT: EndKind.STOPPED,
    Act.GRANT_WITHDRAWAL: EndKind.WITHDRAWN,
}
"""Every act that ends the clock."""
WAITING_ACTS = (Act.REQUEST_SUPPLEMENT, Act.SUPPLEMENT, Act.REQUEST_WITHDRAWAL, Act.DENY_WITHDRAWAL)
"""The acts by which somebody is waited for, and no longer."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An act of the past: what it led to, and when."""

    act: Act
    state_after: State
    at: datetime


def judged_at(
    kind: EndKind, before: Iterable[Happened], standing_since: datetime | None
) -> datetime | None:
    """By when an end counts where that is not its own moment; None where it is.

    `before` are the `WAITING_ACTS` in their order; `standing_since` is since when the clock of the
    law stood still. A decision, of either kind, counts when it was made.
    """
    if kind in (EndKind.RESULT, EndKind.REJECTED):
        return None
    asked = withdrawing = None
    for one in before:
        if one.act is Act.REQUEST_SUPPLEMENT:
            asked = one.at if one.state_after is State.SUPPLEMENT else None
        elif one.act is Act.SUPPLEMENT:
            asked = None
        else:
            withdrawing = one.at if one.act is Act.REQUEST_WITHDRAWAL else None
    if kind is not EndKind.WITHDRAWN:
        withdrawing = None
    return min((at for at in (asked, withdrawing, standing_since) if at is not None), default=None)


def done_class(
    due_at: datetime | None,
    finished_at: datetime,
    kind: EndKind = EndKind.RESULT,
    counts_at: datetime | None = None,
) -> DeadlineClass:
    """Early, on time or late of what has ended; `counts_at` is what `judged_at` said.

    Early means that the result came on an earlier date than the due date, on time that it came on
    that date and not later than the moment promised, or that it ended otherwise before that moment.
    """
    if due_at is None:
        return DeadlineClass.NONE
    if (counts_at or finished_at) > due_at:
        return DeadlineClass.DONE_LATE
    if kind is EndKind.RESULT and local(finished_at).date() < local(due_at).date():
        return DeadlineClass.DONE_EARLY
    return DeadlineClass.DONE_ON_TIME
