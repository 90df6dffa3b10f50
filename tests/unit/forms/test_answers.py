"""Answers and their form: one rule, in our words and in JSON Schema."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.forms.rules.answers import completed, normalised, problems, shown
from backend.forms.rules.wording import readable
from backend.organisation.places import is_commune
from shared.contracts.forms import Form
from tests.unit.forms.samples import equals, form, question

TODAY = date(2026, 11, 24)
_HOME = {"commune": "06187", "detail": "Số 1"}


def said(definition: Form, answers: dict[str, Any], **more: Any) -> dict[str, str]:
    """Problems by their place."""
    found = problems(definition, answers, TODAY, **more)
    return {p.pointer.removeprefix("/answers/"): p.message for p in found}


@pytest.mark.parametrize(
    ("kind", "more", "right", "wrong"),
    [
        ("text", {"min_length": 2}, "An", "A"),
        ("text", {"max_length": 3}, "Mẫu", "Mẫu s"),
        ("long_text", {"max_length": 0}, "a" * 4000, "a" * 5001),
        ("choice", {"options": ["a", "b"]}, "a", "c"),
        ("choice", {"options": ["a", "b"]}, "b", ["a"]),
        ("choices", {"options": ["a", "b"]}, ["a", "b"], ["a", "a"]),
        ("choices", {"options": ["a", "b"]}, "a", ["c"]),
        ("yes_no", {}, "yes", "maybe"),
        ("date", {}, "2026-02-28", "2026-02-30"),
        ("date", {}, "29/02/2028", "29/02/2027"),
        ("date", {}, "1900-01-01", "1899-12-31"),
        ("date", {"not_after_today": True}, "2026-11-24", "2026-11-25"),
        ("personal_id", {}, "020 199 000 001", "02019900000"),
        ("tax_code", {}, "0100233488", "0100233480"),
        ("tax_code", {}, "0314409058-002", "12345"),
        ("tax_code", {}, "020199000001", "abc"),
        ("phone", {}, "0900.000.034", "84900000034"),
        ("email", {}, "mau@congdan.example", "mau@"),
        ("number", {"minimum": 0, "maximum": 20}, "2", "21"),
        ("number", {}, 7, "bảy"),
        ("number", {}, -3, 1.5),
        ("money", {}, "1.500.000", "-1"),
        ("money", {}, 0, "1,5 triệu"),
        (
            "address",
            {},
            {"commune": "06187", "detail": "Số 1"},
            {"commune": "99999", "detail": "x"},
        ),
        ("address", {}, {"commune": "06187", "detail": "Số 1"}, {"commune": "06187"}),
        ("address", {}, {"commune": "06187", "detail": "Số 1"}, "Số 1 phố Trình Diễn"),
        (
            "bank_account",
            {},
            {"bank": "Ngân hàng Ví Dụ", "number": "0123456789", "holder": "NGUYEN VAN MAU"},
            {"bank": "Ngân hàng Ví Dụ", "number": "12", "holder": "NGUYEN VAN MAU"},
        ),
    ],
)
def test_each_kind_takes_what_fits_and_says_what_to_do_otherwise(
    kind: str, more: dict[str, Any], right: Any, wrong: Any
) -> None:
    definition = form(question("q", kind, **more))
    assert said(definition, {"q": right}) == {}
    refused = said(definition, {"q": wrong})
    assert len(refused) == 1
    (pointer, message), *_ = refused.items()
    assert pointer.split("/")[0] == "q"
    assert message.endswith(".")


def test_answers_are_kept_in_one_shape() -> None:
    definition = form(
        question("name"), question("fee", "money"), question("day", "date"), question("id", "phone")
    )
    kept = normalised(
        definition, {"name": "  Nguyễn Văn Mẫu ", "fee": "1.500.000", "day": "5/9/2026", "id": ""}
    )
    assert kept == {"name": "Nguyễn Văn Mẫu", "fee": 1_500_000, "day": "2026-09-05"}


def test_an_unanswered_question_is_only_missed_when_it_applies() -> None:
    definition = form(
        question("has_father", "yes_no"),
        question("father", show_if=equals("has_father", "yes")),
        question("note", required=False),
    )
    assert set(said(definition, {})) == {"has_father"}
    assert set(said(definition, {"has_father": "yes"})) == {"father"}
    assert said(definition, {"has_father": "no"}) == {}
    assert said(definition, {}, complete=False) == {}
    # What was typed before the condition changed is no answer any more.
    answers = {"has_father": "no", "father": "Trần Văn Ví Dụ"}
    assert completed(definition, answers, TODAY) == {"has_father": "no"}
    assert said(definition, answers) == {}
    assert [q.key for q in shown(definition, answers, TODAY)] == ["has_father", "note"]


def test_a_hidden_question_hides_what_depends_on_it() -> None:
    definition = form(
        question("a", "yes_no"),
        question("b", "yes_no", show_if=equals("a", "yes")),
        question("c", show_if=equals("b", "yes")),
    )
    answers = {"a": "no", "b": "yes", "c": "x"}
    assert completed(definition, answers, TODAY) == {"a": "no"}


def test_values_are_computed_and_cannot_be_typed() -> None:
    definition = form(
        question("pages", "number", minimum=1),
        question("copies", "number", minimum=1),
        question("sheets", "number", computed={"*": [{"var": "pages"}, {"var": "copies"}]}),
        question("many", show_if={">": [{"var": "sheets"}, 10]}),
    )
    assert completed(definition, {"pages": 3, "copies": 4, "sheets": 1}, TODAY)["sheets"] == 12
    assert set(said(definition, {"pages": 3, "copies": 4})) == {"many"}
    assert said(definition, {"pages": 3, "copies": 3}) == {}
    assert "sheets" not in completed(definition, {"pages": 3}, TODAY)


def test_a_rule_over_several_answers_has_its_own_sentence() -> None:
    definition = form(
        question("begins", "date"),
        question(
            "ends",
            "date",
            checks=[({"<=": [{"var": "begins"}, {"var": "ends"}]}, "Ngày kết thúc phải sau.")],
        ),
        question(
            "born", "date", required=False,
            checks=[({"<=": [{"var": "born"}, {"var": "today"}]}, "Chưa sinh.")],
        ),
    )  # fmt: skip
    assert said(definition, {"begins": "2026-11-02", "ends": "01/11/2026"}) == {
        "ends": "Ngày kết thúc phải sau."
    }
    assert said(definition, {"begins": "2026-11-02", "ends": "2026-11-02"}) == {}
    late = {"begins": "2026-11-02", "ends": "2026-11-02", "born": "2026-11-25"}
    assert said(definition, late) == {"born": "Chưa sinh."}


def test_a_group_repeats_its_questions_and_names_the_entry_that_is_wrong() -> None:
    members = question(
        "members",
        "group",
        max_items=2,
        questions=[
            question("name", label="Họ tên"),
            question("id", "personal_id", label="Số định danh"),
            question("child", "yes_no", label="Là trẻ em"),
            question("guardian", label="Người giám hộ", show_if=equals("child", "yes")),
        ],
    )
    definition = form(members)
    adult = {"name": "Nguyễn Văn Mẫu", "id": "020199000001", "child": "no"}
    assert set(said(definition, {})) == {"members"}
    assert said(definition, {"members": [adult, {"name": ""}]}) == {}
    assert set(said(definition, {"members": [adult, adult | {"id": "1"}]})) == {"members/1/id"}
    assert set(said(definition, {"members": [adult | {"child": "yes"}]})) == {"members/0/guardian"}
    assert set(said(definition, {"members": [adult] * 3})) == {"members"}
    assert set(said(definition, {"members": "Nguyễn Văn Mẫu"})) == {"members"}
    assert set(said(definition, {"members": ["Nguyễn Văn Mẫu"]})) == {"members/0"}
    text = readable(members, [adult])
    assert text == "1. Họ tên: Nguyễn Văn Mẫu; Số định danh: 020199000001; Là trẻ em: Không"


def test_unknown_questions_are_refused_and_some_can_be_looked_at_alone() -> None:
    definition = form(question("a"), question("b", "phone"))
    assert set(said(definition, {"a": "x", "b": "0900000034", "c": 1})) == {"c"}
    assert set(said(definition, {"a": "x", "b": "1"}, only=["a"])) == set()
    assert set(said(definition, {"b": "1"}, only=["b"])) == {"b"}


def test_answers_are_printed_as_people_write_them() -> None:
    assert readable(question("q", "money"), 1500000) == "1.500.000 đồng"
    assert readable(question("q", "date"), "2026-09-05") == "05/09/2026"
    address = {"commune": "06187", "detail": "Số 1 phố Trình Diễn"}
    assert readable(question("q", "address"), address) == (
        "Số 1 phố Trình Diễn, Phường Kỳ Lừa, Tỉnh Lạng Sơn"
    )
    assert readable(question("q", "yes_no"), "yes") == "Có"
    assert readable(question("q", "choices", options=["a", "b"]), ["b", "a"]) == "b; a"


_VALUES = st.none() | st.text(max_size=12) | st.integers() | st.booleans() | st.floats()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.recursive(_VALUES, st.lists, max_leaves=3)))
def test_no_answers_whatever_break_the_rules(answers: dict[str, Any]) -> None:
    definition = form(
        question("a"),
        question("b", "group", questions=[question("c", "date")]),
        question("d", "address"),
        question("e", computed={"+": [{"var": "a"}, 1]}),
    )
    mixed = answers | dict(zip("abd", answers.values(), strict=False))
    problems(definition, mixed, TODAY)
    completed(definition, mixed, TODAY)


def test_communes_are_those_of_the_two_level_model() -> None:
    assert is_commune("06187")
    assert not is_commune("20")
