"""Files over HTTP: limits, upload, content, and the check of a result."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import citizen, officer, public, signed_in
from backend.documents import (
    actions,
    certified_routes,
    code_routes,
    page_routes,
    previews,
    queries,
    receipts,
    upload_routes,
)
from backend.documents.reading import checked_stream
from backend.documents.upload_stream import receive_upload
from backend.documents.withheld import openable, unknown
from backend.dossiers.actions.adding import adding
from backend.dossiers.queries import may_see_dossier, owns_draft
from backend.platform.file_headers import file_headers
from backend.platform.problems import RuleBroken, Unavailable, field
from backend.results.rendering import rendered_form
from backend.settings import settings
from shared.contracts.documents import Document, UploadLimits
from shared.vocabulary.roles import Role
from storage.objects import StorageError

AnyRequest = Request[Any, Any, Any]


@get("/upload-limits", **public())
async def upload_limits() -> UploadLimits:
    """What every picker shows."""
    return queries.upload_limits()


@post("/drafts/{draft_id:uuid}/documents", **citizen())
async def upload_to_draft(actor: Actor, draft_id: UUID, request: AnyRequest) -> Document:
    """Adds a file to a paper of my draft (multipart: `file`, `component_key`)."""
    if not await owns_draft(actor, draft_id):
        raise unknown()
    return await _receive(actor, request, draft_id=draft_id)


@delete("/drafts/{draft_id:uuid}/documents/{document_id:uuid}", **citizen())
async def remove_from_draft(actor: Actor, draft_id: UUID, document_id: UUID) -> None:
    """Takes a file out of my draft."""
    await actions.remove_from_draft(actor, draft_id, document_id)


@post("/dossiers/{dossier_id:uuid}/documents", **signed_in())
async def upload_to_dossier(actor: Actor, dossier_id: UUID, request: AnyRequest) -> Document:
    """Adds a file to a dossier in my sight (multipart: `file`, `component_key`, `purpose`)."""
    if not await may_see_dossier(actor, dossier_id):
        raise unknown()
    return await _receive(actor, request, dossier_id=dossier_id)


@get("/documents/{document_id:uuid}/content", **signed_in())
async def document_content(
    actor: Actor, document_id: UUID, disposition: str = "attachment"
) -> Stream:
    """The bytes of a file in my sight; never cached, never run.

    Officers get a copy of an identity paper that says what it may be used for.
    """
    row = await openable(actor, document_id)
    copy = await previews.marked_copy(actor, row)
    if copy is not None:
        name, content = copy
        headers = file_headers(name, disposition)
        return Stream(_once(content), media_type="application/pdf", headers=headers)
    return Stream(
        await _bytes_of(row),
        media_type=row["media_type"],
        headers=file_headers(row["name"], disposition),
    )


@get(
    "/bundles/{bundle_id:uuid}/receipts",
    **officer(Role.DESK_OFFICER, Role.DESK_HEAD),
)
async def bundle_receipts(actor: Actor, bundle_id: UUID) -> Stream:
    """The receipts of all dossiers of a bundle as one PDF, to print at the counter."""
    try:
        content = await receipts.joined_receipts(actor, bundle_id)
    except StorageError as error:
        raise _busy() from error
    headers = file_headers("Giấy tiếp nhận và hẹn trả.pdf", "inline")
    return Stream(_once(content), media_type="application/pdf", headers=headers)


async def _receive(
    actor: Actor,
    request: AnyRequest,
    *,
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
) -> Document:
    upload = await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        settings().max_upload_bytes,
    )
    with upload.file:
        purpose = upload.fields.get("purpose", "component")
        if purpose not in actions.PURPOSES or (draft_id is not None and purpose != "component"):
            raise RuleBroken("Loại tệp không đúng.", errors=[field("/purpose", "Chọn lại.")])
        component_key = upload.fields.get("component_key", "")[:60]
        allowed = adding(
            actor,
            purpose=purpose,
            component_key=component_key,
            draft_id=draft_id,
            dossier_id=dossier_id,
        )
        return await actions.keep_upload(
            actor,
            upload.file,
            allowed=allowed,
            name=upload.name,
            size=upload.size,
            sha256=upload.sha256,
            purpose=purpose,
            component_key=component_key,
            draft_id=draft_id,
            dossier_id=dossier_id,
        )


async def _bytes_of(row: Any) -> AsyncIterator[bytes]:
    if row["object_key"] is not None:
        return await checked_stream(row)
    try:
        return _once(await rendered_form(row["id"]))
    except StorageError as error:
        raise _busy() from error


def _busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận. Vui lòng mở lại tệp sau ít phút.",
        en="The document store is busy.",
    )


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


ROUTES = [
    upload_limits,
    upload_to_draft,
    remove_from_draft,
    upload_to_dossier,
    document_content,
    bundle_receipts,
    *upload_routes.ROUTES,
    *page_routes.ROUTES,
    *certified_routes.ROUTES,
    *code_routes.ROUTES,
]
