"""What is told of a service, and what would point at somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.overview.publishing import FEWEST, Counts, published, shares

n = st.integers(0, 30)


@pytest.mark.parametrize(
    ("counts", "received", "online", "ratio"),
    [
        (Counts(0, 0, 0, 0, 0, 0), 0, 0, None),
        (Counts(3, 2, 2, 3, 2, 2), None, None, None),
        (Counts(40, 30, 27, 40, 30, 27), 40, 40, 90.0),
        (Counts(40, 30, 27, 20, 10, 9), 40, 20, 90.0),
        # 38 of 40 online would tell of the two who came to the desk.
        (Counts(40, 30, 27, 38, 29, 26), 40, None, 90.0),
        (Counts(40, 3, 3, 20, 1, 1), 40, 20, None),
    ],
)
def test_numbers_that_could_point_at_a_person_are_not_told(
    counts: Counts, received: int | None, online: int | None, ratio: float | None
) -> None:
    told = published(counts)
    assert (told.received, told.online_received, told.in_time_ratio) == (received, online, ratio)


@given(n, n, n, n)
def test_no_small_number_can_be_told_or_worked_out(
    online: int, desk: int, online_done: int, desk_done: int
) -> None:
    online_done, desk_done = min(online, online_done), min(desk, desk_done)
    done = online_done + desk_done
    told = published(Counts(online + desk, done, done, online, online_done, online_done))
    for whole, part in (
        (told.received, told.online_received),
        (told.resolved, told.online_resolved),
    ):
        for number in (whole, part):
            assert number is None or number == 0 or number >= FEWEST
        if whole is not None and part is not None:
            assert whole == part or whole - part >= FEWEST
    if told.in_time_ratio is not None:
        assert done >= FEWEST


def test_satisfaction_of_few_is_not_told() -> None:
    assert shares((2, 1, 1)) == ()
    assert shares((8, 1, 1)) == (80.0, 10.0, 10.0)
