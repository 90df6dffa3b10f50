"""When a result may be given to the post."""

import pytest

from backend.post.rules import result_waits
from shared.vocabulary.states import State

_READY, _DUE = State.RESULT_READY, State.PAYMENT_DUE


@pytest.mark.parametrize(
    ("state", "held", "owed_vnd", "may"),
    [
        (_READY, [], 0, True),
        (_READY, [], 25_000, True),
        (_DUE, ["result_ready"], 25_000, True),
        (_DUE, ["result_ready"], 0, False),  # the desk ends the wait itself
        (_DUE, ["result_ready", "appraising"], 25_000, False),
        (_DUE, ["accepted"], 25_000, False),
        (_DUE, [], 25_000, False),
        (State.APPRAISING, ["result_ready"], 25_000, False),
    ],
)
def test_a_result_waits_where_it_is_ready_or_held_by_a_fee_alone(
    state: State, held: list[str], owed_vnd: int, may: bool
) -> None:
    assert result_waits(state, held, owed_vnd) is may
