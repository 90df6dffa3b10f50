"""Certified electronic copies."""

from shared.client.base import ApiClient
from shared.contracts.certified import CertifiedCopies, CertifiedCopy


async def send_code(api: ApiClient, document_id: str) -> CertifiedCopies:
    """Have the one-time code for certifying a scan sent to my device."""
    return await api.post(f"/documents/{document_id}/certification-code", {}, CertifiedCopies)


async def certify(api: ApiClient, document_id: str, pin: str, code: str = "") -> CertifiedCopy:
    """Vouch for a scan and sign the copy."""
    return await api.post(
        f"/documents/{document_id}/certification",
        {},
        CertifiedCopy,
        headers={"X-Signing-Pin": pin, "X-Signing-Code": code},
    )


async def of_dossier(api: ApiClient, dossier_id: str) -> CertifiedCopies:
    """The certified copies of a dossier and the scans I may certify."""
    return await api.get(f"/dossiers/{dossier_id}/certified-copies", CertifiedCopies)
