"""Fees over HTTP: what is owed, paying, receipts, refunds, reconciliation, the platform's words."""

from typing import Any
from uuid import UUID

from litestar import Request, get, post

from backend.access.actor import Actor
from backend.access.guards import citizen, officer, public, signed_in
from backend.access.step_up import stepped_up
from backend.payments import accounts, day_lists, queries, receipt_routes
from backend.payments.actions import accounts as account_acts
from backend.payments.actions import (
    asking,
    collecting,
    notices,
    paying,
    reconciling,
    refunding,
    settling,
)
from backend.payments.platform import PlatformAway, PlatformRefused
from backend.platform.problems import RuleBroken, Unavailable
from backend.platform.rate import Rate
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

AnyRequest = Request[Any, Any, Any]
_partner, _checks = Rate(600, 60), Rate(30, 60)
_LOOKERS = reconciling.LOOKERS


@get("/dossiers/{dossier_id:uuid}/fees", **signed_in())
async def dossier_fees(actor: Actor, dossier_id: UUID) -> DossierFees:
    """What a dossier in my sight owes and has paid, and what I can do about it."""
    return await queries.fees_of(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/fees/calculation", status_code=200, **officer())
async def work_out_fee(actor: Actor, dossier_id: UUID, data: WorkOutFee) -> WorkedOut:
    """What a fee of the procedure comes to in one case, with the arithmetic."""
    return await queries.worked_out_for(actor, dossier_id, data)


@post("/dossiers/{dossier_id:uuid}/fees", **officer())
async def ask_fee(actor: Actor, dossier_id: UUID, data: AskFee) -> DossierFees:
    """Asks for a fee by the rule of the procedure; what comes to nothing is kept as exempt."""
    await asking.ask(actor, dossier_id, data)
    return await queries.fees_of(actor, dossier_id)


@post("/fees/{obligation_id:uuid}/payments", **citizen())
async def start_payment(request: AnyRequest, actor: Actor, obligation_id: UUID) -> Started:
    """Begins to pay online, or goes on with what is running."""
    return await paying.start(actor, obligation_id, _address(request))


@get("/fees/{obligation_id:uuid}/vietqr", **signed_in())
async def fee_vietqr(actor: Actor, obligation_id: UUID) -> VietQr:
    """What is owed as a VietQR code."""
    return await queries.vietqr_of(actor, obligation_id)


@post("/fees/{obligation_id:uuid}/collection", **officer())
async def collect_fee(actor: Actor, obligation_id: UUID, data: Collect) -> DossierFees:
    """Books money taken at the desk and issues the receipt."""
    dossier_id = await collecting.collect(actor, obligation_id, data)
    return await queries.fees_of(actor, dossier_id)


@post("/payments/{reference:str}/check", status_code=200, **signed_in())
async def check_payment(request: AnyRequest, actor: Actor, reference: str) -> Standing:
    """Asks the platform how a payment in my sight stands, and books it."""
    _checks.take(f"{actor.account_id}")
    await queries.standing(actor, reference)
    try:
        await settling.ask_about(reference)
    except PlatformAway as error:
        raise Unavailable(
            "Nền tảng thanh toán chưa trả lời. Nếu bạn đã trả tiền, khoản nộp sẽ được ghi nhận "
            "ngay khi có kết quả; không cần nộp lại.",
            en="The platform does not answer. What you paid will be booked; do not pay again.",
            slug="platform-away",
        ) from error
    except PlatformRefused as error:
        raise RuleBroken(
            "Nền tảng thanh toán trả lời chưa rõ về giao dịch này; bộ phận đối soát sẽ kiểm tra.",
            en="The platform's answer is unclear; it will be looked into.",
            slug="platform-refused",
        ) from error
    return await queries.standing(actor, reference)


@post("/fees/{obligation_id:uuid}/refunds", **officer())
async def propose_refund(actor: Actor, obligation_id: UUID, data: ProposeRefund) -> DossierFees:
    """Proposes to give back what was paid."""
    dossier_id = await refunding.propose(actor, obligation_id, data)
    return await queries.fees_of(actor, dossier_id)


@post("/fee-differences/{difference_id:uuid}/refunds", **officer())
async def propose_unmatched_refund(
    actor: Actor, difference_id: UUID, data: ProposeRefund
) -> DossierFees:
    """Proposes to give back money that was never owed."""
    dossier_id = await refunding.propose_unmatched(actor, difference_id, data)
    return await queries.fees_of(actor, dossier_id)


@post("/fee-refunds/{refund_id:uuid}/decision", **officer())
async def decide_refund(actor: Actor, refund_id: UUID, data: DecideRefund) -> DossierFees:
    """The second person's word."""
    dossier_id = await refunding.decide(actor, refund_id, data)
    return await queries.fees_of(actor, dossier_id)


@post("/fee-refunds/{refund_id:uuid}/hand-over", **officer())
async def hand_refund(actor: Actor, refund_id: UUID, data: RefundHanded) -> DossierFees:
    """The money was handed back at the desk."""
    dossier_id = await refunding.handed(actor, refund_id, data)
    return await queries.fees_of(actor, dossier_id)


@get("/reconciliations", **officer(*_LOOKERS))
async def reconciliations() -> list[ReconciledDay]:
    """The days that were compared with the platform."""
    return await day_lists.days()


@post("/reconciliations", **officer(*_LOOKERS))
async def reconcile_day(actor: Actor, data: ReconcileDay) -> list[ReconciledDay]:
    """Compares a day anew."""
    await reconciling.ask_for(actor, data.day)
    return await day_lists.days()


@get("/fee-differences", **officer(*_LOOKERS))
async def fee_differences(
    actor: Actor, resolved: bool = False, cursor: str = "", limit: int = 50
) -> Page[Difference]:
    """What did not agree, in my agencies."""
    return await day_lists.found(actor, open_only=not resolved, cursor=cursor, limit=limit)


@post("/fee-differences/{difference_id:uuid}/resolution", **officer(*_LOOKERS))
async def resolve_difference(
    actor: Actor, difference_id: UUID, data: ResolveDifference
) -> Page[Difference]:
    """Writes down what was done about a difference."""
    await reconciling.resolve(actor, difference_id, data.resolution)
    return await day_lists.found(actor, open_only=True, cursor="", limit=50)


@post("/payments/notifications", status_code=200, **public())
async def payment_notification(request: AnyRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The platform says that a payment has changed (sealed; asked about, never believed)."""
    _partner.take(_address(request))
    return await notices.noticed(data, _address(request))


@post("/payments/inquiries", status_code=200, **public())
async def payment_inquiry(request: AnyRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The platform asks what a dossier owes (sealed message)."""
    _partner.take(_address(request))
    return await notices.owed_of(data)


@get("/fee-accounts", **officer(*accounts.LOOKERS))
async def fee_accounts(actor: Actor) -> list[FeeAccountView]:
    """Receiving accounts of my agencies."""
    return await accounts.accounts(actor)


@post("/fee-accounts", **stepped_up(officer(*accounts.DECIDERS)))
async def propose_account(actor: Actor, data: ProposeAccount) -> list[FeeAccountView]:
    """Proposes a receiving account."""
    await account_acts.propose(actor, data)
    return await accounts.accounts(actor)


@post("/fee-accounts/{account_id:uuid}/decision", **stepped_up(officer(*accounts.DECIDERS)))
async def decide_account(
    actor: Actor, account_id: UUID, data: DecideAccount
) -> list[FeeAccountView]:
    """Puts somebody else's proposal in force, or not."""
    await account_acts.decide(actor, account_id, data)
    return await accounts.accounts(actor)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client is not None else ""


ROUTES = [
    dossier_fees,
    work_out_fee,
    ask_fee,
    start_payment,
    fee_vietqr,
    collect_fee,
    check_payment,
    propose_refund,
    propose_unmatched_refund,
    decide_refund,
    hand_refund,
    reconciliations,
    reconcile_day,
    fee_differences,
    resolve_difference,
    payment_notification,
    payment_inquiry,
    fee_accounts,
    propose_account,
    decide_account,
    *receipt_routes.ROUTES,
]
