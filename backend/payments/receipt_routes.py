"""Receipts over HTTP: the list, PDF and XML, replacing one, checking one by its code."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from backend.access.actor import Actor
from backend.access.guards import officer, public, signed_in
from backend.payments import bills, queries, receipt_queries, receipts
from backend.payments.actions import receipting
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate
from shared.contracts.common import Page
from shared.contracts.payments import DossierFees
from shared.contracts.receipts import ReceiptCheck, ReceiptLine, ReplaceReceipt

AnyRequest = Request[Any, Any, Any]
_checks = Rate(60, 60)


@get("/fee-receipts", **officer(*receipt_queries.LOOKERS))
async def fee_receipts(
    actor: Actor, kind: str = "", cursor: str = "", limit: int = 50
) -> Page[ReceiptLine]:
    """Receipts of my agencies; `kind`: not_taken (by the tax authority), ended, paper, or all."""
    return await receipt_queries.listed(actor, kind, cursor, limit)


@get("/fee-receipts/{receipt_id:uuid}", **signed_in())
async def fee_receipt(actor: Actor, receipt_id: UUID, disposition: str = "") -> Response[bytes]:
    """A receipt as it is shown (PDF)."""
    name, content = await receipts.receipt(actor, receipt_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/fee-receipts/{receipt_id:uuid}/xml", **signed_in())
async def fee_receipt_xml(actor: Actor, receipt_id: UUID, disposition: str = "") -> Response[bytes]:
    """An electronic receipt itself: the XML the agency has signed."""
    name, content = await receipt_queries.xml(actor, receipt_id)
    return Response(content, media_type="application/xml", headers=file_headers(name, disposition))


@post("/fee-receipts/{receipt_id:uuid}/replacement", **officer())
async def replace_receipt(actor: Actor, receipt_id: UUID, data: ReplaceReceipt) -> DossierFees:
    """Another receipt in place of one that names the wrong payer or address."""
    dossier_id = await receipting.replace(actor, receipt_id, data)
    return await queries.fees_of(actor, dossier_id)


@get("/fee-receipts/{receipt_id:uuid}/platform-bill", **signed_in())
async def platform_bill(actor: Actor, receipt_id: UUID, disposition: str = "") -> Response[bytes]:
    """The receipt that the payment platform issued itself (PDF)."""
    name, content = await bills.bill(actor, receipt_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/receipt-checks/{code:str}", **public())
async def check_receipt(request: AnyRequest, code: str) -> ReceiptCheck:
    """Whether a receipt is real and counts, by the code printed on it."""
    _checks.take(request.client.host if request.client is not None else "")
    return await receipt_queries.checked(code)


ROUTES = [
    fee_receipts,
    fee_receipt,
    fee_receipt_xml,
    replace_receipt,
    platform_bill,
    check_receipt,
]
