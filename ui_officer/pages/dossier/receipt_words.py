"""A receipt of a fee in words for the page of a dossier."""

import dataclasses

from shared.contracts.receipts import ReceiptView

_STANDINGS = {"accepted": "ok", "signed": "waiting", "signing": "waiting", "refused": "bad"}


@dataclasses.dataclass
class Receipt:
    """One receipt in words; `label` names it, `trace` says how it ended."""

    id: str
    label: str
    state: str
    chip: str
    about: str
    trace: str
    pdf: str
    xml: str
    may_replace: bool
    payer: str
    address: str


def receipt_in_words(found: ReceiptView) -> Receipt:
    """What went wrong with it stands where the code of the tax authority will."""
    about = f"Mã cơ quan thuế {found.authority_code}" if found.authority_code else found.words
    return Receipt(
        found.id,
        f"Biên lai {found.number}",
        found.ended_label or found.standing_label,
        "bad" if found.ended else _STANDINGS.get(found.standing, ""),
        about,
        f"{found.ended_label}: {found.ended_reason}" if found.ended else "",
        found.pdf,
        found.xml,
        found.may_replace,
        found.payer,
        found.address,
    )
