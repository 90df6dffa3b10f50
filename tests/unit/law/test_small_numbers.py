"""Few people are not shown, nor can their number be worked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.small_numbers import FEWEST, protected

COUNTS = st.lists(st.integers(0, 30), max_size=8)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([4], [None]),
        ([2, 2], [None, None]),
        ([10, 20], [10, 20]),
        ([10, 3, 20], [None, None, 20]),
        ([3, 2, 20], [None, None, 20]),
        ([10, 0, 3], [None, 0, None]),
        ([5, 0], [5, 0]),
    ],
)
def test_examples(counts: list[int], shown: list[int | None]) -> None:
    assert protected(counts) == shown


@given(COUNTS)
def test_no_small_number_is_ever_shown_and_shown_ones_are_right(counts: list[int]) -> None:
    for count, seen in zip(counts, protected(counts), strict=True):
        assert seen is None or seen == count
        assert seen is None or not 0 < seen < FEWEST


@given(COUNTS)
def test_one_hidden_number_alone_is_never_left_to_be_worked_out(counts: list[int]) -> None:
    hidden = protected(counts).count(None)
    assert hidden != 1 or len(counts) == 1
