"""Keeping files: uploads, removal, the forms of the law, results."""

import secrets
from collections.abc import Awaitable, Callable
from typing import IO, Any
from uuid import UUID

import asyncpg
import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.inspection import clean_name, inspect
from backend.documents.queries import document
from backend.documents.store import store
from backend.law.forms_of_regime import form_of
from backend.law.lifecycle import Form
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken, Unavailable, UnsupportedMedia, field
from backend.settings import settings
from shared.contracts.documents import Document
from storage.objects import StorageError, object_key

RENDER_TOPIC = "form.render"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PURPOSES = ("component", "supplement", "result", "task")


async def keep_upload(
    actor: Actor,
    file: IO[bytes],
    *,
    name: str,
    size: int,
    sha256: bytes,
    allowed: Callable[[asyncpg.Connection], Awaitable[None]],
    purpose: str,
    component_key: str = "",
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
) -> Document:
    """Checks and stores one file for a draft or dossier.

    `allowed` refuses inside the transaction what may not be added any more. Raises
    UnsupportedMedia with the way out, RuleBroken for too many files, Unavailable.
    """
    name = clean_name(name)
    verdict = await to_thread.run_sync(inspect, file, name, size)
    if verdict.refusal:
        raise UnsupportedMedia(verdict.refusal, errors=[field("/file", verdict.refusal)])
    id_ = uuid7()
    now = clock.now()
    key = object_key(settings().tenant, now, id_)
    file.seek(0)
    try:
        await store().put_file(key, file, size, verdict.media_type)
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận, tệp chưa được lưu. Vui lòng gửi lại tệp này.",
            en="The document store is busy; the file was not saved.",
        ) from error
    async with transaction() as connection:
        await allowed(connection)
        held = await connection.fetchval(
            "select count(*) from document where removed_at is null and component_key = $3 "
            "and (draft_id = $1 or dossier_id = $2)",
            draft_id,
            dossier_id,
            component_key,
        )
        if held >= settings().max_files_per_component:
            raise RuleBroken(
                f"Mỗi giấy tờ nhận tối đa {settings().max_files_per_component} tệp.",
                en="Too many files for this paper.",
                errors=[field("/file", "Hãy gộp các trang vào một tệp PDF.")],
            )
        row = await connection.fetchrow(
            "insert into document (id, tenant_id, draft_id, dossier_id, component_key, purpose, "
            "name, media_type, size, sha256, object_key, scan, pages, uploaded_by, uploaded_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'clean', $12, $13, $14) "
            "returning *",
            id_,
            settings().tenant,
            draft_id,
            dossier_id,
            component_key,
            purpose,
            name,
            verdict.media_type,
            size,
            sha256,
            key,
            verdict.pages,
            actor.account_id,
            now,
        )
        await record(connection, actor, "document.added", subject_id=dossier_id or draft_id)
        assert row is not None
        return document(row)


async def remove_from_draft(actor: Actor, draft_id: UUID, document_id: UUID) -> None:
    """Takes a file out of the caller's own open draft. Raises NotFound."""
    async with transaction() as connection:
        done = await connection.fetchval(
            "update document set removed_at = $4 where id = $2 and draft_id = $1 "
            "and removed_at is null and exists (select 1 from draft "
            "where id = $1 and account_id = $3 and dossier_id is null) returning true",
            draft_id,
            document_id,
            actor.account_id,
            clock.now(),
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
        msgspec.json.encode(data | {"officer": officer}).decode(),
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
        "and removed_at is null and scan = 'clean'",
        document_id,
        dossier_id,
    )
    if not found:
        raise RuleBroken(
            "Chưa có tệp kết quả. Hãy tải tệp kết quả lên trước khi phát hành.",
            en="Upload the result file first.",
            errors=[field("/document_id", "Chọn tệp kết quả của hồ sơ này.")],
        )
    code = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    await connection.execute(
        "insert into result (id, tenant_id, dossier_id, document_id, title, number, "
        "verification_code, issued_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid7(),
        settings().tenant,
        dossier_id,
        document_id,
        title.strip(),
        number.strip(),
        code,
        clock.now(),
    )
    return code
