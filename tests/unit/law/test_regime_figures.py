"""Figures of a regime as typed: read back as written, refused where they make no sense."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.regime_figures import FIGURES, day_fault, faults, figures_of, with_figures
from backend.law.regimes import REGIMES

LAW = REGIMES[0]
TODAY = date(2026, 11, 26)
WHOLE = {f.name: (f.lowest, f.highest) for f in FIGURES if f.lowest is not None}


def test_the_figures_as_shipped_are_sound_and_change_nothing() -> None:
    for law in REGIMES:
        assert faults(figures_of(law)) == {}
        assert with_figures(law, 0, figures_of(law)) == law


@given(st.data())
def test_whatever_makes_sense_is_kept_as_it_was_typed(data: st.DataObject) -> None:
    typed = {
        name: str(data.draw(st.integers(lowest, highest or 0)))
        for name, (lowest, highest) in WHOLE.items()
    }
    at = data.draw(st.times()).replace(second=0, microsecond=0, tzinfo=None)
    typed["afternoon_limit"] = f"{at:%H:%M}"
    assert faults(typed) == {}
    rules = with_figures(LAW, 3, typed)
    assert figures_of(rules) == typed and rules.version == 3
    assert replace(rules, version=0, key=LAW.key).source == LAW.source


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("online_answer_hours", ""), ("online_answer_hours", "0"), ("online_answer_hours", "999"),
        ("online_answer_hours", "tám"), ("online_answer_hours", "8.5"), ("extensions", "-1"),
        ("extensions", "٣"), ("afternoon_limit", "25:00"), ("afternoon_limit", "15"),
        ("requests_in_process", "100000"), ("lạ", "1"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_of_its_figure(name: str, text: str) -> None:
    assert list(faults(figures_of(LAW) | {name: text})) == [name]


def test_a_version_holds_from_a_day_to_come_after_every_other() -> None:
    assert "ngày mai" in day_fault("2026-11-26", TODAY, [])
    assert day_fault("2026-11-27", TODAY, []) == ""
    assert "27/11/2026" in day_fault("2026-11-27", TODAY, [TODAY, TODAY + timedelta(days=1)])
    assert "hai năm" in day_fault("2030-01-01", TODAY, [])
    assert "ví dụ" in day_fault("2026-02-30", TODAY, [])


def test_the_hour_of_the_afternoon_is_read_as_an_hour() -> None:
    assert with_figures(LAW, 1, {"afternoon_limit": "9:05"}).afternoon_limit == time(9, 5)
