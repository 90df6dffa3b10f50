"""Data by spreadsheet: bring in, look at, apply; take away in the same shape."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.imports import ImportChoice, Staged, StagedRow


async def kinds(api: ApiClient) -> list[ImportChoice]:
    """Administrators: what I may bring in."""
    return await api.get("/imports/kinds", list[ImportChoice])


async def imports(api: ApiClient, cursor: str = "") -> Page[Staged]:
    """Administrators: files brought in, the newest first."""
    return await api.get("/imports", Page[Staged], params={"cursor": cursor})


async def stage(api: ApiClient, kind: str, of: str, name: str, content: bytes) -> Staged:
    """Administrators: brings in a file; nothing holds before it is applied."""
    return await api.upload("/imports", name, content, {"kind": kind, "of": of}, Staged)


async def one(api: ApiClient, import_id: str) -> Staged:
    """Administrators: how far a file is."""
    return await api.get(f"/imports/{import_id}", Staged)


async def lines(api: ApiClient, import_id: str, **wanted: str) -> Page[StagedRow]:
    """Administrators: lines of a file (`only`: new, changed, same, wrong; `cursor`, `limit`)."""
    return await api.get(f"/imports/{import_id}/lines", Page[StagedRow], params=wanted)


async def annotated(api: ApiClient, import_id: str) -> bytes:
    """Administrators: the file with what is wrong in each line."""
    return await api.content(f"/imports/{import_id}/annotated")


async def apply(api: ApiClient, import_id: str) -> Staged:
    """Administrators: writes every line, or none."""
    return await api.post(f"/imports/{import_id}/application", {}, Staged)


async def discard(api: ApiClient, import_id: str) -> None:
    """Administrators: throws a file away that was not applied."""
    await api.delete(f"/imports/{import_id}")


async def export(api: ApiClient, kind: str, of: str = "", *, empty: bool = False) -> bytes:
    """Administrators: what is in force, or the empty form."""
    params = {"of": of, "empty": "true" if empty else "false"}
    return await api.content(f"/spreadsheets/{kind}", params=params)
