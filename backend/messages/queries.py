"""What was said about a dossier, for who may read it."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.documents.queries import document, documents_for_messages
from backend.dossiers.conversing import may_answer, may_ask, may_read, standing_in
from backend.dossiers.opening import opened as opened_dossier
from backend.dossiers.queries import iso
from backend.dossiers.rules import Standing
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import Forbidden
from backend.platform.sealing import opened
from shared.contracts.documents import Document
from shared.contracts.messages import Conversation, DossierMessage

_MOST = 200
_SAID = """
select m.id, m.seq, m.at, m.by_id, m.by_name, m.place, m.from_applicant, m.body,
    m.seq <= coalesce((select max(r.seq) from dossier_message_read r join account a
        on a.id = r.account_id where r.dossier_id = m.dossier_id
        and (a.kind = 'officer') = m.from_applicant and r.account_id <> m.by_id), 0) as read
from dossier_message m where m.dossier_id = $1 order by m.seq desc limit $2
"""
_THREAD = """
select t.last_seq, t.waiting_since, coalesce((select r.seq from dossier_message_read r
    where r.dossier_id = t.dossier_id and r.account_id = $2), 0) as read_seq
from dossier_thread t where t.dossier_id = $1
"""


async def standing_for(actor: Actor, dossier_id: UUID) -> tuple[asyncpg.Record, Standing]:
    """A dossier whose conversation the caller may read. Raises NotFound, Forbidden."""
    row = await opened_dossier(actor, dossier_id)
    standing = await standing_in(row)
    if not may_read(actor, standing):
        raise Forbidden(
            "Hỏi đáp của hồ sơ chỉ dành cho người nộp và nơi đang giải quyết hồ sơ.",
            en="Questions and answers are for the applicant and for those who work on it.",
        )
    return row, standing


async def conversation(actor: Actor, dossier_id: UUID) -> Conversation:
    """Everything said. Raises NotFound, Forbidden."""
    _row, standing = await standing_for(actor, dossier_id)
    rows = list(reversed(await fetch(_SAID, dossier_id, _MOST)))
    files = await documents_for_messages([row["id"] for row in rows])
    thread = await fetch_row(_THREAD, dossier_id, actor.account_id)
    waiting = thread["waiting_since"] if thread is not None else None
    answers = may_answer(actor, standing)
    return Conversation(
        messages=[_shown(actor, row, files.get(row["id"], [])) for row in rows],
        waiting_since=iso(waiting) if waiting is not None else "",
        unread=_unread(actor, rows, thread["read_seq"] if thread is not None else 0),
        ready=await ready_files(actor, dossier_id),
        may_write=answers or may_ask(actor, standing),
        may_settle=answers and waiting is not None,
    )


async def ready_files(actor: Actor, dossier_id: UUID) -> list[Document]:
    """The caller's files that wait to be sent with a message."""
    rows = await fetch(
        "select d.* from document d where d.dossier_id = $1 and d.purpose = 'message' "
        "and d.uploaded_by = $2 and d.removed_at is null and not exists (select 1 from "
        "dossier_message_file f where f.document_id = d.id) order by d.uploaded_at, d.id limit 20",
        dossier_id,
        actor.account_id,
    )
    return [document(row) for row in rows]


def _unread(actor: Actor, rows: list[asyncpg.Record], read_seq: int) -> int:
    """Of the other side, after what was read."""
    return sum(row["from_applicant"] is actor.is_officer and row["seq"] > read_seq for row in rows)


def _shown(actor: Actor, row: asyncpg.Record, files: list[Document]) -> DossierMessage:
    mine = row["by_id"] == actor.account_id
    if actor.is_officer and not row["from_applicant"]:
        by = f"{row['by_name']}, {row['place']}"
    else:
        by = row["by_name"] if row["from_applicant"] else row["place"]
    return DossierMessage(
        id=str(row["id"]),
        seq=row["seq"],
        at=iso(row["at"]),
        by=by,
        mine=mine,
        from_applicant=row["from_applicant"],
        body=opened(row, "dossier_message.body"),
        files=files,
        read=row["read"],
    )
