"""Submitting for people over HTTP: what programs ask, fill in and send; what people answer."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, get, patch, post

from backend.access.actor import Actor
from backend.access.guards import citizen
from backend.access.partner import Partner, partner
from backend.access.step_up import stepped_up
from backend.documents.actions import keep_upload, remove_from_draft
from backend.documents.upload_stream import receive_upload
from backend.dossiers.actions.adding import adding
from backend.partners import authorising, submitting
from backend.platform.etags import IfMatch, named_version, tagged
from backend.settings import settings
from shared.contracts.documents import Document
from shared.contracts.drafts import Submitted
from shared.contracts.factors import Done
from shared.contracts.programs import (
    AnswerAuthorisation,
    AskAuthorisation,
    AuthorisationForMe,
    ProgramAuthorisation,
    ProgramDraft,
    SaveProgramDraft,
    StartProgramDraft,
)

AnyRequest = Request[Any, Any, Any]
_SUBMITS = partner(authorising.SCOPE)


@post("/partner/authorisations", **_SUBMITS)
async def ask_authorisation(partner: Partner, data: AskAuthorisation) -> ProgramAuthorisation:
    """Asks a person to let this program submit for them; they answer on the portal."""
    return await authorising.ask(partner, data)


@get("/partner/authorisations", **_SUBMITS)
async def program_authorisations(partner: Partner) -> list[ProgramAuthorisation]:
    """The newest requests of this program and how they stand."""
    return await authorising.of_program(partner)


@get("/partner/authorisations/{authorisation_id:uuid}", **_SUBMITS)
async def program_authorisation(partner: Partner, authorisation_id: UUID) -> ProgramAuthorisation:
    """How one request stands."""
    return await authorising.one(partner, authorisation_id)


@post("/partner/drafts", **_SUBMITS)
async def start_program_draft(partner: Partner, data: StartProgramDraft) -> ProgramDraft:
    """Begins a dossier for a person who let this program."""
    return await submitting.start(partner, data)


@get("/partner/drafts/{draft_id:uuid}", **_SUBMITS)
async def program_draft(
    request: AnyRequest, partner: Partner, draft_id: UUID
) -> Response[ProgramDraft | None]:
    """What was filled in, what is asked and what must be attached."""
    found = await submitting.read(partner, draft_id)
    return tagged(request, found, found.version)


@patch("/partner/drafts/{draft_id:uuid}", **_SUBMITS)
async def save_program_draft(
    request: AnyRequest,
    partner: Partner,
    draft_id: UUID,
    data: SaveProgramDraft,
    if_match: IfMatch = "",
) -> Response[ProgramDraft | None]:
    """Adds answers to the version named by If-Match; a wrong one is refused by its name."""
    saved = await submitting.save(partner, draft_id, data, named_version(if_match))
    return tagged(request, saved, saved.version)


@delete("/partner/drafts/{draft_id:uuid}", **_SUBMITS)
async def discard_program_draft(partner: Partner, draft_id: UUID) -> None:
    """Throws a draft of this program away."""
    await submitting.discard(partner, draft_id)


@post("/partner/drafts/{draft_id:uuid}/documents", **_SUBMITS)
async def upload_to_program_draft(
    request: AnyRequest, partner: Partner, draft_id: UUID
) -> Document:
    """Adds a file to a paper of the draft (multipart: `file`, `component_key`)."""
    held = await submitting.begun(partner, draft_id)
    upload = await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        settings().max_upload_bytes,
    )
    with upload.file:
        component_key = upload.fields.get("component_key", "")[:60]
        allowed = adding(
            held.person,
            purpose="component",
            component_key=component_key,
            draft_id=draft_id,
            dossier_id=None,
        )
        return await keep_upload(
            held.person,
            upload.file,
            allowed=allowed,
            name=upload.name,
            size=upload.size,
            sha256=upload.sha256,
            purpose="component",
            component_key=component_key,
            draft_id=draft_id,
            dossier_id=None,
        )


@delete("/partner/drafts/{draft_id:uuid}/documents/{document_id:uuid}", **_SUBMITS)
async def remove_from_program_draft(partner: Partner, draft_id: UUID, document_id: UUID) -> None:
    """Takes a file out of the draft."""
    held = await submitting.begun(partner, draft_id)
    await remove_from_draft(held.person, draft_id, document_id)


@post("/partner/drafts/{draft_id:uuid}/submission", **_SUBMITS)
async def submit_program_draft(partner: Partner, draft_id: UUID) -> Submitted:
    """Submits; sending twice gives one dossier and the same answer."""
    return await submitting.send(partner, draft_id)


@get("/authorisations", **citizen())
async def authorisations_for_me(actor: Actor) -> list[AuthorisationForMe]:
    """Programs that ask to submit for me, and those I let."""
    return await authorising.for_person(actor)


@post("/authorisations/{authorisation_id:uuid}/answer", status_code=200, **stepped_up(citizen()))
async def answer_authorisation(
    actor: Actor, authorisation_id: UUID, data: AnswerAuthorisation
) -> Done:
    """Lets a program submit for me, or not."""
    await authorising.answer(actor, authorisation_id, grant=data.grant)
    return Done(True)


@post("/authorisations/{authorisation_id:uuid}/end", status_code=200, **citizen())
async def end_authorisation(actor: Actor, authorisation_id: UUID) -> Done:
    """Takes it back at once."""
    await authorising.end(actor, authorisation_id)
    return Done(True)


ROUTES = [
    ask_authorisation,
    program_authorisations,
    program_authorisation,
    start_program_draft,
    program_draft,
    save_program_draft,
    discard_program_draft,
    upload_to_program_draft,
    remove_from_program_draft,
    submit_program_draft,
    authorisations_for_me,
    answer_authorisation,
    end_authorisation,
]
