"""Asking, answering, reading, taking a file back; each one transaction with its audit entry."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.conversing import may_answer, may_ask
from backend.messages import queries
from backend.notifications.reminders import REMINDER_TOPIC, Reminder
from backend.platform import clock, outbox
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, TooMany, field
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.contracts.messages import Conversation, MarkMessages, SayMessage

ANSWER_TOPIC = "message.answered"
_A_DAY = 20
_PLACE = """
select coalesce(u.name || ', ', '') || g.name as place from role_grant r
    join agency g on g.id = r.agency_id left join unit u on u.id = r.unit_id
where r.account_id = $1 and r.agency_id = any($2::uuid[]) and r.valid_from <= $3
    and (r.valid_to is null or r.valid_to > $3) order by r.unit_id is null, r.id limit 1
"""


async def say(actor: Actor, dossier_id: UUID, data: SayMessage) -> Conversation:
    """A question of the applicant, or an answer; the other side is told.

    Raises NotFound, Forbidden, TooMany, RuleBroken for a file that is not the caller's to send.
    """
    row, standing = await queries.standing_for(actor, dossier_id)
    asks = may_ask(actor, standing)
    if not asks and not may_answer(actor, standing):
        raise Forbidden(
            "Bạn được xem nhưng không trả lời; nơi đang giải quyết hồ sơ trả lời.",
            en="You may read here; those who work on the dossier answer.",
        )
    place = "" if asks else await _place(actor, row)
    async with transaction() as connection:
        seq = await _next(connection, dossier_id, asks=asks)
        if asks:
            await _refuse_flood(connection, actor)
        id_ = uuid7()
        await connection.execute(
            "insert into dossier_message (id, tenant_id, dossier_id, seq, by_id, by_name, place, "
            "from_applicant, body, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id_, settings().tenant, dossier_id, seq, actor.account_id, actor.full_name, place,
            asks, sealed("dossier_message.body", id_, data.body.strip()), clock.now(),
        )  # fmt: skip
        await _attach(connection, actor, dossier_id, id_, data.file_ids)
        await _note_read(connection, actor, dossier_id, seq)
        action = "message.asked" if asks else "message.answered"
        await record(connection, actor, action, subject_id=dossier_id, detail={"seq": seq})
        if asks:
            told = {"reminder": Reminder.QUESTION}
            await outbox.publish(connection, REMINDER_TOPIC, dossier_id, told)
        else:
            await outbox.publish(connection, ANSWER_TOPIC, dossier_id, {"seq": seq})
    return await queries.conversation(actor, dossier_id)


async def settle(actor: Actor, dossier_id: UUID) -> Conversation:
    """Nothing is left to answer, e.g. after thanks. Raises NotFound, Forbidden, Conflict."""
    _row, standing = await queries.standing_for(actor, dossier_id)
    if not may_answer(actor, standing):
        raise Forbidden(
            "Việc này do nơi đang giải quyết hồ sơ làm.", en="Those who work on it do this."
        )
    async with transaction() as connection:
        done = await connection.fetchval(
            "update dossier_thread set waiting_since = null where dossier_id = $1 "
            "and waiting_since is not null returning true",
            dossier_id,
        )
        if not done:
            raise Conflict("Không có câu hỏi nào chờ trả lời.", en="No question is waiting.")
        await record(connection, actor, "message.settled", subject_id=dossier_id)
    return await queries.conversation(actor, dossier_id)


async def mark_read(actor: Actor, dossier_id: UUID, data: MarkMessages) -> Conversation:
    """Everything up to a message was read. Raises NotFound, Forbidden."""
    await queries.standing_for(actor, dossier_id)
    thread = await fetch_row(
        "select last_seq from dossier_thread where dossier_id = $1", dossier_id
    )
    if thread is not None:
        async with transaction() as connection:
            seq = min(data.seq, thread["last_seq"])
            await _note_read(connection, actor, dossier_id, seq)
    return await queries.conversation(actor, dossier_id)


async def take_back(actor: Actor, dossier_id: UUID, document_id: UUID) -> None:
    """Removes a file of one's own that was not sent yet. Raises NotFound."""
    await queries.standing_for(actor, dossier_id)
    async with transaction() as connection:
        done = await connection.fetchval(
            "update document set removed_at = $4 where id = $1 and dossier_id = $2 "
            "and uploaded_by = $3 and purpose = 'message' and removed_at is null and not exists "
            "(select 1 from dossier_message_file where document_id = $1) returning true",
            document_id, dossier_id, actor.account_id, clock.now(),
        )  # fmt: skip
        if not done:
            raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
        await record(connection, actor, "document.removed", subject_id=dossier_id)


async def _next(connection: asyncpg.Connection, dossier_id: UUID, *, asks: bool) -> int:
    """The number of the next message; the row of the conversation stays locked until commit."""
    number: int = await connection.fetchval(
        "insert into dossier_thread (dossier_id, tenant_id, last_seq, waiting_since) "
        "values ($1, $2, 1, $3) on conflict (dossier_id) do update set "
        "last_seq = dossier_thread.last_seq + 1, waiting_since = case when $3::timestamptz is null "
        "then null else coalesce(dossier_thread.waiting_since, $3) end returning last_seq",
        dossier_id,
        settings().tenant,
        clock.now() if asks else None,
    )
    return number


async def _refuse_flood(connection: asyncpg.Connection, actor: Actor) -> None:
    today = await connection.fetchval(
        "select count(*) from dossier_message where by_id = $1 and at > $2",
        actor.account_id,
        clock.now() - timedelta(days=1),
    )
    if today >= _A_DAY:
        raise TooMany(
            f"Mỗi ngày gửi được tối đa {_A_DAY} câu hỏi. Hãy chờ cơ quan trả lời, hoặc gọi tổng "
            "đài ghi ở cuối trang.",
            retry_after=3600,
            en="Too many questions today.",
        )


async def _attach(
    connection: asyncpg.Connection,
    actor: Actor,
    dossier_id: UUID,
    message_id: UUID,
    file_ids: list[str],
) -> None:
    ids = list(dict.fromkeys(file_ids))
    try:
        wanted = [UUID(id_) for id_ in ids]
    except ValueError:
        raise _no_such_file() from None
    done = await connection.fetch(
        "insert into dossier_message_file (document_id, message_id) select id, $1 from document "
        "where id = any($2::uuid[]) and dossier_id = $3 and uploaded_by = $4 "
        "and purpose = 'message' and removed_at is null and scan <> 'rejected' "
        "on conflict do nothing returning 1",
        message_id, wanted, dossier_id, actor.account_id,
    )  # fmt: skip
    if len(done) != len(wanted):
        raise _no_such_file()


def _no_such_file() -> RuleBroken:
    sentence = "Có tệp không gửi được. Hãy bỏ tệp đó, tải lại rồi gửi."
    return RuleBroken(sentence, en="A file cannot be sent.", errors=[field("/file_ids", sentence)])


async def _note_read(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, seq: int
) -> None:
    await connection.execute(
        "insert into dossier_message_read (dossier_id, account_id, seq, at) "
        "values ($1, $2, $3, $4) on conflict (dossier_id, account_id) do update set "
        "seq = greatest(dossier_message_read.seq, excluded.seq), at = excluded.at",
        dossier_id, actor.account_id, seq, clock.now(),
    )  # fmt: skip


async def _place(actor: Actor, row: asyncpg.Record) -> str:
    agencies = [row["holding_agency_id"], row["receiving_agency_id"]]
    found = await fetch_row(_PLACE, actor.account_id, agencies, clock.now())
    return str(found["place"]) if found is not None else str(row["receiving_name"])
