"""Who may receive and who may resolve: each refusal says what to do instead."""

import uuid

import pytest

from backend.competences.rules import (
    AgencyFacts,
    UnitFacts,
    by_place,
    why_no_agency,
    why_no_procedure,
    why_no_unit,
)

HERE, UNIT = uuid.uuid4(), uuid.uuid4()


def agency(*, ended: bool = False, demonstration: bool = False) -> AgencyFacts:
    return AgencyFacts(HERE, "H37.1", ended, demonstration)


def unit(name: str = "Phòng Tư pháp", *, desk: bool = False, dissolved: bool = False) -> UnitFacts:
    return UnitFacts(UNIT, HERE, name, desk, dissolved)


@pytest.mark.parametrize(
    ("known", "retired", "said"),
    [(True, False, ""), (False, False, "Không có thủ tục"), (True, True, "đã bãi bỏ")],
)
def test_a_procedure_must_be_there_and_not_retired(known: bool, retired: bool, said: str) -> None:
    found = why_no_procedure(known=known, retired=retired)
    assert said in found
    assert bool(found) == bool(said)


def test_an_agency_must_be_there_work_be_real_and_within_reach() -> None:
    assert why_no_agency(agency(), {HERE}) == ""
    assert "Không có cơ quan" in why_no_agency(None, {HERE})
    assert "chạy thử" in why_no_agency(agency(demonstration=True), {HERE})
    assert "kế thừa" in why_no_agency(agency(ended=True), {HERE})
    assert "ngoài phạm vi" in why_no_agency(agency(), {uuid.uuid4()})


def test_a_unit_must_be_there_stand_and_resolve() -> None:
    assert why_no_unit(unit(), []) == ""
    assert "giải thể" in why_no_unit(unit(dissolved=True), [])
    assert "không giải quyết" in why_no_unit(unit(desk=True), [])
    assert "chưa có phòng nào" in why_no_unit(None, [unit(desk=True), unit(dissolved=True)])
    told = why_no_unit(None, [unit("Phòng A"), unit("Phòng B"), unit("Cũ", dissolved=True)])
    assert told.endswith("Chọn một trong: Phòng A; Phòng B.")
    assert why_no_unit(None, [unit(f"Phòng {n}") for n in range(9)]).endswith("…")


def test_units_are_found_by_their_agency() -> None:
    one, two = unit("A"), unit("B")
    assert by_place([one, two]) == {HERE: [one, two]}
