"""Retention: the narrowest rule in force on the day of closing, counted from the year's end."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.archive.rules import (
    NoRule,
    RetentionRule,
    dispose_after,
    rule_for,
    why_not_disposed,
)
from backend.platform.clock import VIETNAM

TODAY = date(2026, 11, 25)


def rule(code: str, years: int | None = 10, **scope: object) -> RetentionRule:
    values: dict[str, object] = {
        "procedure_code": "", "sector": "", "outcome": "",
        "valid_from": date(2025, 7, 1), "valid_to": None,
    } | scope  # fmt: skip
    return RetentionRule(
        id=uuid4(), code=code, title=code, years=years, source="Luật", confirmed=True, **values
    )  # type: ignore[arg-type]


def chosen(*rules: RetentionRule, outcome: str = "returned", on: date = date(2026, 3, 1)) -> str:
    return rule_for(
        rules, procedure_code="1.001193", sector="Hộ tịch", outcome=outcome,
        closed_on=on, today=TODAY,
    ).code  # fmt: skip


def test_the_narrower_rule_goes_before_the_wider_one() -> None:
    wide, refused = rule("chung"), rule("tu-choi", outcome="refused")
    sector, one = rule("ho-tich", sector="Hộ tịch"), rule("khai-sinh", procedure_code="1.001193")
    assert chosen(wide, refused, sector, one) == "khai-sinh"
    assert chosen(wide, refused, sector) == "ho-tich"
    assert chosen(wide, refused) == "chung"
    assert chosen(wide, refused, outcome="refused") == "tu-choi"
    assert chosen(wide, rule("dat", sector="Đất đai"), rule("khac", procedure_code="2")) == "chung"


def test_the_rule_of_the_day_of_closing_holds_and_not_a_later_one() -> None:
    old = rule("cu", valid_to=date(2026, 7, 1))
    new = rule("moi", valid_from=date(2026, 7, 1))
    assert chosen(old, new, on=date(2026, 6, 30)) == "cu"
    assert chosen(old, new, on=date(2026, 7, 1)) == "moi"


def test_what_is_older_than_all_rules_falls_under_todays_and_no_rule_is_no_guess() -> None:
    assert chosen(rule("moi"), on=date(2019, 1, 1)) == "moi"
    with pytest.raises(NoRule):
        chosen(rule("dat", sector="Đất đai"))


def test_years_count_from_the_end_of_the_vietnamese_year_of_closing() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=VIETNAM)
    assert dispose_after(late, 5) == date(2031, 12, 31)
    assert dispose_after(late + timedelta(hours=1), 5) == date(2032, 12, 31)
    assert dispose_after(late, None) is None


@given(
    closed=st.datetimes(datetime(2000, 1, 1), datetime(2080, 1, 1)),
    years=st.integers(2, 70),
    later=st.integers(0, 366 * 75),
)
def test_nothing_goes_before_its_years_are_full(closed: datetime, years: int, later: int) -> None:
    closed_at = closed.replace(tzinfo=VIETNAM)
    last = dispose_after(closed_at, years)
    today = closed_at.date() + timedelta(days=later)
    may = not why_not_disposed(status="kept", dispose_after=last, holds=0, today=today)
    assert may == (today.year > closed_at.year + years)


def test_held_handed_over_and_permanent_dossiers_stay_whatever_the_day() -> None:
    past = date(2020, 12, 31)
    for reason in (
        why_not_disposed(status="kept", dispose_after=past, holds=1, today=TODAY),
        why_not_disposed(status="handed_over", dispose_after=past, holds=0, today=TODAY),
        why_not_disposed(status="disposed", dispose_after=past, holds=0, today=TODAY),
        why_not_disposed(status="kept", dispose_after=None, holds=0, today=TODAY),
    ):
        assert reason
    assert not why_not_disposed(status="kept", dispose_after=past, holds=0, today=TODAY)
