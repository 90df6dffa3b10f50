"""Branches, the clock of a simulated dossier, and past dossiers led through a draft."""

from datetime import datetime

import pytest

from backend.law.calendar import VIETNAM, WorkingCalendar
from backend.workflow.walking import Facts, Outcome, holds, outcome, replay, simulate
from shared.contracts.processes import Condition
from shared.vocabulary.acts import Act
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


EVENTS = [
    (Act.REGISTER_AT_DESK, at(2, 7, 40)), (Act.ACCEPT, at(2, 8)), (Act.TRANSFER, at(2, 9)),
    (Act.ASSIGN, at(2, 10)), (Act.SUBMIT_FOR_APPROVAL, at(3, 9)), (Act.APPROVE, at(3, 10)),
    (Act.FINISH, at(3, 11)), (Act.HAND_OVER, at(3, 15)),
]  # fmt: skip


def test_a_past_dossier_fits_is_late_or_gets_stuck() -> None:
    fits = replay(process(), CALENDAR, EVENTS, Facts())
    assert outcome(fits, closed=True) is Outcome.FITS
    late = replay(process(appraise__minutes=60), CALENDAR, EVENTS, Facts())
    assert outcome(late, closed=True) is Outcome.LATE
    assert [p.step.id for p in late.passages if p.late] == ["appraise"]
    verified = [*EVENTS[:4], (Act.CONSULT, at(2, 14)), *EVENTS[4:]]
    stuck = replay(process(appraise__acts=[]), CALENDAR, verified, Facts())
    assert outcome(stuck, closed=True) is Outcome.STUCK
    assert stuck.stuck_at == "appraise"
    assert "Lấy ý kiến" in stuck.stopped
    assert outcome(replay(process(), CALENDAR, verified, Facts()), closed=True) is Outcome.FITS
    open_one = replay(process(), CALENDAR, EVENTS[:4], Facts())
    assert outcome(open_one, closed=False) is Outcome.RUNNING
    assert open_one.passages[-1].left_at is None


def test_a_past_dossier_that_asked_nobody_is_stuck_where_others_are_to_be_asked() -> None:
    part = {"kind": "consult", "agency": "H37.1", "content": "Cho ý kiến", "days": 1}
    asking = process(appraise__parts=[part])
    stuck = replay(asking, CALENDAR, EVENTS, Facts())
    assert stuck.stuck_at == "appraise"
    assert "Lấy ý kiến" in stuck.stopped
    asked = [*EVENTS[:4], (Act.CONSULT, at(2, 14)), *EVENTS[4:]]
    assert outcome(replay(asking, CALENDAR, asked, Facts()), closed=True) is Outcome.FITS


def test_what_the_law_gives_at_any_time_does_not_make_a_dossier_stuck() -> None:
    paid = [*EVENTS[:4], (Act.EXTEND, at(2, 14)), (Act.RECORD_LOSS, at(2, 15)), *EVENTS[4:]]
    assert outcome(replay(process(), CALENDAR, paid, Facts()), closed=True) is Outcome.FITS
