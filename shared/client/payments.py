"""Fees: what is owed, paying, receipts, refunds and reconciliation."""

from typing import Any

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.payments import (
    AskFee,
    Collect,
    DecideAccount,
    DecideRefund,
    Difference,
    DossierFees,
    FeeAccountView,
    ProposeAccount,
    ProposeRefund,
    ReconcileDay,
    ReconciledDay,
    RefundHanded,
    ResolveDifference,
    Standing,
    Started,
    VietQr,
    WorkedOut,
    WorkOutFee,
)


async def fees(api: ApiClient, dossier_id: str) -> DossierFees:
    """What a dossier owes and has paid."""
    return await api.get(f"/dossiers/{dossier_id}/fees", DossierFees)


async def work_out(api: ApiClient, dossier_id: str, data: WorkOutFee) -> WorkedOut:
    """What a fee comes to."""
    return await api.post(f"/dossiers/{dossier_id}/fees/calculation", data, WorkedOut)


async def ask(api: ApiClient, dossier_id: str, data: AskFee) -> DossierFees:
    """Ask for a fee."""
    return await api.post(f"/dossiers/{dossier_id}/fees", data, DossierFees)


async def pay(api: ApiClient, obligation_id: str) -> Started:
    """Begin to pay online."""
    return await api.post(f"/fees/{obligation_id}/payments", {}, Started)


async def vietqr(api: ApiClient, obligation_id: str) -> VietQr:
    """What is owed as a VietQR code."""
    return await api.get(f"/fees/{obligation_id}/vietqr", VietQr)


async def collect(api: ApiClient, obligation_id: str, data: Collect) -> DossierFees:
    """Book money taken at the desk."""
    return await api.post(f"/fees/{obligation_id}/collection", data, DossierFees)


async def check(api: ApiClient, reference: str) -> Standing:
    """How a payment stands, after asking the platform."""
    return await api.post(f"/payments/{reference}/check", {}, Standing)


async def receipt(api: ApiClient, receipt_id: str) -> bytes:
    """A receipt (PDF)."""
    return await api.content(f"/fee-receipts/{receipt_id}")


async def propose_refund(api: ApiClient, obligation_id: str, reason: str) -> DossierFees:
    """Propose to give back what was paid."""
    return await api.post(f"/fees/{obligation_id}/refunds", ProposeRefund(reason), DossierFees)


async def propose_unmatched_refund(api: ApiClient, difference_id: str, reason: str) -> DossierFees:
    """Propose to give back money that was never owed."""
    return await api.post(
        f"/fee-differences/{difference_id}/refunds", ProposeRefund(reason), DossierFees
    )


async def decide_refund(api: ApiClient, refund_id: str, data: DecideRefund) -> DossierFees:
    """Decide about a refund of somebody else."""
    return await api.post(f"/fee-refunds/{refund_id}/decision", data, DossierFees)


async def hand_refund(api: ApiClient, refund_id: str, proof: str) -> DossierFees:
    """Say how the money was handed back."""
    return await api.post(f"/fee-refunds/{refund_id}/hand-over", RefundHanded(proof), DossierFees)


async def days(api: ApiClient) -> list[ReconciledDay]:
    """The days that were compared with the platform."""
    return await api.get("/reconciliations", list[ReconciledDay])


async def reconcile(api: ApiClient, day: str) -> list[ReconciledDay]:
    """Compare a day anew."""
    return await api.post("/reconciliations", ReconcileDay(day), list[ReconciledDay])


async def differences(
    api: ApiClient, *, resolved: bool = False, cursor: str = ""
) -> Page[Difference]:
    """What did not agree."""
    params = {"resolved": str(resolved).lower(), "cursor": cursor}
    return await api.get("/fee-differences", Page[Difference], params=params)


async def resolve(api: ApiClient, difference_id: str, resolution: str) -> Page[Difference]:
    """Write down what was done about a difference."""
    data = ResolveDifference(resolution)
    return await api.post(f"/fee-differences/{difference_id}/resolution", data, Page[Difference])


async def notify(api: ApiClient, message: dict[str, Any]) -> dict[str, Any]:
    """What the payment platform sends when a payment has changed."""
    return await api.post("/payments/notifications", message, dict[str, Any])


async def inquire(api: ApiClient, message: dict[str, Any]) -> dict[str, Any]:
    """What the payment platform asks: what a dossier owes."""
    return await api.post("/payments/inquiries", message, dict[str, Any])


async def platform_bill(api: ApiClient, receipt_id: str) -> bytes:
    """The receipt that the payment platform issued itself (PDF)."""
    return await api.content(f"/fee-receipts/{receipt_id}/platform-bill")


async def accounts(api: ApiClient) -> list[FeeAccountView]:
    """Receiving accounts of my agencies."""
    return await api.get("/fee-accounts", list[FeeAccountView])


async def propose_account(api: ApiClient, data: ProposeAccount) -> list[FeeAccountView]:
    """Propose a receiving account."""
    return await api.post("/fee-accounts", data, list[FeeAccountView])


async def decide_account(api: ApiClient, account_id: str, *, approve: bool) -> list[FeeAccountView]:
    """Put somebody else's proposal in force, or not."""
    data = DecideAccount(approve)
    return await api.post(f"/fee-accounts/{account_id}/decision", data, list[FeeAccountView])
