"""Letters that came back: said in the ledger, the mailbox spared, another way taken.

Its owner is told once.

A report that names no letter of ours by its sealed number changes nothing and is kept for an
administrator to see, like a receipt that is not believed.
"""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog

from backend.access.masking import email as mask_email
from backend.connections.contents import payload_of
from backend.notifications import bounce_mailbox
from backend.notifications.bounce_address import line_of
from backend.notifications.bounce_mailbox import Box, MailboxAway
from backend.notifications.dead_mailboxes import mark_dead
from backend.notifications.returned_letters import Fate, Report, report_in
from backend.notifications.rules import shortened
from backend.notifications.standing_in import other_way
from backend.notifications.telling import Told, tell
from backend.notifications.wording import Written
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.outbox import Message, publish
from backend.settings import settings
from shared.vocabulary.messages import Medium

RETURNED_TOPIC = "mail.returned"
BELIEVED_FOR = timedelta(days=30)  # mail servers give up after five days
_BOUNCED = """
update message_sending set failed_at = $2, bounced_at = $2, bounce_code = $3, failure = $4
where id = $1 and bounced_at is null returning id, notice_id, account_id, dossier_id, event
"""
log = structlog.get_logger("messages")


async def read_bounces() -> int:
    """Every minute: what lies in the mailbox of returned letters. Returns how many counted."""
    box = bounce_mailbox.box()
    if box is None:
        return 0
    try:
        return await _read(box)
    except MailboxAway as away:
        log.warning("returned letters not readable", words=str(away))
        return 0


async def _read(box: Box) -> int:
    taken: list[str] = []
    left: list[str] = []
    for name, raw in await asyncio.to_thread(box.waiting):
        (taken if await take(raw) else left).append(name)
    if taken or left:
        await asyncio.to_thread(box.settle, taken, left)
    return len(taken)


async def take(raw: bytes) -> bool:
    """Notes one letter; True for a report about a letter of ours, whatever it says."""
    report = report_in(raw)
    if report is None:
        return False
    line_id = line_of(report.sent_to)
    async with transaction() as connection:
        verdict = await _noted(connection, line_id, report)
        await connection.execute(
            "insert into message_receipt (id, tenant_id, at, provider, address, sending_id, "
            "verdict, state) values ($1, $2, $3, 'mail', '', $4, $5, $6)",
            uuid7(), settings().tenant, clock.now(), line_id, verdict, report.status[:12],
        )  # fmt: skip
    return line_id is not None


async def _noted(connection: asyncpg.Connection, line_id: UUID | None, report: Report) -> str:
    """What we make of a report, and what follows from it."""
    if line_id is None:
        return "forged"
    line = await connection.fetchrow(
        "select medium, told_at from message_sending where id = $1", line_id
    )
    if line is None or line["medium"] != Medium.MAIL:
        return "unknown"
    if clock.now() - line["told_at"] > BELIEVED_FOR:
        return "late"
    if report.fate is Fate.PASSING:
        return "accepted"
    row = await connection.fetchrow(
        _BOUNCED, line_id, clock.now(), report.status[:12], report.words
    )
    if row is None:
        return "repeated"
    email = str((await payload_of(connection, Medium.MAIL, str(line_id))).get("to", ""))
    if report.fate is Fate.GONE and email:
        fresh = await mark_dead(
            connection, email, row["account_id"], report.status[:12], report.words
        )
        if fresh and row["account_id"] is not None:
            said = {"address": mask_email(email), "words": report.words}
            await publish(connection, RETURNED_TOPIC, row["account_id"], said)
    await other_way(connection, row)
    return "accepted"


async def tell_of_returned(message: Message) -> None:
    """A notice to who gave an address that takes nothing."""
    account = await fetch_row(
        "select id from account where id = $1 and disabled_at is null", message.subject_id
    )
    if account is None:
        return
    subject = "Thư của Cổng bị trả lại: hãy sửa địa chỉ thư"
    body = (
        f"Thư gửi đến {message.payload['address']} bị trả lại. {message.payload['words']} Ông/Bà "
        "ghi địa chỉ thư khác ở trang Liên hệ của tài khoản; đến lúc đó Cổng báo bằng những kênh "
        "khác mà Ông/Bà đã chọn."
    )
    told = Told(
        event=RETURNED_TOPIC,
        facts={},
        account_id=account["id"],
        dossier_id=None,
        path="/tai-khoan/lien-he/",
        own=Written(subject, body, body, shortened(subject)),
    )
    await tell(message, told)
