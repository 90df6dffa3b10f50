"""Deadlines against worked examples; each row was counted by hand on a calendar."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.law.calendar import (
    VIETNAM,
    CalendarDay,
    CalendarExhausted,
    DayKind,
    WorkingCalendar,
    vietnam_days,
)
from backend.law.deadlines import (
    Duration,
    Term,
    Wait,
    answer_by,
    due_date,
    followed,
    in_process_supplement_by,
    resumed_due_date,
    transfer_by,
    waited_until,
)
from shared.vocabulary.time_units import TimeUnit

CALENDAR = WorkingCalendar(days={day.day: day for day in vietnam_days(range(2025, 2029))})
U = TimeUnit


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


@pytest.mark.criterion("W.18")
@pytest.mark.parametrize(
    ("accepted", "amount", "unit", "due"),
    [
        # Across Tết 2026: 14-15 weekend, 16-20 Tết, 21-22 weekend, then 23, 24, 25.
        ("13/02/2026 10:00", "3", U.WORKING_DAY, "25/02/2026 17:30"),
        # 28/08 counts, 31/08 swapped off, 01-02/09 National Day, 03/09 is the second day.
        ("27/08/2026 16:00", "2", U.WORKING_DAY, "03/09/2026 17:30"),
        # Two hours on Friday, Hùng Kings substitute on Monday 27/04, two hours on Tuesday.
        ("24/04/2026 15:30", "4", U.WORKING_HOUR, "28/04/2026 09:30"),
        # An ordinary week.
        ("09/03/2026 08:00", "1", U.WORKING_DAY, "10/03/2026 17:30"),
        ("09/03/2026 08:00", "5", U.WORKING_DAY, "16/03/2026 17:30"),
        # The swap Saturday 22/08/2026 is worked.
        ("21/08/2026 09:00", "1", U.WORKING_DAY, "22/08/2026 17:30"),
        ("21/08/2026 09:00", "2", U.WORKING_DAY, "24/08/2026 17:30"),
        # Received on a Sunday: counts as received on Monday.
        ("08/03/2026 10:00", "1", U.WORKING_DAY, "10/03/2026 17:30"),
        # Vietnamese Culture Day, 24/11 from 2026.
        ("23/11/2026 10:00", "1", U.WORKING_DAY, "25/11/2026 17:30"),
        # Half days count as hours: 0.5 day = 4 h, over lunch.
        ("09/03/2026 08:30", "0.5", U.WORKING_DAY, "09/03/2026 14:30"),
        ("09/03/2026 14:30", "0.5", U.WORKING_DAY, "10/03/2026 08:30"),
        ("09/03/2026 08:30", "1.5", U.WORKING_DAY, "10/03/2026 14:30"),
        # Hours skip lunch, start before opening, end exactly at closing.
        ("09/03/2026 10:30", "2", U.WORKING_HOUR, "09/03/2026 14:30"),
        ("09/03/2026 06:00", "4", U.WORKING_HOUR, "09/03/2026 11:30"),
        ("09/03/2026 12:00", "4", U.WORKING_HOUR, "09/03/2026 17:30"),
        ("09/03/2026 18:00", "8", U.WORKING_HOUR, "10/03/2026 17:30"),
        ("13/03/2026 17:00", "1", U.WORKING_HOUR, "16/03/2026 08:00"),
        # Calendar days: all counted, the end rolled to a working day.
        ("09/03/2026 10:00", "3", U.CALENDAR_DAY, "12/03/2026 17:30"),
        ("11/03/2026 10:00", "3", U.CALENDAR_DAY, "16/03/2026 17:30"),
        ("10/02/2026 10:00", "7", U.CALENDAR_DAY, "23/02/2026 17:30"),
        ("20/04/2026 10:00", "10", U.CALENDAR_DAY, "04/05/2026 17:30"),
        # Months: same date, shortened months, rolled.
        ("31/01/2026 08:00", "1", U.MONTH, "02/03/2026 17:30"),
        ("15/05/2026 08:00", "2", U.MONTH, "15/07/2026 17:30"),
        ("30/11/2026 08:00", "3", U.MONTH, "01/03/2027 17:30"),
        # Same day, with the 15:00 rule.
        ("09/03/2026 14:59", "1", U.SAME_DAY, "09/03/2026 17:30"),
        ("09/03/2026 15:00", "1", U.SAME_DAY, "09/03/2026 17:30"),
        ("09/03/2026 15:01", "1", U.SAME_DAY, "10/03/2026 17:30"),
        ("13/03/2026 16:00", "1", U.SAME_DAY, "16/03/2026 17:30"),
        ("14/03/2026 09:00", "1", U.SAME_DAY, "16/03/2026 17:30"),
        ("29/04/2026 15:30", "1", U.SAME_DAY, "04/05/2026 17:30"),
    ],
)
def test_a_due_date_matches_the_hand_count(
    accepted: str, amount: str, unit: TimeUnit, due: str
) -> None:
    found = due_date(CALENDAR, at(accepted), Duration(Decimal(amount), unit))
    assert found.at == at(due), found.explanation


def test_a_due_date_explains_its_arithmetic_in_words() -> None:
    due = due_date(CALENDAR, at("24/04/2026 15:30"), Duration(Decimal(4), U.WORKING_HOUR))
    words = " ".join(due.explanation)
    assert "15:30 thứ Sáu 24/04/2026" in words
    assert "thứ Bảy 25/04 (cuối tuần)" in words
    assert "27/04" in words
    assert "09:30 thứ Ba 28/04/2026" in words


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("09/03/2026 10:00", "09/03/2026 17:30"),
        ("09/03/2026 15:00", "09/03/2026 17:30"),
        ("09/03/2026 15:30", "10/03/2026 08:30"),
        ("13/03/2026 16:00", "16/03/2026 08:30"),
    ],
)
def test_a_dossier_is_passed_on_the_same_day_or_the_next_morning(
    accepted: str, expected: str
) -> None:
    assert transfer_by(CALENDAR, at(accepted)) == at(expected)


def test_another_regime_may_set_another_hour_for_what_is_done_the_same_day() -> None:
    late, same_day = at("09/03/2026 15:20"), Duration(Decimal(1), U.SAME_DAY)
    assert due_date(CALENDAR, late, same_day).at == at("10/03/2026 17:30")
    later = due_date(CALENDAR, late, same_day, time(15, 30))
    assert later.at == at("09/03/2026 17:30")
    assert "15 giờ 30 phút" in " ".join(later.explanation)
    assert transfer_by(CALENDAR, late, time(15, 30)) == at("09/03/2026 17:30")
    earlier = followed(CALENDAR, [Term(at("09/03/2026 14:00"), same_day)], time(13, 30))
    assert earlier.at == at("10/03/2026 17:30")


def test_a_supplement_put_aside_is_waited_for_as_promised_and_a_working_day_at_least() -> None:
    now = at("06/03/2026 16:00")  # a Friday
    assert waited_until(CALENDAR, at("12/03/2026 17:30"), now) == at("12/03/2026 17:30")
    assert waited_until(CALENDAR, at("05/03/2026 17:30"), now) == at("09/03/2026 17:30")


def test_an_online_dossier_is_answered_within_eight_working_hours() -> None:
    assert answer_by(CALENDAR, at("13/03/2026 15:30")) == at("16/03/2026 15:30")
    assert answer_by(CALENDAR, at("13/02/2026 23:00")) == at("23/02/2026 17:30")


def test_papers_are_asked_for_within_three_working_days() -> None:
    assert in_process_supplement_by(CALENDAR, at("13/02/2026 09:00")) == at("25/02/2026 17:30")


def test_waiting_for_papers_moves_the_due_date_by_the_working_time_waited() -> None:
    due = resumed_due_date(
        CALENDAR,
        at("12/03/2026 17:30"),
        Wait(at("10/03/2026 08:30"), at("11/03/2026 08:30"), "NĐ 61/2018 Điều 19.4"),
    )
    assert due.at == at("13/03/2026 17:30")


def test_a_closure_of_one_agency_is_not_working_time() -> None:
    closed = CalendarDay(date(2026, 3, 10), DayKind.CLOSED, "Mất điện")
    calendar = WorkingCalendar(days={closed.day: closed})
    found = due_date(calendar, at("09/03/2026 08:00"), Duration(Decimal(1), U.WORKING_DAY))
    assert found.at == at("11/03/2026 17:30")
    assert "Mất điện" in " ".join(found.explanation)


def test_a_half_day_has_only_its_own_hours() -> None:
    half = CalendarDay(date(2026, 3, 10), DayKind.HALF_DAY, "", ((time(7, 30), time(11, 30)),))
    calendar = WorkingCalendar(days={half.day: half})
    assert calendar.add(at("10/03/2026 10:30"), timedelta(hours=2)) == at("11/03/2026 08:30")


def test_a_calendar_without_hours_says_so_instead_of_searching_for_ever() -> None:
    with pytest.raises(CalendarExhausted):
        WorkingCalendar(week={}).next_working_day(date(2026, 1, 1))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.between(datetime(2026, 1, 1), datetime(2026, 1, 2))


moments = st.datetimes(
    min_value=datetime(2025, 1, 1), max_value=datetime(2027, 6, 1), timezones=st.just(VIETNAM)
)
amounts = st.integers(min_value=0, max_value=400 * 3600).map(lambda s: timedelta(seconds=s))


@pytest.mark.criterion("W.18")
@given(moments, amounts)
@settings(max_examples=150, deadline=None)
def test_adding_and_measuring_working_time_are_inverse(start: datetime, amount: timedelta) -> None:
    start = start.replace(microsecond=0)
    end = CALENDAR.add(start, amount)
    assert CALENDAR.between(start, end) == amount
    assert end >= start


@given(moments, amounts, amounts)
@settings(max_examples=80, deadline=None)
def test_more_working_time_never_ends_earlier(
    start: datetime, first: timedelta, more: timedelta
) -> None:
    assert CALENDAR.add(start, first) <= CALENDAR.add(start, first + more)


@given(
    moments,
    st.sampled_from(list(TimeUnit)),
    st.decimals(min_value=Decimal("0.5"), max_value=60, places=1),
)
@settings(max_examples=150, deadline=None)
def test_a_due_date_lies_in_office_time_and_after_acceptance(
    accepted: datetime, unit: TimeUnit, amount: Decimal
) -> None:
    if unit is TimeUnit.MONTH:
        amount = max(Decimal(1), amount // 10)
    due = due_date(CALENDAR, accepted, Duration(amount, unit)).at
    assert due >= accepted
    assert CALENDAR.is_working_day(due.date())
    hours = CALENDAR.hours(due.date())
    assert any(start <= due.time() <= end for start, end in hours)
