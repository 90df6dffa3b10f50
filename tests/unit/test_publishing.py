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
        (Counts(60, 50, 45, 60, 50, 45), 60, 60, 90.0),
        (Counts(60, 50, 45, 30, 25, 25), 60, 30, 90.0),
        (Counts(40, 20, 20, 40, 20, 20), 40, 40, 100.0),
        # 95 % of 20 is one dossier that was late; 5 % is one that was not.
        (Counts(40, 20, 19, 40, 20, 19), 40, 40, None),
        (Counts(40, 20, 1, 40, 20, 1), 40, 40, None),
        # 38 of 40 online would tell of the two who came to the desk.
        (Counts(40, 30, 25, 38, 29, 25), 40, None, 83.3),
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
    assert shares((8, 1, 1)) == (80.0, None, None)
    assert shares((4, 1, 0)) == (None, None, 0.0)
    assert shares((12, 6, 2)) == (60.0, None, None)
    assert shares((10, 5, 5)) == (50.0, 25.0, 25.0)
    assert shares((5, 0, 0)) == (100.0, 0.0, 0.0)


@given(n, n, n, n)
def test_no_ratio_tells_how_few_were_late(
    online: int, online_late: int, desk: int, desk_late: int
) -> None:
    online_late, desk_late = min(online, online_late), min(desk, desk_late)
    done, late = online + desk, online_late + desk_late
    told = published(Counts(done, done, done - late, online, online, online - online_late))
    if told.in_time_ratio is not None:
        assert not 0 < late < FEWEST
        assert not 0 < done - late < FEWEST
    if told.online_in_time_ratio is not None:
        assert not 0 < online_late < FEWEST
    if None not in (told.in_time_ratio, told.online_in_time_ratio):
        assert not 0 < desk_late < FEWEST
