"""Branches, the clock of a simulated dossier, and past dossiers led through a draft."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import pytest

from backend.law.calendar import VIETNAM, WorkingCalendar
from backend.law.lifecycle import fold
from backend.workflow.walking import (
    Facts,
    Outcome,
    Past,
    holds,
    late_passage,
    outcome,
    replay,
    simulate,
)
from shared.contracts.processes import Condition, Process
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State
from tests.unit.workflow.samples import process

CALENDAR = WorkingCalendar()  # 07:30-11:30, 13:30-17:30, Monday to Friday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("channel", "is", ["online"]), True),
        (Condition("channel", "is_not", ["online"]), False),
        (Condition("channel", "in", ["post", "online"]), True),
        (Condition("answers.copies", "at_least", ["2"]), True),
        (Condition("answers.copies", "at_most", ["2"]), False),
        (Condition("answers.copies", "at_least", ["many"]), False),
        (Condition("answers.absent", "given"), False),
        (Condition("answers.absent", "at_least", ["1"]), False),
        (Condition("answers.copies", "given"), True),
    ],
)
def test_a_condition_asks_for_facts(condition: Condition, expected: bool) -> None:
    assert holds(condition, Facts("online", "desk", {"copies": 3})) is expected


def test_a_simulated_dossier_takes_each_step_its_time() -> None:
    # Monday 08:00 + 2 h = 10:00; + 2 h = 13:30 + 0:30 = 14:00 is 1 h 30 to noon and 30 min after.
    way = simulate(process(), CALENDAR, at(2, 8), Facts())
    assert way.ended
    assert [p.step.id for p in way.passages] == [
        "transfer", "assign", "appraise", "approve", "issue", "return",
    ]  # fmt: skip
    assert way.passages[0].left_at == at(2, 10)
    assert way.passages[1].left_at == at(2, 14)
    assert way.passages[2].left_at == at(3, 14)  # a whole working day
    assert way.passages[-1].left_at == at(4, 16)
    assert not any(p.late for p in way.passages)
    slow = simulate(process(), CALENDAR, at(2, 8), Facts(), pace_percent=150)
    assert all(p.late for p in slow.passages)


def test_a_branch_is_taken_by_the_facts_and_a_loop_is_stopped() -> None:
    branching = process(
        approve__next=[
            {"to": "appraise", "when": [{"field": "channel", "op": "is", "values": ["post"]}]},
            {"to": "issue"},
        ]
    )
    assert simulate(branching, CALENDAR, at(2, 8), Facts("desk")).ended
    round_and_round = simulate(branching, CALENDAR, at(2, 8), Facts("post"))
    assert round_and_round.stopped
    assert not round_and_round.ended
    assert len(round_and_round.passages) == 200


BARE = [
    (Act.REGISTER_AT_DESK, at(2, 7, 40)), (Act.ACCEPT, at(2, 8)), (Act.TRANSFER, at(2, 9)),
    (Act.ASSIGN, at(2, 10)), (Act.SUBMIT_FOR_APPROVAL, at(3, 9)), (Act.APPROVE, at(3, 10)),
    (Act.FINISH, at(3, 11)), (Act.HAND_OVER, at(3, 15)),
]  # fmt: skip


def past(acts: list[tuple[Act, datetime]]) -> list[Past]:
    """Acts with the state each led to."""
    return [
        (act, when, cast(State, fold([one for one, _ in acts[: n + 1]])))
        for n, (act, when) in enumerate(acts)
    ]


NOW = at(4, 9)


def fared(
    draft: Process,
    acts: list[tuple[Act, datetime]],
    *,
    closed: bool = True,
    now: datetime = NOW,
    waits: Sequence[tuple[datetime, datetime]] = (),
) -> Outcome:
    """How a dossier with these acts fares in a draft."""
    return outcome(replay(draft, CALENDAR, past(acts), Facts(), waits), closed=closed, now=now)


EVENTS = past(BARE)


def test_a_past_dossier_fits_is_late_or_gets_stuck() -> None:
    assert fared(process(), BARE) is Outcome.FITS
    assert fared(process(appraise__minutes=60), BARE) is Outcome.LATE
    late = replay(process(appraise__minutes=60), CALENDAR, EVENTS, Facts())
    assert [p.step.id for p in late.passages if p.late] == ["appraise"]
    consulted = [
        *BARE[:4], (Act.CONSULT, at(2, 14)), (Act.CLOSE_CONSULTATION, at(2, 15)), *BARE[4:],
    ]  # fmt: skip
    stuck = replay(process(appraise__acts=[]), CALENDAR, past(consulted), Facts())
    assert fared(process(appraise__acts=[]), consulted) is Outcome.STUCK
    assert stuck.stuck_at == "appraise"
    assert "Lấy ý kiến" in stuck.stopped
    assert fared(process(), consulted) is Outcome.FITS


def test_an_open_dossier_is_running_until_the_time_of_its_step_is_over() -> None:
    begun = BARE[:4]  # assigned at ten on the second; a working day to appraise
    assert fared(process(), begun, closed=False, now=at(2, 16)) is Outcome.RUNNING
    assert fared(process(), begun, closed=False, now=at(3, 16)) is Outcome.LATE
    way = replay(process(), CALENDAR, past(begun), Facts())
    late = late_passage(way, closed=False, now=at(3, 16))
    assert late is not None
    assert (late.step.id, late.left_at) == ("appraise", None)


def test_time_in_which_the_clock_stood_still_does_not_make_a_step_late() -> None:
    asked = [
        *BARE[:4], (Act.REQUEST_SUPPLEMENT, at(2, 14)), (Act.SUPPLEMENT, at(5, 14)),
        (Act.RESUME_PROCESSING, at(5, 15)), (Act.SUBMIT_FOR_APPROVAL, at(5, 16)),
        (Act.APPROVE, at(6, 9)), (Act.FINISH, at(6, 10)), (Act.HAND_OVER, at(6, 11)),
    ]  # fmt: skip
    assert fared(process(), asked) is Outcome.LATE
    assert fared(process(), asked, waits=[(at(2, 14), at(5, 14))]) is Outcome.FITS


def test_a_dossier_sent_back_goes_on_from_the_step_it_was_led_back_to() -> None:
    back = [
        *BARE[:5], (Act.SEND_BACK, at(3, 10)), (Act.SUBMIT_FOR_APPROVAL, at(3, 14)),
        (Act.APPROVE, at(3, 15)), (Act.FINISH, at(3, 16)), (Act.HAND_OVER, at(4, 8)),
    ]  # fmt: skip
    assert fared(process(), back) is Outcome.FITS
    way = replay(process(), CALENDAR, past(back), Facts())
    assert [p.step.id for p in way.passages] == [
        "transfer", "assign", "appraise", "approve", "appraise", "approve", "issue", "return",
    ]  # fmt: skip
    corrected = [*BARE[:7], (Act.REOPEN_BEFORE_HAND_OVER, at(3, 14)), *back[6:]]
    assert fared(process(), corrected) is Outcome.FITS


def test_a_past_dossier_that_asked_nobody_is_stuck_where_others_are_to_be_asked() -> None:
    part = {"kind": "consult", "agency": "H37.1", "content": "Cho ý kiến", "days": 1}
    asking = process(appraise__parts=[part])
    stuck = replay(asking, CALENDAR, EVENTS, Facts())
    assert stuck.stuck_at == "appraise"
    assert "Lấy ý kiến" in stuck.stopped
    asked = [
        *BARE[:4], (Act.CONSULT, at(2, 14)), (Act.CLOSE_CONSULTATION, at(2, 15)), *BARE[4:],
    ]  # fmt: skip
    assert fared(asking, asked) is Outcome.FITS


def test_what_the_law_gives_at_any_time_does_not_make_a_dossier_stuck() -> None:
    paid = [*BARE[:4], (Act.EXTEND, at(2, 14)), (Act.RECORD_LOSS, at(2, 15)), *BARE[4:]]
    assert fared(process(), paid) is Outcome.FITS
