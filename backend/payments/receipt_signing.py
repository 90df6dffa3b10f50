"""The agency's seal on a receipt: asked of whoever holds the key, once; the XML is kept sealed."""

from typing import Any
from uuid import UUID

import msgspec

from backend.connections.adapter import Refused, Unmapped, Unreachable
from backend.connections.mapping import translate
from backend.law.calendar import local
from backend.payments.receipt_xml import SIGNED_ID, Numbered, ReceiptData, unsigned, written
from backend.platform import clock
from backend.platform.database import execute, fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened_json, sealed
from backend.settings import settings
from backend.signing.signatory import Leave, Signatory, SigningFailed
from backend.signing.xml_signing import sign_xml
from shared.vocabulary.fees import FEE_KIND_LABELS, MEANS_LABELS, FeeKind, Means
from shared.vocabulary.receipts import ReceiptStanding

ADAPTER = "receipts"
SIGN_TOPIC = "fee.receipt"
PLACE = "fee_receipt.xml"
RECEIPT = """
select c.*, g.code as agency_code, g.name as agency_name, f.form as former_form,
    f.series as former_series, f.number as former_number, f.ended_reason as former_reason
from fee_receipt c join agency g on g.id = c.agency_id
    left join fee_receipt f on f.id = c.replaces_id
where c.id = $1
"""


async def sign_soon(message: Message) -> None:
    """Signs a receipt as soon as it was issued, whatever becomes of its way to the tax authority.

    What goes wrong is left to that way, which tries again and says what is missing.
    """
    try:
        await signed(message.subject_id)
    except (Unmapped, Refused, Unreachable):
        return


async def signed(receipt_id: UUID) -> Any:
    """The row of a receipt that is signed, now if it was not yet.

    Raises Unmapped without the tax code of the agency, Unreachable while the holder of the key is
    busy, Refused when the signature cannot be had.
    """
    row = await fetch_row(RECEIPT, receipt_id)
    if row is None or not row["form"]:
        raise Refused("Không có biên lai điện tử này.")
    if row["xml"]:
        return row
    try:
        tax_code = await translate(ADAPTER, "agency", row["agency_code"])
        made = await sign_xml(unsigned(data_of(row, tax_code)), SIGNED_ID, _seal(row), _leave())
    except Unmapped:
        await _remember(receipt_id, "Kết nối “receipts” chưa có mã số thuế của cơ quan.")
        raise
    except SigningFailed as failed:
        await _remember(receipt_id, failed.words)
        if failed.busy:
            raise Unreachable(failed.words) from failed
        raise Refused(failed.words, failed.slug) from failed
    # Whoever signed first has signed: another signature over the same is thrown away.
    await execute(
        "update fee_receipt set xml = $2, tax_code = $3, signer = $4, signed_at = $5, "
        "standing = $6, words = '' where id = $1 and xml = ''",
        receipt_id,
        sealed(PLACE, receipt_id, written(made.root)),
        tax_code,
        made.holder,
        clock.now(),
        ReceiptStanding.SIGNED,
    )
    return await fetch_row(RECEIPT, receipt_id)


def data_of(row: Any, tax_code: str) -> ReceiptData:
    """What a receipt says, from its row as `RECEIPT` reads it."""
    kept = msgspec.convert(opened_json(row, "fee_receipt.data"), dict[str, str])
    replaces = None
    if row["replaces_id"] is not None:
        replaces = Numbered(row["former_form"], row["former_series"], row["former_number"])
    return ReceiptData(
        name=Numbered(row["form"], row["series"], row["number"]),
        day=local(row["issued_at"]).date(),
        look_up_code=row["look_up_code"],
        replaces=replaces,
        reason=row["former_reason"] or "",
        agency=kept["agency"],
        tax_code=tax_code,
        agency_address=kept["agency_address"],
        agency_phone=kept["agency_phone"],
        payer=row["payer"],
        payer_address=kept["address"],
        fee=kept["name"],
        kind=FEE_KIND_LABELS[FeeKind(kept["kind"])].vi,
        amount_vnd=row["amount_vnd"],
        in_words=kept["in_words"],
        means=MEANS_LABELS[Means(row["means"])].vi,
        dossier_code=kept["code"],
        procedure=kept["procedure"],
        collector=kept["collector"],
    )


def _seal(row: Any) -> Signatory:
    return Signatory(f"seal:{row['agency_code']}", row["agency_name"], row["agency_name"])


def _leave() -> Leave:
    return Leave(settings().receipt_pin)


async def _remember(receipt_id: UUID, words: str) -> None:
    await execute(
        "update fee_receipt set words = $2 where id = $1 and words <> $2", receipt_id, words[:300]
    )
