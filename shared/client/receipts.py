"""Receipts of fees: the list of an agency, PDF and XML, replacing and checking one."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.payments import DossierFees
from shared.contracts.receipts import ReceiptCheck, ReceiptLine, ReplaceReceipt


async def receipts(api: ApiClient, *, kind: str = "", cursor: str = "") -> Page[ReceiptLine]:
    """Receipts of my agencies."""
    params = {"kind": kind, "cursor": cursor}
    return await api.get("/fee-receipts", Page[ReceiptLine], params=params)


async def xml(api: ApiClient, receipt_id: str) -> bytes:
    """The signed XML of a receipt."""
    return await api.content(f"/fee-receipts/{receipt_id}/xml")


async def replace(api: ApiClient, receipt_id: str, data: ReplaceReceipt) -> DossierFees:
    """Issue another receipt in place of one."""
    return await api.post(f"/fee-receipts/{receipt_id}/replacement", data, DossierFees)


async def check(api: ApiClient, code: str) -> ReceiptCheck:
    """A receipt by its look-up code."""
    return await api.get(f"/receipt-checks/{code}", ReceiptCheck)
