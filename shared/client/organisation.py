"""Agencies, units, officers, communes and the site's own identity."""

from shared.client.base import ApiClient
from shared.contracts.common import Choice
from shared.contracts.organisation import Agency, Commune, OfficerRef, PublicSite, Unit


async def site(api: ApiClient) -> PublicSite:
    """Header and footer data."""
    return await api.get("/site", PublicSite)


async def agencies(api: ApiClient, procedure: str = "") -> list[Agency]:
    """Agencies, or only those that receive a procedure."""
    return await api.get("/agencies", list[Agency], params={"procedure": procedure})


async def units(api: ApiClient, agency_id: str) -> list[Unit]:
    """Units of an agency."""
    return await api.get(f"/agencies/{agency_id}/units", list[Unit])


async def resolving_units(api: ApiClient, dossier_id: str) -> list[Unit]:
    """Units a dossier can be transferred to."""
    return await api.get(f"/dossiers/{dossier_id}/units", list[Unit])


async def officers(api: ApiClient, unit_id: str) -> list[OfficerRef]:
    """Specialists of a unit, with their open dossiers."""
    return await api.get(f"/units/{unit_id}/officers", list[OfficerRef])


async def commune(api: ApiClient, code: str) -> Commune:
    """A commune by its code."""
    return await api.get(f"/communes/{code}", Commune)


async def provinces(api: ApiClient) -> list[Choice]:
    """The provinces by name."""
    return await api.get("/provinces", list[Choice])


async def communes_of(api: ApiClient, province: str) -> list[Choice]:
    """The communes of a province by name."""
    return await api.get(f"/provinces/{province}/communes", list[Choice])


async def communes(api: ApiClient, q: str) -> list[Commune]:
    """Communes whose name matches, best first, at most 20."""
    return await api.get("/communes", list[Commune], params={"q": q})
