"""The platform's payments of a day against ours. Pure; each transaction is compared once."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.payments.verdicts import Said
from shared.vocabulary.fees import DifferenceKind


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment as our books have it."""

    reference: str
    transaction: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Found:
    """A difference: what each side says, 0 where it knows nothing."""

    kind: DifferenceKind
    reference: str
    transaction: str
    ours_vnd: int
    theirs_vnd: int


def differences(theirs: Iterable[Said], ours: Iterable[Booked]) -> list[Found]:
    """What does not agree, in the order of the platform's statement, then what only we have."""
    booked = {payment.transaction: payment for payment in ours}
    references = {payment.reference for payment in booked.values()}
    found, seen = [], set()
    for said in theirs:
        if not said.paid or said.transaction in seen:
            continue
        seen.add(said.transaction)
        own = booked.get(said.transaction)
        if own is None:
            twice = said.reference in references
            kind = DifferenceKind.DOUBLED if twice else DifferenceKind.MISSING_HERE
            found.append(Found(kind, said.reference, said.transaction, 0, said.amount_vnd))
        elif (own.reference, own.amount_vnd) != (said.reference, said.amount_vnd):
            found.append(
                Found(
                    DifferenceKind.WRONG_AMOUNT, said.reference, said.transaction,
                    own.amount_vnd, said.amount_vnd,
                )
            )  # fmt: skip
    for own in booked.values():
        if own.transaction not in seen:
            kind = DifferenceKind.MISSING_THERE
            found.append(Found(kind, own.reference, own.transaction, own.amount_vnd, 0))
    return found
