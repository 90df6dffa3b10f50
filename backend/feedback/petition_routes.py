"""Petitions over HTTP: for who sends them, for everybody, for officers."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.asker import asker, network
from backend.access.guards import citizen, officer, public
from backend.documents.reading import checked_stream
from backend.documents.upload_stream import receive_upload
from backend.documents.withheld import refuse_withheld
from backend.feedback import detail_queries, follow_queries, petition_queries, public_queries
from backend.feedback.actions import acting, following, sending, uploading
from backend.feedback.tablet_queries import AT_DESK
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate
from backend.platform.sealing import blind
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.petitions import (
    FollowedPetition,
    JudgePetition,
    MyPetition,
    PerformPetitionAct,
    PetitionChoices,
    PetitionDetail,
    PetitionKey,
    PetitionRow,
    PetitionUpload,
    PublishedPetition,
    SendPetition,
    SentPetition,
    SupplementPetition,
)
from shared.vocabulary.petitions import PetitionTopic

AnyRequest = Request[Any, Any, Any]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Words = Annotated[str, Parameter(max_length=100)]
Folder = Annotated[str, Parameter(max_length=20)]
_sent = Rate(30, 600)
_filed = Rate(60, 600)
_followed = Rate(20, 60)


@get("/petitions/choices", **public())
async def petition_choices() -> PetitionChoices:
    """What the form offers."""
    return await public_queries.choices()


@post("/petitions/files", **public())
async def upload_petition_file(request: AnyRequest) -> PetitionUpload:
    """A file for a petition that is still being written; signed in or not, it is counted by the
    network alone, for the petition may be anonymous."""
    _filed.take(asker(request))
    upload = await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        settings().max_upload_bytes,
    )
    return await uploading.take_file(blind(f"petition file {network(request)}"), upload)


@post("/petitions", **public())
async def send_petition(request: AnyRequest, data: SendPetition) -> SentPetition:
    """Sends a report or proposal; code and secret follow it without an account."""
    _sent.take(asker(request))
    actor: Actor | None = request.scope.get("user")
    own = actor if actor is not None and not actor.is_officer and not data.anonymous else None
    who = f"anonymous {network(request)}" if data.anonymous else asker(request)
    return await sending.send(own, blind(f"petition {who}"), data)


@get("/petitions/mine", **citizen())
async def my_petitions(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[MyPetition]:
    """What I sent while signed in."""
    return await follow_queries.mine(actor, cursor, limit)


@post("/petitions/seen", status_code=200, **public())
async def follow_petition(request: AnyRequest, data: PetitionKey) -> FollowedPetition:
    """Where my petition stands: by my account, or by code and secret."""
    _followed.take(asker(request))
    return await follow_queries.look_at(request.scope.get("user"), data.code, data.secret)


@post("/petitions/supplement", status_code=200, **public())
async def supplement_petition(request: AnyRequest, data: SupplementPetition) -> FollowedPetition:
    """Gives what was asked for."""
    _followed.take(asker(request))
    return await following.supplement(request.scope.get("user"), data)


@post("/petitions/verdict", status_code=200, **public())
async def judge_petition(request: AnyRequest, data: JudgePetition) -> FollowedPetition:
    """Says once whether the answer is good."""
    _followed.take(asker(request))
    return await following.judge(request.scope.get("user"), data)


@get("/petitions/published", **public())
async def published_petitions(
    text: Words = "", topic: PetitionTopic | None = None, cursor: Cursor = "", limit: Limit = 20
) -> Page[PublishedPetition]:
    """Published answers, newest first."""
    return await public_queries.published(text, topic, cursor, limit)


@get("/petitions/published/{code:str}", **public())
async def published_petition(code: str) -> PublishedPetition:
    """One published answer."""
    return await public_queries.one_published(code)


@post("/petitions/at-desk", **officer(*AT_DESK))
async def petition_at_desk(actor: Actor, data: SendPetition) -> SentPetition:
    """Writes down what somebody says at the desk."""
    return await sending.take_at_desk(actor, data)


@get("/petitions", **officer())
async def petitions(
    actor: Actor,
    folder: Folder = "open",
    mine: bool = False,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Page[PetitionRow]:
    """Petitions in my sight, what is due first on top."""
    return await petition_queries.listed(actor, folder, mine=mine, cursor=cursor, limit=limit)


@get("/petitions/{petition_id:uuid}", **officer())
async def one_petition(actor: Actor, petition_id: UUID) -> PetitionDetail:
    """One in full, with the acts that are mine now."""
    return await detail_queries.petition(actor, petition_id)


@post("/petitions/{petition_id:uuid}/acts", status_code=200, **officer())
async def act_on_petition(
    actor: Actor, petition_id: UUID, data: PerformPetitionAct
) -> PetitionDetail | None:
    """Does one act; nothing comes back where it left the caller's sight by it."""
    await acting.act(actor, petition_id, data)
    return await detail_queries.petition_if_seen(actor, petition_id)


@get("/petitions/{petition_id:uuid}/files/{document_id:uuid}", **officer())
async def petition_file(actor: Actor, petition_id: UUID, document_id: UUID) -> Stream:
    """A file of a petition, once it is known to be clean."""
    row = await detail_queries.file_of(actor, petition_id, document_id)
    refuse_withheld(actor, row)
    return Stream(
        await checked_stream(row),
        media_type=row["media_type"],
        headers=file_headers(row["name"], "attachment"),
    )


ROUTES = [
    petition_choices,
    upload_petition_file,
    send_petition,
    my_petitions,
    follow_petition,
    supplement_petition,
    judge_petition,
    published_petitions,
    published_petition,
    petition_at_desk,
    petitions,
    one_petition,
    act_on_petition,
    petition_file,
]
