"""Papers from the national store, by the person's own choice: asked for, and put into a draft.

Asking is logged with its purpose before it happens, like every question to a register; a store that
does not answer leaves everything as it was, and the person hands in a file of their own.
"""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import content_of
from backend.lgsp.client import NoRecord, RegisterAway, Why
from backend.lgsp.personal_store import StoredFile, StoredPaper, file_of, papers
from backend.lgsp.registers import Subject
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, Unavailable, field
from backend.prefill import queries
from backend.prefill.actions import ended, log_query
from backend.prefill.store_queries import choice, national_kinds
from backend.privacy.actions import give_consent
from backend.settings import settings
from shared.contracts.prefill import AskStore, StoreChoice, TakePaper
from shared.vocabulary.vault import ConsentKind, Outcome, Source

_PAPER = """
select p.*, q.consent_id, q.purpose, c.withdrawn_at is null as consented
from store_paper p join register_query q on q.id = p.query_id join consent c on c.id = q.consent_id
where p.id = $1 and p.draft_id = $2
"""
_TAKEN = (
    "select exists (select from store_document s join document c on c.id = s.document_id "
    "where s.paper_id = $1 and c.draft_id = $2 and c.component_key = $3 and c.removed_at is null)"
)


async def ask_store(actor: Actor, draft_id: UUID, data: AskStore) -> StoreChoice:
    """Asks the store which papers of the caller serve for this draft.

    Raises NotFound, Forbidden, RuleBroken, Unavailable; the draft is not touched by any of them.
    """
    row = await queries.own_draft(actor, draft_id)
    content = await content_of(row["procedure_version_id"])
    known = await choice(row, content)
    if not known.wanted:
        raise RuleBroken("Thủ tục này không có giấy tờ nào lấy được từ Kho dữ liệu quốc gia.")
    if known.why_not:
        raise Forbidden(known.why_not, en="The store cannot be asked now.", slug="not-now")
    if not data.agreed:
        raise RuleBroken(
            "Cần bạn đồng ý trước khi Cổng hỏi Kho dữ liệu quốc gia.",
            errors=[field("/agreed", "Đánh dấu đồng ý, hoặc tự gửi tệp.")],
        )
    kinds = sorted({k for c in content.components for k in national_kinds(content, c.key)})
    purpose = f"Lấy giấy tờ cho hồ sơ “{content.name}”"
    async with transaction() as connection:
        consent_id = await give_consent(connection, actor, ConsentKind.STORE)
        query_id = await log_query(connection, actor, draft_id, Source.STORE, purpose, consent_id)
    subject = Subject(actor.personal_id, actor.full_name)
    try:
        found = await papers(subject, content.code, kinds, Why(purpose, draft_id, consent_id))
    except NoRecord:
        await ended(query_id, Outcome.NO_RECORD)
        found = []
    except RegisterAway:
        await ended(query_id, Outcome.AWAY)
        raise away() from None
    else:
        await ended(query_id, Outcome.FOUND)
    await _keep(actor, draft_id, query_id, found)
    return await choice(row, content)


async def take(actor: Actor, draft_id: UUID, data: TakePaper) -> StoreChoice:
    """Fetches the files of a paper and puts them under a component, looked through like any upload.

    Taking it twice is taking it once. Raises NotFound, Conflict, RuleBroken, UnsupportedMedia,
    Unavailable; the draft then has none of the files.
    """
    from backend.documents.keeping import Place, forget, write_down
    from backend.dossiers.actions.adding import adding_to_draft
    from backend.dossiers.actions.drafts import as_uuid

    row = await queries.own_draft(actor, draft_id)
    content = await content_of(row["procedure_version_id"])
    paper = await fetch_row(_PAPER, as_uuid(data.paper_id, "/paper_id"), draft_id)
    if paper is None:
        raise NotFound("Không tìm thấy giấy tờ này. Hãy hỏi lại Kho.", en="No such paper.")
    if not paper["consented"]:
        raise Conflict(
            "Bạn đã rút đồng ý lấy giấy tờ từ Kho. Hãy hỏi lại nếu muốn.",
            en="The consent was withdrawn.",
            slug="consent-withdrawn",
        )
    if paper["kind"] not in national_kinds(content, data.component_key):
        raise RuleBroken(
            "Giấy tờ này không thay được cho thành phần hồ sơ đã chọn.",
            errors=[field("/paper_id", "Chọn giấy tờ khác.")],
        )
    stored = await _fetched(paper, draft_id)
    place = Place("component", data.component_key, draft_id)
    kept = False
    try:
        async with transaction() as connection:
            await adding_to_draft(connection, actor, draft_id, data.component_key)
            taken = await connection.fetchval(_TAKEN, paper["id"], draft_id, data.component_key)
            if not taken:
                for one in stored:
                    await write_down(connection, actor, place, one)
                    await _note(connection, paper, one.id)
                detail = {"draft_id": str(draft_id), "component": data.component_key}
                await record(
                    connection, actor, "store.taken", subject_id=paper["id"], detail=detail
                )
        kept = not taken
    finally:
        if not kept:
            for one in stored:
                await forget(one)
    return await choice(row, content)


def away() -> Unavailable:
    """The store does not answer; a file of one's own does as well."""
    return Unavailable(
        "Kho dữ liệu quốc gia chưa trả lời. Bạn có thể tự gửi tệp và nộp bình thường.",
        en="The national store does not answer. You can hand in a file of your own.",
    )


async def _fetched(paper: Any, draft_id: UUID) -> list[Any]:
    from backend.documents.keeping import forget, look_through_and_store, on_disk

    why = Why(paper["purpose"], draft_id, paper["consent_id"])
    stored: list[Any] = []
    try:
        for file in msgspec.json.decode(paper["files"], type=list[StoredFile]):
            try:
                body = await file_of(paper["issuer"], file.path, why, settings().max_upload_bytes)
            except (NoRecord, RegisterAway):
                raise away() from None
            with on_disk(io.BytesIO(body)) as path:
                stored.append(await look_through_and_store(Path(path), file.name, len(body)))
    except BaseException:
        for one in stored:
            await forget(one)
        raise
    return stored


async def _keep(actor: Actor, draft_id: UUID, query_id: UUID, found: list[StoredPaper]) -> None:
    async with transaction() as connection:
        consented = await connection.fetchval(
            "select c.withdrawn_at is null from register_query q join consent c "
            "on c.id = q.consent_id where q.id = $1 for share of c",
            query_id,
        )
        if not consented:  # withdrawn while the store was answering
            return
        # What was taken already keeps its row, so that it is still told from what was not.
        await connection.execute(
            "delete from store_paper p where p.draft_id = $1 "
            "and not exists (select from store_document s where s.paper_id = p.id)",
            draft_id,
        )
        await connection.executemany(
            "insert into store_paper (id, tenant_id, account_id, draft_id, query_id, kind, title, "
            "number, issuer, files, found_at) select $1::uuid, $2::text, $3::uuid, $4::uuid, "
            "$5::uuid, $6::text, $7::text, $8::text, $9::text, $10::jsonb, $11::timestamptz "
            "where not exists (select from store_paper p where p.draft_id = $4 "
            "and p.kind = $6 and p.number = $8 and p.issuer = $9 and p.title = $7)",
            [
                (
                    uuid7(), settings().tenant, actor.account_id, draft_id, query_id, paper.kind,
                    paper.title, paper.number, paper.issuer,
                    msgspec.json.encode(paper.files).decode(), clock.now(),
                )
                for paper in found
            ],
        )  # fmt: skip


async def _note(connection: asyncpg.Connection, paper: Any, document_id: UUID) -> None:
    await connection.execute(
        "insert into store_document (document_id, tenant_id, paper_id, kind, title, number, "
        "issuer, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        document_id, settings().tenant, paper["id"], paper["kind"], paper["title"],
        paper["number"], paper["issuer"], clock.now(),
    )  # fmt: skip
