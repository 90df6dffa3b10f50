"""Shared catalogues: codes and names as of a day."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.lookups import (
    Catalogue,
    EndEntry,
    Entry,
    NewCatalogue,
    RecordedEntry,
    SaveEntry,
)


async def catalogues(api: ApiClient) -> list[Catalogue]:
    """Anybody: the catalogues."""
    return await api.get("/shared-catalogues", list[Catalogue])


async def entries(api: ApiClient, key: str, **wanted: str) -> Page[Entry]:
    """Anybody: entries as of a day (`on`, `q`, `parent`, `ended_too`, `cursor`, `limit`)."""
    return await api.get(f"/shared-catalogues/{key}/entries", Page[Entry], params=wanted)


async def history(api: ApiClient, key: str, code: str) -> list[RecordedEntry]:
    """Administrators: every period of a code that was ever written."""
    return await api.get(f"/shared-catalogues/{key}/entries/{code}", list[RecordedEntry])


async def begin(api: ApiClient, data: NewCatalogue) -> list[Catalogue]:
    """Administrators: begins a catalogue."""
    return await api.post("/shared-catalogues", data, list[Catalogue])


async def save(api: ApiClient, key: str, data: SaveEntry) -> list[RecordedEntry]:
    """Administrators: what a code means from a day on."""
    return await api.post(f"/shared-catalogues/{key}/entries", data, list[RecordedEntry])


async def end(api: ApiClient, key: str, code: str, data: EndEntry) -> list[RecordedEntry]:
    """Administrators: the last day of a code and what follows it."""
    return await api.post(
        f"/shared-catalogues/{key}/entries/{code}/ending", data, list[RecordedEntry]
    )
