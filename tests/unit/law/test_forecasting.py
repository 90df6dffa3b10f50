"""What is left of a dossier, by how long the same took before."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import WorkingCalendar, vietnam_days
from backend.overview.forecasting import Usual, Visit, outlook, usual, visits
from backend.platform.clock import VIETNAM
from shared.vocabulary.states import State

CALENDAR = WorkingCalendar(days={day.day: day for day in vietnam_days((2026,))})
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)


def test_the_stay_in_a_state_is_working_time_and_waiting_for_the_applicant_is_none() -> None:
    at = CALENDAR.add
    entered = [
        (State.ACCEPTED, MONDAY),
        (State.APPRAISING, at(MONDAY, 2 * HOUR)),
        (State.SUPPLEMENT, at(MONDAY, 6 * HOUR)),
        (State.SUPPLEMENTED, at(MONDAY, 30 * HOUR)),
        (State.APPROVED, at(MONDAY, 33 * HOUR)),
    ]
    found = {one.state: one for one in visits(entered, at(MONDAY, 35 * HOUR), CALENDAR.between)}
    assert State.SUPPLEMENT not in found
    assert found[State.APPRAISING].stay == 4 * HOUR
    assert found[State.APPRAISING].remaining == (4 + 3 + 2) * HOUR
    assert found[State.ACCEPTED].remaining == 11 * HOUR


def test_of_few_nothing_is_foretold() -> None:
    one = Visit(State.APPRAISING, 4 * HOUR, 8 * HOUR)
    assert usual([one] * 4) == {}
    assert usual([one] * 5) == {State.APPRAISING: Usual(5, 4 * HOUR, 8 * HOUR)}


def test_a_dossier_that_stays_too_long_still_has_before_it_what_comes_after() -> None:
    pace = Usual(9, 4 * HOUR, 12 * HOUR)
    fresh = outlook(CALENDAR, MONDAY, CALENDAR.add(MONDAY, HOUR), pace)
    assert fresh.expected_at == CALENDAR.add(MONDAY, 12 * HOUR)
    now = CALENDAR.add(MONDAY, 20 * HOUR)
    stuck = outlook(CALENDAR, MONDAY, now, pace)
    assert stuck.expected_at == CALENDAR.add(now, 8 * HOUR)
    assert stuck.stayed == 20 * HOUR


@given(st.integers(0, 200), st.integers(0, 100), st.integers(0, 100))
def test_a_result_is_never_expected_in_the_past(waited: int, stay: int, after: int) -> None:
    now = CALENDAR.add(MONDAY, waited * HOUR)
    pace = Usual(9, stay * HOUR, (stay + after) * HOUR)
    assert outlook(CALENDAR, MONDAY, now, pace).expected_at >= now
