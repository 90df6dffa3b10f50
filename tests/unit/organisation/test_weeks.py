"""Weeks that follow one another: which holds when, of an agency and of everybody."""

from datetime import date, time

from backend.law.calendar import WorkingCalendar
from backend.organisation.weeks import (
    STANDARD,
    From,
    following,
    in_words,
    times_of,
    week_of,
    with_one_more,
)

EARLY = dict.fromkeys(range(5), ((time(6, 30), time(11)),))
LATE = dict.fromkeys(range(6), ((time(9), time(12)),))
FIRST, APRIL, MAY, OCTOBER = (date(2027, month, 1) for month in (1, 4, 5, 10))


def test_without_any_week_the_standard_one_holds() -> None:
    assert following([], []) == (STANDARD, ())


def test_an_agencys_own_week_goes_before_everybodys_until_it_is_given_up() -> None:
    shared = [From(FIRST, STANDARD), From(MAY, EARLY)]
    own = [From(APRIL, LATE), From(OCTOBER, {})]
    week, later = following(shared, own)
    assert week == STANDARD
    assert later == ((APRIL, LATE), (OCTOBER, EARLY)), "May of everybody does not reach it"
    calendar = WorkingCalendar(week=week, later=later)
    days = (date(2027, 3, 31), APRIL, date(2027, 9, 30), OCTOBER, date(2030, 1, 1))
    assert [calendar.week_on(day) for day in days] == [STANDARD, LATE, LATE, EARLY, EARLY]


def test_of_one_day_the_week_set_last_holds() -> None:
    assert following([From(FIRST, EARLY), From(FIRST, LATE)], []) == (LATE, ())
    assert with_one_more([From(MAY, LATE)], From(MAY, EARLY))[-1].week == EARLY


def test_a_week_is_read_and_written_and_said() -> None:
    assert week_of(times_of(LATE)) == LATE
    assert week_of(reversed(times_of(STANDARD))) == STANDARD
    assert in_words(LATE) == ["Thứ Hai – Thứ Bảy: 09:00–12:00", "Chủ nhật: nghỉ"]
