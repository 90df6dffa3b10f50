"""Reports that officers put together, and the time spent in steps."""

import msgspec

from shared.client.base import ApiClient
from shared.contracts.analyses import (
    AnalysedDossier,
    Analysis,
    AnalysisTable,
    AnalysisVersion,
    AskAnalysisFile,
    Choices,
    Definition,
    SaveAnalysis,
    SetRepeat,
    StepTimes,
)
from shared.contracts.common import Page
from shared.contracts.exports import Export


def as_text(definition: Definition) -> str:
    """A definition as it travels in an address."""
    return msgspec.json.encode(definition).decode()


async def table(api: ApiClient, definition: Definition) -> AnalysisTable:
    """Officers: the figures of a definition within my scope."""
    return await api.get(
        "/analyses/table", AnalysisTable, params={"definition": as_text(definition)}
    )


async def dossiers(
    api: ApiClient,
    definition: Definition,
    measure: str,
    keys: list[str],
    *,
    cursor: str = "",
    limit: int = 50,
) -> Page[AnalysedDossier]:
    """Officers: the dossiers behind one number; `keys` are those of a line."""
    params = {
        "definition": as_text(definition), "measure": measure, "keys": keys, "cursor": cursor,
        "limit": limit,
    }  # fmt: skip
    return await api.get("/analyses/dossiers", Page[AnalysedDossier], params=params)


async def file(api: ApiClient, definition: Definition, kind: str, title: str = "") -> bytes:
    """Officers: the table as xlsx, csv or pdf."""
    params = {"definition": as_text(definition), "kind": kind} | ({"title": title} if title else {})
    return await api.content("/analyses/file", params=params)


async def choices(api: ApiClient) -> Choices:
    """Officers: what I may restrict a report to."""
    return await api.get("/analyses/choices", Choices)


async def ask_for_file(api: ApiClient, data: AskAnalysisFile) -> Export:
    """Officers: have the queue make the table, or the dossiers behind a measure."""
    return await api.post("/analyses/exports", data, Export)


async def saved(api: ApiClient, *, cursor: str = "") -> Page[Analysis]:
    """Officers: what I saved and what was shared with me."""
    return await api.get("/analyses", Page[Analysis], params={"cursor": cursor})


async def save(api: ApiClient, data: SaveAnalysis, key: str = "") -> Analysis:
    """Officers: keep a definition under a name."""
    return await api.post("/analyses", data, Analysis, idempotency_key=key)


async def one(api: ApiClient, analysis_id: str) -> Analysis:
    """Officers: one saved definition."""
    return await api.get(f"/analyses/{analysis_id}", Analysis)


async def change(api: ApiClient, analysis_id: str, data: SaveAnalysis, version: int) -> Analysis:
    """Officers: my definition anew, against the version that was read."""
    return await api.patch(f"/analyses/{analysis_id}", data, Analysis, version=version)


async def remove(api: ApiClient, analysis_id: str) -> None:
    """Officers: take my definition off all lists."""
    await api.delete(f"/analyses/{analysis_id}")


async def versions(api: ApiClient, analysis_id: str) -> list[AnalysisVersion]:
    """Officers: what a definition was before."""
    return await api.get(f"/analyses/{analysis_id}/versions", list[AnalysisVersion])


async def want(api: ApiClient, analysis_id: str, data: SetRepeat) -> Analysis:
    """Officers: how often I want its file."""
    return await api.post(f"/analyses/{analysis_id}/repeat", data, Analysis)


async def step_times(api: ApiClient, **wanted: str) -> StepTimes:
    """Officers: time in steps (`day_from`, `day_to`, `agency_id`, `grouping`)."""
    return await api.get("/step-times", StepTimes, params=wanted)


async def step_file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers: the time in steps as xlsx, csv or pdf."""
    return await api.content("/step-times/file", params={"kind": kind, **wanted})


async def step_dossiers(
    api: ApiClient, which: str, key: str | None = None, **wanted: str
) -> Page[AnalysedDossier]:
    """Officers: the dossiers behind a number of the step times, by the name of its field."""
    of_line = {} if key is None else {"key": key or "-"}
    return await api.get(
        "/step-times/dossiers", Page[AnalysedDossier], params={"which": which, **wanted, **of_line}
    )
