"""Registers of dossiers and control sheets."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.exports import Export
from shared.contracts.registers import (
    CertificationLine,
    ExportRegister,
    RegisterBook,
    RegisterEntry,
    RegisterLine,
    RegisterOffices,
    RegisterPrint,
)


async def books(api: ApiClient, *, year: int | None = None, cursor: str = "") -> Page[RegisterBook]:
    """Officers: the books of my agencies, newest year first."""
    return await api.get("/registers", Page[RegisterBook], params={"year": year, "cursor": cursor})


async def book(api: ApiClient, register_id: str) -> RegisterBook:
    """Officers: one book with its copies."""
    return await api.get(f"/registers/{register_id}", RegisterBook)


async def lines(
    api: ApiClient, register_id: str, *, cursor: str = "", limit: int = 50
) -> Page[RegisterLine]:
    """Officers: lines in order of number."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get(f"/registers/{register_id}/lines", Page[RegisterLine], params=params)


async def certifications(
    api: ApiClient, register_id: str, *, cursor: str = "", limit: int = 50
) -> Page[CertificationLine]:
    """Officers: lines of a book of certified copies in order of number."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get(
        f"/registers/{register_id}/certifications", Page[CertificationLine], params=params
    )


async def print_book(api: ApiClient, register_id: str, key: str = "") -> RegisterPrint:
    """Officers: ask for a printed copy; it is made by the queue."""
    return await api.post(
        f"/registers/{register_id}/prints", {}, RegisterPrint, idempotency_key=key
    )


async def printed(api: ApiClient, register_id: str, print_id: str) -> RegisterPrint:
    """Officers: how far a copy is."""
    return await api.get(f"/registers/{register_id}/prints/{print_id}", RegisterPrint)


async def print_content(api: ApiClient, register_id: str, print_id: str) -> bytes:
    """Officers: the PDF of a copy."""
    return await api.content(f"/registers/{register_id}/prints/{print_id}/content")


async def close(api: ApiClient, register_id: str, key: str = "") -> RegisterBook:
    """Head of the desk: close the book of a year that is over."""
    return await api.post(
        f"/registers/{register_id}/closing", {}, RegisterBook, idempotency_key=key
    )


async def control_sheet(api: ApiClient, dossier_id: str) -> bytes:
    """Officers: the control sheet of a dossier in my sight, as of now."""
    return await api.content(f"/dossiers/{dossier_id}/control-sheet")


async def offices(api: ApiClient) -> RegisterOffices:
    """Officers: the agencies whose books I read."""
    return await api.get("/registers/offices", RegisterOffices)


async def entries(api: ApiClient, **wanted: str) -> Page[RegisterEntry]:
    """Officers: lines of a period (`day_from`, `day_to`, `agency_id`, `procedure`,
    `dossier_state`, `channel`, `cursor`)."""
    return await api.get("/registers/entries", Page[RegisterEntry], params=wanted)


async def export_entries(api: ApiClient, data: ExportRegister) -> Export:
    """Officers: have the queue make a file of the lines of a period."""
    return await api.post("/registers/exports", data, Export)
