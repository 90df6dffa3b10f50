"""Questions and answers over HTTP."""

from uuid import UUID

from litestar import delete, get, post

from backend.access.actor import Actor
from backend.access.guards import officer, signed_in
from backend.messages import actions, queries
from shared.contracts.messages import Conversation, MarkMessages, SayMessage


@get("/dossiers/{dossier_id:uuid}/messages", **signed_in())
async def dossier_messages(actor: Actor, dossier_id: UUID) -> Conversation:
    """What was asked and answered about a dossier."""
    return await queries.conversation(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/messages", **signed_in())
async def say_message(actor: Actor, dossier_id: UUID, data: SayMessage) -> Conversation:
    """A question of the applicant, or an answer of who works on it."""
    return await actions.say(actor, dossier_id, data)


@post("/dossiers/{dossier_id:uuid}/messages/read", status_code=200, **signed_in())
async def mark_messages_read(actor: Actor, dossier_id: UUID, data: MarkMessages) -> Conversation:
    """Everything up to a message was read."""
    return await actions.mark_read(actor, dossier_id, data)


@post("/dossiers/{dossier_id:uuid}/messages/settled", status_code=200, **officer())
async def settle_messages(actor: Actor, dossier_id: UUID) -> Conversation:
    """Nothing is left to answer."""
    return await actions.settle(actor, dossier_id)


@delete("/dossiers/{dossier_id:uuid}/messages/files/{document_id:uuid}", **signed_in())
async def take_message_file_back(actor: Actor, dossier_id: UUID, document_id: UUID) -> None:
    """Removes a file of mine that was not sent yet."""
    await actions.take_back(actor, dossier_id, document_id)


ROUTES = [
    dossier_messages,
    say_message,
    mark_messages_read,
    settle_messages,
    take_message_file_back,
]
