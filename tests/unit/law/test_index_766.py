"""Ratios, points and what is in time in the service index of QĐ 766/QĐ-TTg."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import WORKDAY, WorkingCalendar
from backend.law.index_766 import (
    Handled,
    content,
    counted_to,
    in_time,
    is_handled,
    is_received,
    points,
    product,
    public_in_time,
    published_in_time,
    ratio,
)
from backend.platform.clock import VIETNAM

START = datetime(2026, 3, 1, tzinfo=VIETNAM)
END = datetime(2026, 4, 1, tzinfo=VIETNAM)
counts = st.integers(0, 10_000_000)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 6, 30), timezones=st.just(VIETNAM)
)  # fmt: skip


@pytest.mark.parametrize(
    ("numerator", "denominator", "share"),
    [(0, 0, None), (0, 7, 0.0), (2, 3, 66.67), (1, 8, 12.5), (7, 7, 100.0), (1, 200_000, 0.0)],
)
def test_a_share_has_two_decimals_and_none_of_nothing(
    numerator: int, denominator: int, share: float | None
) -> None:
    assert ratio(numerator, denominator) == share


@given(counts, counts, counts)
def test_a_share_lies_between_nothing_and_all_and_grows_with_what_is_met(
    denominator: int, one: int, other: int
) -> None:
    few, many = sorted((min(one, denominator), min(other, denominator)))
    if denominator == 0:
        assert ratio(few, denominator) is None
        return
    low, high = ratio(few, denominator), ratio(many, denominator)
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 100
    missed = ratio(denominator - few, denominator)
    assert missed is not None
    assert abs(low + missed - 100) <= 0.01


@given(
    st.floats(0, 100).map(lambda x: round(x, 2)), st.floats(0, 100).map(lambda x: round(x, 2)),
    st.sampled_from([2.0, 6.0, 12.0, 20.0]), st.sampled_from([50.0, 80.0, 90.0, 100.0]),
)  # fmt: skip
def test_points_grow_with_the_share_up_to_the_most(
    one: float, other: float, maximum: float, full_at: float
) -> None:
    low, high = (points(share, maximum, full_at) for share in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= maximum
    assert points(full_at, maximum, full_at) == maximum
    assert points(None, maximum, full_at) is None


@given(counts, counts, counts)
def test_content_never_goes_below_nothing(late: int, spoiled: int, total: int) -> None:
    assert 0 <= content(late, spoiled, total) <= total
    if late + spoiled <= total:
        assert content(late, spoiled, total) == total - late - spoiled


def test_the_share_of_a_share() -> None:
    assert product(33.33, 22.22) == 7.41
    assert product(50.0, None) is None


def case(**changes: object) -> Handled:
    """Accepted on 2 March 10:00, due on 10 March 17:00."""
    accepted = START + timedelta(days=1, hours=10)
    facts: dict[str, object] = {
        "accepted_at": accepted, "due_at": START + timedelta(days=9, hours=17),
        "due_set_at": accepted,
    }  # fmt: skip
    return Handled(**(facts | changes))  # type: ignore[arg-type]


def day(number: int, hour: int = 9) -> datetime:
    """A moment of March."""
    return datetime(2026, 3, number, hour, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("changes", "counted", "timely"),
    [
        ({"ended_at": day(10, 17)}, day(10, 17), True),
        ({"ended_at": day(10, 18)}, day(10, 18), False),
        ({}, END, False),
        ({"withdrawing_at": day(9)}, day(9), True),
        ({"asked_at": day(5)}, day(5), True),
        ({"asked_at": day(5), "asked_again": True}, day(5), False),
        # The wait for what was supplied does not count: 14 less 4 days.
        ({"asked_at": day(5), "supplied_at": day(9), "ended_at": day(14)}, day(14), True),
        ({"asked_at": day(5), "supplied_at": day(9), "ended_at": day(15)}, day(15), False),
        # Counted anew after the supplement, the promise holds the wait already.
        (
            {
                "asked_at": day(5), "supplied_at": day(9), "due_set_at": day(9),
                "due_at": day(14), "ended_at": day(15),
            },
            day(15), False,
        ),
        # Stopped because the supplement never came: the officer's time ended when it was asked.
        ({"asked_at": day(5), "ended_at": day(30), "stopped": True}, day(5), True),
        ({"ended_at": day(30), "stopped": True}, day(30), False),
        ({"due_at": None}, END, True),
    ],
)  # fmt: skip
def test_until_when_a_dossier_counts_and_whether_that_is_in_time(
    changes: dict[str, object], counted: datetime, timely: bool
) -> None:
    assert counted_to(case(**changes), END) == counted
    assert in_time(case(**changes), END) is timely


@given(moments, st.none() | moments, moments, st.booleans())
def test_what_is_received_in_a_period_is_handled_in_it(
    accepted: datetime, ended: datetime | None, due: datetime, again: bool
) -> None:
    if ended is not None and ended < accepted:
        ended = None
    one = Handled(accepted, due, accepted, ended, asked_again=again)
    received, handled = is_received(one, START, END), is_handled(one, START, END)
    assert handled or not received
    assert handled is (accepted < END and (ended is None or ended >= START or received))
    # A later promise never makes a dossier late.
    later = Handled(accepted, due + timedelta(days=1), accepted, ended, asked_again=again)
    assert in_time(later, END) or not in_time(one, END)


def test_publication_counts_working_days() -> None:
    working = WorkingCalendar(
        week=dict.fromkeys(range(5), WORKDAY), days={}, years=frozenset({2026})
    )
    monday = date(2026, 3, 2)
    assert published_in_time(monday, date(2026, 3, 9), working)
    assert not published_in_time(monday, date(2026, 3, 8), working)
    assert public_in_time(monday, date(2026, 3, 9), working)
    assert not public_in_time(monday, date(2026, 3, 10), working)
