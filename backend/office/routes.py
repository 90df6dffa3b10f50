"""Document management over HTTP: what was handed over of a dossier, and handing a draft over."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.office import queries
from backend.office.actions import handing
from shared.contracts.office import HandToOffice, OfficeOfDossier


@get("/dossiers/{dossier_id:uuid}/office", **officer())
async def office_handovers(actor: Actor, dossier_id: UUID) -> OfficeOfDossier:
    """What was handed to document management of a dossier in my sight."""
    return await queries.of_dossier(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/office", **officer())
async def hand_to_office(actor: Actor, dossier_id: UUID, data: HandToOffice) -> OfficeOfDossier:
    """Hands the draft of a result over, to be signed and numbered there."""
    await handing.hand(actor, dossier_id, data)
    return await queries.of_dossier(actor, dossier_id)


ROUTES = [office_handovers, hand_to_office]
