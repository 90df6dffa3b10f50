"""Maintenance is announced one whole working day ahead."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import VIETNAM, WorkingCalendar, vietnam_days
from backend.law.maintenance import (
    Window,
    announced_since,
    clipped,
    earliest_start,
    told_in_time,
)

CALENDAR = WorkingCalendar(days={d.day: d for d in vietnam_days((2026, 2027))})


def at(text: str) -> datetime:
    """A moment of 2026 or 2027 in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.criterion("V.22")
@pytest.mark.parametrize(
    ("announced", "earliest"),
    [
        ("2026-11-26T09:00", "2026-11-27T17:30"),  # Thursday within hours: all of Friday
        ("2026-11-26T07:30", "2026-11-26T17:30"),  # at opening that very day is whole
        ("2026-11-27T08:00", "2026-11-30T17:30"),  # Friday: all of Monday
        ("2026-11-28T22:00", "2026-11-30T17:30"),  # Saturday night: all of Monday
        ("2026-12-31T10:00", "2027-01-04T17:30"),  # the first of January is off
    ],
)
def test_a_whole_working_day_lies_between(announced: str, earliest: str) -> None:
    assert earliest_start(CALENDAR, at(announced)) == at(earliest)


def test_one_minute_too_early_is_not_announced() -> None:
    starts = at("2026-11-27T17:30")
    told = Window(starts, starts + timedelta(hours=2), at("2026-11-26T09:00"))
    late = Window(starts - timedelta(minutes=1), starts, at("2026-11-26T09:00"))
    assert told_in_time(CALENDAR, told)
    assert not told_in_time(CALENDAR, late)


def test_what_is_urgent_never_counts_as_announced() -> None:
    starts = at("2026-12-20T22:00")
    window = Window(starts, starts + timedelta(hours=1), at("2026-11-26T09:00"), urgent=True)
    assert not told_in_time(CALENDAR, window)


def test_shortening_keeps_the_announcement_and_moving_begins_anew() -> None:
    first, now = at("2026-11-20T09:00"), at("2026-11-26T09:00")
    before = Window(at("2026-11-27T20:00"), at("2026-11-27T23:00"), first)
    shorter = announced_since(before, at("2026-11-27T21:00"), at("2026-11-27T22:00"), now)
    longer = announced_since(before, at("2026-11-27T20:00"), at("2026-11-27T23:30"), now)
    assert (shorter, longer) == (first, now)
    assert announced_since(None, before.starts_at, before.ends_at, now) == now
    urgent = Window(before.starts_at, before.ends_at, first, urgent=True)
    assert announced_since(urgent, before.starts_at, before.ends_at, now) == now


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)), st.integers(0, 20_000))
def test_announcing_later_never_lets_it_begin_earlier(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=VIETNAM)
    later = moment + timedelta(minutes=minutes)
    first = earliest_start(CALENDAR, moment)
    assert first > moment
    assert earliest_start(CALENDAR, later) >= first
    assert CALENDAR.between(moment, first) >= timedelta(hours=8)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 50)), max_size=6))
def test_clipped_windows_lie_within(spans: list[tuple[int, int]]) -> None:
    zero = at("2026-11-26T00:00")
    first, last = zero + timedelta(hours=100), zero + timedelta(hours=200)
    windows = [
        Window(zero + timedelta(hours=a), zero + timedelta(hours=a + b), zero) for a, b in spans
    ]
    for part in clipped(windows, first, last):
        assert first <= part.starts_at < part.ends_at <= last
