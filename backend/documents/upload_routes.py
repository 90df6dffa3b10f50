"""Files in pieces and files made of others, over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Request, get, post, put

from backend.access.actor import Actor
from backend.access.guards import citizen, signed_in
from backend.documents import arranging, uploads
from backend.documents.keeping import Place
from backend.documents.withheld import unknown
from backend.dossiers.actions.adding import adding
from backend.dossiers.queries import may_see_dossier, owns_draft
from backend.platform.problems import RuleBroken, TooLarge, field
from shared.contracts.documents import Document
from shared.contracts.uploads import Arrange, StartUpload, Upload

AnyRequest = Request[Any, Any, Any]
PURPOSES = ("component", "supplement", "result", "task", "message")


@post("/drafts/{draft_id:uuid}/uploads", **citizen())
async def start_draft_upload(actor: Actor, draft_id: UUID, data: StartUpload) -> Upload:
    """Begins a file that comes in pieces, for a paper of my draft."""
    if not await owns_draft(actor, draft_id):
        raise unknown()
    place = Place(_purpose(data.purpose, ("component",)), data.component_key, draft_id=draft_id)
    return await uploads.start(actor, place, data, _adding(actor, place))


@post("/dossiers/{dossier_id:uuid}/uploads", **signed_in())
async def start_dossier_upload(actor: Actor, dossier_id: UUID, data: StartUpload) -> Upload:
    """Begins a file that comes in pieces, for a dossier in my sight."""
    if not await may_see_dossier(actor, dossier_id):
        raise unknown()
    purpose = _purpose(data.purpose, PURPOSES)
    place = Place(purpose, data.component_key, dossier_id=dossier_id)
    return await uploads.start(actor, place, data, _adding(actor, place))


@get("/uploads/{upload_id:uuid}", **signed_in())
async def upload_progress(actor: Actor, upload_id: UUID) -> Upload:
    """How far my file has come."""
    return await uploads.progress(actor, upload_id)


@put("/uploads/{upload_id:uuid}/content", **signed_in())
async def append_piece(actor: Actor, upload_id: UUID, request: AnyRequest, at: int) -> Upload:
    """The next piece of my file, which begins at byte `at`."""
    piece = bytearray()
    async for chunk in request.stream():
        piece += chunk
        if len(piece) > uploads.LARGEST_PIECE:
            raise TooLarge(
                "Mỗi lần chỉ gửi được một phần nhỏ của tệp. Hãy tải lại trang rồi gửi lại.",
                en="The piece is too large.",
            )
    return await uploads.append(actor, upload_id, at, bytes(piece))


@post("/uploads/{upload_id:uuid}/finish", **signed_in())
async def finish_upload(actor: Actor, upload_id: UUID) -> Document:
    """Keeps the file once all of it is there."""
    place = uploads.place_of(await uploads.own(actor, upload_id))
    return await uploads.finish(actor, upload_id, _adding(actor, place))


@post("/drafts/{draft_id:uuid}/documents/arranged", **citizen())
async def arrange_draft(actor: Actor, draft_id: UUID, data: Arrange) -> list[Document]:
    """Makes new files of the pages of files of my draft, in their place."""
    if not await owns_draft(actor, draft_id):
        raise unknown()
    _purpose(data.purpose, ("component",))
    if any(file.dossier_id for file in data.files):
        raise unknown()
    places = [Place(data.purpose, f.component_key, draft_id=draft_id) for f in data.files]
    allowed = {place: _adding(actor, place) for place in places}
    return await arranging.arrange(actor, data, draft_id, places, allowed)


@post("/dossiers/{dossier_id:uuid}/documents/arranged", **signed_in())
async def arrange_dossier(actor: Actor, dossier_id: UUID, data: Arrange) -> list[Document]:
    """Makes new files of the pages of files of a dossier, e.g. the papers of one scan.

    Each goes into this dossier, or into another one in my sight that may take files now.
    """
    targets = [_dossier(file.dossier_id) or dossier_id for file in data.files]
    for id_ in {dossier_id, *targets}:
        if not await may_see_dossier(actor, id_):
            raise unknown()
    if not actor.is_officer and any(id_ != dossier_id for id_ in targets):
        raise unknown()
    _purpose(data.purpose, ("component", "supplement"))
    places = [
        Place(data.purpose, file.component_key, dossier_id=id_)
        for file, id_ in zip(data.files, targets, strict=True)
    ]
    allowed = {place: _adding(actor, place) for place in places}
    return await arranging.arrange(actor, data, dossier_id, places, allowed)


def _dossier(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise unknown() from None


def _adding(actor: Actor, place: Place) -> Any:
    return adding(
        actor,
        purpose=place.purpose,
        component_key=place.component_key,
        draft_id=place.draft_id,
        dossier_id=place.dossier_id,
    )


def _purpose(given: str, possible: tuple[str, ...]) -> str:
    if given not in possible:
        raise RuleBroken("Loại tệp không đúng.", errors=[field("/purpose", "Chọn lại.")])
    return given


ROUTES = [
    start_draft_upload,
    start_dossier_upload,
    upload_progress,
    append_piece,
    finish_upload,
    arrange_draft,
    arrange_dossier,
]
