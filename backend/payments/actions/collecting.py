"""Money taken at the desk in cash, by transfer or by a VietQR code (NĐ 61/2018 Điều 22)."""

from uuid import UUID

from backend.access.actor import Actor
from backend.law.fees import vnd
from backend.payments.actions import obligations
from backend.payments.actions.settling import go_on
from backend.payments.at_desk import obligation_at_desk
from backend.payments.telling import told
from backend.platform.database import transaction
from backend.platform.problems import Conflict, RuleBroken, field
from shared.contracts.payments import Collect
from shared.vocabulary.fees import Means, ObligationState

_BY_HAND = (Means.CASH, Means.TRANSFER, Means.QR_TRANSFER)
_BY_BANK = (Means.TRANSFER, Means.QR_TRANSFER)


async def collect(actor: Actor, obligation_id: UUID, data: Collect) -> UUID:
    """Books what was given at the desk, whole or not at all, and issues the receipt.

    A dossier that waited for it goes on. Returns the dossier's id.

    Raises NotFound, Forbidden, Conflict when it is not owed or is being paid online, RuleBroken.
    """
    if data.means not in _BY_HAND:
        raise RuleBroken(
            "Chọn cách nộp tại quầy.", errors=[field("/means", "Chọn tiền mặt hoặc chuyển khoản.")]
        )
    means = Means(data.means)
    if means in _BY_BANK and len(data.bank_reference.strip()) < 4:
        raise RuleBroken(
            "Chuyển khoản cần mã giao dịch ngân hàng để đối soát.",
            errors=[field("/bank_reference", "Ghi mã giao dịch trên sao kê.")],
        )
    async with transaction() as connection:
        row = await obligation_at_desk(connection, actor, obligation_id)
        if row["state"] == ObligationState.WAITING:
            raise Conflict(
                "Người nộp đang thanh toán trực tuyến khoản này. Bấm “Kiểm tra thanh toán”, hoặc "
                "chờ giao dịch kết thúc rồi thu tại quầy.",
                en="This is being paid online just now.",
                slug="being-paid",
            )
        if row["state"] != ObligationState.OPEN:
            raise Conflict("Khoản này không còn phải nộp.", slug="not-owed")
        if data.amount_vnd != row["amount_vnd"]:
            raise RuleBroken(
                "Số tiền thu phải đúng số phải nộp.",
                en="The whole amount, no more and no less.",
                errors=[field("/amount_vnd", f"Phải nộp {vnd(row['amount_vnd'])}.")],
            )
        receipt = await obligations.paid(
            connection, actor, row, means, payer=data.payer, bank_reference=data.bank_reference
        )
        dossier_id: UUID = row["dossier_id"]
        if not await go_on(connection, dossier_id, receipt, actor):
            await told(connection, obligation_id, "paid", row["amount_vnd"])
    return dossier_id
