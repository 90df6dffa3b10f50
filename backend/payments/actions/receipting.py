"""Receipts are issued, cancelled and replaced; a number is given once, and none is left out.

Called inside the transaction of the payment or of the refund: either all of it happens or nothing.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.law import receipts as law
from backend.law.money_words import vnd_in_words
from backend.payments.at_desk import obligation_at_desk
from backend.payments.receipt_adapter import END, ISSUE
from backend.payments.receipt_signing import ADAPTER, SIGN_TOPIC
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import opened, opened_json, sealed_json
from backend.settings import settings
from shared.contracts.receipts import ReplaceReceipt
from shared.vocabulary.fees import Means
from shared.vocabulary.receipts import ReceiptEnd, ReceiptStanding

_NEXT = """
insert into fee_receipt_counter (agency_id, year, series, last) values ($1, $2, $3, 1)
on conflict (agency_id, year, series) do update set last = fee_receipt_counter.last + 1
returning last
"""
_DOSSIER = """
select d.id, coalesce(d.code, d.reference) as code, d.procedure_name, d.applicant_address,
    g.code as agency_code, g.name as agency, g.address as agency_address, g.phone as agency_phone
from dossier d join agency g on g.id = $2 where d.id = $1
"""
_INSERT = """
insert into fee_receipt (id, tenant_id, agency_id, obligation_id, series, year, number, means,
    amount_vnd, payer, foreign_number, issued_by, issued_at, data, form, look_up_code, standing,
    replaces_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17, $18)
"""


async def issue(
    connection: asyncpg.Connection,
    actor: Actor | None,
    obligation: Any,
    means: Means,
    payer: str,
    foreign_number: str = "",
    *,
    address: str | None = None,
    replaces: UUID | None = None,
) -> str:
    """Issues the one receipt of what was paid; returns its number.

    `foreign_number`: of a receipt the desk wrote in a book of its own, which takes none of our
    numbers and is not electronic. An electronic one is signed and handed on by the worker.
    """
    now, foreign = clock.now(), foreign_number.strip()
    electronic = bool(settings().receipt_url) and not foreign
    agency_id, amount = obligation["agency_id"], obligation["amount_vnd"]
    dossier = await connection.fetchrow(_DOSSIER, obligation["dossier_id"], agency_id)
    if electronic:
        series = law.series(settings().receipt_series, now.year)
    else:
        series = f"{dossier['agency_code']}/{now.year % 100:02d}"[:20]
    number = 0
    if not foreign:
        # The row stays locked until all of this is done: who fails gives the number back.
        counted = series if electronic else ""
        number = await connection.fetchval(_NEXT, agency_id, now.year, counted)
    known = opened(dossier, "dossier.applicant_address")
    data = {
        "name": obligation["name"],
        "kind": obligation["kind"],
        "code": dossier["code"],
        "procedure": dossier["procedure_name"],
        "address": known if address is None else address,
        "in_words": vnd_in_words(amount),
        "collector": actor.full_name if actor else "",
        "agency": dossier["agency"],
        "agency_address": dossier["agency_address"],
        "agency_phone": dossier["agency_phone"],
    }
    id_ = uuid7()
    await connection.execute(
        _INSERT,
        id_,
        settings().tenant,
        agency_id,
        obligation["id"],
        series,
        now.year,
        number,
        means,
        amount,
        payer.strip(),
        foreign,
        actor.account_id if actor and actor.is_officer else None,
        now,
        sealed_json("fee_receipt.data", id_, data),
        law.FORM if electronic else "",
        law.new_look_up_code() if electronic else None,
        ReceiptStanding.SIGNING if electronic else "",
        replaces,
    )
    if electronic:
        await outbox.publish(connection, SIGN_TOPIC, id_, {})
        told = {"series": series, "number": number}
        await enqueue(connection, ADAPTER, id_, ISSUE, told, f"{id_}")
    return foreign or f"{series}-{number:07d}"


async def cancel(
    connection: asyncpg.Connection, actor: Actor | None, obligation: Any, reason: str
) -> None:
    """The receipt of what went back no longer counts; `obligation` has id and dossier_id."""
    row = await connection.fetchrow(
        "select * from fee_receipt where obligation_id = $1 and ended = '' for update",
        obligation["id"],
    )
    if row is None:
        return
    await _end(connection, actor, row, ReceiptEnd.CANCELLED, reason)
    if row["form"]:
        told = {"series": row["series"], "number": row["number"]}
        await enqueue(connection, ADAPTER, row["id"], END, told, f"{row['id']}/end")
    detail = {"series": row["series"], "number": row["number"]}
    subject = obligation["dossier_id"]
    await record(connection, actor, "fee.receipt_cancelled", subject_id=subject, detail=detail)


async def replace(actor: Actor, receipt_id: UUID, data: ReplaceReceipt) -> UUID:
    """Issues another receipt in place of one that names the wrong payer or address.

    A wrong amount is not written over: the money is given back, which cancels the receipt, and
    asked for anew. Returns the dossier's id. Raises NotFound, Forbidden, Conflict, RuleBroken.
    """
    payer, address = data.payer.strip(), data.address.strip()
    async with transaction() as connection:
        obligation_id = await connection.fetchval(
            "select obligation_id from fee_receipt where id = $1 and tenant_id = $2",
            receipt_id,
            settings().tenant,
        )
        if obligation_id is None:
            raise NotFound("Không tìm thấy biên lai này.", en="There is no such receipt.")
        obligation = await obligation_at_desk(connection, actor, obligation_id)
        row = await connection.fetchrow(
            "select * from fee_receipt where id = $1 for update", receipt_id
        )
        if row["ended"]:
            raise Conflict(
                "Biên lai này đã bị hủy hoặc thay thế.", en="It has ended.", slug="receipt-ended"
            )
        if not row["form"]:
            raise RuleBroken(
                "Chỉ biên lai điện tử được thay thế ở đây. Biên lai giấy xử lý trên quyển.",
                en="Only an electronic receipt can be replaced here.",
                slug="not-electronic",
            )
        kept = opened_json(row, "fee_receipt.data")
        if (payer, address) == (row["payer"], kept["address"]):
            raise RuleBroken(
                "Thông tin chưa khác biên lai cũ.",
                errors=[field("/payer", "Sửa họ tên hoặc địa chỉ người nộp.")],
            )
        await _end(connection, actor, row, ReceiptEnd.REPLACED, data.reason)
        number = await issue(
            connection, actor, obligation, Means(row["means"]), payer,
            address=address, replaces=row["id"],
        )  # fmt: skip
        detail = {"series": row["series"], "number": row["number"], "by": number}
        dossier_id: UUID = obligation["dossier_id"]
        await record(
            connection, actor, "fee.receipt_replaced", subject_id=dossier_id, detail=detail
        )
    return dossier_id


async def _end(
    connection: asyncpg.Connection, actor: Actor | None, row: Any, end: ReceiptEnd, reason: str
) -> None:
    await connection.execute(
        "update fee_receipt set ended = $2, ended_at = $3, ended_by = $4, ended_reason = $5 "
        "where id = $1",
        row["id"],
        end,
        clock.now(),
        actor.account_id if actor and actor.is_officer else None,
        reason.strip(),
    )
