"""The daily letter of officers who want one: what waits for them, on working days from 07:30."""

from datetime import time
from typing import Any
from uuid import UUID

from backend.connections.queueing import enqueue
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction
from backend.platform.outbox import Message, publish_many
from backend.platform.sealing import opened
from backend.settings import settings

DIGEST_TOPIC = "officer.digest"
AT = time(7, 30)
_BATCH = 200
# What an officer holds and what their unit waits for, by how it stands with the date.
_WORK = """
select count(*) filter (where d.due_at < $2) as overdue,
    count(*) filter (where d.due_at >= $2 and d.due_at < $3) as today,
    count(*) as open
from dossier d where d.executor_id = $1
    and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned', 'result_ready')
"""
_NEWEST = """
select subject from notice where account_id = $1 and read_at is null
order by created_at desc, id desc limit 10
"""
_UNREAD = "select count(*) from notice where account_id = $1 and read_at is null"
_QUESTIONS = """
select count(*) from dossier_thread t join dossier d on d.id = t.dossier_id
where t.waiting_since is not null and d.executor_id = $1
"""


async def send_digests() -> int:
    """Every minute: queues today's letters from half past seven on; returns how many."""
    now = clock.now()
    if now.time() < AT or now.hour >= 12:
        return 0
    if not await fetch_row("select 1 from message_choice where digest limit 1"):
        return 0
    async with transaction() as connection:
        rows = await connection.fetch(
            "update message_choice set digest_on = $1 where account_id in (select account_id "
            "from message_choice c join account a on a.id = c.account_id where c.digest "
            "and (digest_on is null or digest_on < $1) and a.disabled_at is null "
            f"and a.kind = 'officer' limit {_BATCH}) returning account_id",
            now.date(),
        )
        await publish_many(connection, [(DIGEST_TOPIC, row["account_id"], {}) for row in rows])
    return len(rows)


async def write_digest(message: Message) -> None:
    """Composes and queues one letter; nothing when there is nothing to say."""
    who = await fetch_row(
        "select a.id, a.full_name, a.email, (select g.agency_id from role_grant g "
        "where g.account_id = a.id and g.valid_from <= $2 and (g.valid_to is null or "
        "g.valid_to > $2) order by g.id limit 1) as agency_id from account a where a.id = $1 "
        "and a.disabled_at is null",
        message.subject_id,
        clock.now(),
    )
    to = opened(who, "account.email") if who is not None else ""
    if who is None or not to or who["agency_id"] is None:
        return
    if not (await working_calendar(who["agency_id"])).is_working_day(clock.today()):
        return
    body = await _body(who["id"], who["full_name"])
    if not body:
        return
    async with transaction() as connection:
        letter = {"to": to, "subject": f"Việc của bạn ngày {clock.today():%d/%m/%Y}", "body": body}
        await enqueue(
            connection, "mail", who["id"], DIGEST_TOPIC, letter, f"digest:{message.id}",
            ordered=False,
        )  # fmt: skip


async def _body(account_id: UUID, name: str) -> str:
    now = clock.now()
    midnight = now.replace(hour=23, minute=59, second=59)
    work = await fetch_row(_WORK, account_id, now, midnight)
    unread: Any = await fetch_row(_UNREAD, account_id)
    asked: Any = await fetch_row(_QUESTIONS, account_id)
    assert work is not None
    if not (work["open"] or unread[0] or asked[0]):
        return ""
    lines = [
        f"Hồ sơ đang thụ lý: {work['open']}",
        f"Quá hạn: {work['overdue']}",
        f"Đến hạn hôm nay: {work['today']}",
        f"Câu hỏi của người dân chờ trả lời: {asked[0]}",
        f"Nhắc việc chưa đọc: {unread[0]}",
    ]
    newest = [f"- {row['subject']}" for row in await fetch(_NEWEST, account_id)]
    parts = [
        f"Kính gửi Ông/Bà {name},", "\n".join(lines), "\n".join(newest),
        f"Mở danh sách: {settings().officer_url}/\n"
        f"Tắt thư này: {settings().officer_url}/tai-khoan/",
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)
