"""Reports an officer puts together, over HTTP; a definition travels as JSON in the address, so that
a report, its files and the list behind each of its numbers are links."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from anyio import to_thread
from litestar import Request, Response, delete, get, patch, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.analyses import actions, files, queries, saved, steps
from backend.analyses.rules import READERS
from backend.platform import clock
from backend.platform.etags import IfMatch, named_version, tagged
from backend.platform.file_headers import file_headers
from backend.platform.problems import Malformed
from backend.reports.periods import period, scope
from backend.results.letterhead import letterhead
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
from shared.vocabulary.analyses import Measure, StepGrouping
from shared.vocabulary.reports import FileKind

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Wanted = Annotated[str, Parameter(max_length=6000, description="A `Definition` as JSON.")]
Keys = Annotated[list[str] | None, Parameter(max_items=3)]
Key = Annotated[str | None, Parameter(max_length=200)]
Named = Annotated[str, Parameter(max_length=120)]
_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PDF: "application/pdf",
}


@get("/analyses/table", **officer(*READERS))
async def analysis_table(actor: Actor, definition: Wanted) -> AnalysisTable:
    """The figures of a definition within my scope."""
    return await queries.table(actor, _read(definition))


@get("/analyses/dossiers", **officer(*READERS))
async def analysed_dossiers(
    actor: Actor,
    definition: Wanted,
    measure: Measure,
    keys: Keys = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[AnalysedDossier]:
    """The dossiers behind one number; `keys` are those of a line, in order of the dimensions."""
    wanted = _read(definition)
    return await queries.dossiers(actor, wanted, measure, keys or [], cursor, limit)


@get("/analyses/file", **officer(*READERS))
async def analysis_file(
    actor: Actor, definition: Wanted, kind: FileKind, title: Named = "Báo cáo tự lập"
) -> Response[bytes]:
    """The table as a spreadsheet, as CSV, or as a PDF with the letterhead."""
    found = await queries.table(actor, _read(definition))
    return await _as_file(actor, found, kind, title, "bao-cao")


@get("/analyses/choices", **officer(*READERS))
async def analysis_choices(actor: Actor) -> Choices:
    """What I may restrict a report to."""
    return await queries.choices(actor)


@post("/analyses/exports", status_code=202, **officer(*READERS))
async def export_analysis(actor: Actor, data: AskAnalysisFile) -> Export:
    """Has the queue make the table, or all dossiers behind a measure, as a file."""
    return await actions.ask_for_file(actor, data)


@get("/analyses", **officer(*READERS))
async def my_analyses(actor: Actor, cursor: Cursor = "") -> Page[Analysis]:
    """What I saved and what was shared with me, the newest first."""
    return await saved.all_saved(actor, cursor)


@post("/analyses", **officer(*READERS))
async def save_analysis(actor: Actor, data: SaveAnalysis) -> Analysis:
    """Keeps a definition under a name."""
    return await actions.save(actor, data)


@get("/analyses/{analysis_id:uuid}", **officer(*READERS))
async def one_analysis(
    request: Request[Any, Any, Any], actor: Actor, analysis_id: UUID
) -> Response[Analysis | None]:
    """One saved definition, with its version."""
    found = await saved.one_saved(actor, analysis_id)
    return tagged(request, found, found.version)


@patch("/analyses/{analysis_id:uuid}", **officer(*READERS))
async def change_analysis(
    actor: Actor, analysis_id: UUID, data: SaveAnalysis, if_match: IfMatch = ""
) -> Analysis:
    """My definition anew, as a further version."""
    return await actions.change(actor, analysis_id, data, named_version(if_match))


@delete("/analyses/{analysis_id:uuid}", **officer(*READERS))
async def remove_analysis(actor: Actor, analysis_id: UUID) -> None:
    """Takes my definition off all lists."""
    await actions.remove(actor, analysis_id)


@get("/analyses/{analysis_id:uuid}/versions", **officer(*READERS))
async def analysis_versions(actor: Actor, analysis_id: UUID) -> list[AnalysisVersion]:
    """What a definition was before, the newest version first."""
    return await saved.versions(actor, analysis_id)


@post("/analyses/{analysis_id:uuid}/repeat", status_code=200, **officer(*READERS))
async def want_analysis(actor: Actor, analysis_id: UUID, data: SetRepeat) -> Analysis:
    """How often I want its file; each time I am told when it is ready."""
    return await actions.want(actor, analysis_id, data)


@get("/step-times", **officer(*READERS))
async def step_times(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: StepGrouping = StepGrouping.STEP,
) -> StepTimes:
    """Working time in the steps of processes that dossiers left in a period."""
    when, of = period(day_from, day_to), await scope(actor, agency_id)
    return await steps.step_times(actor, when, of, grouping)


@get("/step-times/file", **officer(*READERS))
async def step_times_file(
    actor: Actor,
    kind: FileKind,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: StepGrouping = StepGrouping.STEP,
) -> Response[bytes]:
    """The same figures as a spreadsheet, as CSV, or as a PDF with the letterhead."""
    when, of = period(day_from, day_to), await scope(actor, agency_id)
    found = files.of_steps(await steps.step_times(actor, when, of, grouping))
    return await _as_file(actor, found, kind, files.STEPS_TITLE, "thoi-gian-buoc")


@get("/step-times/dossiers", **officer(*READERS))
async def step_dossiers(
    actor: Actor,
    which: Literal["done", "late", "open", "open_late"],
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: StepGrouping = StepGrouping.STEP,
    key: Key = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[AnalysedDossier]:
    """The dossiers behind one number of the step times; `key` is that of a line ("-" where it is
    empty), without it those of the whole."""
    when, of = period(day_from, day_to), await scope(actor, agency_id)
    line = "" if key == "-" else key
    return await steps.step_dossiers(actor, when, of, grouping, which, line, cursor, limit)


async def _as_file(
    actor: Actor, found: AnalysisTable, kind: FileKind, title: str, name: str
) -> Response[bytes]:
    if kind is FileKind.PDF:
        head = await letterhead(actor.agencies(*READERS)[0])
        content = await to_thread.run_sync(files.as_pdf, found, title, head, clock.now())
    elif kind is FileKind.XLSX:
        content = await to_thread.run_sync(files.as_xlsx, found, title)
    else:
        content = await to_thread.run_sync(files.as_csv, found)
    headers = file_headers(f"{name}-{found.day_from}-{found.day_to}.{kind}", "attachment")
    return Response(content, media_type=_TYPES[kind], headers=headers)


def _read(definition: str) -> Definition:
    try:
        return msgspec.json.decode(definition, type=Definition)
    except msgspec.MsgspecError as error:
        raise Malformed(
            "Không đọc được định nghĩa báo cáo. Hãy mở lại từ trang Báo cáo tự lập.",
            en=f"The definition cannot be read: {error}",
        ) from None


ROUTES = [
    analysis_table,
    analysed_dossiers,
    analysis_file,
    analysis_choices,
    export_analysis,
    my_analyses,
    save_analysis,
    one_analysis,
    change_analysis,
    remove_analysis,
    analysis_versions,
    want_analysis,
    step_times,
    step_times_file,
    step_dossiers,
]
