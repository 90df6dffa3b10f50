"""Fees and charges as acts of a dossier: asked for, and paid (NĐ 61/2018 Điều 22)."""

from backend.catalogue.queries import content_of
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation, resumed
from backend.law.fees import vnd
from backend.payments.actions import obligations
from backend.payments.fee_rules import rule_of, worked_out
from backend.platform.problems import RuleBroken, field
from shared.contracts import acts as inputs
from shared.vocabulary.channels import Channel


async def require_payment(here: Situation, change: Change) -> None:
    """Asks for a fee or charge; the clock stops only where specialised law says so (Điều 22)."""
    amount = vnd(here.data.amount_vnd)
    change.note = f"{amount}. {here.data.reason.strip()}"
    change.columns["waiting_for"] = f"Nộp {amount}: {here.data.reason.strip()}"
    change.payload = {"amount_vnd": here.data.amount_vnd}
    await _owe(here, change)
    if here.row["due_at"] is not None and here.row["finished_at"] is None:
        content = await content_of(here.row["procedure_version_id"])
        change.ground = content.payment_pause_source


async def _owe(here: Situation, change: Change) -> None:
    data: inputs.RequirePayment = here.data
    asked = here.connection, here.actor, here.row
    if not data.fee_key:
        await obligations.ask_by_hand(*asked, data.amount_vnd, data.reason.strip())
        return
    content = await content_of(here.row["procedure_version_id"])
    rule = rule_of(content, data.fee_key)
    if rule is None:
        raise RuleBroken(
            "Thủ tục không có khoản thu này.", errors=[field("/fee_key", "Chọn lại khoản thu.")]
        )
    fee = worked_out(rule, Channel(here.row["channel"]), data)
    if fee.amount_vnd != data.amount_vnd:
        raise RuleBroken(
            "Số tiền không khớp mức thu của thủ tục. Hãy tính lại.",
            en="The amount is not what the rule of the procedure comes to.",
            errors=[field("/amount_vnd", f"Hãy ghi đúng mức quy định: {vnd(fee.amount_vnd)}.")],
        )
    await obligations.ask(*asked, rule, fee)
    change.payload |= {"fee": rule.key, "exemption": fee.exemption}


async def record_payment(here: Situation, change: Change) -> None:
    """Keeps the number of the receipt that proves payment; what was still owed is settled by it."""
    await obligations.settle_open(
        here.connection, here.actor, here.row, here.data.receipt_number.strip()
    )
    change.note = f"Biên lai {here.data.receipt_number.strip()}"
    change.columns["waiting_for"] = ""
    change.payload = {"receipt_number": here.data.receipt_number}
    if here.row["waiting_since"] is not None:
        change.due = await resumed(here)
        change.due_reason = "Đã nộp phí, lệ phí, tính tiếp thời hạn"
