"""The national portal for officers, and what the portal itself calls."""

from typing import Any

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.national_lists import (
    Approve,
    CloseInbound,
    Confirm,
    GiveBack,
    Hold,
    Inbound,
    ListDifference,
    Pull,
    RetryInbound,
    Told,
)


async def send(api: ApiClient, message: dict[str, Any], headers: dict[str, str]) -> dict[str, str]:
    """What the portal sends: dossiers submitted there, sealed over their bytes."""
    return await api.post("/national/dossiers", message, dict[str, str], headers=headers)


async def file(api: ApiClient, token: str) -> bytes:
    """A file by an address that expires."""
    return await api.content(f"/national/files/{token}")


async def inbound(api: ApiClient, *, standing: str = "held", cursor: str = "") -> Page[Inbound]:
    """What the portal sent."""
    params = {"standing": standing, "cursor": cursor}
    return await api.get("/national/inbound", Page[Inbound], params=params)


async def retry(api: ApiClient, inbound_id: str, data: RetryInbound) -> Page[Inbound]:
    """Try again to make the dossier."""
    return await api.post(f"/national/inbound/{inbound_id}/retry", data, Page[Inbound])


async def close(api: ApiClient, inbound_id: str, reason: str) -> Page[Inbound]:
    """Make no dossier of it."""
    data = CloseInbound(reason)
    return await api.post(f"/national/inbound/{inbound_id}/closing", data, Page[Inbound])


async def pulls(api: ApiClient) -> list[Pull]:
    """The last comparisons with the national lists."""
    return await api.get("/national/pulls", list[Pull])


async def start_pull(api: ApiClient) -> list[Pull]:
    """Compare now."""
    return await api.post("/national/pulls", {}, list[Pull])


async def differences(
    api: ApiClient, *, which: str = "", standing: str = "open", cursor: str = ""
) -> Page[ListDifference]:
    """On what both sides differ."""
    params = {"which": which, "standing": standing, "cursor": cursor}
    return await api.get("/national/differences", Page[ListDifference], params=params)


async def approve(api: ApiClient, difference_id: str, fields: list[str]) -> Page[ListDifference]:
    """Propose to take over the named fields."""
    data = Approve(fields)
    return await api.post(
        f"/national/differences/{difference_id}/approval", data, Page[ListDifference]
    )


async def hold(api: ApiClient, difference_id: str, reason: str) -> Page[ListDifference]:
    """Propose to keep ours."""
    data = Hold(reason)
    return await api.post(f"/national/differences/{difference_id}/hold", data, Page[ListDifference])


async def confirm(api: ApiClient, difference_id: str, revision: int) -> Page[ListDifference]:
    """Agree to what another person proposed."""
    data = Confirm(revision)
    return await api.post(
        f"/national/differences/{difference_id}/confirmation", data, Page[ListDifference]
    )


async def give_back(api: ApiClient, difference_id: str, reason: str) -> Page[ListDifference]:
    """Do not agree, or take one's own proposal back."""
    data = GiveBack(reason)
    return await api.post(
        f"/national/differences/{difference_id}/return", data, Page[ListDifference]
    )


async def resend(api: ApiClient, dossier_id: str) -> Told:
    """Have a dossier told anew."""
    return await api.post(f"/dossiers/{dossier_id}/national-resend", {}, Told)
