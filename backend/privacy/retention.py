"""How long personal data beside the dossiers is kept, and what the worker does when it is over.

Dossiers and their papers follow the archive's rules (`backend.archive`). The trail of audit and the
looks at data are never shortened here: the law wants twelve months of them at hand (NĐ 333/2026
Điều 16.6.c, 20.3), and more is kept.
"""

from dataclasses import dataclass
from datetime import timedelta

from backend.platform import clock
from backend.platform.database import execute
from backend.settings import settings

_BATCH = 500
_MOST_BATCHES = 40
_MINUTE = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """One class of data: `sql` takes the moment before which it is over as $1, and a batch."""

    name: str
    period: timedelta
    why: str
    sql: str


# Ids are ordered by time, so what is younger is not looked at.
_OLDER = (
    "(lpad(to_hex((extract(epoch from $1::timestamptz) * 1000)::bigint), 12, '0') "
    "|| '70008000000000000000')::uuid"
)
_LOG = "Nhật ký hệ thống tối thiểu 12 tháng (NĐ 333/2026 Điều 20.3)"
# What was exchanged with partners, by the setting of days; what waits, is dead, dropped by a person
# or "maybe sent" is never touched, nor what the books of money and the dossiers are proven by.
_EXCHANGED = {
    "messages that partners have taken": "delete from delivery where id in (select id from "
    f"delivery where id < {_OLDER} and state = 'sent' and adapter_id <> 'national' "
    f"and sent_at < $1 order by id limit {_BATCH})",
    "what the national portal sent and is a dossier now": "update national_inbound set record = "
    "null where id in (select i.id from national_inbound i where i.received_at < $1 "
    "and i.record is not null and i.state in ('made', 'closed') and not exists (select from "
    "national_inbound_file f where f.inbound_id = i.id and f.state = 'waiting') "
    f"order by i.received_at limit {_BATCH})",
    "notifications of payments": "delete from fee_notice where id in (select id from fee_notice "
    f"where at < $1 order by at limit {_BATCH})",
    "receipts of providers of messages": "delete from message_receipt where id in (select id from "
    f"message_receipt where at < $1 order by at limit {_BATCH})",
    "lines of the post about no parcel of ours": "delete from postal_event where id in (select id "
    f"from postal_event where id < {_OLDER} and order_id is null order by id limit {_BATCH})",
    "alarms that are over": "delete from connection_alarm where id in (select id from "
    f"connection_alarm where id < {_OLDER} and cleared_at < $1 order by id limit {_BATCH})",
}

RULES = (
    Kept(
        "where somebody signed in from",
        timedelta(days=365),
        "Nhật ký hệ thống tối thiểu 12 tháng (NĐ 333/2026 Điều 20.3)",
        "update session set address = '', user_agent = '' where id in (select id from session "
        "where greatest(expires_at, coalesce(revoked_at, expires_at)) < $1 "
        f"and (address <> '' or user_agent <> '') limit {_BATCH})",
    ),
    Kept(
        "answers of drafts nobody submitted",
        timedelta(days=180),
        "Chỉ giữ khi còn cần cho mục đích thu thập (Luật 91/2025/QH15)",
        "update draft set answers = '{}', delivery_address = '' where id in (select id from draft "
        "where dossier_id is null and expires_at < $1 and (answers <> '{}' "
        f"or delivery_address <> '') limit {_BATCH})",
    ),
    Kept(
        "answers of registers that were asked for a draft",
        timedelta(days=180),
        "Dữ liệu lấy từ cơ sở dữ liệu quốc gia chỉ dùng cho hồ sơ đã khai",
        "update register_query set facts = null where id in (select q.id from register_query q "
        f"where q.facts is not null and q.asked_at < $1 limit {_BATCH})",
    ),
    Kept(
        "papers of the national store that were not handed in",
        timedelta(days=180),
        "Dữ liệu lấy từ cơ sở dữ liệu quốc gia chỉ dùng cho hồ sơ đã khai",
        "delete from store_paper where id in (select id from store_paper "
        f"where found_at < $1 order by found_at limit {_BATCH})",
    ),
    Kept(
        "mailboxes of letters that were sent",
        timedelta(days=730),
        "Chỉ giữ khi còn cần để chứng minh đã thông báo",
        "update notice set address = '' where id in (select id from notice "
        f"where mailed_at < $1 and address <> '' limit {_BATCH})",
    ),
    Kept(
        "masked addresses in the ledger of messages",
        timedelta(days=730),
        "Chỉ giữ khi còn cần để chứng minh đã thông báo",
        "update message_sending set address = '' where id in (select id from message_sending "
        f"where told_at < $1 and address <> '' limit {_BATCH})",
    ),
    Kept(
        "mailboxes that took nothing",
        timedelta(days=180),
        "Chỉ giữ khi còn cần để không gửi vào hộp thư không nhận được",
        "delete from dead_mailbox where (tenant_id, mailbox) in (select tenant_id, mailbox "
        f"from dead_mailbox where since < $1 order by since limit {_BATCH})",
    ),
    Kept(
        "browsers that show no more notices",
        timedelta(days=90),
        "Chỉ giữ khi còn cần để chứng minh đã thông báo",
        "delete from push_browser where id in (select id from push_browser "
        f"where gone_at < $1 order by gone_at limit {_BATCH})",
    ),
    Kept(
        "which browser was given which notice",
        timedelta(days=30),
        "Chỉ giữ khi còn cần để không báo hai lần",
        "delete from push_given where (sending_id, browser_id) in (select sending_id, browser_id "
        f"from push_given where at < $1 order by at limit {_BATCH})",
    ),
    Kept(
        "who asked a question that was answered",
        timedelta(days=180),
        "Chỉ giữ khi còn cần để trả lời (Luật 91/2025/QH15)",
        "update public_question set asker_name = '', asker_email = '', forgotten_at = now() "
        "where id in (select id from public_question where answered_at < $1 "
        f"and forgotten_at is null limit {_BATCH})",
    ),
    Kept(
        "answers kept for requests that are sent again",
        timedelta(days=2),
        "Chỉ giữ khi còn cần để gửi lại yêu cầu bị ngắt quãng",
        "update idempotency set body = null where (account_id, key) in (select account_id, key "
        f"from idempotency where created_at < $1 and body is not null order by created_at "
        f"limit {_BATCH})",
    ),
    Kept(
        "what tells a request that is sent again from a new one",
        timedelta(days=180),
        "Chỉ giữ khi còn cần để không ghi hai lần",
        "delete from idempotency where (account_id, key) in (select account_id, key "
        f"from idempotency where created_at < $1 order by created_at limit {_BATCH})",
    ),
    Kept(
        "what counts how much one network sends",
        timedelta(days=2),
        "Chỉ giữ khi còn cần để chống gửi tràn lan",
        "update petition set sender_mark = '' where id in (select id from petition "
        f"where received_at < $1 and sender_mark <> '' limit {_BATCH})",
    ),
    Kept(
        "what counts how many files one network sends",
        timedelta(days=2),
        "Chỉ giữ khi còn cần để chống gửi tràn lan",
        "update petition_file set sent_mark = '' where document_id in (select document_id "
        f"from petition_file where uploaded_at < $1 and sent_mark <> '' limit {_BATCH})",
    ),
    Kept(
        "contacts of senders of petitions that have ended",
        timedelta(days=730),
        "Chỉ giữ khi còn cần cho mục đích thu thập (Luật 91/2025/QH15)",
        "update petition set sender_phone = '', sender_email = '', sender_address = '' where id in "
        "(select id from petition where closed_at < $1 and (sender_phone <> '' "
        f"or sender_email <> '' or sender_address <> '') limit {_BATCH})",
    ),
)


def rules() -> tuple[Kept, ...]:
    """Every rule, with the days that this installation keeps what was exchanged with partners."""
    period = timedelta(days=settings().partner_record_days)
    return (*RULES, *(Kept(name, period, _LOG, sql) for name, sql in _EXCHANGED.items()))


async def sweep_retention() -> int:
    """Once an hour, of the calls of every minute."""
    return await take_away() if clock.now().minute == _MINUTE else 0


async def take_away() -> int:
    """Takes away what is over, in batches; returns how many rows."""
    now, total = clock.now(), 0
    for rule in rules():
        for _ in range(_MOST_BATCHES):
            done = int((await execute(rule.sql, now - rule.period)).split()[-1])
            total += done
            if done < _BATCH:
                break
    return total
