"""What a dossier owes: asked for, let off, paid. Called inside the transaction of the act."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.content import ProcedureContent
from backend.law.fees import Fee, FeeCase, FeeRule, fee_for, vnd
from backend.payments import books
from backend.payments.actions import receipting
from backend.payments.fee_rules import fee_rules
from backend.payments.telling import told
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.channels import Channel
from shared.vocabulary.fees import FeeKind, FeeMoment, Means, ObligationState

BY_HAND = "theo_thong_bao"
OPEN = (ObligationState.OPEN, ObligationState.WAITING)


async def ask(
    connection: asyncpg.Connection, actor: Actor | None, dossier: Any, rule: FeeRule, fee: Fee
) -> UUID:
    """An obligation by a rule; one that comes to nothing is kept as exempt. Returns its id."""
    id_ = uuid7()
    owed = fee.amount_vnd > 0
    state = ObligationState.OPEN if owed else ObligationState.EXEMPT
    await connection.execute(
        "insert into fee_obligation (id, tenant_id, dossier_id, agency_id, fee_key, name, kind, "
        "moment, amount_vnd, explanation, exemption, refundable, state, asked_by, asked_at, "
        "settled_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14, "
        "$15, $16)",
        id_,
        settings().tenant,
        dossier["id"],
        dossier["receiving_agency_id"],
        rule.key,
        rule.name,
        rule.kind,
        rule.moment,
        fee.amount_vnd,
        msgspec.json.encode(fee.explanation).decode(),
        fee.exemption,
        rule.refundable,
        state,
        actor.account_id if actor else None,
        clock.now(),
        None if owed else clock.now(),
    )
    if owed:
        await book(connection, id_, "asked", books.asked(fee.amount_vnd))
    detail = {"amount_vnd": fee.amount_vnd, "fee": rule.key, "exemption": fee.exemption}
    await record(connection, actor, "fee.asked", subject_id=dossier["id"], detail=detail)
    return id_


async def ask_at_submission(
    connection: asyncpg.Connection, actor: Actor | None, dossier_id: UUID, content: ProcedureContent
) -> None:
    """What is to be paid when a dossier is submitted online (thu trước), by its own rules."""
    rules = [rule for rule in fee_rules(content) if rule.moment is FeeMoment.AT_SUBMISSION]
    if not rules:
        return
    row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    for rule in rules:
        fee = fee_for(rule, FeeCase(Channel(row["channel"])))
        id_ = await ask(connection, actor, row, rule, fee)
        if fee.amount_vnd:
            await told(connection, id_, "asked", fee.amount_vnd)


async def ask_by_hand(
    connection: asyncpg.Connection, actor: Actor | None, dossier: Any, amount: int, reason: str
) -> UUID:
    """An amount set by an officer in a notice, e.g. a tax on land."""
    rule = FeeRule(BY_HAND, reason, FeeKind.CHARGE, {"": amount}, moment=FeeMoment.WHILE_PROCESSING)
    return await ask(connection, actor, dossier, rule, Fee(amount, (f"{reason}: {vnd(amount)}.",)))


async def is_owed(connection: asyncpg.Connection, dossier_id: UUID) -> int:
    """What is still to be paid of a dossier."""
    owed: int = await connection.fetchval(
        "select coalesce(sum(amount_vnd), 0) from fee_obligation "
        "where dossier_id = $1 and state in ('open', 'waiting')",
        dossier_id,
    )
    return owed


async def let_off_open(connection: asyncpg.Connection, actor: Actor | None, id_: UUID) -> None:
    """Nothing more is owed of a dossier that has ended (refused, stopped, withdrawn)."""
    rows = await connection.fetch(
        "update fee_obligation set state = 'cancelled', settled_at = $2 where dossier_id = $1 "
        "and state in ('open', 'waiting') returning id, amount_vnd",
        id_,
        clock.now(),
    )
    for row in rows:
        await book(connection, row["id"], "cancelled", books.let_off(row["amount_vnd"]))
        detail = {"amount_vnd": row["amount_vnd"]}
        await record(connection, actor, "fee.cancelled", subject_id=id_, detail=detail)


async def settle_open(
    connection: asyncpg.Connection,
    actor: Actor | None,
    dossier: Any,
    foreign_number: str,
    means: Means = Means.CASH,
) -> None:
    """All that is owed was taken, mostly at the desk with a receipt of a book of its own."""
    rows = await connection.fetch(
        "select * from fee_obligation where dossier_id = $1 and state in ('open', 'waiting') "
        "order by asked_at, id for update",
        dossier["id"],
    )
    for row in rows:
        await paid(
            connection, actor, row, means, payer=dossier["applicant_name"],
            foreign_number=foreign_number,
        )  # fmt: skip


async def paid(
    connection: asyncpg.Connection,
    actor: Actor | None,
    obligation: Any,
    means: Means,
    *,
    payer: str,
    foreign_number: str = "",
    bank_reference: str = "",
) -> str:
    """Books a payment in full and issues its receipt; returns the receipt's number.

    `foreign_number`: of a receipt the desk wrote in a book of its own.
    """
    now = clock.now()
    await connection.execute(
        "update fee_obligation set state = 'paid', means = $2, settled_at = $3 where id = $1",
        obligation["id"],
        means,
        now,
    )
    amount: int = obligation["amount_vnd"]
    await book(connection, obligation["id"], "paid", books.received(amount, means))
    detail = {"amount_vnd": amount, "means": means, "bank_reference": bank_reference.strip()}
    subject = obligation["dossier_id"]
    await record(connection, actor, "fee.paid", subject_id=subject, detail=detail)
    return await receipting.issue(connection, actor, obligation, means, payer, foreign_number)


async def book(
    connection: asyncpg.Connection, obligation_id: UUID, what: str, entries: tuple[books.Entry, ...]
) -> None:
    """Writes one booking; the database checks at commit that it adds up to nothing."""
    id_ = uuid7()
    await connection.execute(
        "insert into fee_booking (id, tenant_id, obligation_id, what, at) "
        "values ($1, $2, $3, $4, $5)",
        id_,
        settings().tenant,
        obligation_id,
        what,
        clock.now(),
    )
    await connection.executemany(
        "insert into fee_entry (booking_id, account, amount_vnd) values ($1, $2, $3)",
        [(id_, entry.account, entry.amount_vnd) for entry in entries],
    )
