"""By when an end counts, and as what: by hand, kind by kind."""

from datetime import datetime, timedelta

import pytest

from backend.law.ending import KIND_OF_ACT, EndKind, Happened, done_class, judged_at
from backend.law.lifecycle import RULES, Clock
from backend.law.reporting import Case, figures_of
from backend.platform.clock import VIETNAM
from shared.vocabulary.acts import Act
from shared.vocabulary.reports import Figure
from shared.vocabulary.states import State
from shared.vocabulary.time_units import DeadlineClass

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, NEXT_WEEK = (
    datetime(2026, 6, day, 9, tzinfo=VIETNAM) for day in (8, 9, 10, 11, 18)
)
ASKED = Happened(Act.REQUEST_SUPPLEMENT, State.SUPPLEMENT, TUESDAY)
SENT = Happened(Act.SUPPLEMENT, State.SUPPLEMENTED, WEDNESDAY)
AT_DESK = Happened(Act.REQUEST_SUPPLEMENT, State.PRE_SUPPLEMENT, MONDAY)
GIVE_BACK = Happened(Act.REQUEST_WITHDRAWAL, State.WITHDRAW_REQUESTED, WEDNESDAY)
NOT_BACK = Happened(Act.DENY_WITHDRAWAL, State.APPRAISING, THURSDAY)


def test_every_act_that_ends_the_clock_has_a_kind() -> None:
    assert set(KIND_OF_ACT) == {rule.act for rule in RULES if rule.clock is Clock.END}


@pytest.mark.parametrize(
    ("kind", "before", "stood", "counts"),
    [
        (EndKind.RESULT, [ASKED, SENT], TUESDAY, None),
        (EndKind.REJECTED, [ASKED], TUESDAY, None),
        (EndKind.STOPPED, [], None, None),
        (EndKind.STOPPED, [ASKED], TUESDAY, TUESDAY),
        # Specialised law lets the clock go on: it was asked for in vain all the same.
        (EndKind.STOPPED, [ASKED], None, TUESDAY),
        (EndKind.STOPPED, [ASKED, SENT], None, None),
        (EndKind.STOPPED, [AT_DESK], None, None),
        # A fee that nobody paid, while the clock stood still.
        (EndKind.STOPPED, [ASKED, SENT], THURSDAY, THURSDAY),
        (EndKind.STOPPED, [GIVE_BACK, NOT_BACK], None, None),
        (EndKind.WITHDRAWN, [GIVE_BACK], None, WEDNESDAY),
        (EndKind.WITHDRAWN, [ASKED, GIVE_BACK], TUESDAY, TUESDAY),
    ],
)
def test_an_end_in_vain_counts_when_it_was_asked_for(
    kind: EndKind, before: list[Happened], stood: datetime | None, counts: datetime | None
) -> None:
    assert judged_at(kind, before, stood) == counts


LATE, ON_TIME, EARLY = (
    DeadlineClass.DONE_LATE,
    DeadlineClass.DONE_ON_TIME,
    DeadlineClass.DONE_EARLY,
)


@pytest.mark.parametrize(
    ("kind", "finished", "counts", "found", "column"),
    [
        (EndKind.RESULT, TUESDAY, None, EARLY, Figure.RESOLVED_EARLY),
        (EndKind.RESULT, THURSDAY, None, LATE, Figure.RESOLVED_LATE),
        (EndKind.REJECTED, TUESDAY, None, ON_TIME, Figure.RESOLVED_ON_TIME),
        (EndKind.REJECTED, THURSDAY, None, LATE, Figure.RESOLVED_LATE),
        (EndKind.STOPPED, NEXT_WEEK, TUESDAY, ON_TIME, Figure.RESOLVED_ON_TIME),
        (EndKind.STOPPED, NEXT_WEEK, None, LATE, Figure.RESOLVED_LATE),
        (EndKind.STOPPED, NEXT_WEEK, THURSDAY, LATE, Figure.RESOLVED_LATE),
        (EndKind.WITHDRAWN, MONDAY, MONDAY, ON_TIME, Figure.RESOLVED_ON_TIME),
        (EndKind.WITHDRAWN, NEXT_WEEK, WEDNESDAY, ON_TIME, Figure.RESOLVED_ON_TIME),
    ],
)
def test_what_is_returned_stopped_or_withdrawn_is_on_time_or_late_and_never_early(
    kind: EndKind,
    finished: datetime,
    counts: datetime | None,
    found: DeadlineClass,
    column: Figure,
) -> None:
    due = WEDNESDAY + timedelta(hours=8)
    assert done_class(due, finished, kind, counts) is found
    one = Case(MONDAY, True, due, finished, None, False, kind, counts)
    start, end = MONDAY - timedelta(days=7), NEXT_WEEK + timedelta(days=7)
    assert column in figures_of(one, start, end)
