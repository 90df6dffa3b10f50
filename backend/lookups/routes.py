"""Shared catalogues over HTTP: open to read as of any day, kept by administrators."""

from datetime import date
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer, public
from backend.lookups import actions, queries
from shared.contracts.common import Page
from shared.contracts.lookups import (
    Catalogue,
    EndEntry,
    Entry,
    NewCatalogue,
    RecordedEntry,
    SaveEntry,
)

Text = Annotated[str, Parameter(max_length=200)]
Cursor = Annotated[str, Parameter(max_length=2000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_READER = officer(*actions.EDITORS)
_EDITOR = for_all(*actions.EDITORS)


@get("/shared-catalogues", **public())
async def shared_catalogues() -> list[Catalogue]:
    """The catalogues that the whole province shares."""
    return await queries.catalogues()


@get("/shared-catalogues/{key:str}/entries", **public())
async def catalogue_entries(
    key: str,
    q: Text = "",
    on: date | None = None,
    ended_too: bool = False,
    parent: Text = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[Entry]:
    """Entries as of a day (`on`, without it today)."""
    return await queries.entries(key, q, on, cursor, limit, ended_too=ended_too, parent=parent)


@get("/shared-catalogues/{key:str}/entries/{code:str}", **_READER)
async def entry_history(key: str, code: str) -> list[RecordedEntry]:
    """What a code meant when, who wrote it, and what was corrected."""
    return await queries.history(key, code)


@post("/shared-catalogues", status_code=201, **_EDITOR)
async def begin_catalogue(actor: Actor, data: NewCatalogue) -> list[Catalogue]:
    """Begins a catalogue."""
    await actions.begin_catalogue(actor, data)
    return await queries.catalogues()


@post("/shared-catalogues/{key:str}/entries", status_code=200, **_EDITOR)
async def save_entry(actor: Actor, key: str, data: SaveEntry) -> list[RecordedEntry]:
    """Says what a code means from a day on."""
    await actions.save_entry(actor, key, data)
    return await queries.history(key, data.code)


@post("/shared-catalogues/{key:str}/entries/{code:str}/ending", status_code=200, **_EDITOR)
async def end_entry(actor: Actor, key: str, code: str, data: EndEntry) -> list[RecordedEntry]:
    """Says on which day a code ends and what follows it."""
    await actions.end_entry(actor, key, code, data)
    return await queries.history(key, code)


ROUTES = [
    shared_catalogues,
    catalogue_entries,
    entry_history,
    begin_catalogue,
    save_entry,
    end_entry,
]
