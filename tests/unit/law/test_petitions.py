"""Times and acts of petitions: worked examples counted by hand, and what holds for every one."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law import petitions as law
from backend.law.calendar import VIETNAM, WorkingCalendar, vietnam_days
from shared.vocabulary.petitions import (
    PETITION_ENDED,
    PetitionAct,
    PetitionKind,
    PetitionState,
)

CALENDAR = WorkingCalendar(days={day.day: day for day in vietnam_days(range(2025, 2029))})
A, S = PetitionAct, PetitionState
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 5),
    max_value=datetime(2027, 6, 1),
    timezones=st.just(VIETNAM),
)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def facts(**more: object) -> law.Facts:
    given: dict[str, object] = {
        "kind": PetitionKind.REPORT,
        "ask_by": at("16/03/2026 17:30"),
        "taken": True,
        "asked_at": None,
        "reachable": True,
        "wishes_publication": True,
        "judged": False,
        "answered": True,
    }
    return law.Facts(**(given | more))  # type: ignore[arg-type]


@pytest.mark.criterion("III.18")
@pytest.mark.parametrize(
    ("received", "take", "ask", "answer"),
    [
        # An ordinary Monday: Wednesday; the Monday after; three weeks later.
        ("09/03/2026 08:00", "11/03/2026 17:30", "16/03/2026 17:30", "30/03/2026 17:30"),
        # Across Tết 2026 (14-22/02 all off): 23 and 24; five: 27; fifteen: 13/03.
        ("13/02/2026 10:00", "24/02/2026 17:30", "27/02/2026 17:30", "13/03/2026 17:30"),
        # Sent on a Sunday: counts as received on Monday 09/03.
        ("08/03/2026 10:00", "11/03/2026 17:30", "16/03/2026 17:30", "30/03/2026 17:30"),
        # Late at night is still that day.
        ("09/03/2026 23:50", "11/03/2026 17:30", "16/03/2026 17:30", "30/03/2026 17:30"),
        # The swapped Saturday 22/08/2026 is worked.
        ("20/08/2026 09:00", "22/08/2026 17:30", "26/08/2026 17:30", "14/09/2026 17:30"),
    ],
)
def test_times_counted_by_hand(received: str, take: str, ask: str, answer: str) -> None:
    found = law.terms(CALENDAR, at(received))
    assert (found.take_by, found.ask_by) == (at(take), at(ask))
    assert found.due_at == at(answer)


@pytest.mark.criterion("III.18")
@pytest.mark.parametrize(
    ("answered", "by"),
    [
        ("30/03/2026 10:00", "01/04/2026 17:30"),
        ("27/03/2026 17:00", "31/03/2026 17:30"),
        ("23/11/2026 10:00", "26/11/2026 17:30"),  # 24/11 is a holiday
    ],
)
def test_an_answer_is_published_within_two_working_days(answered: str, by: str) -> None:
    assert law.publish_by(CALENDAR, at(answered)) == at(by)


@given(received=MOMENTS)
def test_the_times_come_one_after_another_and_on_working_days(received: datetime) -> None:
    found = law.terms(CALENDAR, received)
    assert received < found.take_by < found.ask_by < found.due_at
    for moment, days in ((found.take_by, 2), (found.ask_by, 5), (found.due_at, 15)):
        assert CALENDAR.is_working_day(moment.date())
        assert moment == CALENDAR.closing(moment.date())
        first = CALENDAR.same_or_next_working_day(received.date())
        assert CALENDAR.working_days_between(first, moment.date()) == days


@given(received=MOMENTS, later=st.integers(0, 40 * 24))
def test_passing_it_round_never_gives_more_time_for_the_answer(
    received: datetime, later: int
) -> None:
    due = law.terms(CALENDAR, received).due_at
    passed = received + timedelta(hours=later)
    assert law.take_again_by(CALENDAR, passed, due) <= due


@given(asked=MOMENTS, hours=st.integers(0, 30 * 24))
def test_waiting_for_the_sender_moves_the_time_by_what_was_waited(
    asked: datetime, hours: int
) -> None:
    due = law.terms(CALENDAR, asked).due_at
    back = asked + timedelta(hours=hours)
    moved = law.resumed(CALENDAR, due, asked, back)
    assert moved >= due
    asked_, back_ = (m.replace(microsecond=0) for m in (asked, back))
    assert CALENDAR.between(due, moved) == CALENDAR.between(asked_, back_)


@given(asked=MOMENTS)
def test_a_sender_has_ten_working_days_to_give_more(asked: datetime) -> None:
    first = CALENDAR.same_or_next_working_day(asked.date())
    last = CALENDAR.closing(CALENDAR.add_working_days(first, 10))
    assert not law.waited_enough(CALENDAR, asked, last)
    assert law.waited_enough(CALENDAR, asked, last + timedelta(minutes=1))


@pytest.mark.parametrize("kind", sorted(law.OWN_LAW))
def test_complaints_and_denunciations_are_passed_on(kind: PetitionKind) -> None:
    now = at("10/03/2026 09:00")
    assert law.barred(A.TAKE, S.RECEIVED, facts(kind=kind), now) is not None
    assert law.barred(A.PASS_ON, S.RECEIVED, facts(kind=kind), now) is None
    assert law.barred(A.TAKE, S.RECEIVED, facts(), now) is None


def test_more_is_asked_once_in_time_and_only_of_who_can_be_reached() -> None:
    now = at("10/03/2026 09:00")
    ask = A.ASK_SUPPLEMENT
    assert law.barred(ask, S.RECEIVED, facts(), now) is None
    assert law.barred(ask, S.RECEIVED, facts(), at("16/03/2026 17:30")) is None
    assert law.barred(ask, S.RECEIVED, facts(), at("16/03/2026 17:31")) is not None
    assert law.barred(ask, S.RECEIVED, facts(asked_at=now), now) is not None
    assert law.barred(ask, S.RECEIVED, facts(reachable=False), now) is not None


def test_what_was_asked_for_is_waited_for() -> None:
    now = at("10/03/2026 09:00")
    assert law.barred(A.REFUSE, S.SUPPLEMENT, facts(), now) is not None
    assert law.barred(A.REFUSE, S.SUPPLEMENT, facts(), now, waited=True) is None
    assert law.next_state(A.SUPPLEMENT, S.SUPPLEMENT, taken=False) is S.RECEIVED
    assert law.next_state(A.SUPPLEMENT, S.SUPPLEMENT, taken=True) is S.PROCESSING


def test_nothing_is_published_against_the_sender_and_an_answer_is_judged_once() -> None:
    now = at("10/03/2026 09:00")
    assert law.barred(A.PUBLISH, S.ANSWERED, facts(), now) is None
    assert law.barred(A.PUBLISH, S.ANSWERED, facts(wishes_publication=False), now) is not None
    assert law.barred(A.LIKE, S.ANSWERED, facts(), now) is None
    assert law.barred(A.DISLIKE, S.PUBLISHED, facts(judged=True), now) is not None


def test_one_that_was_merged_is_judged_once_the_answer_it_shares_is_there() -> None:
    now = at("10/03/2026 09:00")
    assert law.barred(A.LIKE, S.MERGED, facts(answered=False), now) is not None
    assert law.barred(A.LIKE, S.MERGED, facts(), now) is None
    assert law.barred(A.LIKE, S.MERGED, facts(judged=True), now) is not None
    assert law.next_state(A.LIKE, S.MERGED, taken=True) is S.MERGED


@given(state=st.sampled_from(S), act=st.sampled_from(A))
def test_the_table_is_all_there_is(state: PetitionState, act: PetitionAct) -> None:
    rule = law.PETITION_RULES.get(act)
    why = law.barred(act, state, facts(), at("10/03/2026 09:00"), waited=True)
    assert (why is None) == (rule is not None and state in rule.before)


def test_every_state_is_reached_and_what_ended_is_only_published_or_judged() -> None:
    reached = {S.RECEIVED} | {rule.after for rule in law.PETITION_RULES.values()}
    assert reached - {None} == set(S)
    allowed = {A.PUBLISH, A.LIKE, A.DISLIKE}
    for act, rule in law.PETITION_RULES.items():
        assert act in allowed or not set(rule.before) & PETITION_ENDED


def test_on_time_is_until_the_moment_itself() -> None:
    due = at("30/03/2026 17:30")
    assert law.on_time(due, due, due)
    assert not law.on_time(due, due + timedelta(seconds=1), due)
    assert law.on_time(due, None, due - timedelta(days=1))
    assert not law.on_time(due, None, due + timedelta(days=1))
