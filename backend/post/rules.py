"""The life of an order to the post, and the numbers of parcels. Pure.

The feed of the post may tell late, twice or out of order: an order only moves forward, and what has
ended stays so, but for a parcel that was given up as lost and is delivered after all.
"""

from collections.abc import Sequence

from shared.vocabulary.post import ENDED, OrderState, Told, Trouble
from shared.vocabulary.states import State

_RANK = {
    OrderState.ASKED: 0,
    OrderState.ORDERED: 1,
    OrderState.TAKEN: 2,
    OrderState.COLLECTED: 3,
    OrderState.MOVING: 4,
}
_MEANS: dict[Told, OrderState] = {
    Told.TAKEN: OrderState.TAKEN,
    Told.COLLECTED: OrderState.COLLECTED,
    Told.MOVING: OrderState.MOVING,
    Told.NOT_FOUND: OrderState.MOVING,
    Told.DELIVERED: OrderState.DELIVERED,
    Told.RETURNED: OrderState.RETURNED,
    Told.LOST: OrderState.LOST,
    Told.CANCELLED: OrderState.CANCELLED,
}
TROUBLE_OF: dict[OrderState, Trouble] = {
    OrderState.REFUSED: Trouble.REFUSED,
    OrderState.RETURNED: Trouble.RETURNED,
    OrderState.LOST: Trouble.LOST,
}
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def after(state: OrderState, told: Told) -> OrderState:
    """Where an order stands once this was told of it; the same when it says nothing new."""
    means = _MEANS[told]
    if state is OrderState.LOST and means is OrderState.DELIVERED:
        return means
    if state in ENDED:
        return state
    if means is OrderState.CANCELLED and _RANK[state] >= _RANK[OrderState.COLLECTED]:
        return state  # what was fetched is on its way
    if means in ENDED or _RANK[means] > _RANK[state]:
        return means
    return state


def parcel_number(series: str, number: int) -> str:
    """A number of the Universal Postal Union (S10): two letters, eight digits, a check, VN.

    Raises ValueError for a number of more than eight digits or a series that is not two letters.
    """
    letters = len(series) == 2 and series.isascii() and series.isalpha() and series.isupper()
    if not 0 <= number < 10**8 or not letters:
        raise ValueError((series, number))
    digits = f"{number:08d}"
    rest = 11 - sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return f"{series}{digits}{check}VN"


def result_waits(state: State, held: Sequence[str], owed_vnd: int) -> bool:
    """Whether the result lies at the desk and may be sent: ready, or waiting for nothing but a fee
    that the postman can collect (NĐ 61/2018 Điều 20.2, 22)."""
    waits = state is State.PAYMENT_DUE and bool(held) and held[-1] == State.RESULT_READY
    return state is State.RESULT_READY or (waits and owed_vnd > 0)


def money_agrees(owed_vnd: int, asked_vnd: int, collected_vnd: int) -> bool:
    """Whether what the postman brought is what was asked for and is still owed."""
    return (
        collected_vnd == asked_vnd
        and owed_vnd in (0, asked_vnd)
        and (collected_vnd == 0 or owed_vnd == asked_vnd)
    )
