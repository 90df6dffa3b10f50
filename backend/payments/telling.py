"""Telling the applicant of a fee where no act of the dossier does: asked for at submission, paid
without the dossier moving, not paid after all, given back."""

from uuid import UUID

import asyncpg

from backend.law.fees import vnd
from backend.notifications.actions import notice_and_letter
from backend.platform import outbox
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from backend.settings import settings

FEE_TOPIC = "fee.told"
_OBLIGATION = """
select o.name, o.amount_vnd, d.id, d.applicant_id, d.applicant_name, d.applicant_email,
    coalesce(d.code, d.reference) as code, d.procedure_name, g.name as agency,
    coalesce(nullif(c.foreign_number, ''), c.series || '-' || lpad(c.number::text, 7, '0'), '')
        as receipt
from fee_obligation o join dossier d on d.id = o.dossier_id
    join agency g on g.id = d.receiving_agency_id left join lateral (select * from fee_receipt
    where obligation_id = o.id order by issued_at desc, id desc limit 1) c on true
where o.id = $1
"""
_TEXTS: dict[str, tuple[str, str]] = {
    "asked": (
        "Hồ sơ {code} cần nộp phí, lệ phí",
        "Khoản phải nộp: {name}, {amount}. Ông/Bà thanh toán trực tuyến, quét mã VietQR trong "
        "trang hồ sơ, hoặc nộp tại quầy; cơ quan tiếp nhận hồ sơ sau khi nhận đủ.",
    ),
    "paid": (
        "Đã nhận phí, lệ phí của hồ sơ {code}",
        "Đã nhận {amount} cho khoản {name}. Biên lai số {receipt} có trong trang hồ sơ.",
    ),
    "failed": (
        "Thanh toán của hồ sơ {code} không thành công",
        "Giao dịch {amount} cho khoản {name} không thành công và không có tiền nào được thu. "
        "Ông/Bà thanh toán lại trong trang hồ sơ, hoặc nộp tại quầy.",
    ),
    "refunded": (
        "Đã hoàn trả phí, lệ phí của hồ sơ {code}",
        "Đã hoàn trả {amount} của khoản {name} theo cách Ông/Bà đã nộp.",
    ),
}


async def told(
    connection: asyncpg.Connection, obligation_id: UUID, what: str, amount_vnd: int
) -> None:
    """Puts one letter into the outbox: asked, paid, failed, refunded."""
    payload = {"what": what, "amount_vnd": amount_vnd}
    await outbox.publish(connection, FEE_TOPIC, obligation_id, payload)


async def tell(message: Message) -> None:
    """One letter for one turn. Raises aiosmtplib's errors."""
    row = await fetch_row(_OBLIGATION, message.subject_id)
    if row is None:
        return
    subject, sentence = _TEXTS[str(message.payload["what"])]
    words = {
        "code": row["code"],
        "name": row["name"],
        "amount": vnd(int(message.payload["amount_vnd"])),
        "receipt": row["receipt"],
    }
    await notice_and_letter(
        message,
        account_id=row["applicant_id"],
        dossier_id=row["id"],
        address=opened(row, "dossier.applicant_email"),
        subject=subject.format(**words),
        body=(
            f"Kính gửi Ông/Bà {row['applicant_name']},\n\n{sentence.format(**words)}\n\n"
            f"Thủ tục: {row['procedure_name']}\nMã hồ sơ: {row['code']}\n"
            f"Cơ quan: {row['agency']}\n"
            f"Theo dõi hồ sơ: {settings().citizen_url}/ho-so/{row['id']}\n\n"
            "Thư này được gửi tự động, vui lòng không trả lời."
        ),
    )
