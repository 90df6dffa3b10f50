"""The catalogue over HTTP; open to everybody."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from backend.access.guards import public
from backend.catalogue import design_routes, paper_routes, queries, search
from backend.catalogue.coming_versions import bring_up_to_date
from backend.catalogue.guide import guide
from backend.platform.etags import tagged
from shared.contracts.catalogue import Procedure, ProcedureCard, ProcedureFacets
from shared.contracts.common import Page
from shared.contracts.guide import AskGuide, Guide

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
    await bring_up_to_date(code)
    return tagged(request, await queries.procedure(code))


@post("/procedures/{code:str}/guide", status_code=200, **public())
async def procedure_guide(code: str, data: AskGuide) -> Guide:
    """What I need before applying, by a few answers; nothing is kept."""
    return await guide(code, data)


ROUTES = [
    search_procedures,
    procedure_facets,
    one_procedure,
    procedure_guide,
    *paper_routes.ROUTES,
    *design_routes.ROUTES,
]
