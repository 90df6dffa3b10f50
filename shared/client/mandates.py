"""Acting for another person or an organisation."""

from shared.client.base import ApiClient
from shared.contracts.factors import Done
from shared.contracts.mandates import Acting, DoneForMe, GiveMandate, Mandate, Sender


async def mandates(api: ApiClient) -> list[Mandate]:
    """Those I gave and those I was given."""
    return await api.get("/mandates", list[Mandate])


async def give(api: ApiClient, data: GiveMandate) -> Done:
    """Let somebody act for me."""
    return await api.post("/mandates", data, Done)


async def accept(api: ApiClient, mandate_id: str) -> Done:
    """Take one on."""
    return await api.post(f"/mandates/{mandate_id}/accept", {}, Done)


async def end(api: ApiClient, mandate_id: str) -> Done:
    """Revoke, decline or give back."""
    return await api.post(f"/mandates/{mandate_id}/end", {}, Done)


async def act_for(api: ApiClient, mandate_id: str) -> Done:
    """From now on in this session I act under it."""
    return await api.post(f"/mandates/{mandate_id}/act", {}, Done)


async def act_for_myself(api: ApiClient) -> Done:
    """I act for myself again."""
    return await api.post("/mandates/act-for-myself", {}, Done)


async def done_for_me(api: ApiClient) -> list[DoneForMe]:
    """What was sent in my name."""
    return await api.get("/mandates/dossiers", list[DoneForMe])


async def sender(api: ApiClient, dossier_id: str) -> Sender:
    """Who sent a dossier, and for whom."""
    return await api.get(f"/dossiers/{dossier_id}/sender", Sender)


async def acting(api: ApiClient) -> Acting:
    """For whom I act in this session."""
    return await api.get("/session/acting", Acting)
