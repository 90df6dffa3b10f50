"""What the forms of birth and of residence ask and which papers they call for, case by case."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.catalogue.needs import needs_by_answers
from backend.catalogue.requirements import NO, YES, verdict
from backend.catalogue.seed import procedures
from backend.forms.rules.answers import completed, problems, shown
from tests.unit.forms.samples import form

SEEDS = {seed.content.code: seed for seed in procedures()}
BIRTH, STAY, RESIDENCE = SEEDS["1.001193"], SEEDS["1.004194"], SEEDS["1.004222"]
TODAY = date(2026, 11, 26)


def required(seed: Any, answers: dict[str, Any], channel: str = "online") -> set[str]:
    """The papers that must be there."""
    needs = needs_by_answers(
        seed.content.components, form(*seed.questions), answers, channel, TODAY
    )
    return {key for key, need in needs.items() if need == "required"}


def asked(seed: Any, answers: dict[str, Any]) -> set[str]:
    """The questions that apply."""
    return {q.key for q in shown(form(*seed.questions), answers, TODAY)}


def refusals(seed: Any, answers: dict[str, Any], *only: str) -> list[str]:
    """What is said against some answers."""
    found = problems(form(*seed.questions), answers, TODAY, complete=False, only=only)
    return [problem.message for problem in found]


@pytest.mark.criterion("II.2")
@pytest.mark.parametrize(
    ("case", "papers", "mother", "father"),
    [
        ({"birth_case": "usual", "marriage_certificate": "yes"}, {"giay_chung_sinh"}, True, True),
        (
            {"birth_case": "usual", "marriage_certificate": "no"},
            {"giay_chung_sinh", "nhan_con"}, True, True,
        ),
        ({"birth_case": "no_father"}, {"giay_chung_sinh"}, True, False),
        ({"birth_case": "no_mother"}, {"giay_chung_sinh", "nhan_con"}, False, True),
        ({"birth_case": "unknown"}, {"giay_chung_sinh"}, False, False),
        ({"birth_case": "abandoned"}, {"bien_ban_bo_roi"}, False, False),
        ({"birth_case": "surrogacy"}, {"giay_chung_sinh", "mang_thai_ho"}, True, True),
    ],
)  # fmt: skip
def test_each_case_of_birth_asks_its_own_papers_and_parents(
    case: dict[str, str], papers: set[str], mother: bool, father: bool
) -> None:
    assert required(BIRTH, case) == papers
    keys = asked(BIRTH, case)
    assert ("mother_name" in keys, "father_name" in keys) == (mother, father)
    nobody = not mother and not father
    assert ("child_ethnicity" not in keys) is nobody, "left open where no parent is known"
    assert ("notice_from" in keys) is nobody
    assert ("found_record" in keys) is (case["birth_case"] == "abandoned")
    assert ("medical_confirmation" in keys) is (case["birth_case"] == "surrogacy")


def test_answers_about_parents_are_dropped_when_the_case_changes() -> None:
    answers = {"birth_case": "no_father", "mother_name": "Trần Thị Ví Dụ", "father_name": "Ai đó"}
    kept = completed(form(*BIRTH.questions), answers, TODAY)
    assert "mother_name" in kept and "father_name" not in kept


def test_a_child_found_is_registered_by_who_cares_for_it_after_seven_days_of_notice() -> None:
    found = {"relation": "carer", "birth_case": "abandoned", "child_nationality": "VN"}
    assert refusals(BIRTH, found, "birth_case", "child_nationality") == []
    wrong = refusals(BIRTH, found | {"relation": "relative"}, "birth_case")
    assert len(wrong) == 1 and "nuôi dưỡng" in wrong[0]
    other = found | {"child_nationality": "other"}
    assert "quốc tịch Việt Nam" in refusals(BIRTH, other, "child_nationality")[0]
    for days, said in ((6, 1), (7, 0)):
        notice = {"notice_from": (TODAY - timedelta(days=days)).isoformat()}
        assert len(refusals(BIRTH, found | notice, "notice_from")) == said, days


@pytest.mark.parametrize(("relation", "case"), [("mother", "no_mother"), ("father", "no_father")])
def test_who_says_they_are_the_parent_is_not_unknown(relation: str, case: str) -> None:
    assert len(refusals(BIRTH, {"relation": relation, "birth_case": case}, "birth_case")) == 1
    assert refusals(BIRTH, {"relation": relation, "birth_case": "usual"}, "birth_case") == []


def test_a_foreign_element_leads_to_its_own_procedure_with_the_reason() -> None:
    rules = BIRTH.content.requirements
    assert verdict(rules, {"foreign_element": "no"}) == (YES, [])
    says, reasons = verdict(rules, {"foreign_element": "yes"})
    assert says == NO and "2.000528" in reasons[0] and "Điều 35" in reasons[0]


def test_a_stranger_brings_a_certified_authorisation() -> None:
    case = {"birth_case": "no_father", "relation": "authorised"}
    assert "uy_quyen" in required(BIRTH, case)
    assert "uy_quyen" not in required(BIRTH, case | {"relation": "grandparent"})


def test_on_paper_nobody_is_told_that_a_special_paper_is_needless() -> None:
    from backend.catalogue.needs import usual_need

    usual = {c.key: usual_need(c, "desk") for c in BIRTH.content.components}
    assert usual["giay_chung_sinh"] == "required" and usual["bien_ban_bo_roi"] == "optional"


@pytest.mark.criterion("II.3")
@pytest.mark.parametrize("seed", [STAY, RESIDENCE], ids=["stay", "residence"])
def test_the_declaration_of_residence_asks_all_that_ct01_has(seed: Any) -> None:
    keys = asked(seed, {"housing": "rent", "household": "other", "present_is": "other"})
    assert {
        "requester_name", "birth_date", "sex", "requester_personal_id", "requester_phone",
        "requester_email", "requester_address", "temporary_address", "present_is",
        "present_address", "occupation", "head_name", "head_relation", "head_personal_id",
        "request", "members", "declaration",
    } <= keys  # fmt: skip
    table = next(q for q in seed.questions if q.key == "members").questions
    assert [q.key for q in table] == [
        "name", "birth_date", "sex", "personal_id", "occupation", "relation",
    ]  # fmt: skip
    alone = asked(seed, {"housing": "own", "household": "own", "present_is": "permanent"})
    assert not {"head_name", "present_address"} & alone
    with_family = asked(seed, {"housing": "family"})
    assert "head_name" in with_family and "household" not in with_family


@pytest.mark.criterion("II.2")
def test_the_papers_of_residence_follow_home_household_and_age() -> None:
    grown, child = {"birth_date": "2000-01-01"}, {"birth_date": "2010-01-01"}
    own = {"housing": "own", "household": "own"}
    assert required(STAY, grown | own) == {"cho_o"}
    assert required(STAY, child | own) == {"cho_o", "y_kien_giam_ho"}
    assert required(STAY, grown | {"housing": "family"}) == {"cho_o", "y_kien"}
    assert required(RESIDENCE, grown | own) == set()
    rented = {"housing": "rent", "household": "own"}
    assert required(RESIDENCE, grown | rented) == {"thue_muon", "y_kien"}
    assert required(RESIDENCE, grown | rented, "desk") == {"ct01", "thue_muon"}
    eighteen = {"birth_date": "2008-11-26"}
    assert "y_kien_giam_ho" not in required(STAY, eighteen | own), "of age on the very day"


def test_what_is_asked_of_the_police_is_written_out() -> None:
    told = completed(form(*STAY.questions), {"stay_months": 12}, TODAY)
    assert told["request"] == "Đăng ký tạm trú 12 tháng tại địa chỉ tạm trú ghi trên"
