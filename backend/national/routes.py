"""The national portal over HTTP: what it sends and fetches, and what officers do about it."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import officer, public
from backend.connections.operators import require
from backend.documents.reading import checked_stream
from backend.national import actions, links
from backend.national.inbound import deciding as inbound_acts
from backend.national.inbound import queries as inbound_reads
from backend.national.inbound.receiving import received
from backend.national.lists import deciding as list_acts
from backend.national.lists import proposing as list_proposals
from backend.national.lists import queries as list_reads
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate, network_of
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
from shared.vocabulary.national import InboundState, ListDifferenceState
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_portal = Rate(600, 60)
# Of the whole province: these roles run the connection and keep the catalogue.
_KEEPERS = (Role.SYSTEM_ADMIN, Role.CATALOGUE_ADMIN)


@post("/national/dossiers", status_code=200, **public())
async def national_inbound(request: AnyRequest, data: dict[str, Any]) -> dict[str, str]:
    """The national portal sends dossiers that were submitted there (sealed; kept, then made)."""
    _portal.take(_asker(request))
    raw = request.scope.get("raw_body", b"")
    return await received(data, raw, request.headers)  # type: ignore[arg-type]


@get("/national/files/{token:str}", **public())
async def national_file(request: AnyRequest, token: str) -> Stream:
    """A file of a dossier that was told, by an address that expires."""
    _portal.take(_asker(request))
    row = await links.opened(token)
    pieces: AsyncIterator[bytes] = await checked_stream(row)
    headers = file_headers(row["name"], "attachment")
    return Stream(pieces, media_type=row["media_type"], headers=headers)


@get("/national/inbound", **officer(*_KEEPERS))
async def inbound(
    actor: Actor, standing: InboundState = InboundState.HELD, cursor: Cursor = "", limit: Limit = 20
) -> Page[Inbound]:
    """What the portal sent, by where it stands."""
    require(actor, *_KEEPERS)
    return await inbound_reads.inbound(standing, cursor, limit)


@post("/national/inbound/{inbound_id:uuid}/retry", status_code=200, **officer(*_KEEPERS))
async def retry_inbound(actor: Actor, inbound_id: UUID, data: RetryInbound) -> Page[Inbound]:
    """Tries again to make the dossier; gives what is still held."""
    require(actor, *_KEEPERS)
    await inbound_acts.retry(actor, inbound_id, data)
    return await inbound_reads.inbound()


@post("/national/inbound/{inbound_id:uuid}/closing", status_code=200, **officer(*_KEEPERS))
async def close_inbound(actor: Actor, inbound_id: UUID, data: CloseInbound) -> Page[Inbound]:
    """Makes no dossier of it; gives what is still held."""
    require(actor, *_KEEPERS)
    await inbound_acts.close(actor, inbound_id, data)
    return await inbound_reads.inbound()


@get("/national/pulls", **officer(*_KEEPERS))
async def pulls(actor: Actor) -> list[Pull]:
    """The last comparisons with the national lists."""
    require(actor, *_KEEPERS)
    return await list_reads.pulls()


@post("/national/pulls", status_code=202, **officer(*_KEEPERS))
async def start_pull(actor: Actor) -> list[Pull]:
    """Compares with the national lists now."""
    require(actor, *_KEEPERS)
    await list_proposals.ask_for_pull(actor)
    return await list_reads.pulls()


@get("/national/differences", **officer(*_KEEPERS))
async def list_differences(
    actor: Actor,
    which: Literal["", "procedure", "agency", "sector"] = "",
    standing: ListDifferenceState = ListDifferenceState.OPEN,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Page[ListDifference]:
    """On what the local copy and the national lists differ, field by field."""
    require(actor, *_KEEPERS)
    return await list_reads.list_differences(actor, which, standing, cursor, limit)


@post("/national/differences/{difference_id:uuid}/approval", status_code=200, **officer(*_KEEPERS))
async def approve_difference(
    actor: Actor, difference_id: UUID, data: Approve
) -> Page[ListDifference]:
    """Proposes to take over the named fields; gives what is still open."""
    require(actor, *_KEEPERS)
    await list_proposals.approve(actor, difference_id, data)
    return await list_reads.list_differences(actor)


@post("/national/differences/{difference_id:uuid}/hold", status_code=200, **officer(*_KEEPERS))
async def hold_difference(actor: Actor, difference_id: UUID, data: Hold) -> Page[ListDifference]:
    """Proposes to keep ours; gives what is still open."""
    require(actor, *_KEEPERS)
    await list_proposals.hold(actor, difference_id, data)
    return await list_reads.list_differences(actor)


@post(
    "/national/differences/{difference_id:uuid}/confirmation", status_code=200, **officer(*_KEEPERS)
)
async def confirm_difference(
    actor: Actor, difference_id: UUID, data: Confirm
) -> Page[ListDifference]:
    """Does what another person proposed; gives what still waits for a second person."""
    require(actor, *_KEEPERS)
    await list_acts.confirm(actor, difference_id, data)
    return await list_reads.list_differences(actor, state=ListDifferenceState.PROPOSED)


@post("/national/differences/{difference_id:uuid}/return", status_code=200, **officer(*_KEEPERS))
async def give_back_difference(
    actor: Actor, difference_id: UUID, data: GiveBack
) -> Page[ListDifference]:
    """Gives a proposal back with a reason; gives what still waits for a second person."""
    require(actor, *_KEEPERS)
    await list_proposals.give_back(actor, difference_id, data)
    return await list_reads.list_differences(actor, state=ListDifferenceState.PROPOSED)


@post("/dossiers/{dossier_id:uuid}/national-resend", status_code=202, **officer())
async def resend_dossier(actor: Actor, dossier_id: UUID) -> Told:
    """Has a dossier in my sight told to the portal anew, with new addresses of its files."""
    return await actions.resend(actor, dossier_id)


def _asker(request: AnyRequest) -> str:
    return network_of(request.client.host if request.client is not None else "")


ROUTES = [
    national_inbound,
    national_file,
    inbound,
    retry_inbound,
    close_inbound,
    pulls,
    start_pull,
    list_differences,
    approve_difference,
    hold_difference,
    confirm_difference,
    give_back_difference,
    resend_dossier,
]
