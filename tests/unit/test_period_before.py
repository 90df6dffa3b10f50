"""With which stretch of time a period is compared."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.indicators.periods import period_before


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-02-28")),
        ("2026-11-01", "2026-11-26", ("2026-10-01", "2026-10-26")),
        ("2026-03-01", "2026-03-30", ("2026-02-01", "2026-02-28")),
        ("2026-04-01", "2026-06-30", ("2026-01-01", "2026-03-31")),
        ("2026-04-01", "2026-05-10", ("2026-01-01", "2026-02-09")),
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-01-01", "2026-11-26", ("2025-01-01", "2025-11-26")),
        ("2026-05-10", "2026-05-12", ("2026-05-07", "2026-05-09")),
    ],
)
def test_a_month_is_compared_with_a_month(first: str, last: str, before: tuple[str, str]) -> None:
    found = period_before(date.fromisoformat(first), date.fromisoformat(last))
    assert tuple(day.isoformat() for day in found) == before


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 366))
def test_it_ends_before_the_period_begins(first: date, days: int) -> None:
    start, end = period_before(first, first + timedelta(days=days))
    assert start <= end < first
