"""Shared catalogues: read by anybody, kept by those who keep the catalogue."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.shared_lists import (
    DeclineList,
    KeptList,
    ListChange,
    ListEntry,
    ListVersion,
    SharedListShown,
    TakeList,
)


async def shared_lists(api: ApiClient) -> list[SharedListShown]:
    """Every catalogue with the version in use."""
    return await api.get("/catalogue-exchange", list[SharedListShown])


async def entries(
    api: ApiClient, code: str, *, version: int = 0, cursor: str = "", limit: int = 100
) -> Page[ListEntry]:
    """Entries of a version; without one of that in use."""
    params = {"version": version or None, "cursor": cursor, "limit": limit}
    return await api.get(f"/catalogue-exchange/{code}/entries", Page[ListEntry], params=params)


async def versions(api: ApiClient, code: str, cursor: str = "") -> Page[ListVersion]:
    """All versions that were in use, the newest first."""
    params = {"cursor": cursor}
    return await api.get(f"/catalogue-exchange/{code}/versions", Page[ListVersion], params=params)


async def changes(
    api: ApiClient, code: str, since: int, *, cursor: str = "", limit: int = 100
) -> Page[ListChange]:
    """What became different between a version and the one in use."""
    params = {"since": since, "cursor": cursor, "limit": limit}
    return await api.get(f"/catalogue-exchange/{code}/changes", Page[ListChange], params=params)


async def kept(api: ApiClient) -> list[KeptList]:
    """Every catalogue with what waits for a decision."""
    return await api.get("/catalogue-exchange/kept", list[KeptList])


async def look(api: ApiClient, code: str) -> list[KeptList]:
    """Publish ours anew where it differs, or pull theirs; done soon after."""
    return await api.post(f"/catalogue-exchange/{code}/look", {}, list[KeptList])


async def take(api: ApiClient, code: str, digest: str) -> list[KeptList]:
    """Take the pulled version into use."""
    data = TakeList(digest)
    return await api.post(f"/catalogue-exchange/{code}/acceptance", data, list[KeptList])


async def decline(api: ApiClient, code: str, digest: str, reason: str) -> list[KeptList]:
    """Do not take it, with the reason."""
    data = DeclineList(digest, reason)
    return await api.post(f"/catalogue-exchange/{code}/refusal", data, list[KeptList])
