"""What is being written or waits for a second person, over HTTP; each room has its own acts."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.proposals import queries
from backend.proposals.rules import READERS
from shared.contracts.common import Page
from shared.contracts.proposals import ProposalRow

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/proposals", **officer(*READERS))
async def proposals(actor: Actor, cursor: Cursor = "", limit: Limit = 50) -> Page[ProposalRow]:
    """Forms, papers and kinds of results that are being written or wait for approval."""
    return await queries.proposals(actor, cursor, limit)


ROUTES = [proposals]
