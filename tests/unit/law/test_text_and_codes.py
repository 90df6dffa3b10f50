"""Codes, search text, Vietnamese order and on-time classes."""

from datetime import date, datetime, timedelta

import pytest

from backend.law.calendar import VIETNAM
from backend.law.dossier_code import BadAgencyCode, BadCodePattern, check_pattern, dossier_code
from backend.law.on_time import duty_class, on_time_class
from backend.law.search_text import search_text, vi_sort_key
from shared.vocabulary.time_units import DeadlineClass


@pytest.mark.criterion("W.20")
def test_a_code_is_agency_date_and_number_within_the_day() -> None:
    assert dossier_code("H29.12", date(2026, 6, 15), 1) == "H29.12-260615-0001"
    assert dossier_code("000.00.00.H29", date(2023, 6, 15), 1) == "000.00.00.H29-230615-0001"


def test_the_number_grows_rather_than_repeats() -> None:
    assert dossier_code("H29", date(2026, 1, 2), 10_000) == "H29-260102-10000"


@pytest.mark.parametrize("code", ["", "h29", "H29..1", "H29-1", "H" * 36, "H29.12 "])
def test_a_malformed_agency_code_is_refused(code: str) -> None:
    with pytest.raises(BadAgencyCode):
        dossier_code(code, date(2026, 1, 1), 1)


@pytest.mark.parametrize("pattern", ["{agency}", "{agency}-{number}", "{agency}-{x}-{number}"])
def test_a_pattern_that_would_repeat_codes_is_refused(pattern: str) -> None:
    with pytest.raises(BadCodePattern):
        check_pattern(pattern)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("  Trích lục   hộ tịch; ", "trich luc ho tich"),
        ("H29.12-260615-0001", "h29.12 260615 0001"),
        ("NGUYỄN VĂN MẪU", "nguyen van mau"),
    ],
)
def test_search_text_drops_accents_and_case(text: str, plain: str) -> None:
    assert search_text(text) == plain


def test_names_stand_in_vietnamese_order() -> None:
    names = ["Zung", "Ơn", "Đà Nẵng", "dân", "Bính", "An", "Ăn", "Ân", "Ánh", "Dương", "Bình"]
    assert sorted(names, key=vi_sort_key) == [
        "An", "Ánh", "Ăn", "Ân", "Bình", "Bính", "dân", "Dương", "Đà Nẵng", "Ơn", "Zung",
    ]  # fmt: skip


NOON = datetime(2026, 3, 10, 12, 0, tzinfo=VIETNAM)


@pytest.mark.criterion("W.19")
@pytest.mark.parametrize(
    ("due", "finished", "now", "expected"),
    [
        (None, None, NOON, DeadlineClass.NONE),
        (NOON, NOON - timedelta(days=1), NOON, DeadlineClass.DONE_EARLY),
        (NOON, NOON - timedelta(hours=1), NOON, DeadlineClass.DONE_ON_TIME),
        (NOON, NOON + timedelta(seconds=1), NOON, DeadlineClass.DONE_LATE),
        (NOON, None, NOON - timedelta(days=3), DeadlineClass.IN_TIME),
        (NOON, None, NOON - timedelta(hours=3), DeadlineClass.DUE_SOON),
        (NOON, None, NOON + timedelta(hours=3), DeadlineClass.OVERDUE),
        (NOON, NOON, NOON, DeadlineClass.DONE_ON_TIME),
        (NOON, None, NOON, DeadlineClass.DUE_SOON),
        (NOON, None, NOON - timedelta(days=1), DeadlineClass.DUE_SOON),
        (NOON, None, NOON - timedelta(days=1, seconds=1), DeadlineClass.IN_TIME),
    ],
)
def test_the_on_time_class_is_a_fact_of_dates(
    due: datetime | None, finished: datetime | None, now: datetime, expected: DeadlineClass
) -> None:
    assert on_time_class(due, finished, now) is expected


def test_while_the_clock_waits_nothing_comes_due() -> None:
    late = NOON + timedelta(days=9)
    assert on_time_class(NOON, None, late, waiting=True) is DeadlineClass.WAITING
    assert on_time_class(NOON, late, late, waiting=True) is DeadlineClass.DONE_LATE


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2026, 11, 26, 13, 0), "in_time"), ((2026, 11, 26, 14, 59), "in_time"),
        ((2026, 11, 26, 15, 0), "due_soon"), ((2026, 11, 26, 17, 0), "due_soon"),
        ((2026, 11, 26, 17, 0, 1), "overdue"),
    ],
)  # fmt: skip
def test_a_duty_is_soon_in_its_last_two_hours(now: tuple[int, ...], expected: str) -> None:
    act_by = datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM)
    assert duty_class(act_by, datetime(*now, tzinfo=VIETNAM)) == expected  # type: ignore[misc]
