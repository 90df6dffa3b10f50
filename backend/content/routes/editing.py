"""Writing content over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.content import designs
from backend.content.actions import editing, files
from backend.content.designs import READERS, WRITERS
from backend.content.markdown import html, refused_links
from backend.documents.upload_stream import Upload, receive_upload
from backend.proposals.rules import APPROVERS
from backend.settings import MIB
from shared.contracts.common import Page
from shared.contracts.content import (
    ContentChange,
    ContentDesign,
    ContentPicture,
    ContentRow,
    ContentVersion,
    ContentVersionRow,
    PreviewContent,
    Previewed,
    SampleFile,
    SaveContent,
    StartContent,
    WithdrawContent,
)
from shared.contracts.proposals import AtRevision, GiveBack
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
Kind = Annotated[str, Parameter(max_length=20)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Version = Annotated[int, Parameter(ge=0, le=1_000_000)]
LARGEST = 20 * MIB


@get("/content-items", **officer(*READERS))
async def content_items(
    kind: Kind = "", cursor: Cursor = "", limit: Limit = 50
) -> Page[ContentRow]:
    """All content, published or being written."""
    return await designs.items(kind, cursor, limit)


@post("/content-items", **officer(*WRITERS))
async def start_content(actor: Actor, data: StartContent) -> ContentDesign:
    """Begins a new piece of content."""
    return await designs.design(actor, await editing.start(actor, data.kind, data.text))


@post("/content-items/preview", status_code=200, **officer(*READERS))
async def preview_content(data: PreviewContent) -> Previewed:
    """A text as people would see it; nothing is kept."""
    return Previewed(html(data.body), refused_links(data.body))


@get("/content-items/{content_id:uuid}", **officer(*READERS))
async def content_design(actor: Actor, content_id: UUID) -> ContentDesign:
    """One piece of content as it is being written, or as published."""
    return await designs.design(actor, content_id)


@post("/content-items/{content_id:uuid}/draft", status_code=200, **officer(*WRITERS))
async def save_content(actor: Actor, content_id: UUID, data: SaveContent) -> ContentDesign:
    """Keeps the next version."""
    await editing.save(actor, content_id, data.text, data.revision)
    return await designs.design(actor, content_id)


@delete("/content-items/{content_id:uuid}/draft", **officer(*WRITERS))
async def discard_content(actor: Actor, content_id: UUID) -> None:
    """Throws the next version away."""
    await editing.discard(actor, content_id)


@post("/content-items/{content_id:uuid}/proposal", status_code=200, **officer(*WRITERS))
async def propose_content(actor: Actor, content_id: UUID, data: AtRevision) -> ContentDesign:
    """Hands a sound text to a second person."""
    await editing.propose(actor, content_id, data.revision)
    return await designs.design(actor, content_id)


@post("/content-items/{content_id:uuid}/return", status_code=200, **officer(*APPROVERS))
async def return_content(actor: Actor, content_id: UUID, data: GiveBack) -> ContentDesign:
    """Gives a proposal back, or takes my own back."""
    await editing.give_back(actor, content_id, data.note)
    return await designs.design(actor, content_id)


@post("/content-items/{content_id:uuid}/publication", status_code=200, **officer(*APPROVERS))
async def publish_content(actor: Actor, content_id: UUID, data: AtRevision) -> ContentDesign:
    """Puts the proposal of somebody else on the portal."""
    await editing.publish(actor, content_id, data.revision)
    return await designs.design(actor, content_id)


@post(
    "/content-items/{content_id:uuid}/urgent-publication",
    status_code=200,
    **officer(Role.SYSTEM_ADMIN),
)
async def publish_urgent_content(actor: Actor, content_id: UUID, data: AtRevision) -> ContentDesign:
    """Tells of urgent maintenance at once."""
    await editing.publish_at_once(actor, content_id, data.revision)
    return await designs.design(actor, content_id)


@post("/content-items/{content_id:uuid}/withdrawal", status_code=200, **officer(*APPROVERS))
async def withdraw_content(actor: Actor, content_id: UUID, data: WithdrawContent) -> ContentDesign:
    """Takes something off the portal."""
    await editing.withdraw(actor, content_id, data.reason)
    return await designs.design(actor, content_id)


@get("/content-items/{content_id:uuid}/versions", **officer(*READERS))
async def content_versions(content_id: UUID) -> list[ContentVersionRow]:
    """Every published version, the newest first."""
    return await designs.versions(content_id)


@get("/content-items/{content_id:uuid}/versions/{version:int}", **officer(*READERS))
async def content_version(content_id: UUID, version: Version) -> ContentVersion:
    """One published version as people saw it."""
    return await designs.version(content_id, version)


@get("/content-items/{content_id:uuid}/changes", **officer(*READERS))
async def content_changes(content_id: UUID, old: Version, new: Version) -> list[ContentChange]:
    """What differs from one version to another; 0 is the one being written."""
    return await designs.compared(content_id, old, new)


@post("/content-items/{content_id:uuid}/pictures", **officer(*WRITERS))
async def add_content_picture(
    actor: Actor, content_id: UUID, request: AnyRequest
) -> ContentPicture:
    """Adds a picture to the next version (multipart: `file`)."""
    await designs.item(content_id)
    upload = await _received(request)
    try:
        return await files.add_picture(actor, content_id, upload.file, upload.name)
    finally:
        upload.file.close()


@delete("/content-items/{content_id:uuid}/pictures/{picture_id:uuid}", **officer(*WRITERS))
async def remove_content_picture(actor: Actor, content_id: UUID, picture_id: UUID) -> None:
    """Takes a picture out of the next version."""
    await files.remove_picture(actor, content_id, picture_id)


@post("/content-items/{content_id:uuid}/samples", **officer(*WRITERS))
async def add_content_sample(actor: Actor, content_id: UUID, request: AnyRequest) -> SampleFile:
    """Adds a sample paper to the next version (multipart: `file`), kept with its stamp alone."""
    await designs.item(content_id)
    upload = await _received(request)
    try:
        return await files.add_sample(actor, content_id, upload.file, upload.name)
    finally:
        upload.file.close()


@delete("/content-items/{content_id:uuid}/samples/{file_id:uuid}", **officer(*WRITERS))
async def remove_content_sample(actor: Actor, content_id: UUID, file_id: UUID) -> None:
    """Takes a sample paper out of the next version."""
    await files.remove_sample(actor, content_id, file_id)


async def _received(request: AnyRequest) -> Upload:
    return await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        LARGEST,
    )


ROUTES = [
    content_items,
    start_content,
    preview_content,
    content_design,
    save_content,
    discard_content,
    propose_content,
    return_content,
    publish_content,
    publish_urgent_content,
    withdraw_content,
    content_versions,
    content_version,
    content_changes,
    add_content_picture,
    remove_content_picture,
    add_content_sample,
    remove_content_sample,
]
