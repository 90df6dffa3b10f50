"""Questions and answers about a dossier."""

from shared.client.base import ApiClient
from shared.contracts.messages import Conversation, MarkMessages, SayMessage


async def conversation(api: ApiClient, dossier_id: str) -> Conversation:
    """What was asked and answered."""
    return await api.get(f"/dossiers/{dossier_id}/messages", Conversation)


async def say(
    api: ApiClient, dossier_id: str, body: str, file_ids: list[str], key: str = ""
) -> Conversation:
    """A question, or an answer; the same key says it once."""
    return await api.post(
        f"/dossiers/{dossier_id}/messages",
        SayMessage(body, file_ids),
        Conversation,
        idempotency_key=key,
    )


async def mark_read(api: ApiClient, dossier_id: str, seq: int) -> Conversation:
    """Everything up to a message was read."""
    return await api.post(f"/dossiers/{dossier_id}/messages/read", MarkMessages(seq), Conversation)


async def settle(api: ApiClient, dossier_id: str) -> Conversation:
    """Officers: nothing is left to answer."""
    return await api.post(f"/dossiers/{dossier_id}/messages/settled", {}, Conversation)


async def take_file_back(api: ApiClient, dossier_id: str, document_id: str) -> None:
    """Removes a file of mine that was not sent yet."""
    await api.delete(f"/dossiers/{dossier_id}/messages/files/{document_id}")
