"""Periods of one code: they follow one another and never overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.lookups.rules import Overlap, Period, fit
from backend.lookups.seed import catalogues

FIRST = date(2025, 7, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_new_meaning_ends_the_one_before_on_the_day_before() -> None:
    how = fit([Period(day(0), None)], Period(day(10), None))
    assert (how.replaces, how.ends, how.ends_on) == (None, day(0), day(9))


def test_the_same_first_day_corrects_that_period() -> None:
    how = fit([Period(day(0), None)], Period(day(0), day(5)))
    assert (how.replaces, how.ends) == (day(0), None)


@pytest.mark.parametrize(
    ("there", "new"),
    [
        (Period(day(10), None), Period(day(0), None)),
        (Period(day(10), day(20)), Period(day(0), day(10))),
        (Period(day(0), day(20)), Period(day(5), day(10))),
    ],
)
def test_what_would_overlap_is_refused(there: Period, new: Period) -> None:
    with pytest.raises(Overlap):
        fit([there], new)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 30))),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_whatever_is_written_every_day_has_at_most_one_meaning(
    written: list[tuple[int, int | None]],
) -> None:
    there: dict[date, Period] = {}
    for start, length in written:
        new = Period(day(start), None if length is None else day(start + length))
        try:
            how = fit(list(there.values()), new)
        except Overlap:
            continue
        if how.ends is not None:
            there[how.ends] = Period(how.ends, how.ends_on)
        there[new.first] = new
    for number in range(100):
        holding = [p for p in there.values() if p.holds_on(day(number))]
        assert len(holding) <= 1


def test_what_every_installation_begins_with_fits_together() -> None:
    for catalogue in catalogues():
        by_code: dict[str, list[Period]] = {}
        for entry in catalogue.entries:
            period = Period(entry.first, entry.last)
            fit(by_code.get(entry.code, []), period)
            by_code.setdefault(entry.code, []).append(period)
        codes = {entry.code for entry in catalogue.entries if entry.last is None}
        for entry in catalogue.entries:
            assert set(entry.replaced_by) <= codes, entry


def test_the_old_provinces_lead_to_the_thirty_four_of_today() -> None:
    units = next(c for c in catalogues() if c.key == "administrative_units").entries
    old = [entry for entry in units if entry.last is not None]
    now = {e.code for e in units if e.last is None and not e.parent}
    assert (len(old), len(now)) == (63, 34)
    assert {heir for entry in old for heir in entry.replaced_by} == now
