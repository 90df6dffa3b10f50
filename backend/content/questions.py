"""Questions of citizens and the published set, for who may read each."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.content import shapes
from backend.content.rules import traces
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import opened
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.content import ContentCard, ProcedureHelp
from shared.contracts.public_questions import (
    OfficerQuestion,
    PublishedQuestion,
    QuestionRow,
    QuestionStatus,
)
from shared.vocabulary.content import (
    HELP_KIND_LABELS,
    QUESTION_STATE_LABELS,
    HelpKind,
    QuestionState,
)
from shared.vocabulary.roles import Role

ANSWERERS = (
    Role.DESK_OFFICER,
    Role.DESK_HEAD,
    Role.SPECIALIST,
    Role.UNIT_HEAD,
    Role.CATALOGUE_ADMIN,
)
APPROVERS = (Role.DESK_HEAD, Role.UNIT_HEAD, Role.LEADER)
READERS = tuple(dict.fromkeys((*ANSWERERS, *APPROVERS)))
_VISIBLE = """v.tenant_id = $1 and v.visible_from <= $2
    and (v.visible_until is null or v.visible_until > $2)"""
_PUBLISHED = """
select v.id, v.question_id, v.question, v.answer, v.procedure_code, v.visible_from,
    g.name as agency, p.name as procedure_name
from question_version v join agency g on g.id = v.agency_id left join procedure p
    on p.tenant_id = v.tenant_id and p.code = v.procedure_code
"""
_QUESTION = """
select q.*, g.name as agency, p.name as procedure_name, exists (select from question_version v
    where v.question_id = q.id and v.visible_until is null) as published
from public_question q join agency g on g.id = q.agency_id left join procedure p
    on p.tenant_id = q.tenant_id and p.code = q.procedure_code
"""
_TOLD = """
select q.*, g.name as agency, g.code as agency_code, v.question as pair_question,
    v.answer as pair_answer
from public_question q join agency g on g.id = q.agency_id left join question_version v
    on v.question_id = q.id and v.visible_until is null
where q.tenant_id = $1 and q.id = $2
"""
_WORK = f"""
{_QUESTION} where q.tenant_id = $1 and q.agency_id = any($2::uuid[]) and ($3 = '' or q.state = $3)
    and ($4::timestamptz is null or (q.asked_at, q.id) < ($4, $5::uuid))
order by q.asked_at desc, q.id desc limit $6
"""
_BEGINNING = 120


async def published(
    procedure_code: str = "", cursor: str = "", limit: int = 20
) -> Page[PublishedQuestion]:
    """The published set, the newest first."""
    after = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        f"{_PUBLISHED} where {_VISIBLE} and ($3 = '' or v.procedure_code = $3) "
        "and ($4::timestamptz is null or (v.visible_from, v.id) < ($4, $5::uuid)) "
        "order by v.visible_from desc, v.id desc limit $6",
        settings().tenant, clock.now(), procedure_code, *after, limit + 1,
    )  # fmt: skip
    return page(rows, limit, _published, lambda row: (row["visible_from"], row["id"]))


async def one_published(question_id: UUID) -> PublishedQuestion:
    """One question of the published set. Raises NotFound."""
    row = await fetch_row(
        f"{_PUBLISHED} where {_VISIBLE} and v.question_id = $3",
        settings().tenant,
        clock.now(),
        question_id,
    )
    if row is None:
        raise NotFound(
            "Câu hỏi này không còn trên Cổng. Hãy tìm trong mục Trợ giúp.",
            en="This question is no longer on the portal.",
        )
    return _published(row)


async def procedure_questions(found: ProcedureHelp, code: str) -> ProcedureHelp:
    """The same with the newest published questions about the procedure."""
    page_ = await published(code, limit=5)
    kind = Choice(HelpKind.QUESTION, HELP_KIND_LABELS[HelpKind.QUESTION].vi)
    cards = [
        ContentCard(q.id, kind, q.question, "", code, q.published_at, f"/hoi-dap/{q.id}")
        for q in page_.items
    ]
    return msgspec.structs.replace(found, questions=cards)


async def status(code: str) -> QuestionStatus:
    """How the question of a code stands. Raises NotFound."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    row = await fetch_row(
        f"{_QUESTION} where q.tenant_id = $1 and q.code = $2", settings().tenant, plain
    )
    if row is None:
        raise NotFound(
            "Không có câu hỏi mang mã này. Hãy xem lại mã đã nhận khi gửi câu hỏi.",
            en="No question has this code.",
        )
    state = QuestionState(row["state"])
    told = QuestionState.WAITING if state is QuestionState.PROPOSED else state
    return QuestionStatus(
        code=shown_code(row["code"]),
        body=opened(row, "public_question.body"),
        asked_at=shapes.iso(row["asked_at"]),
        agency=row["agency"],
        state=_state(told),
        answer=opened(row, "public_question.sent_answer"),
        answered_at=shapes.iso(row["answered_at"]),
        reason=row["reason"],
        path=f"/hoi-dap/{row['id']}" if row["published"] else "",
    )


async def work(
    actor: Actor, state: str = "", cursor: str = "", limit: int = 50
) -> Page[QuestionRow]:
    """Questions asked of the caller's agencies, the newest first."""
    after = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    agencies = actor.agencies(*READERS)
    rows = await fetch(_WORK, settings().tenant, agencies, state, *after, limit + 1)
    return page(rows, limit, lambda row: _row(actor, row), lambda row: (row["asked_at"], row["id"]))


async def officer_row(actor: Actor, question_id: UUID) -> asyncpg.Record:
    """One question of the caller's agencies. Raises NotFound."""
    row = await fetch_row(
        f"{_QUESTION} where q.tenant_id = $1 and q.id = $2 and q.agency_id = any($3::uuid[])",
        settings().tenant,
        question_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise NotFound("Không có câu hỏi này trong cơ quan của bạn.", en="No such question here.")
    return row


async def question(actor: Actor, question_id: UUID) -> OfficerQuestion:
    """One question of the caller's agencies. Raises NotFound."""
    row = await officer_row(actor, question_id)
    refusal = why_not_approve(actor, row)
    body = opened(row, "public_question.body")
    answer = opened(row, "public_question.answer")
    return OfficerQuestion(
        id=str(row["id"]),
        code=shown_code(row["code"]),
        body=body,
        name=opened(row, "public_question.asker_name"),
        by_mail=bool(row["asker_email"]),
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"] or "",
        agency=row["agency"],
        asked_at=shapes.iso(row["asked_at"]),
        state=_state(QuestionState(row["state"])),
        revision=row["revision"],
        answer=answer,
        publish=row["publish"],
        public_question=row["edited"] or _beginning(body, 1000),
        public_answer=row["edited_answer"],
        written_by=row["written_by_name"],
        note=row["note"],
        reason=row["reason"],
        answered_at=shapes.iso(row["answered_at"]),
        published_version=row["published_version"] if row["published"] else 0,
        origin_code=row["origin_code"],
        traces=traces(row["edited"] or body),
        may_write=may_write(actor, row) and row["state"] != QuestionState.PROPOSED,
        may_approve=not refusal,
        why_not_approve=refusal if row["state"] == QuestionState.PROPOSED else "",
        may_refuse=row["state"] in (QuestionState.WAITING, QuestionState.PROPOSED)
        and row["agency_id"] in actor.agencies(*APPROVERS),
        may_withdraw=row["published"] and row["agency_id"] in actor.agencies(*APPROVERS),
    )


class ForElsewhere(NamedTuple):
    """A question for another portal, as it stands: `code` is theirs where it was asked there.

    `pair` is the published question and answer, or None while it is in no published set.
    """

    code: str
    state: QuestionState
    answer: str
    reason: str
    answered_at: datetime | None
    agency: str
    agency_code: str
    procedure_code: str
    pair: tuple[str, str] | None


async def for_elsewhere(question_id: UUID) -> ForElsewhere | None:
    """One question as another portal is told of it; nothing of who asked."""
    row = await fetch_row(_TOLD, settings().tenant, question_id)
    if row is None:
        return None
    return ForElsewhere(
        code=row["origin_code"] or shown_code(row["code"]),
        state=QuestionState(row["state"]),
        answer=opened(row, "public_question.sent_answer"),
        reason=row["reason"],
        answered_at=row["answered_at"],
        agency=row["agency"],
        agency_code=row["agency_code"],
        procedure_code=row["procedure_code"],
        pair=(row["pair_question"], row["pair_answer"]) if row["pair_question"] else None,
    )


def may_write(actor: Actor, row: Any) -> bool:
    """Whether the person answers for the agency that was asked."""
    return row["agency_id"] in actor.agencies(*ANSWERERS)


def why_not_approve(actor: Actor, row: Any) -> str:
    """Why the person may not approve the answer; empty when they may."""
    if row["state"] != QuestionState.PROPOSED:
        return "Không có câu trả lời nào chờ duyệt."
    if row["agency_id"] not in actor.agencies(*APPROVERS):
        return "Câu trả lời do trưởng bộ phận, trưởng phòng hoặc lãnh đạo của cơ quan duyệt."
    if row["written_by"] in actor.persons():
        return "Người soạn không tự duyệt; cần người thứ hai."
    return ""


def shown_code(code: str) -> str:
    """A code as it is read out: HD-XXXXX-XXXXX."""
    return f"{code[:2]}-{code[2:7]}-{code[7:]}"


def _row(actor: Actor, row: asyncpg.Record) -> QuestionRow:
    return QuestionRow(
        id=str(row["id"]),
        code=shown_code(row["code"]),
        beginning=_beginning(opened(row, "public_question.body"), _BEGINNING),
        procedure_code=row["procedure_code"],
        agency=row["agency"],
        asked_at=shapes.iso(row["asked_at"]),
        state=_state(QuestionState(row["state"])),
        published=row["published"],
        mine_to_approve=not why_not_approve(actor, row),
    )


def _published(row: asyncpg.Record) -> PublishedQuestion:
    return PublishedQuestion(
        id=str(row["question_id"]),
        question=row["question"],
        answer=row["answer"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"] or "",
        agency=row["agency"],
        published_at=shapes.iso(row["visible_from"]),
    )


def _state(state: QuestionState) -> Choice:
    return Choice(state, QUESTION_STATE_LABELS[state].vi)


def _beginning(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0] + "…"
