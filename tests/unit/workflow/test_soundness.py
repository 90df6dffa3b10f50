"""A process that could not work is refused with the place and the reason."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.workflow.soundness import Surroundings, findings, longest_minutes
from shared.contracts.processes import Process
from shared.vocabulary.roles import Role
from tests.unit.workflow.samples import ORDINARY, process

NEAR = Surroundings(agencies=frozenset({"H37.9"}))


def part(kind: str = "consult", agency: str = "H37.9", days: int = 1) -> dict[str, Any]:
    """What another agency does."""
    return {"kind": kind, "agency": agency, "content": "Cho ý kiến về hồ sơ", "days": days}


WITH_FORM = Surroundings(questions=frozenset({"status"}))


def test_the_ordinary_process_is_sound() -> None:
    assert findings(process(), Surroundings(legal_minutes=1440)) == []
    assert longest_minutes(process()) == 1320


@pytest.mark.criterion("II.4")
@pytest.mark.parametrize(
    ("changes", "around", "step", "code"),
    [
        ({"start": "nowhere"}, Surroundings(), "nowhere", "no-start"),
        ({"issue__next": [{"to": "nowhere"}]}, Surroundings(), "issue", "unknown-step"),
        ({"assign__next": [{"to": "approve"}]}, Surroundings(), "appraise", "unreachable"),
        ({"issue__next": []}, Surroundings(), "issue", "dead-end"),
        ({"return__next": [{"to": "transfer"}]}, Surroundings(), "return", "no-exit"),
        ({"return__next": [{"to": "transfer"}]}, Surroundings(), "return", "after-the-end"),
        ({"appraise__minutes": 2000}, Surroundings(legal_minutes=1440), "transfer", "too-long"),
        ({}, Surroundings(roles_held=frozenset(Role) - {Role.CLERK}), "issue", "role-not-held"),
        ({"approve__role": "specialist"}, Surroundings(), "approve", "act-forbidden"),
        ({"assign__done_by": "approve"}, Surroundings(), "assign", "act-forbidden"),
        ({"appraise__acts": ["accept"]}, Surroundings(), "appraise", "act-forbidden"),
        ({"transfer__next": [{"to": "assign"}, {"to": "return"}]}, Surroundings(), "transfer",
         "branch-never"),
        ({"transfer__next": [{"to": "transfer", "when": [
            {"field": "channel", "op": "is", "values": ["post"]}]}, {"to": "assign"}]},
         Surroundings(), "transfer", "act-forbidden"),
        ({"appraise__parts": [part(agency="H99")]}, NEAR, "appraise", "unknown-agency"),
        ({"appraise__parts": [part("entrust")]}, NEAR, "appraise", "act-missing"),
        ({"appraise__parts": [part(days=2)]}, NEAR, "appraise", "parts-too-long"),
        ({"appraise__parts": [part("entrust"), part("entrust")], "appraise__in_turn": True},
         NEAR, "appraise", "parts-too-long"),
        ({"approve__next": [{"to": "issue", "when": [
            {"field": "answers.status", "op": "is", "values": ["single"]}]}]},
         WITH_FORM, "approve", "no-default"),
        ({"approve__next": [{"to": "issue", "when": [
            {"field": "answers.colour", "op": "given"}]}, {"to": "issue"}]},
         WITH_FORM, "approve", "unknown-field"),
        ({"approve__next": [{"to": "issue", "when": [
            {"field": "answers.status", "op": "is"}]}, {"to": "issue"}]},
         WITH_FORM, "approve", "no-value"),
        ({"approve__next": [{"to": "issue", "when": [
            {"field": "answers.status", "op": "given"}]}, {"to": "issue"}]},
         Surroundings(has_form=False), "approve", "form-missing"),
    ],
)  # fmt: skip
def test_each_fault_is_found_where_it_is(
    changes: dict[str, Any], around: Surroundings, step: str, code: str
) -> None:
    found = findings(process(**changes), around)
    assert (step, code) in [(f.step, f.code) for f in found], found
    assert all(f.message.endswith(".") for f in found)


def test_each_way_to_submit_has_its_own_term() -> None:
    quick = {"field": "channel", "op": "is", "values": ["online"]}
    longer = {"id": "longer", "name": "Thẩm định kỹ", "role": "specialist", "minutes": 960,
              "done_by": "submit_for_approval", "next": [{"to": "approve"}]}  # fmt: skip
    data = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    data["steps"][1]["next"] = [{"to": "appraise", "when": [quick]}, {"to": "longer"}]
    data["steps"].append(longer)
    drawn = msgspec.convert(data, Process)
    assert (longest_minutes(drawn), longest_minutes(drawn, "online")) == (1800, 1320)
    terms = {"online": 1440, "desk": 1920}
    assert findings(drawn, Surroundings(legal_minutes=1440, terms=terms)) == []
    (late,) = findings(drawn, Surroundings(legal_minutes=1440, terms=terms | {"desk": 1600}))
    assert (late.step, late.code) == ("transfer", "too-long")
    assert "nộp trực tiếp" in late.message


def test_two_steps_of_one_name_are_refused() -> None:
    data = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    data["steps"].append(data["steps"][2])
    found = findings(msgspec.convert(data, Process), Surroundings())
    assert ("appraise", "double") in [(f.step, f.code) for f in found]


def test_where_ways_are_too_many_to_try_the_time_of_all_steps_is_taken() -> None:
    ids = [f"s{n}" for n in range(40)]
    steps = [
        {"id": id_, "name": "Thẩm định", "role": "specialist", "minutes": 60,
         "done_by": "submit_for_approval",
         "next": [{"to": other} for other in ids[n + 1 : n + 10]]}
        for n, id_ in enumerate(ids)
    ]  # fmt: skip
    data = {"procedure_code": "1.004873", "start": "s0", "steps": steps}
    assert longest_minutes(msgspec.convert(data, Process)) == 40 * 60


def test_agencies_side_by_side_need_no_more_time_than_the_slowest() -> None:
    acts = ["consult", "entrust"]
    side_by_side = process(appraise__parts=[part(), part("entrust")], appraise__acts=acts)
    assert findings(side_by_side, NEAR) == []


def test_a_way_back_with_an_exit_is_allowed() -> None:
    data = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    data["steps"][3]["next"] = [{"to": "issue"}]
    data["steps"][3]["acts"] = ["send_back"]
    data["steps"].insert(4, {
        "id": "again", "name": "Trình lại", "role": "specialist", "minutes": 60,
        "done_by": "submit_for_approval", "next": [{"to": "approve"}],
    })  # fmt: skip
    data["steps"][2]["next"] = [
        {"to": "again", "when": [{"field": "channel", "op": "is", "values": ["post"]}]},
        {"to": "approve"},
    ]
    found = findings(msgspec.convert(data, Process), Surroundings())
    assert [f.code for f in found] == ["act-forbidden"], "nothing is submitted twice"


@pytest.mark.parametrize(
    "broken",
    [
        {"done_by": "fly"}, {"role": "king"}, {"minutes": 0}, {"minutes": -5}, {"extra": 1},
        {"next": [{"to": "x", "when": [{"field": "channel", "op": "rings"}]}]}, {"id": "Bad Id"},
    ],
)  # fmt: skip
def test_an_unknown_word_does_not_pass(broken: dict[str, Any]) -> None:
    data = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    data["steps"][0] |= broken
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, Process)


IDS = [step["id"] for step in ORDINARY["steps"]]


@given(
    st.lists(
        st.tuples(st.sampled_from(IDS), st.lists(st.sampled_from([*IDS, "nowhere"]), max_size=3)),
        max_size=6,
    ),
    st.sampled_from([*IDS, "nowhere"]),
)
def test_any_process_is_judged_without_failing(
    edges: list[tuple[str, list[str]]], start: str
) -> None:
    changes: dict[str, Any] = {f"{id_}__next": [{"to": t} for t in to] for id_, to in edges}
    changed = process(start=start, **changes)
    found = findings(changed, Surroundings())
    assert longest_minutes(changed) >= 0
    if not found:  # sound: from the start the end is reached whatever branch is taken
        steps = {step.id: step for step in changed.steps}
        step, ways = steps[changed.start], 0
        while step.next and ways < 100:
            step, ways = steps[step.next[-1].to], ways + 1
        assert not step.next
