"""Disposal lists: proposed, reviewed, decided, carried out."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.archive import disposal_queries, disposals
from backend.archive.disposal_queries import READERS
from backend.archive.rules import DECIDERS, KEEPERS, REVIEWERS
from shared.contracts.archive import WithArchiveReason
from shared.contracts.archive_packages import DisposalLine, DisposalList, ProposeDisposal
from shared.contracts.common import Page

Cursor = Annotated[str, Parameter(max_length=300)]


@get("/archive/disposals", **officer(*READERS))
async def all_disposals(actor: Actor, cursor: Cursor = "") -> Page[DisposalList]:
    """Lists of my agencies."""
    return await disposal_queries.disposals(actor, cursor)


@post("/archive/disposals", **officer(*KEEPERS))
async def propose_disposal(actor: Actor, data: ProposeDisposal) -> DisposalList:
    """Lists what is kept beyond its time."""
    return await disposal_queries.disposal(actor, await disposals.propose(actor, data))


@get("/archive/disposals/{disposal_id:uuid}", **officer(*READERS))
async def one_disposal(actor: Actor, disposal_id: UUID) -> DisposalList:
    """One list, and how far it is."""
    return await disposal_queries.disposal(actor, disposal_id)


@get("/archive/disposals/{disposal_id:uuid}/lines", **officer(*READERS))
async def disposal_lines(
    actor: Actor, disposal_id: UUID, cursor: Cursor = ""
) -> Page[DisposalLine]:
    """The dossiers of a list; they stay here after the dossiers are gone."""
    return await disposal_queries.lines(actor, disposal_id, cursor)


@post("/archive/disposals/{disposal_id:uuid}/review", status_code=200, **officer(*REVIEWERS))
async def review_disposal(actor: Actor, disposal_id: UUID) -> DisposalList:
    """The second person has looked at every line."""
    await disposals.decide(actor, disposal_id, "review")
    return await disposal_queries.disposal(actor, disposal_id)


@post(
    "/archive/disposals/{disposal_id:uuid}/approval",
    status_code=200,
    **stepped_up(officer(*DECIDERS)),
)
async def approve_disposal(actor: Actor, disposal_id: UUID) -> DisposalList:
    """The third person decides; the queue carries it out."""
    await disposals.decide(actor, disposal_id, "approve")
    return await disposal_queries.disposal(actor, disposal_id)


@post(
    "/archive/disposals/{disposal_id:uuid}/refusal",
    status_code=200,
    **officer(*REVIEWERS, *DECIDERS),
)
async def refuse_disposal(actor: Actor, disposal_id: UUID, data: WithArchiveReason) -> DisposalList:
    """Nothing of the list goes."""
    await disposals.decide(actor, disposal_id, "refuse", data.reason)
    return await disposal_queries.disposal(actor, disposal_id)


ROUTES = [
    all_disposals,
    propose_disposal,
    one_disposal,
    disposal_lines,
    review_disposal,
    approve_disposal,
    refuse_disposal,
]
