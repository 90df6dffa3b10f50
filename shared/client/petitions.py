"""Petitions: sending, following, published answers, and officers' work on them."""

from shared.client.base import ApiClient
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


async def choices(api: ApiClient) -> PetitionChoices:
    """What the form offers."""
    return await api.get("/petitions/choices", PetitionChoices)


async def upload(api: ApiClient, name: str, content: bytes) -> PetitionUpload:
    """A file for a petition that is still being written."""
    return await api.upload("/petitions/files", name, content, {}, PetitionUpload)


async def send(api: ApiClient, data: SendPetition, key: str = "") -> SentPetition:
    """Sends a petition; the same key sends it once."""
    return await api.post("/petitions", data, SentPetition, idempotency_key=key)


async def mine(api: ApiClient, cursor: str = "") -> Page[MyPetition]:
    """What I sent."""
    return await api.get("/petitions/mine", Page[MyPetition], params={"cursor": cursor})


async def seen(api: ApiClient, code: str, secret: str = "") -> FollowedPetition:
    """Where my petition stands."""
    return await api.post("/petitions/seen", PetitionKey(code, secret), FollowedPetition)


async def supplement(api: ApiClient, data: SupplementPetition) -> FollowedPetition:
    """Gives what was asked for."""
    return await api.post("/petitions/supplement", data, FollowedPetition)


async def judge(api: ApiClient, code: str, secret: str, *, liked: bool) -> FollowedPetition:
    """Says whether the answer is good."""
    data = JudgePetition(code=code, secret=secret, liked=liked)
    return await api.post("/petitions/verdict", data, FollowedPetition)


async def published(
    api: ApiClient, text: str = "", topic: str = "", cursor: str = ""
) -> Page[PublishedPetition]:
    """Published answers."""
    params = {"text": text, "topic": topic, "cursor": cursor}
    return await api.get("/petitions/published", Page[PublishedPetition], params=params)


async def one_published(api: ApiClient, code: str) -> PublishedPetition:
    """One of them."""
    return await api.get(f"/petitions/published/{code}", PublishedPetition)


async def at_desk(api: ApiClient, data: SendPetition, key: str = "") -> SentPetition:
    """Writes down what somebody says at the desk."""
    return await api.post("/petitions/at-desk", data, SentPetition, idempotency_key=key)


async def petitions(
    api: ApiClient, folder: str = "open", cursor: str = "", *, mine: bool = False
) -> Page[PetitionRow]:
    """Petitions in my sight."""
    params = {"folder": folder, "mine": "true" if mine else "", "cursor": cursor}
    return await api.get("/petitions", Page[PetitionRow], params=params)


async def petition(api: ApiClient, petition_id: str) -> PetitionDetail:
    """One in full."""
    return await api.get(f"/petitions/{petition_id}", PetitionDetail)


async def act(
    api: ApiClient, petition_id: str, data: PerformPetitionAct, key: str = ""
) -> PetitionDetail | None:
    """Does one act; None where it left my sight by it."""
    return await api.post(
        f"/petitions/{petition_id}/acts",
        data,
        PetitionDetail | None,  # type: ignore[arg-type]  # msgspec decodes unions too
        idempotency_key=key,
    )


async def file(api: ApiClient, petition_id: str, document_id: str) -> bytes:
    """A file of a petition."""
    return await api.content(f"/petitions/{petition_id}/files/{document_id}")
