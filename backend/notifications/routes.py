"""Notices over HTTP."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import signed_in
from backend.notifications import queries
from shared.contracts.common import Page
from shared.contracts.notifications import Notice


@get("/notices", **signed_in())
async def my_notices(
    actor: Actor,
    cursor: Annotated[str, Parameter(max_length=2000)] = "",
    limit: Annotated[int, Parameter(ge=1, le=100)] = 20,
) -> Page[Notice]:
    """My notices."""
    return await queries.notices(actor, cursor, limit)


ROUTES = [my_notices]
