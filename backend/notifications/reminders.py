"""Reminders of officers: what has come due on a dossier, told to whoever must act on it."""

from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg

from backend.law.deadlines import moment_words
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.sealing import sealed
from shared.vocabulary.label import Label

REMINDER_TOPIC = "dossier.reminder"


class Reminder(StrEnum):
    """Why an officer is reminded."""

    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ANSWER_LATE = "answer_late"
    TRANSFER_LATE = "transfer_late"
    CONSULTATION_SILENT = "consultation_silent"
    CONSULTED = "consulted"
    TASK_GIVEN = "task_given"
    TASK_LATE = "task_late"
    DIRECTED = "directed"
    DIRECTIVE_ANSWERED = "directive_answered"
    QUESTION = "question"


TEXTS: dict[Reminder, tuple[Label, Label]] = {
    Reminder.DUE_SOON: (
        Label("Hồ sơ {code} sắp đến hạn", "Dossier {code} is due soon"),
        Label("Hạn trả kết quả: {due}.", "The result is due {due}."),
    ),
    Reminder.DUE_TODAY: (
        Label("Hồ sơ {code} đến hạn hôm nay", "Dossier {code} is due today"),
        Label("Hạn trả kết quả: {due}.", "The result is due {due}."),
    ),
    Reminder.OVERDUE: (
        Label("Hồ sơ {code} đã quá hạn", "Dossier {code} is overdue"),
        Label(
            "Hạn trả kết quả là {due}. Hãy giải quyết ngay, và mở hồ sơ để giải trình: vì sao "
            "trễ, khắc phục thế nào. Giải trình hiện trong danh sách của người đứng đầu.",
            "The result was due {due}. Resolve it now, and open it to explain the delay and what "
            "is done about it; heads read the explanation in their list.",
        ),
    ),
    Reminder.ANSWER_LATE: (
        Label("Hồ sơ {code} chưa được trả lời", "Dossier {code} has not been answered"),
        Label(
            "Đã quá 8 giờ làm việc từ khi hồ sơ trực tuyến được gửi đến.",
            "Eight working hours have passed since the online dossier arrived.",
        ),
    ),
    Reminder.TRANSFER_LATE: (
        Label("Hồ sơ {code} chưa được chuyển", "Dossier {code} has not been transferred"),
        Label(
            "Hồ sơ phải chuyển trong ngày, hoặc đầu ngày làm việc kế tiếp nếu nhận sau 15 giờ.",
            "It must be passed on the same day, or the next morning when received after 15:00.",
        ),
    ),
    Reminder.CONSULTATION_SILENT: (
        Label("Hồ sơ {code}: cơ quan được hỏi chưa trả lời", "Dossier {code}: no answer yet"),
        Label(
            "Đã quá thời hạn lấy ý kiến. Hãy đôn đốc, hoặc kết thúc lấy ý kiến để xử lý tiếp.",
            "The time for the answer is over. Press for it, or close the consultation.",
        ),
    ),
    Reminder.CONSULTED: (
        Label("Hồ sơ {code}: cơ quan bạn được lấy ý kiến", "Dossier {code}: your opinion is asked"),
        Label(
            "Hãy mở hồ sơ để xem nội dung, thời hạn và trả lời.",
            "Open the dossier to read the question and its time limit, and answer.",
        ),
    ),
    Reminder.TASK_GIVEN: (
        Label("Hồ sơ {code}: việc liên thông mới", "Dossier {code}: a task for your agency"),
        Label(
            "Cơ quan bạn được giao một phần việc của hồ sơ này. Hãy mở hồ sơ để xem nội dung, "
            "thời hạn và trả kết quả.",
            "Your agency was given a part of this dossier. Open it to see what to do by when.",
        ),
    ),
    Reminder.TASK_LATE: (
        Label("Hồ sơ {code}: việc liên thông quá hạn", "Dossier {code}: a task is late"),
        Label(
            "Đã quá thời hạn của một việc liên thông. Hãy đôn đốc cơ quan được giao.",
            "The time limit of a task has passed. Press the entrusted agency for it.",
        ),
    ),
    Reminder.DIRECTED: (
        Label("Hồ sơ {code}: có ý kiến chỉ đạo", "Dossier {code}: a direction for you"),
        Label(
            "Hãy mở hồ sơ để xem nội dung, thời hạn và trả lời.",
            "Open the dossier to read it and its time limit, and answer.",
        ),
    ),
    Reminder.DIRECTIVE_ANSWERED: (
        Label("Hồ sơ {code}: ý kiến chỉ đạo đã có trả lời", "Dossier {code}: answered"),
        Label("Hãy mở hồ sơ để xem trả lời.", "Open the dossier to read the answer."),
    ),
    Reminder.QUESTION: (
        Label("Hồ sơ {code}: người nộp có câu hỏi", "Dossier {code}: the applicant asks"),
        Label(
            "Hãy mở hồ sơ, đọc mục Hỏi đáp và trả lời.",
            "Open the dossier, read the question and answer it.",
        ),
    ),
}

_DOSSIER = """
select d.executor_id, d.holding_unit_id, d.holding_agency_id, d.receiving_agency_id, d.due_at,
    coalesce(d.code, d.reference) as code from dossier d where d.id = $1
"""
_HOLDERS = """
select distinct a.id from account a join role_grant g on g.account_id = a.id
where a.disabled_at is null and g.valid_from <= $5 and (g.valid_to is null or g.valid_to > $5)
    and ((g.role = 'unit_head' and g.unit_id = $1)
        or (g.role = any($4::text[]) and g.agency_id = $2)
        or (g.role = 'leader' and g.agency_id = $3))
limit 50
"""
_OF_AGENCY = """
select distinct a.id from account a join role_grant g on g.account_id = a.id
where a.disabled_at is null and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)
    and g.agency_id = $1 and g.role in ('leader', 'clerk', 'desk_head') limit 50
"""
_TO_OTHERS = (Reminder.CONSULTED, Reminder.TASK_GIVEN)
_TO_DESK = (Reminder.ANSWER_LATE, Reminder.TRANSFER_LATE)
_TO_ALL = (Reminder.DIRECTED, Reminder.QUESTION)
_HIGHER = (Reminder.OVERDUE, Reminder.CONSULTATION_SILENT, Reminder.TASK_LATE)


async def remind_officers(message: Message) -> None:
    """Leaves one notice with each officer who must act; a repeat of the message adds none."""
    row = await fetch_row(_DOSSIER, message.subject_id)
    if row is None:
        return
    reminder = Reminder(message.payload["reminder"])
    subject, body = TEXTS[reminder]
    words = {
        "code": row["code"],
        "due": moment_words(row["due_at"]) if row["due_at"] else "",
    }
    async with transaction() as connection:
        if "account_id" in message.payload:
            people = {UUID(message.payload["account_id"])}
        elif reminder in _TO_OTHERS:
            found = await connection.fetch(
                _OF_AGENCY, UUID(message.payload["agency_id"]), clock.now()
            )
            people = {r["id"] for r in found}
        else:
            people = await _people(connection, row, reminder)
        await connection.executemany(
            "insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, subject, body, "
            "created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            [
                (
                    id_ := uuid7(), message.tenant_id, message.id, person, message.subject_id,
                    subject.vi.format(**words),
                    sealed("notice.body", id_, body.vi.format(**words)), clock.now(),
                )
                for person in people
            ],
        )  # fmt: skip


async def _people(connection: asyncpg.Connection, row: Any, reminder: Reminder) -> set[UUID]:
    """The executor or who may assign one; the desk for its own acts; heads for what is late."""
    people: set[UUID] = set()
    if row["executor_id"] is not None and reminder not in _TO_DESK:
        people.add(row["executor_id"])
    unit = row["holding_unit_id"] if not people or reminder in _HIGHER else None
    to_desk = reminder in _TO_DESK or reminder in (
        Reminder.CONSULTATION_SILENT,
        Reminder.TASK_LATE,
    )
    all_at_desk = reminder in _TO_DESK or reminder in _TO_ALL
    desk = ["desk_officer", "desk_head"] if all_at_desk else ["desk_head"]
    leader = row["holding_agency_id"] if reminder is Reminder.OVERDUE else None
    if unit is None and not people:
        to_desk = True
    found = await connection.fetch(
        _HOLDERS,
        unit,
        row["receiving_agency_id"] if to_desk else None,
        leader,
        desk,
        clock.now(),
    )
    return people | {r["id"] for r in found}
