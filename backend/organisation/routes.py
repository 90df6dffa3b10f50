"""The organisation over HTTP."""

from uuid import UUID

from litestar import get

from backend.access.guards import officer, public
from backend.organisation import queries
from shared.contracts.organisation import Agency, Commune, OfficerRef, PublicSite, Unit


@get("/site", **public())
async def public_site() -> PublicSite:
    """Who runs this portal."""
    return await queries.site()


@get("/agencies", **public())
async def list_agencies(procedure: str = "") -> list[Agency]:
    """Agencies, or those that receive a procedure."""
    return await queries.agencies(procedure)


@get("/agencies/{agency_id:uuid}/units", **officer())
async def list_units(agency_id: UUID) -> list[Unit]:
    """Units of an agency."""
    return await queries.units(agency_id)


@get("/units/{unit_id:uuid}/officers", **officer())
async def list_officers(unit_id: UUID) -> list[OfficerRef]:
    """Specialists one can assign to."""
    return await queries.officers(unit_id)


@get("/communes", **public())
async def find_communes(q: str = "") -> list[Commune]:
    """Communes by name, with or without accents."""
    return await queries.communes(q)


ROUTES = [public_site, list_agencies, list_units, list_officers, find_communes]
