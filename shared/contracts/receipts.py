"""Electronic receipts: in the dossier, in the list of an agency, and as anybody may check one."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.acts import Reason


class ReceiptView(Struct, frozen=True):
    """One receipt of a fee; `standing` and `ended` are empty where there is nothing to say.

    `pdf` and `xml` are where it is downloaded, `xml` empty until it is signed.
    """

    id: str
    number: str
    standing: str
    standing_label: str
    authority_code: str
    look_up_code: str
    words: str
    issued_at: str
    ended: str
    ended_label: str
    ended_reason: str
    pdf: str
    xml: str
    may_replace: bool
    payer: str
    address: str


class ReceiptLine(Struct, frozen=True):
    """One receipt in the list of an agency."""

    id: str
    number: str
    agency: str
    dossier_id: str
    dossier_code: str
    fee: str
    payer: str
    amount_vnd: int
    amount: str
    means_label: str
    issued_at: str
    standing: str
    standing_label: str
    authority_code: str
    ended: str
    ended_label: str
    ended_reason: str
    end_told: bool
    replaces: str
    words: str
    pdf: str
    xml: str


class ReceiptCheck(Struct, frozen=True):
    """A receipt by its look-up code, without who paid."""

    number: str
    form: str
    series: str
    valid: bool
    state_label: str
    agency: str
    tax_code: str
    fee: str
    amount_vnd: int
    amount: str
    means_label: str
    issued_at: str
    signer: str
    signed_at: str | None
    authority_code: str
    ended_at: str | None
    replaced_by: str
    dossier_code: str


class ReplaceReceipt(Struct, forbid_unknown_fields=True, frozen=True):
    """Who paid and where they live, put right, and why."""

    payer: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    address: Annotated[str, Meta(max_length=300)]
    reason: Reason
