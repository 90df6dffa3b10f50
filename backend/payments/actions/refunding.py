"""Money goes back by two persons: one proposes with a reason, another decides; then it is paid out.

What was paid online goes back through the platform, under a reference of the refund's own, so that
asking twice pays once. What was paid at the desk or to the postman is handed back at the desk, with
proof.
"""

import secrets
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.scope import visible
from backend.dossiers.standing import PRINCIPALS, refuse_own
from backend.payments import books
from backend.payments.actions import obligations, receipting
from backend.payments.at_desk import REFUND_DECIDERS, obligation_at_desk
from backend.payments.platform import PlatformRefused, give_back
from backend.payments.telling import told
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.payments import DecideRefund, ProposeRefund, RefundHanded
from shared.vocabulary.fees import Means, ObligationState, RefundState

REFUND_TOPIC = "fee.refund"
_REFUND = f"""
select r.*, o.agency_id, o.dossier_id, o.amount_vnd as paid_vnd, o.state as obligation_state,
    d.applicant_id, d.applicant_key, d.owner_key, {PRINCIPALS}
from fee_refund r join fee_obligation o on o.id = r.obligation_id
    join dossier d on d.id = o.dossier_id
where r.id = $1 and {{scope}} for update of r
"""


async def propose(actor: Actor, obligation_id: UUID, data: ProposeRefund) -> UUID:
    """Proposes to give back what was paid, in full; returns the dossier's id, as all here.

    Raises NotFound, Forbidden, Conflict, RuleBroken where the law lets nothing be given back.
    """
    async with transaction() as connection:
        row = await obligation_at_desk(connection, actor, obligation_id)
        if row["state"] != ObligationState.PAID:
            raise Conflict("Chỉ hoàn khoản đã nộp và chưa hoàn.", slug="not-paid")
        if not row["refundable"]:
            raise RuleBroken(
                "Theo quy định, khoản này đã nộp thì không hoàn trả.",
                en="By its legal text this fee is not given back.",
                slug="not-refundable",
            )
        attempt = await connection.fetchrow(
            "select id, transaction_code from fee_attempt where obligation_id = $1 "
            "and state = 'succeeded' order by paid_at limit 1",
            obligation_id,
        )
        online = row["means"] == Means.ONLINE
        await _propose(
            connection, actor, row, data.reason, row["amount_vnd"], row["means"],
            attempt["id"] if online else None,
            attempt["transaction_code"] if online else "",
        )  # fmt: skip
        dossier_id: UUID = row["dossier_id"]
    return dossier_id


async def propose_unmatched(actor: Actor, difference_id: UUID, data: ProposeRefund) -> UUID:
    """Proposes to give back money that was never owed. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        found = await connection.fetchrow(
            "select * from fee_difference where id = $1 and resolved_at is null for update",
            difference_id,
        )
        if found is None or found["obligation_id"] is None or not found["theirs_vnd"]:
            raise NotFound("Không có khoản tiền nào để hoàn ở đây.", en="No money to give back.")
        row = await obligation_at_desk(connection, actor, found["obligation_id"])
        await _propose(
            connection, actor, row, data.reason, found["theirs_vnd"], found["means"],
            None, found["transaction_code"], difference_id,
        )  # fmt: skip
        dossier_id: UUID = row["dossier_id"]
    return dossier_id


async def _propose(
    connection: asyncpg.Connection,
    actor: Actor,
    obligation: Any,
    reason: str,
    amount: int,
    means: str,
    attempt_id: UUID | None,
    transaction_code: str,
    difference_id: UUID | None = None,
) -> None:
    now = clock.now()
    new = await connection.fetchval(
        "insert into fee_refund (id, tenant_id, obligation_id, attempt_id, difference_id, "
        "reference, amount_vnd, means, transaction_code, reason, state, proposed_by, proposed_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed', $11, $12) "
        "on conflict do nothing returning id",
        uuid7(),
        settings().tenant,
        obligation["id"],
        attempt_id,
        difference_id,
        f"HT{now:%y%m%d}{secrets.token_hex(8).upper()}",
        amount,
        means,
        transaction_code,
        reason.strip(),
        actor.account_id,
        now,
    )
    if new is None:
        raise Conflict("Khoản này đã có đề nghị hoàn trả.", slug="refund-proposed")
    detail = {"amount_vnd": amount, "means": means}
    subject = obligation["dossier_id"]
    await record(connection, actor, "fee.refund_proposed", subject_id=subject, detail=detail)


async def decide(actor: Actor, refund_id: UUID, data: DecideRefund) -> UUID:
    """The second person's word. Raises NotFound, Forbidden, Conflict, RuleBroken without a
    reason for a refusal."""
    if not data.approve and len(data.answer.strip()) < 10:
        raise RuleBroken("Ghi lý do không duyệt, ít nhất 10 ký tự.")
    async with transaction() as connection:
        row = await _refund(connection, actor, refund_id)
        if row["state"] != RefundState.PROPOSED:
            raise Conflict("Đề nghị này đã được quyết định.", slug="already-decided")
        if row["proposed_by"] == actor.account_id:
            raise Forbidden(
                "Người đề nghị không tự duyệt. Cần người thứ hai.",
                en="Somebody else must decide this.",
                slug="second-person-needed",
            )
        if row["agency_id"] not in actor.agencies(*REFUND_DECIDERS):
            raise Forbidden(
                "Hoàn phí do lãnh đạo cơ quan hoặc Trưởng Bộ phận Một cửa duyệt.",
                en="A leader or the head of the desk decides refunds.",
                slug="not-your-decision",
            )
        refuse_own(actor, row)
        state = RefundState.APPROVED if data.approve else RefundState.DENIED
        await connection.execute(
            "update fee_refund set state = $2, decided_by = $3, decided_at = $4, answer = $5 "
            "where id = $1",
            refund_id,
            state,
            actor.account_id,
            clock.now(),
            data.answer.strip(),
        )
        if data.approve and row["means"] == Means.ONLINE:
            await outbox.publish(connection, REFUND_TOPIC, refund_id, {})
        detail = {"amount_vnd": row["amount_vnd"], "approved": data.approve}
        subject = row["dossier_id"]
        await record(connection, actor, "fee.refund_decided", subject_id=subject, detail=detail)
        dossier_id: UUID = subject
    return dossier_id


async def handed(actor: Actor, refund_id: UUID, data: RefundHanded) -> UUID:
    """The desk has handed the money back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        row = await _refund(connection, actor, refund_id)
        await obligation_at_desk(connection, actor, row["obligation_id"])
        if row["state"] != RefundState.APPROVED or row["means"] == Means.ONLINE:
            raise Conflict("Khoản này không chờ hoàn tại quầy.", slug="not-to-hand-back")
        await _done(connection, actor, row, data.proof)
        dossier_id: UUID = row["dossier_id"]
    return dossier_id


async def send_back(message: Message) -> None:
    """The worker asks the platform to give money back; again and again until it is done.

    Raises PlatformAway, PlatformRefused with the words kept for who looks after it.
    """
    row = await fetch_row("select * from fee_refund where id = $1", message.subject_id)
    if row is None or row["state"] != RefundState.APPROVED:
        return
    try:
        proof = await give_back(row["reference"], row["transaction_code"], row["amount_vnd"])
    except PlatformRefused as error:
        words = str(error)[:300]
        await execute("update fee_refund set last_error = $2 where id = $1", row["id"], words)
        raise
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select r.*, o.dossier_id from fee_refund r join fee_obligation o "
            "on o.id = r.obligation_id where r.id = $1 and r.state = 'approved' for update of r",
            message.subject_id,
        )
        if row is not None:
            await _done(connection, None, row, proof)


async def _done(connection: asyncpg.Connection, actor: Actor | None, row: Any, proof: str) -> None:
    now = clock.now()
    await connection.execute(
        "update fee_refund set state = 'done', done_at = $2, proof = $3, last_error = '' "
        "where id = $1",
        row["id"],
        now,
        proof.strip(),
    )
    unmatched = row["difference_id"] is not None
    entries = books.given_back(row["amount_vnd"], Means(row["means"]), unmatched=unmatched)
    await obligations.book(connection, row["obligation_id"], "refunded", entries)
    if unmatched:
        await connection.execute(
            "update fee_difference set resolved_at = $2, resolution = $3 "
            "where id = $1 and resolved_at is null",
            row["difference_id"],
            now,
            f"Đã hoàn trả người nộp, mã {proof.strip()}.",
        )
    else:
        await connection.execute(
            "update fee_obligation set state = 'refunded' where id = $1", row["obligation_id"]
        )
        paid = {"id": row["obligation_id"], "dossier_id": row["dossier_id"]}
        reason = f"Hoàn trả tiền đã nộp. {row['reason']}"
        await receipting.cancel(connection, actor, paid, reason)
    detail = {"amount_vnd": row["amount_vnd"]}
    subject = row["dossier_id"]
    await record(connection, actor, "fee.refunded", subject_id=subject, detail=detail)
    await told(connection, row["obligation_id"], "refunded", row["amount_vnd"])


async def _refund(connection: asyncpg.Connection, actor: Actor, refund_id: UUID) -> asyncpg.Record:
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(_REFUND.format(scope=scope), refund_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy đề nghị này.", en="There is no such request.")
    return row
