"""Asking without an account; answering by two persons; the published set. One transaction each."""

import re
import secrets
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.content.markdown import cleaned, one_line
from backend.content.questions import (
    APPROVERS,
    READERS,
    may_write,
    shown_code,
    why_not_approve,
)
from backend.content.rules import traces
from backend.law.search_text import search_text
from backend.notifications.letters import queue_letter
from backend.organisation.queries import agency, help_desk
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.contracts.public_questions import AskedQuestion, AskQuestion, WriteAnswer
from shared.vocabulary.content import QuestionState

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_MAILBOX = re.compile(r"[^\s,;<>@\"]+@[^\s,;<>@\"]+\.[^\s,;<>@\".]{2,}")
_ANSWER = "question.answer"
MOVED_TOPIC = "question.moved"  # `what` is "answer" or "set"


async def ask(data: AskQuestion) -> AskedQuestion:
    """Keeps a question; its code finds the answer. Raises RuleBroken, NotFound."""
    email, name = one_line(data.email), one_line(data.name)
    if email and not _MAILBOX.fullmatch(email):
        sentence = "Địa chỉ thư chưa đúng, ví dụ ten@example.vn. Có thể để trống."
        raise RuleBroken(sentence, en="No mailbox.", errors=[field("/email", sentence)])
    code = data.procedure_code.strip()
    if code and not await known_procedures({code}):
        sentence = "Không có thủ tục mang mã này."
        raise RuleBroken(sentence, en="No procedure.", errors=[field("/procedure_code", sentence)])
    agency_id = await _asked_of(data.agency_id)
    id_, own = uuid7(), new_code()
    async with transaction() as connection:
        await connection.execute(
            "insert into public_question (id, tenant_id, code, agency_id, procedure_code, body, "
            "asker_name, asker_email, asked_at, state) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')",
            id_, settings().tenant, own, agency_id, code,
            sealed("public_question.body", id_, cleaned(data.body)),
            sealed("public_question.asker_name", id_, name),
            sealed("public_question.asker_email", id_, email), clock.now(),
        )  # fmt: skip
        await record(connection, None, "question.asked", subject_id=id_)
    return AskedQuestion(shown_code(own), bool(email))


def new_code() -> str:
    """A code nobody guesses."""
    return "HD" + "".join(secrets.choice(_LETTERS) for _ in range(10))


async def write(actor: Actor, question_id: UUID, data: WriteAnswer) -> None:
    """Writes an answer for a second person, also a better one for what was answered.

    Raises NotFound, Forbidden, Conflict while one waits, PreconditionFailed, RuleBroken for an
    edited question that still names somebody.
    """
    edited, public = one_line(data.public_question), cleaned(data.public_answer)
    answer = cleaned(data.answer)
    if data.publish:
        _must_name_nobody(edited, public or answer)
    async with transaction() as connection:
        row = await _locked(connection, actor, question_id)
        if not may_write(actor, row):
            raise Forbidden(
                "Câu hỏi do bộ phận một cửa hoặc phòng chuyên môn của cơ quan trả lời.",
                en="The desk or the unit of the agency answers.",
            )
        if row["state"] == QuestionState.PROPOSED:
            raise Conflict(
                "Đang có câu trả lời chờ duyệt. Hãy chờ duyệt hoặc đề nghị trả lại để sửa.",
                en="An answer waits for approval.",
                slug="proposed",
            )
        if row["revision"] != data.revision:
            raise stale()
        await connection.execute(
            "update public_question set state = 'proposed', revision = revision + 1, answer = $2, "
            "publish = $3, edited = $4, edited_answer = $5, written_by = $6, written_by_name = $7, "
            "note = '' where id = $1",
            question_id, sealed("public_question.answer", question_id, answer), data.publish,
            edited if data.publish else "", public if data.publish else "", actor.account_id,
            actor.full_name,
        )  # fmt: skip
        await record(connection, actor, "question.answer_written", subject_id=question_id)


async def approve(actor: Actor, question_id: UUID, revision: int) -> None:
    """Sends the answer of somebody else, and puts it into the published set where that was asked.

    Raises NotFound, Forbidden for its author, Conflict, PreconditionFailed.
    """
    async with transaction() as connection:
        row = await _locked(connection, actor, question_id)
        _must_wait(row)
        if refusal := why_not_approve(actor, row):
            raise Forbidden(refusal, en="A second person must approve.", slug="second-person")
        if row["revision"] != revision:
            raise stale()
        answer = opened(row, "public_question.answer")
        await connection.execute(
            "update public_question set state = 'answered', answered_at = $2, sent_answer = $3, "
            "reason = '' where id = $1",
            question_id, clock.now(), sealed("public_question.sent_answer", question_id, answer),
        )  # fmt: skip
        await _end(connection, question_id)
        if row["publish"]:
            await _publish(connection, actor, row, answer)
        await _tell(connection, row, answer)
        await record(connection, actor, "question.answered", subject_id=question_id)


async def give_back(actor: Actor, question_id: UUID, note: str) -> None:
    """Gives an answer back to be worked on, or takes one's own back. Raises NotFound, Forbidden,
    Conflict."""
    async with transaction() as connection:
        row = await _locked(connection, actor, question_id)
        _must_wait(row)
        if row["written_by"] not in actor.persons() and why_not_approve(actor, row):
            raise Forbidden
        await connection.execute(
            "update public_question set state = case when answered_at is null then 'waiting' "
            "else 'answered' end, revision = revision + 1, note = $2 where id = $1",
            question_id,
            cleaned(note),
        )
        await record(connection, actor, "question.answer_returned", subject_id=question_id)


async def refuse(actor: Actor, question_id: UUID, reason: str) -> None:
    """Does not answer, and says why. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        row = await _locked(connection, actor, question_id)
        if row["agency_id"] not in actor.agencies(*APPROVERS):
            raise Forbidden(
                "Trưởng bộ phận, trưởng phòng hoặc lãnh đạo quyết định không trả lời.",
                en="Heads decide not to answer.",
            )
        if row["state"] in (QuestionState.ANSWERED, QuestionState.REFUSED):
            raise Conflict("Câu hỏi này đã xử lý xong.", en="This question is settled.")
        words = cleaned(reason)
        await connection.execute(
            "update public_question set state = 'refused', reason = $2, answered_at = $3, "
            "revision = revision + 1 where id = $1",
            question_id, words, clock.now(),
        )  # fmt: skip
        await _tell(connection, row, f"Cơ quan không trả lời câu hỏi này. Lý do: {words}")
        await record(connection, actor, "question.refused", subject_id=question_id)


async def withdraw(actor: Actor, question_id: UUID) -> None:
    """Takes a question out of the published set. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        row = await _locked(connection, actor, question_id)
        if row["agency_id"] not in actor.agencies(*APPROVERS):
            raise Forbidden
        if not await _end(connection, question_id):
            raise Conflict("Câu hỏi này không còn trong bộ hỏi đáp.", en="It is not published.")
        await outbox.publish(connection, MOVED_TOPIC, question_id, {"what": "set"})
        await record(connection, actor, "question.withdrawn", subject_id=question_id)


async def _asked_of(agency_id: str) -> UUID:
    if not agency_id:
        return await help_desk()
    try:
        found = UUID(agency_id)
        await agency(found)
    except (ValueError, NotFound):
        sentence = "Không có cơ quan này. Hãy chọn lại hoặc để trống."
        raise RuleBroken(
            sentence, en="No such agency.", errors=[field("/agency_id", sentence)]
        ) from None
    return found


async def _locked(
    connection: asyncpg.Connection, actor: Actor, question_id: UUID
) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select * from public_question where tenant_id = $1 and id = $2 "
        "and agency_id = any($3::uuid[]) for update",
        settings().tenant,
        question_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise NotFound("Không có câu hỏi này trong cơ quan của bạn.", en="No such question here.")
    return row


def _must_wait(row: asyncpg.Record) -> None:
    if row["state"] != QuestionState.PROPOSED:
        raise Conflict(
            "Câu hỏi này vừa được người khác xử lý. Hãy tải lại trang.",
            en="Somebody has just moved this on.",
            slug="moved-on",
        )


def _must_name_nobody(question: str, answer: str) -> None:
    wrong = []
    if len(question) < 10:
        wrong.append(field("/public_question", "Nhập câu hỏi đã biên tập để mọi người đọc."))
    for pointer, text in (("/public_question", question), ("/public_answer", answer)):
        if found := traces(text):
            sentence = f"Còn {', '.join(found)}: bỏ đi trước khi đăng cho mọi người đọc."
            wrong.append(field(pointer, sentence))
    if wrong:
        raise RuleBroken(
            "Chưa đăng vào bộ hỏi đáp được. Vui lòng sửa các mục được nêu.",
            en="The edited question cannot be published yet.",
            errors=wrong,
            slug="names-somebody",
        )


async def _publish(
    connection: asyncpg.Connection, actor: Actor, row: asyncpg.Record, answer: str
) -> None:
    public = row["edited_answer"] or answer
    version = row["published_version"] + 1
    await connection.execute(
        "insert into question_version (id, tenant_id, question_id, version, agency_id, "
        "procedure_code, question, answer, title_text, search_text, visible_from, "
        "written_by_name, approved_by_name) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        uuid7(), settings().tenant, row["id"], version, row["agency_id"], row["procedure_code"],
        row["edited"], public, search_text(row["edited"])[:2000],
        search_text(f"{row['edited']} {public}")[:20_000], clock.now(), row["written_by_name"],
        actor.full_name,
    )  # fmt: skip
    await connection.execute(
        "update public_question set published_version = $2 where id = $1", row["id"], version
    )
    await outbox.publish(connection, MOVED_TOPIC, row["id"], {"what": "set"})


async def _end(connection: asyncpg.Connection, question_id: UUID) -> bool:
    done = await connection.fetchval(
        "update question_version set visible_until = $2 where question_id = $1 "
        "and visible_until is null returning true",
        question_id,
        clock.now(),
    )
    return bool(done)


async def _tell(connection: asyncpg.Connection, row: asyncpg.Record, answer: str) -> None:
    if row["origin_code"]:
        await outbox.publish(connection, MOVED_TOPIC, row["id"], {"what": "answer"})
    to = opened(row, "public_question.asker_email")
    if not to:
        return
    code = shown_code(row["code"])
    name = opened(row, "public_question.asker_name")
    body = (f"Kính gửi Ông/Bà {name},\n\n" if name else "Kính gửi Ông/Bà,\n\n") + (
        f"Câu hỏi {code}:\n{opened(row, 'public_question.body')}\n\nTrả lời:\n{answer}\n\n"
        f"Xem lại tại {settings().citizen_url}/hoi-dap/tra-loi/ với mã {code}.\n"
    )
    await queue_letter(
        connection, row["id"], _ANSWER, to=to, subject=f"Trả lời câu hỏi {code}", body=body
    )
