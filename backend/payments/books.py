"""The books of fees: what is owed, what came in, what went back. Pure, whole VND.

Every booking is a set of entries that add up to nothing; an account's balance is the sum of its
entries. Money that came without being owed stands under `UNMATCHED` until it is given back.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from shared.vocabulary.fees import Means


class Account(StrEnum):
    """Where an amount stands: positive is what we have or are owed, negative what we owe."""

    RECEIVABLE = "receivable"
    INCOME = "income"
    PLATFORM = "platform"
    BANK = "bank"
    CASH = "cash"
    POST = "post"
    UNMATCHED = "unmatched"


class Entry(NamedTuple):
    """One line of a booking."""

    account: Account
    amount_vnd: int


MONEY: dict[Means, Account] = {
    Means.ONLINE: Account.PLATFORM,
    Means.QR_TRANSFER: Account.BANK,
    Means.TRANSFER: Account.BANK,
    Means.CASH: Account.CASH,
    Means.POST: Account.POST,
}


def asked(amount: int) -> tuple[Entry, ...]:
    """An amount is asked for."""
    return _moved(amount, Account.INCOME, Account.RECEIVABLE)


def let_off(amount: int) -> tuple[Entry, ...]:
    """What was asked for is no longer owed."""
    return _moved(amount, Account.RECEIVABLE, Account.INCOME)


def received(amount: int, means: Means) -> tuple[Entry, ...]:
    """What was owed came in."""
    return _moved(amount, Account.RECEIVABLE, MONEY[means])


def came_unasked(amount: int, means: Means) -> tuple[Entry, ...]:
    """Money came that is not owed: twice, too late, or not the amount asked for."""
    return _moved(amount, Account.UNMATCHED, MONEY[means])


def given_back(amount: int, means: Means, *, unmatched: bool) -> tuple[Entry, ...]:
    """Money went back to who had paid it; what the postman brought goes back from the bank, for the
    post owes us all the same."""
    giver = Account.BANK if means is Means.POST else MONEY[means]
    return _moved(amount, giver, Account.UNMATCHED if unmatched else Account.INCOME)


def paid_over(amount: int) -> tuple[Entry, ...]:
    """The post has paid over what its postman collected."""
    return _moved(amount, Account.POST, Account.BANK)


def balance(entries: Iterable[Entry]) -> dict[Account, int]:
    """The balance of each account."""
    totals = dict.fromkeys(Account, 0)
    for entry in entries:
        totals[entry.account] += entry.amount_vnd
    return totals


def _moved(amount: int, giver: Account, taker: Account) -> tuple[Entry, ...]:
    if amount <= 0:
        raise ValueError(amount)
    return Entry(giver, -amount), Entry(taker, amount)
