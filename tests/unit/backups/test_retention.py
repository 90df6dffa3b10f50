"""Which backups stay: a day, a week and a month at a time, and never none."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.backups.retention import Keeping, kept

MOMENTS = st.sets(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), min_size=1, max_size=60
)
KEEPING = st.builds(Keeping, st.integers(1, 20), st.integers(0, 10), st.integers(0, 14))


def test_a_year_of_nightly_backups_thins_out_with_its_age() -> None:
    last = datetime(2026, 11, 26, 1)
    nights = [last - timedelta(days=n) for n in range(400)]
    stay = kept(nights, Keeping(days=14, weeks=8, months=12))
    assert set(nights[:14]) <= stay
    # The newest of each of eight weeks (Sundays but for the running one) and twelve months.
    assert datetime(2026, 10, 11, 1) in stay and datetime(2026, 10, 4, 1) not in stay
    assert datetime(2025, 12, 31, 1) in stay and datetime(2025, 11, 30, 1) not in stay
    assert len(stay) == 14 + 6 + 10


def test_of_two_on_one_day_the_later_stays() -> None:
    early, late = datetime(2026, 3, 1, 1), datetime(2026, 3, 1, 13)
    assert kept([early, late], Keeping(1, 0, 0)) == {late}


@given(MOMENTS, KEEPING)
def test_the_newest_stays_and_none_is_invented(moments: set[datetime], keeping: Keeping) -> None:
    stay = kept(moments, keeping)
    assert max(moments) in stay and stay <= moments
    assert len(stay) <= keeping.days + keeping.weeks + keeping.months


@given(MOMENTS, KEEPING, KEEPING)
def test_keeping_longer_never_takes_one_away(
    moments: set[datetime], one: Keeping, other: Keeping
) -> None:
    more = Keeping(*(max(a, b) for a, b in zip(_of(one), _of(other), strict=True)))
    assert kept(moments, one) <= kept(moments, more)


@given(MOMENTS, KEEPING)
def test_thinning_out_again_takes_nothing_more(moments: set[datetime], keeping: Keeping) -> None:
    once = kept(moments, keeping)
    assert kept(once, keeping) == once


def _of(keeping: Keeping) -> tuple[int, int, int]:
    return keeping.days, keeping.weeks, keeping.months
