"""Where an appointment of one desk has a place at another: same time, fitting kind, free seat."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from backend.law.calendar import VIETNAM
from backend.reception.fitting import Booked, Place, Taken, fitting_kind, place_at
from shared.contracts.desk_setup import Booking, DeskSetup, WorkKind

AT = datetime(2026, 12, 1, 8, 30, tzinfo=VIETNAM)
DESK, OLD = UUID(int=1), UUID(int=2)
LAND = WorkKind("dat", "C", "Đất đai", ["1.1"], 20, True, Booking(30, 2, 14, 1, []))
REST = WorkKind("khac", "A", "Nộp hồ sơ", [], 10, True, Booking(15, 1, 14, 1, []))
RESULT = WorkKind("nhan", "B", "Nhận kết quả", [], 4, True, None)
SETUP = DeskSetup(True, [LAND, RESULT, REST], [], 2, 3, 30, 3, 15)


def booked(procedure: str = "", kind: str = "x", name: str = "") -> Booked:
    return Booked(UUID(int=9), OLD, kind, name, procedure, AT, "123456")


def test_the_kind_that_fits_is_that_of_the_procedure_else_of_the_name_else_of_the_key() -> None:
    assert fitting_kind(SETUP, booked("1.1")) is LAND
    assert fitting_kind(SETUP, booked("2.2")) is None, "the first without any takes no appointments"
    swapped = msgspec.structs.replace(SETUP, kinds=[LAND, REST, RESULT])
    assert fitting_kind(swapped, booked("2.2")) is REST
    assert fitting_kind(SETUP, booked(kind="khac", name="ĐẤT ĐAI")) is LAND
    assert fitting_kind(SETUP, booked(kind="khac", name="Việc khác hẳn")) is REST
    assert fitting_kind(SETUP, booked(kind="nhan", name="Nhận kết quả")) is None
    assert fitting_kind(SETUP, booked()) is None


def test_the_same_time_or_none_and_never_more_than_there_are_places() -> None:
    taken, times = Taken(), [AT, AT + timedelta(minutes=30)]
    one = booked("1.1")
    assert place_at(DESK, SETUP, times, one, taken) == Place(DESK, "dat", 30, 1)
    assert place_at(DESK, SETUP, times, one, taken) == Place(DESK, "dat", 30, 2)
    assert place_at(DESK, SETUP, times, one, taken) is None
    assert place_at(DESK, SETUP, [AT + timedelta(minutes=10)], one, Taken()) is None
