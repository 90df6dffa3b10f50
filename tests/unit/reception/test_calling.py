"""Who is called next, and how numbers sound."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reception.lines import Lines, Waiting
from backend.reception.rules import (
    call_speech,
    call_text,
    choose,
    favoured_from,
    is_favoured,
    line,
    opening,
    pace,
    run_of,
    shown_number,
    still_fits,
)
from backend.reception.setups import FIRST
from shared.vocabulary.reception import Priority

EIGHT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class One:
    """Somebody who waits."""

    name: int
    taken_at: datetime
    favoured_from: datetime | None


def at(minute: int) -> datetime:
    return EIGHT + timedelta(minutes=minute)


people = st.lists(
    st.tuples(st.integers(0, 200), st.none() | st.integers(-60, 260)), max_size=40
).map(
    lambda drawn: [
        One(n, at(taken), None if favour is None else at(favour))
        for n, (taken, favour) in enumerate(drawn)
    ]
)
runs, mosts = st.integers(0, 5), st.integers(1, 5)


@given(people, runs, mosts)
def test_everybody_is_called_once_and_the_first_is_the_one_to_choose(
    waiting: list[One], run: int, most: int
) -> None:
    now = at(200)
    order = line(waiting, now, run, most)
    assert sorted(o.name for o in order) == sorted(o.name for o in waiting)
    if order:
        first = [o for o in order if is_favoured(o, now)][:1]
        other = [o for o in order if not is_favoured(o, now)][:1]
        wanted = choose(first[0] if first else None, other[0] if other else None, run, most)
        assert order[0] is wanted


@given(people, runs, mosts)
def test_nobody_is_passed_by_more_favoured_in_a_row_than_the_rule_allows(
    waiting: list[One], run: int, most: int
) -> None:
    now, in_a_row = at(200), run
    order = line(waiting, now, run, most)
    for number, one in enumerate(order):
        others_wait = any(not is_favoured(o, now) for o in order[number:])
        if is_favoured(one, now):
            in_a_row += 1
            assert not others_wait or in_a_row <= most
        else:
            in_a_row = 0


@given(people, runs, mosts)
def test_among_the_favoured_and_among_the_others_the_earlier_goes_first(
    waiting: list[One], run: int, most: int
) -> None:
    now = at(200)
    order = line(waiting, now, run, most)
    favoured = [o.favoured_from for o in order if is_favoured(o, now)]
    others = [o.taken_at for o in order if not is_favoured(o, now)]
    assert favoured == sorted(favoured, key=lambda moment: moment or now)
    assert others == sorted(others)


def test_two_favoured_then_one_of_the_others_and_so_on() -> None:
    favoured = [One(n, at(n), at(n)) for n in range(4)]
    others = [One(n, at(0), None) for n in (10, 11)]
    order = line([*others, *favoured], at(30), 0, 2)
    assert [o.name for o in order] == [0, 1, 10, 2, 3, 11]
    assert next(o.name for o in line([*others, *favoured], at(30), 2, 2)) == 10


def test_an_appointment_is_favoured_from_its_time_on_when_it_came_in_time() -> None:
    grace = timedelta(minutes=15)
    assert favoured_from(Priority.NONE, at(0), at(20), grace) == at(20)
    assert favoured_from(Priority.NONE, at(35), at(20), grace) == at(20)
    assert favoured_from(Priority.NONE, at(36), at(20), grace) is None
    assert favoured_from(Priority.ELDERLY, at(36), at(20), grace) == at(36)
    assert favoured_from(Priority.NONE, at(0)) is None
    early = One(1, at(0), at(20))
    assert not is_favoured(early, at(19))
    assert is_favoured(early, at(20))


def test_the_run_counts_from_the_newest_call_back() -> None:
    assert run_of([True, True, False, True]) == 2
    assert run_of([False, True]) == 0
    assert run_of([]) == 0


@pytest.mark.criterion("II.23")
@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (1, "một"), (12, "mười hai"), (15, "mười lăm"), (21, "hai mươi mốt"), (24, "hai mươi bốn"),
        (105, "một trăm linh năm"), (110, "một trăm mười"), (999, "chín trăm chín mươi chín"),
    ],
)  # fmt: skip
def test_a_voice_is_given_words_and_never_digits(number: int, spoken: str) -> None:
    assert call_speech("A", number, 3) == f"Mời số A, {spoken}, đến quầy số ba."
    assert not any(c.isdigit() for c in call_speech("B", number, 15))


def test_the_screen_shows_the_number_as_it_is_printed() -> None:
    assert shown_number("A", 12) == "A012"
    assert call_text("A", 12, 3) == "Mời số A012 đến quầy 3"


def test_numbers_are_given_from_a_little_before_opening_until_closing_also_at_noon() -> None:
    office = [(at(0), at(210)), (at(330), at(540))]
    early = timedelta(minutes=30)
    assert not opening([], at(0), early).is_open
    assert not opening(office, at(-31), early).is_open
    assert opening(office, at(-30), early).is_open
    assert opening(office, at(250), early).is_open, "who comes at noon waits for the afternoon"
    assert not opening(office, at(540), early).is_open
    assert "08:00–11:30" in opening(office, at(600), early).because


def test_the_pace_is_real_once_enough_were_served_and_expected_before() -> None:
    assert pace(None, 0, 10) == 600
    assert pace(30.0, 4, 10) == 600
    assert pace(30.0, 5, 10) == 30
    assert still_fits(29, timedelta(minutes=30))
    assert not still_fits(30, timedelta(minutes=30))


def test_waiting_is_shared_by_the_counters_in_use() -> None:
    from uuid import UUID

    waiting = [
        Waiting(UUID(int=n + 1), "nop_ho_so", at(n), None, None, None, False) for n in range(6)
    ]
    lines = Lines(FIRST, at(10), waiting, {"nop_ho_so": 300.0, "nhan_ket_qua": 60.0}, frozenset())
    before = lines.before(UUID(int=4), "nop_ho_so", None)
    assert [one.id.int for one in before] == [1, 2, 3]
    assert lines.minutes("nop_ho_so", before) == 15
    assert lines.minutes_for_new("nop_ho_so") == 30
    assert {one.id.int for one in lines.near(3)} == {1, 2, 3, 4}
