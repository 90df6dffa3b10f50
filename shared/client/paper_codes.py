"""Codes on paper: separator sheets to print, and what a scan carries."""

from shared.client.base import ApiClient
from shared.contracts.paper_codes import PageCodes


async def separator_sheets(api: ApiClient, dossier_id: str) -> bytes:
    """A sheet for each paper of a dossier, to lay between the papers before scanning (PDF)."""
    return await api.content(f"/dossiers/{dossier_id}/separator-sheets")


async def read(api: ApiClient, document_id: str, first: int = 1) -> PageCodes:
    """The codes on some pages of a scan, from page `first` on."""
    return await api.get(f"/documents/{document_id}/codes", PageCodes, params={"first": first})
