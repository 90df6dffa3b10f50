"""Reports over HTTP: the figures of a period, the dossiers behind them, and files."""

from datetime import date
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from litestar import get
from litestar.params import Parameter
from litestar.response import Response

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.platform import clock
from backend.platform.file_headers import file_headers
from backend.reports import files, queries
from backend.reports.periods import READERS, period, scope
from backend.results.letterhead import letterhead
from shared.contracts.common import Page
from shared.contracts.reports import CountedDossier, HandlingReport
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.reports import Figure, FileKind, Grouping

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Key = Annotated[str, Parameter(max_length=200)]
_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PDF: "application/pdf",
}


@get("/reports/handling", **officer(*READERS))
async def handling_report(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    level: AgencyLevel | None = None,
    grouping: Grouping = Grouping.SECTOR,
) -> HandlingReport:
    """Form II.06a of a period; without days of the year so far, without an agency of all mine, with
    a level of those of it."""
    of = await scope(actor, agency_id, level=level)
    return await queries.report(period(day_from, day_to), of, grouping)


@get("/reports/handling/dossiers", **officer(*READERS))
async def counted_dossiers(
    actor: Actor,
    figure: Figure,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    level: AgencyLevel | None = None,
    grouping: Grouping = Grouping.SECTOR,
    key: Key = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedDossier]:
    """The dossiers behind one number; `key` is that of a line, without it of the whole."""
    of = await scope(actor, agency_id, level=level)
    when = period(day_from, day_to)
    return await queries.counted(actor, when, of, figure, grouping, key, cursor, limit)


@get("/reports/handling/file", **officer(*READERS))
async def handling_file(
    actor: Actor,
    kind: FileKind,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    level: AgencyLevel | None = None,
    grouping: Grouping = Grouping.SECTOR,
) -> Response[bytes]:
    """The report as a spreadsheet, as CSV, or as a PDF ready for signature."""
    of = await scope(actor, agency_id, level=level)
    report = await queries.report(period(day_from, day_to), of, grouping)
    if kind is FileKind.PDF:
        head = await letterhead(of.reports)
        content = await to_thread.run_sync(files.as_pdf, report, head, clock.now())
    else:
        make = files.as_xlsx if kind is FileKind.XLSX else files.as_csv
        content = await to_thread.run_sync(make, report)
    name = f"II.06a-{report.day_from}-{report.day_to}.{kind}"
    headers = file_headers(name, "attachment")
    return Response(content, media_type=_TYPES[kind], headers=headers)


ROUTES = [handling_report, counted_dossiers, handling_file]
