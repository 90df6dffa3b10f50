"""The working calendar: what counts, on calendars written by hand and on random ones."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.law.calendar import (
    VIETNAM,
    WORKDAY,
    CalendarDay,
    CalendarExhausted,
    DayKind,
    Interval,
    WorkingCalendar,
    YearWithoutHolidays,
    local,
    vietnam_days,
)
from backend.law.regimes import (
    IN_FORCE,
    REGIMES,
    UnknownRegime,
    adopted,
    regime,
    regime_in_force,
)
from tests.unit.law.calendars import EARLIER, HALVES, MORNING, STORM, USUAL, at

MONDAY = date(2026, 3, 9)
_FULL_HOURS = 8
_MINUTES = 24 * 60


def test_holidays_of_a_year_come_with_their_names_and_the_saturdays_worked_for_them() -> None:
    days = {day.day: day for day in vietnam_days(range(2026, 2027))}
    assert {day.year for day in days} == {2026}
    assert days[date(2026, 9, 2)] == CalendarDay(date(2026, 9, 2), DayKind.HOLIDAY, "Quốc khánh")
    assert days[date(2026, 8, 22)] == CalendarDay(
        date(2026, 8, 22), DayKind.WORKED, "Làm bù ngày hoán đổi"
    )
    off = [day.day for day in days.values() if day.kind is DayKind.HOLIDAY]
    worked = [day.day for day in days.values() if day.kind is DayKind.WORKED]
    assert off == sorted(off)
    assert worked == sorted(worked)


def test_a_year_whose_holidays_nobody_entered_is_not_counted_in() -> None:
    calendar = WorkingCalendar(years=frozenset({2026}))
    assert calendar.hours(MONDAY) == WORKDAY
    with pytest.raises(YearWithoutHolidays, match="2027") as refused:
        calendar.add(at("31/12/2026 16:30"), timedelta(hours=2))
    assert refused.value.year == 2027


def test_office_hours_of_each_kind_of_day() -> None:
    assert EARLIER.hours(MONDAY) == ((time(7), time(11, 30)), (time(13, 30), time(17)))
    assert USUAL.hours(date(2026, 3, 14)) == ()
    assert STORM.hours(date(2026, 3, 10)) == ()
    assert HALVES.hours(date(2026, 3, 10)) == MORNING
    worked = CalendarDay(date(2026, 3, 14), DayKind.WORKED)
    week = dict.fromkeys(range(1, 5), WORKDAY) | {0: MORNING}
    assert WorkingCalendar(week, {worked.day: worked}).hours(worked.day) == MORNING
    on_tuesday = CalendarDay(date(2026, 3, 10), DayKind.WORKED)
    assert WorkingCalendar(week, {on_tuesday.day: on_tuesday}).hours(on_tuesday.day) == WORKDAY
    assert WorkingCalendar({}, {worked.day: worked}).hours(worked.day) == WORKDAY


def test_a_day_says_why_it_differs() -> None:
    assert STORM.note(date(2026, 3, 10)) == "Bão"
    assert STORM.note(MONDAY) == ""


def test_opening_and_closing() -> None:
    assert USUAL.opening(MONDAY) == at("09/03/2026 07:30")
    assert USUAL.closing(MONDAY) == at("09/03/2026 17:30")
    assert HALVES.closing(date(2026, 3, 10)) == at("10/03/2026 11:30")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("09/03/2026 06:00", "09/03/2026 07:30"),
        ("09/03/2026 08:15", "09/03/2026 08:15"),
        ("09/03/2026 11:30", "09/03/2026 13:30"),
        ("09/03/2026 17:30", "10/03/2026 07:30"),
        ("14/03/2026 10:00", "16/03/2026 07:30"),
    ],
)
def test_the_next_working_moment(moment: str, expected: str) -> None:
    assert USUAL.next_working_moment(at(moment)) == at(expected)


def test_working_days_between_two_dates() -> None:
    assert USUAL.working_days_between(MONDAY, MONDAY) == 0
    assert USUAL.working_days_between(MONDAY, date(2026, 3, 10)) == 1
    assert USUAL.working_days_between(MONDAY, date(2026, 3, 16)) == 5
    assert STORM.working_days_between(MONDAY, date(2026, 3, 12)) == 1
    assert USUAL.working_days_between(date(2026, 3, 10), MONDAY) == 0


def test_no_time_is_added_backwards_and_none_at_the_end_of_a_day() -> None:
    with pytest.raises(ValueError, match=r"^working time cannot be negative$"):
        USUAL.add(at("09/03/2026 08:00"), timedelta(seconds=-1))
    assert USUAL.add(at("09/03/2026 17:30"), timedelta(0)) == at("09/03/2026 17:30")
    assert USUAL.add(at("09/03/2026 11:30"), timedelta(0)) == at("09/03/2026 11:30")
    with pytest.raises(CalendarExhausted):
        WorkingCalendar(week={}).add(at("09/03/2026 08:00"), timedelta(hours=1))
    with pytest.raises(CalendarExhausted):
        WorkingCalendar(week={}).next_working_moment(at("09/03/2026 08:00"))


def test_measuring_ends_with_the_last_day_asked_for() -> None:
    """A year after the end, whose holidays are unknown, is not looked at."""
    calendar = WorkingCalendar(years=frozenset({2026}))
    span = calendar.between(at("31/12/2026 16:30"), at("31/12/2026 20:00"))
    assert span == timedelta(hours=1)
    assert calendar.between(at("31/12/2026 16:30"), at("31/12/2026 08:00")) == timedelta(0)


def test_a_moment_of_elsewhere_is_read_in_vietnam() -> None:
    assert local(datetime.fromisoformat("2026-03-09T01:00:00+00:00")).hour == _FULL_HOURS
    with pytest.raises(ValueError, match=r"^a legal moment needs a time zone$"):
        local(datetime(2026, 3, 9))


def test_the_regime_of_a_day() -> None:
    old, new = REGIMES
    assert regime_in_force(date(2025, 6, 30)) == old
    assert regime_in_force(date(2025, 7, 1)) == new
    assert regime_in_force(date(2018, 6, 21)) == old
    assert regime_in_force(date(2010, 1, 1)) == old
    assert regime(new.key) == new
    assert regime(old.key) == old
    assert adopted(IN_FORCE, date(2025, 6, 30)) == old
    assert adopted(IN_FORCE, date(2025, 7, 1)) == new
    assert adopted(old.key, date(2026, 1, 1)) == old, "a deployment may keep the earlier rules"
    with pytest.raises(UnknownRegime, match="ND-0"):
        regime("ND-0")
    with pytest.raises(UnknownRegime):
        adopted("ND-0", date(2026, 1, 1))


def _intervals(marks: list[int]) -> tuple[Interval, ...]:
    moments = [time(mark // 60, mark % 60) for mark in sorted(set(marks))]
    return tuple(zip(moments[0::2], moments[1::2], strict=False))


hours = st.lists(st.integers(0, _MINUTES - 1), min_size=2, max_size=6).map(_intervals)
weeks = st.dictionaries(st.integers(0, 6), hours, max_size=7).filter(
    lambda week: any(week.values())
)
kinds = st.sampled_from(list(DayKind))
some_days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
specials = st.lists(
    st.builds(CalendarDay, day=some_days, kind=kinds, note=st.just("x"), hours=st.none() | hours),
    max_size=30,
).map(lambda days: {day.day: day for day in days})
calendars = st.builds(WorkingCalendar, week=weeks, days=specials)
moments = st.datetimes(
    datetime(2025, 12, 20), datetime(2026, 4, 10), timezones=st.just(VIETNAM)
).map(lambda moment: moment.replace(microsecond=0))
amounts = st.integers(0, 3600 * 30).map(lambda seconds: timedelta(seconds=seconds))


@pytest.mark.criterion("W.18")
@given(calendars, moments, amounts, amounts)
@settings(max_examples=200, deadline=None)
def test_both_directions_agree_on_any_calendar(
    calendar: WorkingCalendar, start: datetime, first: timedelta, more: timedelta
) -> None:
    try:
        end = calendar.add(start, first)
        later = calendar.add(start, first + more)
    except CalendarExhausted:
        return  # a week of a few minutes holds less than that in ten years
    assert calendar.between(start, end) == first
    assert calendar.between(end, later) == more
    assert calendar.add(end, more) == later or not more
    assert start <= end <= later


@given(calendars, moments)
@settings(max_examples=100, deadline=None)
def test_no_office_time_lies_between_a_moment_and_the_next_that_counts(
    calendar: WorkingCalendar, moment: datetime
) -> None:
    following = calendar.next_working_moment(moment)
    assert following >= moment
    assert calendar.between(moment, following) == timedelta(0)
    assert calendar.between(following, following + timedelta(seconds=1)) == timedelta(seconds=1)
