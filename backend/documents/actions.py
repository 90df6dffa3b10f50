"""Keeping files: uploads, removal, the forms of the law, results."""

import secrets
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.keeping import keep_upload as keep_upload
from backend.law.forms_of_regime import form_of
from backend.law.lifecycle import Form
from backend.office.signed import signed_there
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken, field
from backend.results.standing import code_of_issued
from backend.settings import settings

RENDER_TOPIC = "form.render"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PURPOSES = ("component", "supplement", "result", "task", "message")


async def remove_from_draft(actor: Actor, draft_id: UUID, document_id: UUID) -> None:
    """Takes a file out of the caller's own open draft. Raises NotFound."""
    async with transaction() as connection:
        done = await connection.fetchval(
            "update document set removed_at = $4 where id = $2 and draft_id = $1 "
            "and removed_at is null and exists (select 1 from draft "
            "where id = $1 and account_id = $3 and client_id is not distinct from $5 "
            "and dossier_id is null) returning true",
            draft_id,
            document_id,
            actor.account_id,
            clock.now(),
            actor.program_id,
        )
        if not done:
            raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
        await record(connection, actor, "document.removed", subject_id=draft_id)


async def issue_form(
    connection: asyncpg.Connection,
    actor: Actor | None,
    *,
    dossier_id: UUID,
    event_id: UUID,
    agency_id: UUID,
    form: Form,
    data: dict[str, Any],
) -> UUID:
    """Numbers a form within agency and year and keeps its data; the worker prints it.

    TT 01/2018/TT-VPCP Điều 9-10. Runs inside the transaction of the act.
    """
    now = clock.now()
    year = now.astimezone(clock.VIETNAM).year
    number = await connection.fetchval(
        "insert into form_counter (agency_id, form, year, last) values ($1, $2, $3, 1) "
        "on conflict (agency_id, form, year) do update set last = form_counter.last + 1 "
        "returning last",
        agency_id,
        form,
        year,
    )
    id_ = uuid7()
    regime = await connection.fetchval("select regime from dossier where id = $1", dossier_id)
    title = form_of(regime, form).title.vi
    await connection.execute(
        "insert into document (id, tenant_id, dossier_id, purpose, name, media_type, size, scan, "
        "uploaded_by, uploaded_at) values ($1, $2, $3, 'form', $4, 'application/pdf', 0, 'clean', "
        "$5, $6)",
        id_,
        settings().tenant,
        dossier_id,
        f"{title}.pdf",
        actor.account_id if actor else None,
        now,
    )
    officer = actor.full_name if actor is not None and actor.is_officer else ""
    await connection.execute(
        "insert into issued_form (document_id, tenant_id, dossier_id, event_id, agency_id, form, "
        "year, number, data, issued_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)",
        id_,
        settings().tenant,
        dossier_id,
        event_id,
        agency_id,
        form,
        year,
        number,
        msgspec.json.encode(data | {"officer": officer, "regime": regime}).decode(),
        now,
    )
    await outbox.publish(connection, RENDER_TOPIC, id_, {"dossier_id": str(dossier_id)})
    return id_


async def issue_result(
    connection: asyncpg.Connection,
    *,
    dossier_id: UUID,
    document_id: UUID,
    title: str,
    number: str,
) -> str:
    """Makes an uploaded file the result of a dossier; returns its verification code.

    Raises RuleBroken when the file is not a result file of this dossier.
    """
    found = await connection.fetchval(
        "select true from document where id = $1 and dossier_id = $2 and purpose = 'result' "
        "and removed_at is null and scan in ('clean', 'unscanned')",
        document_id,
        dossier_id,
    )
    if not found:
        raise RuleBroken(
            "Chưa có tệp kết quả. Hãy tải tệp kết quả lên trước khi phát hành.",
            en="Upload the result file first.",
            errors=[field("/document_id", "Chọn tệp kết quả của hồ sơ này.")],
        )
    printed = await code_of_issued(connection, dossier_id, document_id)
    code = printed or "".join(secrets.choice(_ALPHABET) for _ in range(12))
    await connection.execute(
        "insert into result (id, tenant_id, dossier_id, document_id, title, number, "
        "verification_code, issued_at, signed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        uuid7(),
        settings().tenant,
        dossier_id,
        document_id,
        title.strip(),
        number.strip(),
        code,
        clock.now(),
        printed is not None or await signed_there(connection, document_id),
    )
    return code
