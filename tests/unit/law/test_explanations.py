"""Every sentence of an explanation, word for word, as read and counted by hand.

`explanations.txt` holds one case a block: what was asked on the first line, then the sentences.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from backend.law.deadlines import (
    Due,
    Duration,
    Promise,
    Term,
    Wait,
    due_date,
    extended_due_date,
    followed,
    last_moment_to_extend,
    resumed_due_date,
)
from shared.vocabulary.time_units import TimeUnit
from tests.unit.law.calendars import HALVES, STORM, USUAL, at

_BLOCKS = (Path(__file__).parent / "explanations.txt").read_text(encoding="utf-8").split("\n\n")
CASES = {block.splitlines()[0]: block.splitlines()[1:] for block in _BLOCKS if block.strip()}
CALENDARS = {"usual": USUAL, "storm": STORM, "halves": HALVES}
OLD = at("12/03/2026 17:30")
GROUND = "NĐ 61/2018 Điều 19.4"
THREE_DAYS = Duration(Decimal(3), TimeUnit.WORKING_DAY)

LATER: dict[str, Callable[[], Due]] = {
    "a wait": lambda: resumed_due_date(
        USUAL, OLD, Wait(at("10/03/2026 08:30:05"), at("11/03/2026 10:30:25"), GROUND)
    ),
    "a wait on a day off": lambda: resumed_due_date(
        USUAL, OLD, Wait(at("14/03/2026 08:30"), at("14/03/2026 10:30"), GROUND)
    ),
    "a promise": lambda: extended_due_date(
        USUAL, OLD, Promise(at("17/03/2026 17:30"), "chờ kết quả đo đạc.")
    ),
    "a promise for a day off": lambda: extended_due_date(
        STORM, at("06/03/2026 17:30"), Promise(at("10/03/2026 17:30"), "chờ kết quả đo đạc.")
    ),
    "a promise before the old date": lambda: extended_due_date(
        USUAL, OLD, Promise(at("12/03/2026 16:30"), "chờ kết quả đo đạc.")
    ),
    "a term, a wait, a promise": lambda: followed(
        USUAL,
        [
            Term(at("09/03/2026 08:00"), THREE_DAYS),
            Wait(at("10/03/2026 08:30"), at("11/03/2026 08:30"), GROUND),
            Promise(at("17/03/2026 17:30"), "chờ kết quả đo đạc."),
        ],
    ),
    "a term counted anew": lambda: followed(
        USUAL,
        [Term(at("02/03/2026 08:00"), THREE_DAYS), Term(at("09/03/2026 08:00"), THREE_DAYS)],
    ),
}


def counted(name: str) -> Due:
    """The case of a block."""
    if name in LATER:
        return LATER[name]()
    calendar, day, clock, amount, unit = name.split()
    limit = Duration(Decimal(amount), TimeUnit(unit))
    return due_date(CALENDARS[calendar], at(f"{day} {clock}"), limit)


@pytest.mark.criterion("W.18")
@pytest.mark.parametrize("name", CASES)
def test_an_explanation_reads_word_for_word(name: str) -> None:
    due = counted(name)
    assert list(due.explanation) == CASES[name]
    assert f"{due.at:%H:%M}" in due.explanation[-1]


def test_a_due_date_keeps_the_step_that_led_to_it() -> None:
    term = Term(at("09/03/2026 08:00"), THREE_DAYS)
    assert due_date(USUAL, term.since, THREE_DAYS).step == term
    wait = Wait(at("10/03/2026 08:30"), at("11/03/2026 08:30"), GROUND)
    assert resumed_due_date(USUAL, OLD, wait).step == wait
    assert followed(USUAL, [term, wait]).step == wait
    assert followed(USUAL, [term]).step == term


def test_a_history_begins_with_a_term() -> None:
    wait = Wait(at("10/03/2026 08:30"), at("11/03/2026 08:30"), GROUND)
    with pytest.raises(ValueError, match=r"^a due date begins with a term$"):
        followed(USUAL, [wait])
    with pytest.raises(ValueError, match=r"^a due date begins with a term$"):
        followed(USUAL, [])


def test_an_extension_is_asked_a_day_before() -> None:
    assert last_moment_to_extend(USUAL, OLD) == at("11/03/2026 17:30")
