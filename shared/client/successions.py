"""Officers who leave, units that are dissolved."""

from shared.client.base import ApiClient
from shared.contracts.successions import OpenWork, StartSuccession, Succession


async def open_work_of_officer(api: ApiClient, officer_id: str) -> OpenWork:
    """What an officer would leave behind."""
    return await api.get(f"/officers/{officer_id}/open-work", OpenWork)


async def open_work_of_unit(api: ApiClient, unit_id: str) -> OpenWork:
    """What a unit would leave behind."""
    return await api.get(f"/units/{unit_id}/open-work", OpenWork)


async def start(api: ApiClient, data: StartSuccession) -> Succession:
    """Lets somebody leave and somebody else take over."""
    return await api.post("/successions", data, Succession)


async def progress(api: ApiClient, succession_id: str) -> Succession:
    """How far it is."""
    return await api.get(f"/successions/{succession_id}", Succession)
