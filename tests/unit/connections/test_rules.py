"""Pauses between tries, and circuits."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.connections.rules import (
    OPENS_AT,
    TRIES_WHILE_OTHERS_PASS,
    break_after,
    failures_after,
    gives_up,
    next_try_after,
)

LOTS = st.floats(0, 1)


@given(st.integers(1, 500), LOTS, LOTS)
def test_pauses_grow_to_ten_minutes_and_never_beyond(tries: int, lot: float, other: float) -> None:
    now, later = next_try_after(tries, lot), next_try_after(tries + 2, other)
    assert timedelta(seconds=1) <= now <= timedelta(minutes=10)
    assert later >= now or later >= timedelta(minutes=5)


@given(st.integers(1, 20))
def test_those_who_failed_together_do_not_come_back_together(tries: int) -> None:
    assert next_try_after(tries, 1.0) == 2 * next_try_after(tries, 0.0)


def test_what_a_partner_asks_for_is_respected_up_to_an_hour() -> None:
    assert next_try_after(1, 0.5, 90) == timedelta(seconds=90)
    assert next_try_after(1, 0.5, 86_400) == timedelta(hours=1)


@given(st.integers(0, 100), st.integers(0, 64))
def test_one_success_closes_a_circuit(failures: int, failed: int) -> None:
    assert failures_after(failures, failed, 1) == 0
    assert break_after(0, 0.5) is None


def test_a_burst_of_failures_opens_the_circuit_for_its_shortest_time() -> None:
    failures = failures_after(0, 64, 0)
    assert failures == OPENS_AT
    pause = break_after(failures, 1.0)
    assert pause == timedelta(seconds=5)
    for _ in range(20):
        failures = failures_after(failures, 1, 0)
    assert break_after(failures, 1.0) == timedelta(minutes=2)


@given(st.integers(0, 10_000))
def test_a_message_is_never_given_up_because_its_partner_is_away(tries: int) -> None:
    assert not gives_up(tries, others_passed=False)
    assert gives_up(tries, others_passed=True) is (tries >= TRIES_WHILE_OTHERS_PASS)
