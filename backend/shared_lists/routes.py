"""Versions of shared catalogues over HTTP: open to every system; decided upon by their keepers."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer, public
from backend.connections.operators import require
from backend.shared_lists import actions, queries
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
from shared.vocabulary.roles import Role
from shared.vocabulary.shared_lists import SharedList

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Version = Annotated[int, Parameter(ge=0, le=1_000_000)]
_KEEPERS = (Role.SYSTEM_ADMIN, Role.CATALOGUE_ADMIN)


@get("/catalogue-exchange", **public())
async def exchanged_catalogues() -> list[SharedListShown]:
    """Every catalogue that is exchanged, with its newest version."""
    return await queries.shown()


@get("/catalogue-exchange/{code:str}/entries", **public())
async def exchanged_entries(
    code: SharedList, version: Version = 0, cursor: Cursor = "", limit: Limit = 100
) -> Page[ListEntry]:
    """Entries of a version, or of the newest."""
    return await queries.entries(code, version, cursor, limit)


@get("/catalogue-exchange/{code:str}/versions", **public())
async def exchanged_versions(
    code: SharedList, cursor: Cursor = "", limit: Limit = 20
) -> Page[ListVersion]:
    """All versions, the newest first."""
    return await queries.versions(code, cursor, limit)


@get("/catalogue-exchange/{code:str}/changes", **public())
async def exchanged_changes(
    code: SharedList,
    since: Annotated[int, Parameter(ge=1, le=1_000_000)],
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Page[ListChange]:
    """What became different from a version to the newest."""
    return await queries.changed(code, since, cursor, limit)


@get("/catalogue-exchange/kept", **officer(*_KEEPERS))
async def kept_catalogues(actor: Actor) -> list[KeptList]:
    """Every catalogue with what waits for a decision."""
    require(actor, *_KEEPERS)
    return await queries.kept()


@post("/catalogue-exchange/{code:str}/look", status_code=202, **officer(*_KEEPERS))
async def look_at_catalogue(actor: Actor, code: SharedList) -> list[KeptList]:
    """Publishes ours anew, or pulls theirs, as soon as the worker comes to it."""
    require(actor, *_KEEPERS)
    await actions.ask_for_look(actor, code)
    return await queries.kept()


@post("/catalogue-exchange/{code:str}/acceptance", status_code=200, **officer(*_KEEPERS))
async def take_catalogue(actor: Actor, code: SharedList, data: TakeList) -> list[KeptList]:
    """Takes the pulled version into use."""
    require(actor, *_KEEPERS)
    await actions.take(actor, code, data)
    return await queries.kept()


@post("/catalogue-exchange/{code:str}/refusal", status_code=200, **officer(*_KEEPERS))
async def decline_catalogue(actor: Actor, code: SharedList, data: DeclineList) -> list[KeptList]:
    """Does not take it, with the reason."""
    require(actor, *_KEEPERS)
    await actions.decline(actor, code, data)
    return await queries.kept()


ROUTES = [
    exchanged_catalogues,
    exchanged_entries,
    exchanged_versions,
    exchanged_changes,
    kept_catalogues,
    look_at_catalogue,
    take_catalogue,
    decline_catalogue,
]
