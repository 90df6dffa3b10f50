"""Appendix IV: how figures stand to thresholds, and what counts as being up."""

import math
from bisect import bisect_left
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import VIETNAM
from backend.law.performance import covered, outages, percentile, uptime, verdict
from backend.platform.tally import BOUNDS
from shared.vocabulary.performance import Criterion, Verdict

BEGIN = datetime(2026, 11, 2, 0, 0, tzinfo=VIETNAM)
MINUTE = timedelta(minutes=1)


def minutes(*numbers: int) -> list[datetime]:
    """Moments so many minutes after the beginning."""
    return [BEGIN + number * MINUTE for number in numbers]


@pytest.mark.criterion("IV.1", "IV.2", "IV.3", "IV.4", "IV.5", "IV.6")
@pytest.mark.parametrize(
    ("criterion", "value", "threshold", "expected"),
    [
        (Criterion.MEAN_SECONDS, 2.5, 2.5, Verdict.MET),
        (Criterion.MEAN_SECONDS, 2.51, 2.5, Verdict.NOT_MET),
        (Criterion.SLOWEST_SECONDS, 15.1, 15, Verdict.NOT_MET),
        (Criterion.DATABASE_CPU, None, 75, Verdict.NOT_MEASURED),
        (Criterion.APPLICATION_CPU, 74.9, 75, Verdict.MET),
        (Criterion.CONCURRENT, 12, 1000, Verdict.NOT_REACHED),
        (Criterion.CONCURRENT, 1000, 1000, Verdict.MET),
        (Criterion.ACTIVE_SHARE, 10, 16.67, Verdict.NOT_REACHED),
        (Criterion.UPTIME, 98.99, 99, Verdict.NOT_MET),
        (Criterion.UPTIME, 99, 99, Verdict.MET),
    ],
)
def test_a_figure_stands_to_its_threshold(
    criterion: Criterion, value: float | None, threshold: float, expected: Verdict
) -> None:
    assert verdict(criterion, value, threshold) is expected


@pytest.mark.criterion("IV.6", "V.22")
def test_announced_maintenance_is_no_downtime_and_everything_else_is() -> None:
    up = minutes(0, 1, 2, 6, 7, 8, 9)  # away for three minutes, two of them announced
    announced = [(BEGIN + 3 * MINUTE, BEGIN + 5 * MINUTE)]
    last = BEGIN + 10 * MINUTE
    gaps = outages(up, BEGIN, last, announced)
    assert [(gap.starts_at, gap.ends_at) for gap in gaps] == [tuple(minutes(3, 6))]
    assert gaps[0].excused == 2 * MINUTE
    assert uptime(BEGIN, last, gaps, covered(BEGIN, last, announced)) == 87.5  # 7 of 8 minutes
    assert uptime(BEGIN, last, outages([], BEGIN, last, []), timedelta(0)) == 0
    whole = [(BEGIN, last)]
    assert uptime(BEGIN, last, [], covered(BEGIN, last, whole)) is None


@given(st.sets(st.integers(0, 59)), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59))))
def test_up_and_down_are_all_the_time_there_is(
    answered: set[int], spans: list[tuple[int, int]]
) -> None:
    last = BEGIN + 60 * MINUTE
    announced = [(BEGIN + min(span) * MINUTE, BEGIN + max(span) * MINUTE) for span in spans]
    gaps = outages(minutes(*sorted(answered)), BEGIN, last, announced)
    down = sum((gap.length for gap in gaps), timedelta(0))
    assert down == (60 - len(answered)) * MINUTE
    told = {n for a, b in spans for n in range(min(a, b), max(a, b))}
    assert sum((gap.excused for gap in gaps), timedelta(0)) == len(told - answered) * MINUTE
    found = uptime(BEGIN, last, gaps, covered(BEGIN, last, announced))
    if len(told) == 60:
        assert found is None
    else:
        unexcused = len(set(range(60)) - answered - told)
        assert found == round(100 * (1 - unexcused / (60 - len(told))), 3)


@pytest.mark.criterion("IV.1")
def test_half_of_the_answers_and_nearly_all_of_them_are_known_from_classes() -> None:
    bounds = (0.1, 0.5, 1.0)
    assert percentile(bounds, [50, 40, 10, 0], 0.5) == 0.1
    assert percentile(bounds, [50, 40, 10, 0], 0.95) == 0.75
    assert percentile(bounds, [0, 0, 0, 4], 0.5) == 1.0, "longer than the last bound"
    assert percentile(bounds, [], 0.95) is None


@given(st.lists(st.floats(0.001, 20), min_size=1, max_size=200), st.sampled_from([0.5, 0.95]))
def test_a_percentile_lies_in_the_class_of_the_true_one(values: list[float], share: float) -> None:
    counts = [0] * (len(BOUNDS) + 1)
    for value in values:
        counts[bisect_left(BOUNDS, value)] += 1
    true = sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
    found = percentile(BOUNDS, counts, share)
    assert found is not None
    place = bisect_left(BOUNDS, true)
    if place == len(BOUNDS):
        assert found == BOUNDS[-1]
    else:
        assert (BOUNDS[place - 1] if place else 0) <= found <= BOUNDS[place]
