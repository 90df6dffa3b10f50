"""What a word of the payment platform means for us. Pure.

Words come late, twice, out of order or about something else; the state of a payment only moves
towards what is known for certain, and money that was not asked for is never taken as payment.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.vocabulary.fees import AttemptState, DifferenceKind, ObligationState


class Verdict(StrEnum):
    """What to do with what the platform says."""

    SETTLES = "settles"
    KNOWN = "known"
    WAITS = "waits"
    FAILED = "failed"
    WRONG_AMOUNT = "wrong_amount"
    DOUBLED = "doubled"
    LATE = "late"


UNASKED: dict[Verdict, DifferenceKind] = {
    Verdict.WRONG_AMOUNT: DifferenceKind.WRONG_AMOUNT,
    Verdict.DOUBLED: DifferenceKind.DOUBLED,
    Verdict.LATE: DifferenceKind.LATE,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the platform says of one payment; `paid` is None while it does not know either."""

    reference: str
    paid: bool | None
    amount_vnd: int
    transaction: str
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What we know: how the attempt and its obligation stand, and which transaction is booked."""

    attempt: AttemptState
    obligation: ObligationState
    amount_vnd: int
    transaction: str


def verdict(known: Known, said: Said) -> Verdict:
    """What is to be done; a payment that succeeded once never becomes a failed one."""
    if said.paid is None:
        return Verdict.KNOWN if known.attempt is AttemptState.SUCCEEDED else Verdict.WAITS
    if not said.paid:
        succeeded = known.attempt is AttemptState.SUCCEEDED
        return Verdict.KNOWN if succeeded else Verdict.FAILED
    if known.transaction:
        return Verdict.KNOWN if known.transaction == said.transaction else Verdict.DOUBLED
    if known.obligation in (ObligationState.PAID, ObligationState.REFUNDED):
        return Verdict.DOUBLED
    if known.obligation in (ObligationState.CANCELLED, ObligationState.EXEMPT):
        return Verdict.LATE
    if said.amount_vnd != known.amount_vnd:
        return Verdict.WRONG_AMOUNT
    return Verdict.SETTLES
