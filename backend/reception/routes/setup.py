"""How a desk is set up, over HTTP."""

from uuid import UUID

from litestar import delete, get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.reception import setups
from backend.reception.actions import devices, keeping
from backend.reception.keepers import KEEPERS
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


@get("/desks/{agency_id:uuid}/setup", **officer(*KEEPERS))
async def desk_setup(actor: Actor, agency_id: UUID) -> SetupView:
    """Kinds of work, counters, appointments, limits."""
    return await setups.view(actor, agency_id)


@post("/desks/{agency_id:uuid}/setup", status_code=200, **officer(*KEEPERS))
async def save_desk_setup(actor: Actor, agency_id: UUID, data: SaveSetup) -> SetupView:
    """The next version, in force at once."""
    return await keeping.save_setup(actor, agency_id, data)


@get("/desks/{agency_id:uuid}/setup/versions", **officer(*KEEPERS))
async def desk_setup_versions(actor: Actor, agency_id: UUID) -> list[SetupVersion]:
    """What was saved before, by whom."""
    return await setups.versions(actor, agency_id)


@get("/desks/{agency_id:uuid}/closures", **officer(*KEEPERS))
async def closed_days(actor: Actor, agency_id: UUID) -> list[ClosedDay]:
    """Days without appointments."""
    return await setups.closed_days(actor, agency_id)


@post("/desks/{agency_id:uuid}/closures", **officer(*KEEPERS))
async def close_day(actor: Actor, agency_id: UUID, data: CloseDay) -> ClosedDay:
    """Calls off the appointments of a day and tells the people."""
    return await keeping.close_day(actor, agency_id, data)


@delete("/desk-closures/{closure_id:uuid}", **officer(*KEEPERS))
async def open_day(actor: Actor, closure_id: UUID) -> None:
    """Appointments can be made on that day again."""
    await keeping.open_day(actor, closure_id)


@get("/desks/{agency_id:uuid}/kiosks", **officer(*KEEPERS))
async def kiosks_of_desk(actor: Actor, agency_id: UUID) -> list[Device]:
    """Kiosks and how they stand."""
    return await setups.devices(actor, agency_id)


@post("/desks/{agency_id:uuid}/kiosks", **officer(*KEEPERS))
async def announce_kiosk(actor: Actor, agency_id: UUID, data: EnrolDevice) -> DeviceCode:
    """A code for a new kiosk."""
    return await devices.announce(actor, agency_id, data)


@post("/kiosks/{device_id:uuid}/revocation", status_code=200, **officer(*KEEPERS))
async def revoke_kiosk(actor: Actor, device_id: UUID) -> list[Device]:
    """Its key opens nothing from now on."""
    return await setups.devices(actor, await devices.revoke(actor, device_id))


ROUTES = [
    desk_setup,
    save_desk_setup,
    desk_setup_versions,
    closed_days,
    close_day,
    open_day,
    kiosks_of_desk,
    announce_kiosk,
    revoke_kiosk,
]
