"""Times that can be booked, and what keeps a desk from being set up."""

import itertools
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import VIETNAM
from backend.reception.setups import FIRST
from backend.reception.slots import bookable, free_seat, may_change, slots, wants_reminder
from backend.reception.soundness import faults, kind_of_procedure
from shared.contracts.desk_setup import Booking, Counter, DeskSetup

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=VIETNAM)


def at(hour: int, minute: int = 0, day: int = 27) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@given(st.integers(5, 240), st.integers(0, 600), st.integers(1, 600))
def test_slots_lie_inside_office_hours_and_never_overlap(
    minutes: int, opens: int, long: int
) -> None:
    begin = at(0) + timedelta(minutes=opens)
    end = begin + timedelta(minutes=long)
    found = slots([(begin, end)], minutes)
    length = timedelta(minutes=minutes)
    assert all(begin <= slot and slot + length <= end for slot in found)
    assert all(b - a >= length for a, b in itertools.pairwise(found))
    assert end - begin < (len(found) + 1) * length, "no room for one more is left"


def test_a_slot_does_not_reach_over_noon() -> None:
    office = [(at(7, 30), at(11, 30)), (at(13, 30), at(17))]
    found = [f"{slot:%H:%M}" for slot in slots(office, 90)]
    assert found == ["07:30", "09:00", "13:30", "15:00"]


def test_neither_too_soon_nor_too_far_ahead() -> None:
    assert not bookable(at(10, 59, 26), NOW, 2, 14)
    assert bookable(at(11, 0, 26), NOW, 2, 14)
    assert bookable(NOW + timedelta(days=14), NOW, 2, 14)
    assert not bookable(NOW + timedelta(days=15), NOW, 2, 14)
    assert may_change(at(11, 0, 26), NOW, 2)
    assert not may_change(at(10, 59, 26), NOW, 2)


def test_the_first_free_place_is_taken_until_none_is_left() -> None:
    assert free_seat(set(), 2) == 1
    assert free_seat({1}, 2) == 2
    assert free_seat({2}, 2) == 1
    assert free_seat({1, 2}, 2) is None


def test_reminded_a_day_before_unless_booked_within_it() -> None:
    start = NOW + timedelta(hours=23)
    assert wants_reminder(start, NOW - timedelta(days=3), NOW)
    assert not wants_reminder(start, NOW - timedelta(minutes=1), NOW)
    assert not wants_reminder(NOW + timedelta(hours=25), NOW - timedelta(days=3), NOW)
    assert not wants_reminder(NOW - timedelta(minutes=1), NOW - timedelta(days=3), NOW)


def _opened(**changes: object) -> DeskSetup:
    first, second = FIRST.kinds
    second = msgspec.structs.replace(second, procedures=["1.004873"])
    base = msgspec.structs.replace(FIRST, is_open=True, kinds=[first, second])
    return msgspec.structs.replace(base, **changes)


def test_a_sound_desk_has_no_faults_and_a_procedure_its_kind() -> None:
    assert faults(_opened(), {"1.004873"}) == []
    assert faults(msgspec.structs.replace(FIRST, is_open=True), set()) == []
    found = kind_of_procedure(_opened(), "1.004873")
    rest = kind_of_procedure(_opened(), "9.999999")
    assert found is not None
    assert rest is not None
    assert (found.key, rest.key) == ("nhan_ket_qua", "nop_ho_so")


@pytest.mark.parametrize(
    ("setup", "pointer"),
    [
        (_opened(kinds=[]), "/setup/kinds"),
        (_opened(counters=[]), "/setup/counters"),
        (_opened(kinds=[FIRST.kinds[0], FIRST.kinds[0]]), "/setup/kinds/0/key"),
        (_opened(counters=[Counter(1, "Quầy 1", ["khong_co"])]), "/setup/counters/0/kinds"),
        (_opened(counters=[Counter(1, "Quầy 1", ["nop_ho_so"])]), "/setup/kinds/1/key"),
        (
            _opened(counters=[*FIRST.counters, *FIRST.counters]),
            "/setup/counters/0/number",
        ),
        (
            _opened(
                kinds=[msgspec.structs.replace(FIRST.kinds[0], procedures=["la"]), FIRST.kinds[1]]
            ),
            "/setup/kinds/0/procedures",
        ),
    ],
)
def test_each_fault_is_told_with_its_place(setup: DeskSetup, pointer: str) -> None:
    assert pointer in {fault.pointer for fault in faults(setup, {"1.004873"})}


def test_own_questions_are_checked_like_any_form() -> None:
    from shared.contracts.forms import Question

    question = Question(
        "Sai Mã", "text", "", "", "", "", True, [], 0, 0, None, None, False, None, None, [], "",
        [], 0, 0,
    )  # fmt: skip
    kind = msgspec.structs.replace(FIRST.kinds[0], booking=Booking(30, 1, 7, 1, [question]))
    wrong = {f.pointer for f in faults(_opened(kinds=[kind, _opened().kinds[1]]), {"1.004873"})}
    assert {"/setup/kinds/0/booking/questions/0/key"} < wrong
