"""What the platform says, in whatever order, leads to one state and to balanced books."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.calendar import VIETNAM
from backend.payments import books, messages
from backend.payments.comparing import Booked, differences
from backend.payments.messages import BadMessage, Partner
from backend.payments.verdicts import Known, Said, Verdict, verdict
from backend.payments.vietqr import payload
from shared.vocabulary.fees import AttemptState, DifferenceKind, Means, ObligationState

AT = datetime(2026, 11, 26, 9, 30, tzinfo=VIETNAM)
TRY, OWED = AttemptState, ObligationState
PAID = Said("MC1", True, 25_000, "GD1", AT)


@pytest.mark.parametrize(
    ("attempt", "obligation", "transaction", "said", "expected"),
    [
        (TRY.STARTED, OWED.WAITING, "", PAID, Verdict.SETTLES),
        (TRY.FAILED, OWED.OPEN, "", PAID, Verdict.SETTLES),
        (TRY.EXPIRED, OWED.WAITING, "", PAID, Verdict.SETTLES),
        (TRY.SUCCEEDED, OWED.PAID, "GD1", PAID, Verdict.KNOWN),
        (TRY.SUCCEEDED, OWED.REFUNDED, "GD1", PAID, Verdict.KNOWN),
        (TRY.SUCCEEDED, OWED.PAID, "GD0", PAID, Verdict.DOUBLED),
        (TRY.STARTED, OWED.PAID, "", PAID, Verdict.DOUBLED),
        (TRY.STARTED, OWED.REFUNDED, "", PAID, Verdict.DOUBLED),
        (TRY.STARTED, OWED.CANCELLED, "", PAID, Verdict.LATE),
        (TRY.STARTED, OWED.EXEMPT, "", PAID, Verdict.LATE),
        (TRY.STARTED, OWED.WAITING, "", Said("MC1", True, 24_999, "GD1", AT), Verdict.WRONG_AMOUNT),
        (TRY.STARTED, OWED.WAITING, "", Said("MC1", False, 0, "", None), Verdict.FAILED),
        (TRY.SUCCEEDED, OWED.PAID, "GD1", Said("MC1", False, 0, "", None), Verdict.KNOWN),
        (TRY.STARTED, OWED.WAITING, "", Said("MC1", None, 0, "", None), Verdict.WAITS),
        (TRY.SUCCEEDED, OWED.PAID, "GD1", Said("MC1", None, 0, "", None), Verdict.KNOWN),
    ],
)
def test_what_is_said_means(
    attempt: AttemptState,
    obligation: ObligationState,
    transaction: str,
    said: Said,
    expected: Verdict,
) -> None:
    assert verdict(Known(attempt, obligation, 25_000, transaction), said) is expected


bookings = st.lists(
    st.one_of(
        st.builds(books.asked, st.integers(1, 10**9)),
        st.builds(books.let_off, st.integers(1, 10**9)),
        st.builds(books.received, st.integers(1, 10**9), st.sampled_from(Means)),
        st.builds(books.came_unasked, st.integers(1, 10**9), st.sampled_from(Means)),
        st.builds(
            books.given_back,
            st.integers(1, 10**9),
            st.sampled_from(Means),
            unmatched=st.booleans(),
        ),
    ),
    max_size=40,
)


@given(made=bookings)
def test_the_books_always_balance(made: list[tuple[books.Entry, ...]]) -> None:
    assert sum(books.balance(e for entries in made for e in entries).values()) == 0


@given(amount=st.integers(1, 10**12), means=st.sampled_from(Means))
def test_asked_paid_and_given_back_leaves_nothing(amount: int, means: Means) -> None:
    entries = (
        *books.asked(amount),
        *books.received(amount, means),
        *books.given_back(amount, means, unmatched=False),
        *(books.paid_over(amount) if means is Means.POST else ()),
    )
    assert set(books.balance(entries).values()) == {0}


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_booked_for_no_amount(amount: int) -> None:
    with pytest.raises(ValueError, match=str(amount)):
        books.asked(amount)


def test_a_day_is_compared_both_ways() -> None:
    theirs = [
        Said("MC1", True, 10, "G1", AT),
        Said("MC2", True, 20, "G2", AT),
        Said("MC3", True, 31, "G3", AT),
        Said("MC1", True, 10, "G5", AT),
        Said("MC1", True, 10, "G5", AT),
        Said("MC9", False, 0, "", None),
    ]
    ours = [Booked("MC1", "G1", 10), Booked("MC3", "G3", 30), Booked("MC4", "G4", 40)]
    found = differences(theirs, ours)
    assert [(f.kind, f.transaction, f.ours_vnd, f.theirs_vnd) for f in found] == [
        (DifferenceKind.MISSING_HERE, "G2", 0, 20),
        (DifferenceKind.WRONG_AMOUNT, "G3", 30, 31),
        (DifferenceKind.DOUBLED, "G5", 0, 10),
        (DifferenceKind.MISSING_THERE, "G4", 40, 0),
    ]  # fmt: skip


payments = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(1, 10**9)),
    unique_by=lambda p: p[0],
    max_size=30,
)


@given(both=payments)
def test_equal_days_have_no_difference(both: list[tuple[int, int]]) -> None:
    theirs = [Said(f"M{n}", True, amount, f"G{n}", AT) for n, amount in both]
    ours = [Booked(f"M{n}", f"G{n}", amount) for n, amount in reversed(both)]
    assert differences(theirs, ours) == []


PARTNER = Partner("MOTCUA", "a secret of the test")


@given(name=st.sampled_from(["MaThamChieu", "SoTien", "MaLoi", "MaGiaoDich"]), text=st.text())
def test_a_changed_message_is_not_opened(name: str, text: str) -> None:
    plain = {"MaDoiTac": "MOTCUA", "MaThamChieu": "MC1", "SoTien": "1", "MaGiaoDich": "G"}
    body = messages.sealed(PARTNER, plain | {"MaLoi": "00"})
    assert messages.opened(PARTNER, body) == body
    changed = body | {name: text}
    if changed != body:
        with pytest.raises(BadMessage):
            messages.opened(PARTNER, changed)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"MaLoi": "00", "MaThamChieu": "MC1", "SoTien": "x", "MaGiaoDich": "G"},
        {"MaLoi": "00", "MaThamChieu": "MC1", "SoTien": "-1", "MaGiaoDich": "G"},
        {"MaLoi": "00", "MaThamChieu": "MC1", "SoTien": "1"},
        {"MaLoi": "00", "MaThamChieu": "MC1", "SoTien": "1", "MaGiaoDich": "G", "ThoiGianGD": "x"},
    ],
)
def test_a_message_of_another_shape_is_refused(body: dict[str, str]) -> None:
    with pytest.raises(BadMessage):
        messages.said(body)


def test_a_vietqr_is_as_napas_publishes_it() -> None:
    # The fields of the published example; the check digits of that example come out of our code.
    text = payload("970403", "0011012345678", 180_000, "thanh toan don hang")
    assert text.startswith(
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
        "53037045406180000"
        "5802VN62230819thanh toan don hang6304"
    )
    import binascii

    published = (
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA5303704"
        "54061800005802VN62340107NPS68690819thanh toan don hang6304"
    )
    assert f"{binascii.crc_hqx(published.encode(), 0xFFFF):04X}" == "2E2E"
    assert text[-4:] == f"{binascii.crc_hqx(text[:-4].encode(), 0xFFFF):04X}"


@pytest.mark.parametrize(
    ("bank", "account", "amount", "message"),
    [("97", "1", 1, "x"), ("970403", "1", 0, "x"), ("970403", "1", 1, "ệ"), ("970403", "", 1, "x")],
)
def test_what_does_not_fit_a_vietqr_is_refused(
    bank: str, account: str, amount: int, message: str
) -> None:
    with pytest.raises(ValueError):
        payload(bank, account, amount, message)
