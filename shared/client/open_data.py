"""Open data: what is published, and each set as bytes."""

from typing import Any

from shared.client.base import ApiClient


async def catalogue(api: ApiClient) -> dict[str, Any]:
    """What there is, in the words of DCAT."""
    return await api.get("/open-data", dict[str, Any])


async def procedures_csv(api: ApiClient) -> bytes:
    """The catalogue of procedures."""
    return await api.content("/open-data/procedures.csv")


async def procedures_json(api: ApiClient) -> bytes:
    """The catalogue of procedures."""
    return await api.content("/open-data/procedures.json")


async def months_csv(api: ApiClient) -> bytes:
    """Dossiers by month and agency."""
    return await api.content("/open-data/dossiers-by-month.csv")


async def months_json(api: ApiClient) -> bytes:
    """Dossiers by month and agency."""
    return await api.content("/open-data/dossiers-by-month.json")


async def services_csv(api: ApiClient) -> bytes:
    """Services since 1 January."""
    return await api.content("/open-data/services-this-year.csv")


async def services_json(api: ApiClient) -> bytes:
    """Services since 1 January."""
    return await api.content("/open-data/services-this-year.json")
