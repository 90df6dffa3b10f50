"""Visits of public pages over HTTP: counted by page and day, without anything of who looked."""

from typing import Any

from litestar import Request, post

from backend.access.guards import public
from backend.measuring import visits
from backend.platform.rate import Rate
from shared.contracts.measuring import Counted, Visit

_often = Rate(120, 60)


@post("/visits", status_code=200, **public())
async def count_visit(request: Request[Any, Any, Any], data: Visit) -> Counted:
    """Counts one visit of a public page."""
    _often.take(request.client.host if request.client is not None else "")
    return Counted(await visits.count(data.path))


ROUTES = [count_visit]
