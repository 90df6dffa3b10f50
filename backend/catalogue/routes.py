"""The catalogue over HTTP; open to everybody."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import Parameter

from backend.access.guards import public
from backend.catalogue import queries, search
from backend.platform.etags import tagged
from shared.contracts.catalogue import Procedure, ProcedureCard, ProcedureFacets
from shared.contracts.common import Page

Text = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/procedures", **public())
async def search_procedures(
    q: Text = "",
    sector: Text = "",
    level: Text = "",
    subject: Text = "",
    online_level: Text = "",
    agency: Text = "",
    cursor: Annotated[str, Parameter(max_length=2000)] = "",
    limit: Limit = 20,
) -> Page[ProcedureCard]:
    """Ranked search with filters."""
    return await search.search(
        q,
        sector=sector,
        level=level,
        subject=subject,
        online_level=online_level,
        agency=agency,
        cursor=cursor,
        limit=limit,
    )


@get("/procedures/facets", **public())
async def procedure_facets() -> ProcedureFacets:
    """Filter values with counts."""
    return await search.facets()


@get("/procedures/{code:str}", **public())
async def one_procedure(request: Request[Any, Any, Any], code: str) -> Response[Procedure | None]:
    """The version in force."""
    return tagged(request, await queries.procedure(code))


ROUTES = [search_procedures, procedure_facets, one_procedure]
