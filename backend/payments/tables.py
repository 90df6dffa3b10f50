"""What is owed, how it was paid, receipts, the books, refunds and what reconciliation found."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class FeeObligation(Table, tablename="fee_obligation"):
    """One fee or charge of one dossier, with the arithmetic behind it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    agency_id = UUID(default=None)
    fee_key = Varchar(40)
    name = Text()
    kind = Varchar(10)
    moment = Varchar(20)
    amount_vnd = BigInt()
    explanation = JSONB()
    exemption = Varchar(40)
    refundable = Boolean()
    state = Varchar(10)
    means = Varchar(12)
    asked_by = UUID(null=True, default=None)
    asked_at = Timestamptz()
    settled_at = Timestamptz(null=True, default=None)


class FeeAttempt(Table, tablename="fee_attempt"):
    """One try to pay an obligation on the platform; `asked_at`: when it was last asked about."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    obligation_id = UUID(default=None)
    reference = Varchar(40)
    amount_vnd = BigInt()
    state = Varchar(10)
    started_by = UUID(null=True, default=None)
    started_at = Timestamptz()
    expires_at = Timestamptz()
    asked_at = Timestamptz()
    page_url = Text()
    transaction_code = Varchar(60)
    paid_at = Timestamptz(null=True, default=None)
    last_error = Text()


class FeeNotice(Table, tablename="fee_notice"):
    """A notification as it came in, and what was made of it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    at = Timestamptz()
    address = Varchar(60)
    reference = Varchar(40)
    verdict = Varchar(20)
    body = JSONB()


class FeeReceiptCounter(Table, tablename="fee_receipt_counter"):
    """The last receipt number of an agency in a year, for each series of its own."""

    agency_id = UUID(primary_key=True, default=None)
    year = SmallInt()
    last = Integer()
    series = Varchar(20)


class FeeReceipt(Table, tablename="fee_receipt"):
    """A receipt (biên lai) that was issued; `data` is what it prints.

    `form` is empty for one on paper. `xml` is the signed receipt; `words` say why it is not signed
    or not taken. One that `ended` keeps its number; another may replace it.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    obligation_id = UUID(default=None)
    series = Varchar(20)
    year = SmallInt()
    number = Integer()
    means = Varchar(12)
    amount_vnd = BigInt()
    payer = Text()
    foreign_number = Varchar(60)
    issued_by = UUID(null=True, default=None)
    issued_at = Timestamptz()
    data = JSONB()
    form = Varchar(20)
    look_up_code = Varchar(20, null=True, default=None)
    replaces_id = UUID(null=True, default=None)
    standing = Varchar(10)
    tax_code = Varchar(14)
    xml = Text()
    signer = Text()
    signed_at = Timestamptz(null=True, default=None)
    authority_code = Varchar(60)
    answered_at = Timestamptz(null=True, default=None)
    words = Text()
    ended = Varchar(10)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_reason = Text()
    end_told_at = Timestamptz(null=True, default=None)


class FeeBooking(Table, tablename="fee_booking"):
    """One booking; its entries add up to nothing, which the database checks at commit."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    obligation_id = UUID(default=None)
    what = Varchar(20)
    at = Timestamptz()


class FeeEntry(Table, tablename="fee_entry"):
    """One line of a booking."""

    booking_id = UUID(primary_key=True, default=None)
    account = Varchar(12)
    amount_vnd = BigInt()


class FeeRefund(Table, tablename="fee_refund"):
    """Money to go back: proposed by one, decided by another, then done."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    obligation_id = UUID(default=None)
    attempt_id = UUID(null=True, default=None)
    difference_id = UUID(null=True, default=None)
    reference = Varchar(40)
    amount_vnd = BigInt()
    means = Varchar(12)
    transaction_code = Varchar(60)
    reason = Text()
    state = Varchar(10)
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    answer = Text()
    done_at = Timestamptz(null=True, default=None)
    proof = Text()
    last_error = Text()


class FeeReconciliation(Table, tablename="fee_reconciliation"):
    """The comparison of one day's payments with the platform's statement."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    day = Date()
    state = Varchar(10)
    theirs = Integer()
    theirs_vnd = BigInt()
    ours = Integer()
    ours_vnd = BigInt()
    ran_at = Timestamptz(null=True, default=None)
    last_error = Text()


class FeeDifference(Table, tablename="fee_difference"):
    """A difference somebody has to look at, and what was done about it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    day = Date()
    agency_id = UUID(null=True, default=None)
    obligation_id = UUID(null=True, default=None)
    kind = Varchar(15)
    means = Varchar(12)
    reference = Varchar(40)
    transaction_code = Varchar(60)
    ours_vnd = BigInt()
    theirs_vnd = BigInt()
    found_at = Timestamptz()
    resolved_at = Timestamptz(null=True, default=None)
    resolved_by = UUID(null=True, default=None)
    resolution = Text()


class FeeAccount(Table, tablename="fee_account"):
    """A receiving account of an agency: proposed by one, put in force by another."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    bank = Varchar(6)
    number = Varchar(19)
    holder = Varchar(120)
    state = Varchar(10)
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
