"""The control sheet: who gave to whom, when, and whether in time."""

from datetime import datetime, time

import pytest

from backend.law.calendar import WorkingCalendar
from backend.law.control_sheet import Happened, Hop, People, hops
from backend.platform.clock import VIETNAM
from shared.vocabulary.acts import Act

PEOPLE = People("Nguyễn Văn Mẫu", "Bộ phận Một cửa", "Lãnh đạo", "Văn thư")
OFFICE = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
CALENDAR = WorkingCalendar(week=dict.fromkeys(range(5), OFFICE), days={})
DUE = datetime(2026, 11, 27, 17, 0, tzinfo=VIETNAM)  # Friday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def event(
    act: Act, when: datetime, who: str, place: str, target: tuple[str, str] = ("", "")
) -> Happened:
    return Happened(act, when, who, place, *target, note="", due_at=DUE)


def whole_way(transferred: datetime, finished: datetime) -> list[Hop]:
    desk, unit = "Bộ phận Một cửa", "Phòng Tư pháp"
    events = [
        event(Act.SUBMIT, at(24, 8), "Nguyễn Văn Mẫu", desk),
        event(Act.ACCEPT, at(24, 9), "Cán bộ A", desk),
        event(Act.TRANSFER, transferred, "Cán bộ A", desk, (unit, "")),
        event(Act.ASSIGN, transferred, "Trưởng phòng B", unit, (unit, "Chuyên viên C")),
        event(Act.SUBMIT_FOR_APPROVAL, finished, "Chuyên viên C", unit),
        event(Act.APPROVE, finished, "Lãnh đạo D", "Lãnh đạo"),
        event(Act.FINISH, finished, "Văn thư E", "Văn thư"),
        event(Act.HAND_OVER, finished, "Cán bộ A", desk),
    ]
    return hops(events, PEOPLE, at(24, 9), CALENDAR)


def test_every_hop_has_a_giver_and_a_receiver() -> None:
    found = whole_way(at(24, 10), at(26, 9))
    assert [(h.giver, h.receiver) for h in found] == [
        ("Nguyễn Văn Mẫu", "Cán bộ A"),
        ("Cán bộ A", "Trưởng phòng B"),
        ("Trưởng phòng B", "Chuyên viên C"),
        ("Chuyên viên C", "Lãnh đạo D"),
        ("Lãnh đạo D", "Văn thư E"),
        ("Văn thư E", "Cán bộ A"),
        ("Cán bộ A", "Nguyễn Văn Mẫu"),
    ]
    assert found[1].receiving_place == "Phòng Tư pháp"
    assert found[5].receiving_place == "Bộ phận Một cửa"


def test_the_line_of_a_receiver_not_known_yet_stays_free() -> None:
    events = [
        event(Act.ACCEPT, at(24, 9), "Cán bộ A", "Bộ phận Một cửa"),
        event(Act.TRANSFER, at(24, 10), "Cán bộ A", "Bộ phận Một cửa", ("Phòng Tư pháp", "")),
    ]
    assert hops(events, PEOPLE, at(24, 9), CALENDAR)[-1].receiver == ""


@pytest.mark.parametrize(
    ("transferred", "result"),
    [
        (at(24, 16), "Đúng hạn"),  # the same working day
        (at(25, 8), "Quá hạn"),  # accepted at nine, so it should have gone the day before
    ],
)
def test_a_transfer_is_measured_by_the_rule_of_the_same_day(
    transferred: datetime, result: str
) -> None:
    assert whole_way(transferred, at(26, 9))[1].result == result


@pytest.mark.parametrize(
    ("finished", "result"),
    [(at(26, 9), "Trước hạn"), (at(27, 16), "Đúng hạn"), (at(28, 8), "Quá hạn")],
)
def test_the_other_hops_are_measured_by_the_due_date_in_force(
    finished: datetime, result: str
) -> None:
    assert whole_way(at(24, 10), finished)[-1].result == result


def test_there_is_no_sheet_before_acceptance() -> None:
    asked = [event(Act.REQUEST_SUPPLEMENT, at(24, 9), "Cán bộ A", "Bộ phận Một cửa")]
    assert hops(asked, PEOPLE, None, CALENDAR) == []
