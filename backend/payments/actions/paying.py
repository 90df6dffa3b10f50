"""Paying online: one try at a time, on the platform's own page (NĐ 61/2018 Điều 22, 25.2.d)."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.scope import visible
from backend.payments.accounts import Account, account_of
from backend.payments.messages import ToPay
from backend.payments.platform import PlatformAway, PlatformRefused, page_for
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, Unavailable
from backend.platform.sealing import opened
from backend.settings import settings
from shared.contracts.payments import Started
from shared.vocabulary.fees import ObligationState

MINUTES_TO_PAY = 15
_OBLIGATION = """
select o.*, coalesce(d.code, d.reference) as code, d.procedure_code, d.procedure_name,
    d.applicant_name, d.applicant_address, g.code as agency_code, g.name as agency_name
from fee_obligation o join dossier d on d.id = o.dossier_id join agency g on g.id = o.agency_id
where o.id = $1 and {scope} for update of o
"""
_RUNNING = """
select reference, page_url from fee_attempt
where obligation_id = $1 and state = 'started' and expires_at > $2 and page_url <> ''
order by started_at desc limit 1
"""


async def start(actor: Actor, obligation_id: UUID, address: str) -> Started:
    """Begins a payment, or goes on with the one that is running; the platform is asked outside of
    any transaction, after the try is on record.

    Raises NotFound, Conflict when nothing is owed any more, Unavailable when the platform is away,
    RuleBroken when it refuses or none is connected.
    """
    if not settings().payment_url:
        raise RuleBroken(
            "Cơ quan chưa mở thanh toán trực tuyến. Bạn nộp bằng VietQR hoặc tại quầy.",
            en="Paying online is not open here; use VietQR or pay at the desk.",
            slug="no-online-payment",
        )
    async with transaction() as connection:
        row = await _owed(connection, actor, obligation_id)
        running = await connection.fetchrow(_RUNNING, obligation_id, clock.now())
        if running is not None:
            return Started(running["reference"], running["page_url"])
        reference = await _attempt(connection, actor, row)
    pay = _to_pay(row, reference, await account_of(row["agency_id"]))
    back = f"{settings().citizen_url}/thanh-toan/?ma={reference}"
    try:
        url = await page_for(pay, address, back)
    except PlatformAway as error:
        await _not_begun(reference, obligation_id, f"away: {error}")
        raise Unavailable(
            "Nền tảng thanh toán đang không trả lời. Chưa có khoản nào bị trừ; bạn thử lại sau ít "
            "phút, hoặc nộp bằng VietQR, tại quầy.",
            en="The payment platform does not answer; nothing was charged. Try again soon.",
            slug="platform-away",
        ) from error
    except PlatformRefused as error:
        await _not_begun(reference, obligation_id, str(error))
        raise RuleBroken(
            "Nền tảng thanh toán không nhận giao dịch này. Bạn nộp bằng VietQR hoặc tại quầy.",
            en="The payment platform refused this payment.",
            slug="platform-refused",
        ) from error
    await execute("update fee_attempt set page_url = $2 where reference = $1", reference, url)
    return Started(reference, url)


async def _owed(
    connection: asyncpg.Connection, actor: Actor, obligation_id: UUID
) -> asyncpg.Record:
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(_OBLIGATION.format(scope=scope), obligation_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy khoản phải nộp này.", en="There is nothing to pay here.")
    if row["state"] not in (ObligationState.OPEN, ObligationState.WAITING):
        raise Conflict(
            "Khoản này không còn phải nộp. Hãy tải lại trang để xem tình trạng mới nhất.",
            en="This is not owed any more. Please reload the page.",
            slug="not-owed",
        )
    return row


async def _attempt(connection: asyncpg.Connection, actor: Actor, row: Any) -> str:
    now = clock.now()
    reference = f"MC{now:%y%m%d}{secrets.token_hex(8).upper()}"
    await connection.execute(
        "insert into fee_attempt (id, tenant_id, obligation_id, reference, amount_vnd, state, "
        "started_by, started_at, expires_at, asked_at) "
        "values ($1, $2, $3, $4, $5, 'started', $6, $7, $8, $7)",
        uuid7(),
        settings().tenant,
        row["id"],
        reference,
        row["amount_vnd"],
        actor.account_id,
        now,
        now + timedelta(minutes=MINUTES_TO_PAY),
    )
    await connection.execute(
        "update fee_obligation set state = 'waiting' where id = $1 and state = 'open'", row["id"]
    )
    detail = {"reference": reference, "amount_vnd": row["amount_vnd"]}
    subject = row["dossier_id"]
    await record(connection, actor, "fee.payment_started", subject_id=subject, detail=detail)
    return reference


async def _not_begun(reference: str, obligation_id: UUID, words: str) -> None:
    """The page was never shown, so nothing can have been paid on it."""
    async with transaction() as connection:
        await connection.execute(
            "update fee_attempt set state = 'failed', last_error = $2 "
            "where reference = $1 and state = 'started'",
            reference,
            words[:300],
        )
        await let_try_again(connection, obligation_id)


async def let_try_again(connection: asyncpg.Connection, obligation_id: UUID) -> None:
    """An obligation without a running try is open again."""
    await connection.execute(
        "update fee_obligation o set state = 'open' where id = $1 and state = 'waiting' "
        "and not exists (select from fee_attempt a where a.obligation_id = o.id "
        "and a.state = 'started')",
        obligation_id,
    )


def _to_pay(row: Any, reference: str, into: Account) -> ToPay:
    return ToPay(
        reference=reference,
        amount_vnd=row["amount_vnd"],
        dossier_code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_code=row["agency_code"],
        agency_name=row["agency_name"],
        fee_code=row["fee_key"],
        fee_name=row["name"],
        fee_kind=row["kind"],
        payer=row["applicant_name"],
        address=opened(row, "dossier.applicant_address", row_id="dossier_id"),
        account=into.number,
        bank=into.bank,
        account_name=into.holder,
    )
