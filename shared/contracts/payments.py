"""Fees and charges: what is owed and why, paying, receipts, refunds, reconciliation. VND."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.acts import Reason
from shared.contracts.common import Choice
from shared.contracts.receipts import ReceiptView

Key = Annotated[str, Meta(min_length=1, max_length=40)]
Count = Annotated[int, Meta(ge=1, le=10_000)]


class FeeChoice(Struct, frozen=True):
    """A fee the procedure knows, for the officer to ask for; `unit` is what is counted."""

    key: str
    name: str
    kind: str
    kind_label: str
    unit: str
    unit_label: str
    moment_label: str
    amount_vnd: int | None
    exemptions: list[Choice]
    source: str


class AttemptView(Struct, frozen=True):
    """The last try to pay online."""

    reference: str
    state: str
    state_label: str
    started_at: str
    page_url: str


class RefundView(Struct, frozen=True):
    """A refund; `may_decide` for the caller."""

    id: str
    amount_vnd: int
    amount: str
    reason: str
    state: str
    state_label: str
    proposed_by: str
    proposed_at: str
    decided_by: str
    answer: str
    proof: str
    may_decide: bool
    may_hand_over: bool


class ObligationView(Struct, frozen=True):
    """One thing owed or paid; `may_*` tell what the caller can do with it now.

    `receipts`: all that were issued for it, the newest first, which `receipt_id` names.
    """

    id: str
    name: str
    kind_label: str
    amount_vnd: int
    amount: str
    explanation: list[str]
    moment_label: str
    state: str
    state_label: str
    means_label: str
    asked_at: str
    settled_at: str | None
    attempt: AttemptView | None
    receipt_id: str | None
    receipt_number: str
    receipts: list[ReceiptView]
    has_platform_bill: bool
    refund: RefundView | None
    may_pay_online: bool
    may_collect: bool
    may_propose_refund: bool


class DossierFees(Struct, frozen=True):
    """What a dossier owes; `choices` only for the officer who may ask for a fee now."""

    dossier_id: str
    code: str
    owed_vnd: int
    owed: str
    obligations: list[ObligationView]
    choices: list[FeeChoice]


class WorkOutFee(Struct, forbid_unknown_fields=True, frozen=True):
    """A fee in one case: `units` of the rule in each of `copies`."""

    fee_key: Key
    units: Count = 1
    copies: Count = 1
    exemption: Annotated[str, Meta(max_length=40)] = ""


class WorkedOut(Struct, frozen=True):
    """What comes to be paid, and the arithmetic."""

    amount_vnd: int
    amount: str
    explanation: list[str]


class AskFee(WorkOutFee, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Ask for a fee; `version` is of the dossier that was read."""

    version: Annotated[int, Meta(ge=1)]
    reason: Reason


class Started(Struct, frozen=True):
    """Where to go to pay."""

    reference: str
    page_url: str


class Standing(Struct, frozen=True):
    """How a payment stands after asking the platform."""

    reference: str
    state: str
    state_label: str
    obligation_state: str
    obligation_label: str
    amount_vnd: int
    amount: str
    name: str
    dossier_id: str
    dossier_code: str
    receipt_id: str | None


class Collect(Struct, forbid_unknown_fields=True, frozen=True):
    """Money taken at the desk: `means` cash, transfer or qr_transfer; the amount that was given."""

    means: str
    amount_vnd: Annotated[int, Meta(ge=1, le=999_999_999_999_999)]
    payer: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    bank_reference: Annotated[str, Meta(max_length=60)] = ""


class ProposeRefund(Struct, forbid_unknown_fields=True, frozen=True):
    """Why the money is to go back."""

    reason: Reason


class DecideRefund(Struct, forbid_unknown_fields=True, frozen=True):
    """The second person's word."""

    approve: bool
    answer: Annotated[str, Meta(max_length=1000)] = ""


class RefundHanded(Struct, forbid_unknown_fields=True, frozen=True):
    """How the money was given back by hand: to whom, or under which transfer."""

    proof: Annotated[str, Meta(min_length=5, max_length=300, pattern=r"\S")]


class VietQr(Struct, frozen=True):
    """A bank transfer as a VietQR code: the payload, its picture (SVG), and in words."""

    payload: str
    svg: str
    bank: str
    account: str
    account_name: str
    amount_vnd: int
    amount: str
    message: str


class ReconciledDay(Struct, frozen=True):
    """One day's payments as the platform says them and as we have them."""

    day: str
    state: str
    theirs: int
    theirs_vnd: int
    ours: int
    ours_vnd: int
    open_differences: int
    ran_at: str | None
    last_error: str


class Difference(Struct, frozen=True):
    """Something to look at; `may_book` when asking the platform again can settle it."""

    id: str
    day: str
    kind: str
    kind_label: str
    reference: str
    transaction_code: str
    ours_vnd: int
    theirs_vnd: int
    dossier_id: str | None
    dossier_code: str
    agency: str
    found_at: str
    resolved_at: str | None
    resolved_by: str
    resolution: str
    refund: RefundView | None


class ReconcileDay(Struct, forbid_unknown_fields=True, frozen=True):
    """A day to compare again, yyyy-mm-dd."""

    day: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class ResolveDifference(Struct, forbid_unknown_fields=True, frozen=True):
    """What was done about a difference."""

    resolution: Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]


class ProposeAccount(Struct, forbid_unknown_fields=True, frozen=True):
    """A receiving account of an agency: the bank's six digits in VietQR, number, holder."""

    agency_id: str
    bank: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]
    number: Annotated[str, Meta(pattern=r"^[0-9A-Z]{4,19}$")]
    holder: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"^[A-Z0-9 .,&()-]+$")]


class DecideAccount(Struct, forbid_unknown_fields=True, frozen=True):
    """The second person's word."""

    approve: bool


class FeeAccountView(Struct, frozen=True):
    """A receiving account: proposed, denied, in force or ended."""

    id: str
    agency_id: str
    agency: str
    bank: str
    number: str
    holder: str
    state: str
    state_label: str
    proposed_by: str
    proposed_at: str
    decided_by: str
    decided_at: str | None
    may_decide: bool
