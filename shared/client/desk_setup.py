"""How a desk is set up: kinds of work, counters, days without appointments, kiosks."""

from shared.client.base import ApiClient
from shared.contracts.desk_setup import (
    CloseDay,
    ClosedDay,
    Device,
    DeviceCode,
    EnrolDevice,
    SaveSetup,
    SetupVersion,
    SetupView,
)


async def setup(api: ApiClient, agency_id: str) -> SetupView:
    """Keepers: the newest version."""
    return await api.get(f"/desks/{agency_id}/setup", SetupView)


async def save(api: ApiClient, agency_id: str, data: SaveSetup) -> SetupView:
    """Keepers: the next version."""
    return await api.post(f"/desks/{agency_id}/setup", data, SetupView)


async def versions(api: ApiClient, agency_id: str) -> list[SetupVersion]:
    """Keepers: what was saved before."""
    return await api.get(f"/desks/{agency_id}/setup/versions", list[SetupVersion])


async def closed_days(api: ApiClient, agency_id: str) -> list[ClosedDay]:
    """Keepers: days without appointments."""
    return await api.get(f"/desks/{agency_id}/closures", list[ClosedDay])


async def close_day(api: ApiClient, agency_id: str, data: CloseDay) -> ClosedDay:
    """Keepers: one more."""
    return await api.post(f"/desks/{agency_id}/closures", data, ClosedDay)


async def open_day(api: ApiClient, closure_id: str) -> None:
    """Keepers: appointments again."""
    await api.delete(f"/desk-closures/{closure_id}")


async def kiosks(api: ApiClient, agency_id: str) -> list[Device]:
    """Keepers: kiosks."""
    return await api.get(f"/desks/{agency_id}/kiosks", list[Device])


async def announce_kiosk(api: ApiClient, agency_id: str, data: EnrolDevice) -> DeviceCode:
    """Keepers: a code for a new kiosk."""
    return await api.post(f"/desks/{agency_id}/kiosks", data, DeviceCode)


async def revoke_kiosk(api: ApiClient, device_id: str) -> list[Device]:
    """Keepers: its key opens nothing any more."""
    return await api.post(f"/kiosks/{device_id}/revocation", {}, list[Device])
