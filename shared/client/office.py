"""Drafts of results signed and numbered in a document-management system."""

from shared.client.base import ApiClient
from shared.contracts.office import HandToOffice, OfficeOfDossier


async def handovers(api: ApiClient, dossier_id: str) -> OfficeOfDossier:
    """What was handed over of a dossier."""
    return await api.get(f"/dossiers/{dossier_id}/office", OfficeOfDossier)


async def hand(api: ApiClient, dossier_id: str, data: HandToOffice) -> OfficeOfDossier:
    """Hand a draft over."""
    return await api.post(f"/dossiers/{dossier_id}/office", data, OfficeOfDossier)
