"""Integrity of the stored objects: the scrubber's walks and what they found."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.archive import integrity, scrubbing
from backend.archive.integrity import ACTORS
from backend.archive.rules import WATCHERS
from shared.contracts.archive import WithArchiveReason
from shared.contracts.archive_packages import Finding, Integrity
from shared.contracts.common import Page

Cursor = Annotated[str, Parameter(max_length=300)]


@get("/integrity", **officer(*WATCHERS))
async def state_of_store(actor: Actor) -> Integrity:
    """The newest walk through the stored objects, and how many findings are open."""
    return await integrity.integrity(actor)


@post("/integrity/scrubs", status_code=202, **officer(*ACTORS))
async def start_scrub(actor: Actor) -> Integrity:
    """Has the queue walk through every stored object now."""
    await scrubbing.start_scrub(actor)
    return await integrity.integrity(actor)


@get("/integrity/findings", **officer(*WATCHERS))
async def findings(actor: Actor, resolved: bool = False, cursor: Cursor = "") -> Page[Finding]:
    """Objects that are not what was stored."""
    return await integrity.findings(actor, not resolved, cursor)


@post("/integrity/findings/{finding_id:uuid}/resolution", status_code=200, **officer(*ACTORS))
async def resolve_finding(actor: Actor, finding_id: UUID, data: WithArchiveReason) -> Finding:
    """What was done about a finding."""
    return await integrity.resolve(actor, finding_id, data.reason)


ROUTES = [state_of_store, start_scrub, findings, resolve_finding]
