"""Drafting a result: its fields, and the file made of them that everybody will look at."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

import asyncpg
from anyio import to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.store import store
from backend.dossiers.detail import dossier as detail_of
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, Unavailable, field
from backend.platform.sealing import sealed_json
from backend.results import queries
from backend.results.kind_versions import kinds_for
from backend.results.kinds import LONGEST, Kind, begun, page_blocks, wrong
from backend.results.letterhead import letterhead
from backend.results.places import PLACES
from backend.results.rendering import render
from backend.settings import settings
from backend.signing.pades import with_fields
from shared.contracts.results import ResultDesk, SaveResult
from storage.objects import StorageError, object_key

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


async def start(actor: Actor, dossier_id: UUID, key: str) -> ResultDesk:
    """Begins a draft with what the dossier knows, or goes on with another kind.

    Raises NotFound, Forbidden, RuleBroken.
    """
    here = await queries.place(actor, dossier_id)
    _allowed(here.may.draft)
    offered = await kinds_for(here.row["procedure_code"])
    kind = next((kind for kind in offered if kind.key == key), None)
    if kind is None:
        raise RuleBroken(
            "Mẫu kết quả này không dùng cho thủ tục của hồ sơ.",
            errors=[field("/kind", "Chọn một mẫu trong danh sách.")],
        )
    seen = await detail_of(actor, dossier_id, whole=True)
    values = begun(
        kind,
        {answer.key: answer.value for answer in seen.answers},
        {"procedure_name": seen.procedure_name, "owner_name": seen.owner_name},
    )
    if here.in_force is not None:  # a correction begins with what was issued
        values |= await _issued_content(here.in_force["document_id"], kind)
    file = await _file(here, kind, values, code := _code())
    async with transaction() as connection:
        await _locked(connection, dossier_id)
        await connection.execute(
            "update result_draft set state = 'dropped' where dossier_id = $1 and state = 'open'",
            dossier_id,
        )
        change_id = here.change["id"] if here.change is not None else None
        id_ = uuid7()
        await connection.execute(
            "insert into result_draft (id, tenant_id, dossier_id, change_id, kind, kind_version, "
            "content, state, object_key, sha256, verification_code, made_by, updated_by, "
            "updated_at) values ($1, $2, $3, $4, $5, $6, $7::jsonb, 'open', $8, $9, $10, $11, $11, "
            "$12)",
            id_,
            settings().tenant,
            dossier_id,
            change_id,
            kind.key,
            kind.version,
            sealed_json("result_draft.content", id_, values),
            *file,
            code,
            actor.account_id,
            clock.now(),
        )
        await record(connection, actor, "result.drafted", subject_id=dossier_id)
    return await queries.desk(actor, dossier_id)


async def save(actor: Actor, dossier_id: UUID, data: SaveResult, version: int) -> ResultDesk:
    """Saves fields of the version that was read and makes the file anew once all is right.

    What is not right yet is kept as it was typed and said field by field; such a draft has no file
    and cannot be submitted. Raises NotFound, Forbidden, PreconditionFailed.
    """
    here = await queries.place(actor, dossier_id)
    draft = here.draft
    if draft is None:
        raise NotFound("Hồ sơ chưa có bản dự thảo kết quả.", en="There is no draft.")
    _allowed(here.may.draft)
    kind = await queries.kind_of(draft)
    known = {f.key for f in kind.fields}
    unknown = [key for key in data.fields if key not in known]
    if unknown:
        raise RuleBroken(
            "Mẫu này không có mục đã gửi.",
            errors=[
                field(f"/fields/{key}", "Mẫu này không có mục đó; hãy bỏ ra.") for key in unknown
            ],
        )
    values = queries.content_of_draft(draft) | {
        key: _clean(value) for key, value in data.fields.items()
    }
    file = await _file(here, kind, values, draft["verification_code"])
    async with transaction() as connection:
        await _locked(connection, dossier_id)
        saved = await connection.fetchval(
            "update result_draft set content = $3::jsonb, object_key = $4, sha256 = $5, "
            "version = version + 1, updated_by = $6, updated_at = $7 "
            "where id = $1 and version = $2 and state = 'open' returning id",
            draft["id"],
            version,
            sealed_json("result_draft.content", draft["id"], values),
            *file,
            actor.account_id,
            clock.now(),
        )
        if saved is None:
            raise stale()
        await record(connection, actor, "result.draft_saved", subject_id=dossier_id)
    return await queries.desk(actor, dossier_id)


async def file_to_look_at(actor: Actor, dossier_id: UUID) -> bytes:
    """The very file, and the fact that this person was shown it. Raises NotFound, Unavailable."""
    here = await queries.place(actor, dossier_id)
    draft = here.draft
    if draft is None or draft["sha256"] is None:
        raise NotFound("Hồ sơ chưa có bản dự thảo để xem.", en="There is no draft to look at.")
    content = await kept_file(draft)
    async with transaction() as connection:
        await connection.execute(
            "insert into result_view (draft_id, account_id, sha256, at) values ($1, $2, $3, $4) "
            "on conflict do nothing",
            draft["id"],
            actor.account_id,
            draft["signed_sha256"] or draft["sha256"],
            clock.now(),
        )
        await record(connection, actor, "result.draft_seen", subject_id=dossier_id)
    return content


async def kept_file(draft: Any) -> bytes:
    """The file of a draft, signed or not, exactly as it was kept. Raises Unavailable."""
    key = draft["signed_key"] or draft["object_key"]
    digest = draft["signed_sha256"] or draft["sha256"]
    try:
        content = await store().get_bytes(key)
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu chưa đưa được bản dự thảo. Vui lòng thử lại sau ít phút.",
            en="The document store does not answer.",
        ) from error
    if hashlib.sha256(content).digest() == digest:
        return content
    raise Unavailable(
        "Bản dự thảo trong kho không còn nguyên vẹn nên không dùng được. Hãy báo quản trị hệ thống "
        "và lưu lại bản dự thảo.",
        en="The stored draft is not what was kept.",
        slug="object-altered",
    )


def require_seen(draft: Any, sha256: str) -> bytes:
    """The digest in force, if it is the one that was looked at. Raises Conflict."""
    current: bytes = draft["signed_sha256"] or draft["sha256"] or b""
    if current.hex() != sha256:
        raise Conflict(
            "Bản dự thảo đã được sửa sau khi bạn xem. Chưa ký gì. Hãy mở lại để xem bản mới nhất "
            "rồi ký.",
            en="The draft was changed after you looked at it; nothing was signed.",
            slug="draft-changed",
        )
    return current


async def require_view(draft: Any, actor: Actor, digest: bytes) -> None:
    """Raises RuleBroken for who signs what they were never shown."""
    found = await fetch_row(
        "select 1 from result_view where draft_id = $1 and account_id = $2 and sha256 = $3",
        draft["id"],
        actor.account_id,
        digest,
    )
    if found is None:
        raise RuleBroken(
            "Hãy mở và xem bản dự thảo trước khi ký.",
            en="Look at the draft before you sign it.",
            slug="not-seen",
        )


async def _file(
    here: queries.Place, kind: Kind, values: dict[str, str], code: str
) -> tuple[str | None, bytes | None]:
    if wrong(kind, values):
        return None, None
    row = here.row
    head = await letterhead(row["holding_agency_id"])
    parent = await fetch_row(
        "select p.name from agency g join agency p on p.id = g.parent_id where g.id = $1",
        row["holding_agency_id"],
    )
    replaces = ""
    if here.draft is not None:
        replaces = queries.replaces_words(here.draft)
    elif here.change is not None:
        old = {"old_number": here.in_force["number"], "old_issued_at": here.in_force["issued_at"]}
        replaces = queries.replaces_words(old)
    site = settings().citizen_url
    data = {
        "template": "result",
        "title": kind.title,
        "code": row["code"] or row["reference"],
        "superior": parent["name"] if parent is not None else "",
        "agency": head.agency,
        "blocks": page_blocks(kind, values, row["code"] or row["reference"]),
        "replaces": replaces,
        "position": kind.position,
        "verification_code": code,
        "look_up_url": f"{site}/ket-qua/{code}/",
        "check_at": f"{site.partition('://')[2]}/kiem-tra-ket-qua",
    }
    content = await to_thread.run_sync(lambda: with_fields(render(data), PLACES))
    now = clock.now()
    key = object_key(settings().tenant, now, uuid7())
    try:
        stored = await store().put_bytes(key, content, "application/pdf")
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận, bản dự thảo chưa được lưu. Nội dung vẫn còn trên màn hình; hãy "
            "lưu lại.",
            en="The document store is busy; the draft was not saved.",
        ) from error
    return key, stored.sha256


async def _issued_content(document_id: UUID, kind: Kind) -> dict[str, str]:
    old = await fetch_row(
        "select id, content from result_draft where document_id = $1 and kind = $2",
        document_id,
        kind.key,
    )
    return queries.content_of_draft(old) if old is not None else {}


async def _locked(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    # Always the dossier first, as the acts do, so that two transactions never wait for each other.
    await connection.execute("select 1 from dossier where id = $1 for update", dossier_id)


def _allowed(why_not: str) -> None:
    if why_not:
        raise Forbidden(why_not, slug="not-now")


def _clean(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or c.isprintable()).strip()[: LONGEST + 1]


def _code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))
