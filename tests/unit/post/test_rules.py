"""Orders only move forward, whatever the feed tells; parcels are numbered as the union says."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import VIETNAM
from backend.post.messages import BadMessage, Party, line, line_or_unread, order
from backend.post.rules import after, money_agrees, parcel_number
from shared.vocabulary.post import ENDED, OrderState, Told

NOW = datetime(2026, 11, 26, 8, tzinfo=VIETNAM)
_WORDS = st.none() | st.text() | st.integers() | st.sampled_from(["20261126080000", "a\0b", "0"])
_NAMES = (
    "EventId", "Position", "ItemCode", "EventCode", "EventTime", "CODCollected", "Place", "Note",
    "ReceivedBy", "ProofNumber",
)  # fmt: skip
ROWS = st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES, _WORDS))
TOLD = st.lists(st.sampled_from(list(Told)), max_size=12)


def test_the_check_digit_is_that_of_the_union() -> None:
    # RR 47312482 9 GB is the example of UPU S10.
    assert parcel_number("RR", 47312482) == "RR473124829VN"
    assert parcel_number("MC", 1) == "MC000000014VN"
    for wrong in ((" M", 1), ("mc", 1), ("MC", -1), ("MC", 10**8)):
        with pytest.raises(ValueError):
            parcel_number(*wrong)


@pytest.mark.parametrize(
    ("state", "told", "now"),
    [
        (OrderState.TAKEN, Told.COLLECTED, OrderState.COLLECTED),
        (OrderState.MOVING, Told.COLLECTED, OrderState.MOVING),
        (OrderState.TAKEN, Told.DELIVERED, OrderState.DELIVERED),
        (OrderState.DELIVERED, Told.MOVING, OrderState.DELIVERED),
        (OrderState.DELIVERED, Told.RETURNED, OrderState.DELIVERED),
        (OrderState.LOST, Told.DELIVERED, OrderState.DELIVERED),
        (OrderState.LOST, Told.RETURNED, OrderState.LOST),
        (OrderState.TAKEN, Told.CANCELLED, OrderState.CANCELLED),
        (OrderState.COLLECTED, Told.CANCELLED, OrderState.COLLECTED),
        (OrderState.CANCELLED, Told.DELIVERED, OrderState.CANCELLED),
        (OrderState.MOVING, Told.NOT_FOUND, OrderState.MOVING),
    ],
)
def test_what_a_line_of_the_feed_does(state: OrderState, told: Told, now: OrderState) -> None:
    assert after(state, told) is now


@given(TOLD)
def test_an_order_never_goes_back_and_repeats_change_nothing(told: list[Told]) -> None:
    ranks = list(OrderState)
    state = OrderState.ORDERED
    for each in told:
        now = after(state, each)
        assert after(now, each) is now
        if now is not state:
            found_again = (state, now) == (OrderState.LOST, OrderState.DELIVERED)
            assert found_again or (state not in ENDED and ranks.index(now) > ranks.index(state))
        state = now


@given(st.permutations([Told.TAKEN, Told.COLLECTED, Told.MOVING, Told.DELIVERED]))
def test_in_whatever_order_it_is_told_what_was_delivered_is_delivered(told: list[Told]) -> None:
    state = OrderState.ORDERED
    for each in told:
        state = after(state, each)
    assert state is OrderState.DELIVERED


def test_money_agrees_only_where_what_came_is_what_was_asked_for_and_is_owed() -> None:
    assert money_agrees(0, 0, 0)
    assert money_agrees(25_000, 25_000, 25_000)
    assert money_agrees(0, 25_000, 0) is False  # the postman forgot
    assert money_agrees(0, 25_000, 25_000) is False  # paid online in between
    assert money_agrees(25_000, 25_000, 24_000) is False
    assert money_agrees(30_000, 25_000, 25_000) is False
    assert money_agrees(25_000, 0, 0) is False


def test_an_order_has_the_fields_that_were_published_and_no_other() -> None:
    one = Party("Nguyễn Văn Mẫu", "Số 1", "0900000001", "mau@congdan.example", "20", "06289")
    message = order("KH", "MC000000014VN", "H37-1", 0, one, one, "x" * 900)
    assert set(message) == {
        "CustomerCode", "ItemCode", "OrderNumber", "CODAmount", "SenderProvince",
        "SenderDistrict", "SenderAddress", "SenderName", "SenderEmail", "SenderTel", "SenderDesc",
        "Description", "ReceiverName", "ReceiverAddress", "ReceiverTel", "ReceiverProvince",
        "ReceiverDistrict", "ReceiverEmail", "FlagConfig",
    }  # fmt: skip
    assert message["FlagConfig"] == 2 and len(message["Description"]) == 300


@pytest.mark.parametrize(
    "wrong",
    [
        {"EventTime": "hôm nay"},
        {"CODCollected": -1},
        {"CODCollected": "nhiều"},
        {"EventId": ""},
        {"Position": ""},
    ],
)
def test_a_line_that_is_not_of_the_shape_is_refused(wrong: dict[str, object]) -> None:
    good = {
        "EventId": "1", "Position": "1", "ItemCode": "MC", "EventCode": "DI",
        "EventTime": "20261126080000",
    }  # fmt: skip
    assert line(good).at.hour == 8
    with pytest.raises(BadMessage):
        line(good | wrong)
    kept = line_or_unread(good | wrong, NOW)
    assert kept.unread and kept.id and kept.at == NOW and kept.collected_vnd == 0
    assert kept.parcel == "MC" and kept == line_or_unread(good | wrong, NOW)


@given(body=st.recursive(st.none() | st.integers() | st.text(), st.lists) | ROWS)
def test_whatever_comes_as_a_line_is_kept_as_the_database_can(body: object) -> None:
    kept = line_or_unread(body, NOW)
    assert kept.id and "\0" not in "".join(
        (kept.id, kept.position, kept.parcel, kept.code, kept.place, kept.note, kept.received_by)
    )
    assert len(kept.id) <= 60 and len(kept.position) <= 60 and len(kept.parcel) <= 20
