"""Form II.06a of one dossier: counted once as received, once as what became of it."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.reporting import SUMS, Case, figures_of, finished_as_of
from backend.platform.clock import VIETNAM
from shared.vocabulary.acts import Act
from shared.vocabulary.reports import Figure

START = datetime(2026, 6, 1, tzinfo=VIETNAM)
END = datetime(2026, 7, 1, tzinfo=VIETNAM)
MAY, JUNE, JULY = (datetime(2026, month, 10, 9, tzinfo=VIETNAM) for month in (5, 6, 7))
DUE = datetime(2026, 6, 20, 17, tzinfo=VIETNAM)


def case(**given_: object) -> Case:
    """A dossier of June, handed in online, not resolved."""
    usual: dict[str, object] = {
        "accepted_at": JUNE, "online": True, "due_at": DUE, "finished_at": None,
        "was_finished_at": None, "waiting": False,
    }  # fmt: skip
    return Case(**(usual | given_))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_", "received", "became"),
    [
        ({}, "received_online", "in_progress_late"),
        ({"waiting": True}, "received_online", "in_progress_in_time"),
        ({"due_at": JULY}, "received_online", "in_progress_in_time"),
        ({"online": False, "due_at": JULY}, "received_otherwise", "in_progress_in_time"),
        ({"accepted_at": MAY}, "carried_over", "in_progress_late"),
        ({"finished_at": DUE - timedelta(days=1)}, "received_online", "resolved_early"),
        ({"finished_at": DUE}, "received_online", "resolved_on_time"),
        ({"finished_at": DUE - timedelta(hours=9)}, "received_online", "resolved_on_time"),
        ({"finished_at": DUE + timedelta(minutes=1)}, "received_online", "resolved_late"),
        ({"finished_at": JUNE, "due_at": None}, "received_online", "resolved_on_time"),
        (
            {"accepted_at": MAY, "finished_at": JUNE, "was_finished_at": MAY},
            "carried_over", "resolved_early",
        ),
        ({"accepted_at": MAY, "was_finished_at": MAY}, "carried_over", "in_progress_late"),
    ],
)  # fmt: skip
def test_a_dossier_is_counted_as_what_came_and_as_what_became_of_it(
    given_: dict[str, object], received: str, became: str
) -> None:
    found = figures_of(case(**given_), START, END)
    whole = Figure.RESOLVED if became.startswith("resolved") else Figure.IN_PROGRESS
    assert found == {Figure.RECEIVED, Figure(received), whole, Figure(became)}


def test_what_was_resolved_before_or_accepted_after_is_not_of_this_period() -> None:
    assert figures_of(case(accepted_at=JULY), START, END) == frozenset()
    done = case(accepted_at=MAY, finished_at=MAY, was_finished_at=MAY)
    assert figures_of(done, START, END) == frozenset()


moments = st.datetimes(datetime(2026, 5, 1), datetime(2026, 8, 1)).map(
    lambda at: at.replace(tzinfo=VIETNAM)
)


@given(st.lists(st.builds(
    Case, accepted_at=moments, online=st.booleans(), due_at=st.none() | moments,
    finished_at=st.none() | moments.filter(lambda at: at < END),
    was_finished_at=st.none() | moments.filter(lambda at: at < START), waiting=st.booleans(),
)))  # fmt: skip
def test_received_is_always_resolved_and_in_progress(cases: list[Case]) -> None:
    counted = [figures_of(one, START, END) for one in cases]
    sums = {figure: sum(figure in found for found in counted) for figure in Figure}
    assert sums[Figure.RECEIVED] == sums[Figure.RESOLVED] + sums[Figure.IN_PROGRESS]
    for total, parts in SUMS.items():
        assert sums[total] == sum(sums[part] for part in parts)


def test_a_result_taken_back_is_not_resolved_until_it_is_again() -> None:
    acts = [
        (Act.ACCEPT, MAY),
        (Act.FINISH, JUNE),
        (Act.REOPEN_BEFORE_HAND_OVER, JUNE + timedelta(days=1)),
        (Act.FINISH, JULY),
        (Act.HAND_OVER, JULY + timedelta(days=1)),
    ]
    days = product((JUNE, JULY), (-1, 1))
    before, after, still, again = (
        finished_as_of(acts, at + timedelta(hours=sign)) for at, sign in days
    )
    assert (before, after, still, again) == (None, JUNE, None, JULY)
