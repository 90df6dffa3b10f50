"""Handing the draft of a result to document management: once at a time for a dossier."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, refuse_own
from backend.office.rights import may_issue
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field
from backend.settings import MIB, settings
from shared.contracts.office import HandToOffice

ADAPTER = "office"
_LARGEST = 10 * MIB
_DRAFT = """
select id, sha256, size from document where id = $1 and dossier_id = $2 and purpose = 'result'
    and removed_at is null and media_type = 'application/pdf' and scan in ('clean', 'unscanned')
"""


async def hand(actor: Actor, dossier_id: UUID, data: HandToOffice) -> None:
    """Puts the draft into the queue; for whoever may issue the result once it is signed.

    Raises NotFound, Forbidden, Conflict, RuleBroken.
    """
    document_id = as_uuid(data.document_id, "/document_id")
    async with transaction() as connection:
        row = await _dossier(connection, actor, dossier_id)
        if not await may_issue(actor, row):
            raise Forbidden(
                "Chỉ văn thư hoặc người thụ lý hồ sơ đã được phê duyệt chuyển dự thảo để ký.",
                en="Only who may issue the result hands its draft over.",
                slug="not-yours-to-hand",
            )
        refuse_own(actor, row)
        if not settings().office_url:
            raise RuleBroken("Chưa kết nối hệ thống quản lý văn bản.", slug="no-office")
        draft = await connection.fetchrow(_DRAFT, document_id, dossier_id)
        if draft is None or draft["size"] > _LARGEST:
            raise RuleBroken(
                "Dự thảo phải là tệp kết quả PDF của hồ sơ này, không quá 10 MB, đã quét xong.",
                en="The draft must be a result file of this dossier, PDF, up to 10 MB.",
                errors=[field("/document_id", "Tải lên tệp PDF của dự thảo.")],
            )
        id_ = uuid7()
        new = await connection.fetchval(
            "insert into office_handover (id, tenant_id, dossier_id, agency_id, document_id, "
            "sha256, title, state, sent_by, sent_at, asked_at) values ($1, $2, $3, $4, $5, $6, $7, "
            "'sending', $8, $9, $9) on conflict do nothing returning id",
            id_,
            settings().tenant,
            dossier_id,
            row["holding_agency_id"],
            document_id,
            draft["sha256"],
            data.title.strip(),
            actor.account_id,
            clock.now(),
        )
        if new is None:
            raise Conflict("Một dự thảo của hồ sơ đang được ký.", slug="handed-already")
        await enqueue(connection, ADAPTER, id_, "draft", {}, f"draft:{id_}")
        detail = {"document": str(document_id), "sha256": bytes(draft["sha256"]).hex()}
        await record(connection, actor, "office.handed", subject_id=dossier_id, detail=detail)


async def taken(handover_id: UUID, their_code: str) -> None:
    """The draft is there."""
    await execute(
        "update office_handover set state = 'there', their_code = $2 "
        "where id = $1 and state = 'sending'",
        handover_id,
        their_code,
    )


async def not_taken(handover_id: UUID, words: str) -> None:
    """They would not take it."""
    await execute(
        "update office_handover set state = 'given_back', words = $2, ended_at = $3 "
        "where id = $1 and state = 'sending'",
        handover_id,
        words[:300],
        clock.now(),
    )


async def _dossier(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID
) -> asyncpg.Record:
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {scope} for update",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    return row
