"""The words beside a count, where the calendar is unusual; each is told as an officer would."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from backend.law.calendar import CalendarDay, DayKind, WorkingCalendar
from backend.law.counting import (
    days_counted,
    days_passed_over,
    hours_counted,
    span_words,
    why_off,
    why_outside,
)
from backend.law.deadlines import (
    Duration,
    Promise,
    Wait,
    due_date,
    extended_due_date,
    resumed_due_date,
)
from backend.law.lifecycle import RULES, held_after, source_in
from backend.law.regimes import REGIMES
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State
from shared.vocabulary.time_units import TimeUnit
from tests.unit.law.calendars import MORNING, USUAL, at

# Open Monday to Thursday; closed for a week without a word why, then a worked Saturday.
SHORT_WEEK = WorkingCalendar(
    week=dict.fromkeys(range(4), ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))),
    days={
        **{date(2026, 3, n): CalendarDay(date(2026, 3, n), DayKind.CLOSED) for n in range(9, 14)},
        date(2026, 3, 21): CalendarDay(date(2026, 3, 21), DayKind.WORKED, "", MORNING),
        date(2026, 3, 17): CalendarDay(
            date(2026, 3, 17), DayKind.HALF_DAY, "",
            ((time(8, 0), time(9, 0)), (time(14, 0), time(15, 0))),
        ),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 6), "không có giờ làm việc"),
        (date(2026, 3, 7), "cuối tuần"),
        (date(2026, 3, 8), "cuối tuần"),
        (date(2026, 3, 9), "cơ quan đóng cửa"),
    ],
)
def test_a_day_off_says_why(day: date, why: str) -> None:
    assert why_off(SHORT_WEEK, day) == why


def test_a_long_closure_is_told_from_its_first_to_its_last_day() -> None:
    (words,) = days_passed_over(SHORT_WEEK, date(2026, 3, 5), date(2026, 3, 16))
    assert words == (
        "Không tính thứ Sáu 06/03 (không có giờ làm việc); thứ Bảy 07/03, Chủ nhật 08/03 "
        "(cuối tuần); thứ Hai 09/03 đến thứ Sáu 13/03 (cơ quan đóng cửa); thứ Bảy 14/03, "
        "Chủ nhật 15/03 (cuối tuần)."
    )


def test_three_days_are_told_one_by_one() -> None:
    closed = [date(2026, 3, n) for n in (10, 11, 12)]
    calendar = WorkingCalendar(days={d: CalendarDay(d, DayKind.CLOSED, "Bão") for d in closed})
    (words,) = days_passed_over(calendar, date(2026, 3, 9), date(2026, 3, 13))
    assert words == (
        "Không tính thứ Ba 10/03, thứ Tư 11/03, thứ Năm 12/03 (cơ quan đóng cửa: Bão)."
    )


def test_special_days_are_marked_also_without_a_note() -> None:
    counted = days_counted(SHORT_WEEK, date(2026, 3, 16), date(2026, 3, 21))
    assert counted[0] == (
        "Ngày làm việc thứ 1: thứ Ba 17/03 (chỉ làm việc 08:00–09:00 và 14:00–15:00)."
    )
    assert counted[-1] == "Ngày làm việc thứ 4: thứ Bảy 21/03 (ngày làm việc bù)."


def test_a_piece_of_no_length_is_not_told() -> None:
    (line,) = hours_counted(USUAL, at("02/03/2026 11:30"), at("02/03/2026 14:30"))
    assert line == "Thứ Hai 02/03: 13:30–14:30, 1 giờ (cộng dồn 1 giờ)."


def test_the_opening_minute_is_within_office_hours() -> None:
    assert why_outside(USUAL, at("02/03/2026 07:29:59")) == "trước giờ làm việc"
    assert why_outside(USUAL, at("02/03/2026 07:30")) != "trước giờ làm việc"
    assert why_outside(USUAL, at("02/03/2026 12:00")) == "trong giờ nghỉ trưa"


def test_no_time_is_zero_hours() -> None:
    assert span_words(at("02/03/2026 08:00") - at("02/03/2026 08:00")) == "0 giờ"


def test_three_o_clock_itself_is_not_after_three() -> None:
    day = date(2026, 3, 10)
    half = WorkingCalendar(days={day: CalendarDay(day, DayKind.HALF_DAY, "", MORNING)})
    due = due_date(half, at("10/03/2026 15:00"), Duration(Decimal(1), TimeUnit.SAME_DAY))
    assert "Tiếp nhận khi đã hết giờ làm việc" in " ".join(due.explanation)
    assert Duration(Decimal(1), TimeUnit.SAME_DAY).words() == "Trong ngày làm việc"


def test_a_promise_keeps_its_hour_and_is_kept_as_the_step() -> None:
    promise = Promise(at("12/03/2026 10:00"), "Chờ kết quả giám định.")
    due = extended_due_date(USUAL, at("10/03/2026 17:30"), promise)
    assert due.at == at("12/03/2026 10:00")
    assert due.step is promise


def test_a_wait_outside_office_hours_moves_nothing() -> None:
    """Also where the due date itself lies outside them, as after a change of the calendar."""
    wait = Wait(at("07/03/2026 08:00"), at("08/03/2026 20:00"), "NĐ 61/2018 Điều 19.4")
    before: datetime = at("14/03/2026 10:00")  # a Saturday
    assert resumed_due_date(USUAL, before, wait).at == before


def test_what_was_held_is_put_down_when_it_comes_back() -> None:
    asked = State.WITHDRAW_REQUESTED
    assert held_after(Act.DENY_WITHDRAWAL, asked, (State.APPRAISING,)) == ()
    several = (State.APPRAISING, State.PAYMENT_DUE, State.ACCEPTED)
    assert held_after(Act.DENY_WITHDRAWAL, asked, several) == several[:2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.act))
def test_articles_are_cited_only_of_the_decree_of_the_dossier(rule) -> None:  # type: ignore[no-untyped-def]
    first, *later = REGIMES
    assert source_in(rule, first.key) == rule.source
    for regime in later:
        assert source_in(rule, regime.key) == regime.source
        assert "NĐ 61/2018" not in source_in(rule, regime.key)
