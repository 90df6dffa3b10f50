"""Reports on the handling of dossiers (form II.06a)."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.reports import CountedDossier, HandlingReport


async def handling(api: ApiClient, **wanted: str) -> HandlingReport:
    """Officers: the figures of a period (`day_from`, `day_to`, `agency_id`, `level`,
    `grouping`)."""
    return await api.get("/reports/handling", HandlingReport, params=wanted)


async def counted(api: ApiClient, figure: str, **wanted: str) -> Page[CountedDossier]:
    """Officers: the dossiers behind one number (as `handling`, and `key`, `cursor`)."""
    params = {"figure": figure, **wanted}
    return await api.get("/reports/handling/dossiers", Page[CountedDossier], params=params)


async def handling_file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers: the report as xlsx, csv or pdf (as `handling`)."""
    return await api.content("/reports/handling/file", params={"kind": kind, **wanted})
