"""The table of acts against the law's own graph."""

import pytest

from backend.cli.act_page import act_page
from backend.law import lifecycle
from backend.law.lifecycle import ActNotAllowed, fold, held_after, next_state
from shared.vocabulary.acts import ACT_LABELS, TIMELINE_LABELS, Act
from shared.vocabulary.states import (
    NATIONAL_CODE,
    NATIONAL_LABELS,
    OFFICER_LABELS,
    PORTAL_LABELS,
    NationalCode,
    State,
)
from tests.conftest import ROOT

HAPPY = [
    Act.SUBMIT,
    Act.ACCEPT,
    Act.TRANSFER,
    Act.ASSIGN,
    Act.SUBMIT_FOR_APPROVAL,
    Act.APPROVE,
    Act.FINISH,
    Act.HAND_OVER,
]


@pytest.mark.parametrize("rule", lifecycle.RULES, ids=lambda rule: rule.act.value)
def test_no_act_leaves_the_graph_of_the_national_portal(rule: lifecycle.Rule) -> None:
    for origin in rule.origin:
        if isinstance(rule.target, State):
            before, after = NATIONAL_CODE[origin], NATIONAL_CODE[rule.target]
            assert before == after or after in lifecycle.NATIONAL_GRAPH[before]


def test_every_state_is_reached_and_every_open_state_can_end() -> None:
    reached: set[State] = set()
    frontier: list[tuple[State, tuple[State, ...]]] = []
    seen: set[tuple[State, tuple[State, ...]]] = set()
    for act in (Act.SUBMIT, Act.REGISTER_AT_DESK):
        frontier.append((next_state(act, None), held_after(act, None)))
    while frontier:
        state, held = frontier.pop()
        if (state, held) in seen or len(held) > 2:
            continue
        seen.add((state, held))
        reached.add(state)
        for rule in lifecycle.rules_from(state):
            frontier.append((next_state(rule.act, state, held), held_after(rule.act, state, held)))
    assert reached == set(State)


@pytest.mark.parametrize("state", list(State))
def test_terminal_states_offer_no_act_and_others_offer_some(state: State) -> None:
    assert bool(lifecycle.rules_from(state)) is not lifecycle.is_terminal(state)


@pytest.mark.criterion("W.8")
def test_the_ordinary_way_leads_from_submission_to_the_result() -> None:
    assert fold(HAPPY) is State.RETURNED


def test_a_withdrawal_denied_comes_back_to_where_the_dossier_was() -> None:
    acts = [Act.SUBMIT, Act.ACCEPT, Act.TRANSFER, Act.REQUEST_WITHDRAWAL, Act.DENY_WITHDRAWAL]
    assert fold(acts) is State.TRANSFERRED


def test_a_withdrawal_denied_during_a_payment_comes_back_to_the_payment() -> None:
    acts = [Act.SUBMIT, Act.ACCEPT, Act.REQUIRE_PAYMENT, Act.REQUEST_WITHDRAWAL]
    assert fold([*acts, Act.DENY_WITHDRAWAL]) is State.PAYMENT_DUE
    assert fold([*acts, Act.DENY_WITHDRAWAL, Act.RECORD_PAYMENT]) is State.ACCEPTED


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.ACCEPTED, Act.REFUSE),
        (State.SUBMITTED, Act.HAND_OVER),
        (State.RETURNED, Act.STOP),
        (State.RESULT_READY, Act.REQUEST_WITHDRAWAL),
        (State.REFUSED, Act.ACCEPT),
    ],
)
def test_what_the_law_forbids_is_refused(state: State, act: Act) -> None:
    with pytest.raises(ActNotAllowed):
        next_state(act, state)


def test_a_refusal_says_which_act_and_from_where() -> None:
    with pytest.raises(ActNotAllowed, match=r"^hand_over from submitted$") as refused:
        next_state(Act.HAND_OVER, State.SUBMITTED)
    assert (refused.value.act, refused.value.state) == (Act.HAND_OVER, State.SUBMITTED)
    with pytest.raises(ActNotAllowed) as refused:
        next_state(Act.DENY_WITHDRAWAL, State.WITHDRAW_REQUESTED)
    assert refused.value.act is Act.DENY_WITHDRAWAL, "nothing was put aside to come back to"
    assert refused.value.state is State.WITHDRAW_REQUESTED


def test_what_was_put_aside_comes_back_last_first() -> None:
    held = (State.ACCEPTED, State.PAYMENT_DUE)
    assert next_state(Act.DENY_WITHDRAWAL, State.WITHDRAW_REQUESTED, held) is State.PAYMENT_DUE
    assert held_after(Act.DENY_WITHDRAWAL, State.WITHDRAW_REQUESTED, held) == (State.ACCEPTED,)
    assert held_after(Act.REQUEST_WITHDRAWAL, State.PAYMENT_DUE, held[:1]) == held
    assert held_after(Act.RECORD_LOSS, State.ACCEPTED, held) == held
    assert next_state(Act.RECORD_LOSS, State.APPRAISING) is State.APPRAISING
    assert held_after(Act.ACCEPT, State.SUBMITTED, held) == ()
    assert fold([Act.SUBMIT, Act.REQUEST_WITHDRAWAL, Act.DENY_WITHDRAWAL]) is State.SUBMITTED


@pytest.mark.parametrize("rule", lifecycle.RULES, ids=lambda rule: rule.act.value)
def test_a_row_is_made_of_what_it_says(rule: lifecycle.Rule) -> None:
    made = lifecycle._rule(
        rule.act, list(rule.origin), rule.target, list(rule.by), rule.source,
        clock=rule.clock, form=rule.form, holds_origin=rule.holds_origin,
    )  # fmt: skip
    assert made == rule
    plain = lifecycle._rule(rule.act, [], rule.target, [], rule.source)
    assert (plain.clock, plain.form, plain.holds_origin) == (lifecycle.Clock.NONE, None, False)


def test_the_page_of_acts_is_the_table() -> None:
    """Double entry: a row changed by mistake differs from what was read and agreed on."""
    page = (ROOT / "docs" / "acts.md").read_text(encoding="utf-8")
    assert page == act_page(), "python -m backend.cli acts > docs/acts.md"


def test_everything_shown_has_a_name_in_both_languages() -> None:
    for labels, codes in (
        (NATIONAL_LABELS, NationalCode),
        (PORTAL_LABELS, State),
        (OFFICER_LABELS, State),
        (ACT_LABELS, Act),
        (TIMELINE_LABELS, Act),
    ):
        for code in codes:
            assert labels[code].vi and labels[code].en  # type: ignore[index]


def test_the_ten_national_states_have_their_official_names() -> None:
    assert [NATIONAL_LABELS[code].vi for code in NationalCode] == [
        "Mới đăng ký",
        "Được tiếp nhận",
        "Không được tiếp nhận",
        "Đang xử lý",
        "Yêu cầu bổ sung giấy tờ",
        "Yêu cầu thực hiện nghĩa vụ tài chính",
        "Công dân yêu cầu rút hồ sơ",
        "Dừng xử lý",
        "Đã xử lý xong",
        "Đã trả kết quả",
    ]
