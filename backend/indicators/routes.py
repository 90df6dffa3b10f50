"""Indices over HTTP: the figures of a period, what is behind each, files, and definitions."""

from datetime import date
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from litestar import get, post
from litestar.params import Parameter
from litestar.response import Response

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.indicators import average_times as times
from backend.indicators import (
    behind,
    definitions,
    files,
    index,
    nine,
    nine_lists,
    publicity_routes,
)
from backend.platform import clock
from backend.platform.file_headers import file_headers
from backend.proposals.rules import APPROVERS
from backend.reports.periods import period
from backend.results.letterhead import letterhead
from shared.contracts.common import Page
from shared.contracts.indicators import (
    CountedPetition,
    CountedProcedure,
    IndexDefinition,
    IndexDefinitions,
    NewIndexDefinition,
    NineReport,
    ProcedureTime,
    ScoredDossier,
    ServiceIndex,
)
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.reports import CountedDossier
from shared.vocabulary.indicators import IndexComponent, Side
from shared.vocabulary.nine_indicators import NineGrouping, NineIndicator
from shared.vocabulary.reports import FileKind

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Points = Annotated[int | None, Parameter(ge=0, le=2)]


@get("/indicators/service-index", **officer())
async def service_index(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    compare: bool = False,
) -> ServiceIndex:
    """The index of QĐ 766/QĐ-TTg of a period, of an agency, a unit or an officer; without one of
    all the caller may read, or their own. `compare`: with the period before."""
    return await index.service_index(
        actor, period(day_from, day_to), agency_id=agency_id, unit_id=unit_id,
        officer_id=officer_id, compare=compare,
    )  # fmt: skip


@get("/indicators/service-index/dossiers", **officer())
async def index_dossiers(
    actor: Actor,
    component: IndexComponent,
    side: Side = Side.ALL,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedDossier]:
    """The dossiers behind a number of the index: those that meet it, or those that do not."""
    return await behind.dossiers(
        actor, period(day_from, day_to), component, side, agency_id=agency_id, unit_id=unit_id,
        officer_id=officer_id, cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/indicators/service-index/procedures", **officer())
async def index_procedures(
    actor: Actor,
    component: IndexComponent,
    side: Side = Side.ALL,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedProcedure]:
    """The procedures behind a number of the index."""
    return await behind.procedures(
        actor, period(day_from, day_to), component, side, agency_id=agency_id, unit_id=unit_id,
        cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/indicators/service-index/petitions", **officer())
async def index_petitions(
    actor: Actor,
    component: IndexComponent,
    side: Side = Side.ALL,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedPetition]:
    """The petitions behind a number of the index, without what they say."""
    return await behind.heard(
        actor, period(day_from, day_to), component, side, agency_id=agency_id, unit_id=unit_id,
        officer_id=officer_id, cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/indicators/service-index/average-times", **officer())
async def average_times(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[ProcedureTime]:
    """Component 2.2 by procedure, each in the unit of its own time limit."""
    return await times.by_procedure(
        actor, period(day_from, day_to), agency_id=agency_id, unit_id=unit_id,
        officer_id=officer_id, cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/indicators/service-index/file", **officer())
async def index_file(
    actor: Actor,
    kind: FileKind,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
) -> Response[bytes]:
    """The index as a spreadsheet, as CSV, or as a PDF ready for signature."""
    when = period(day_from, day_to)
    found = await index.service_index(
        actor, when, agency_id=agency_id, unit_id=unit_id, officer_id=officer_id, compare=True
    )
    head = await letterhead(await index.home(actor, agency_id)) if kind is FileKind.PDF else None
    content = await to_thread.run_sync(files.index_file, found, kind, head, clock.now())
    return _file(content, kind, f"chi-so-766-{found.day_from}-{found.day_to}.{kind}")


@get("/indicators/nine", **officer())
async def nine_indicators(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: NineGrouping = NineGrouping.AGENCY,
) -> NineReport:
    """The nine indicators of TT 01/2018/TT-VPCP Điều 13 of a period, with classes and ranks."""
    return await nine.nine(actor, period(day_from, day_to), grouping, agency_id)


@get("/indicators/nine/dossiers", **officer())
async def nine_dossiers(
    actor: Actor,
    indicator: NineIndicator,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    points: Points = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[ScoredDossier]:
    """The dossiers behind a score, with the points of each."""
    return await nine_lists.scored(
        actor, period(day_from, day_to), indicator, agency_id=agency_id, unit_id=unit_id,
        officer_id=officer_id, points=points, cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/indicators/nine/procedures", **officer())
async def nine_procedures(
    actor: Actor,
    indicator: NineIndicator,
    agency_id: UUID,
    day_from: date | None = None,
    day_to: date | None = None,
    side: Side = Side.ALL,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedProcedure]:
    """The procedures that indicator 5 or 9 counts of an agency."""
    return await nine_lists.procedures(
        actor, period(day_from, day_to), indicator, side, agency_id=agency_id, cursor=cursor,
        limit=limit,
    )  # fmt: skip


@get("/indicators/nine/petitions", **officer())
async def nine_petitions(
    actor: Actor,
    agency_id: UUID,
    day_from: date | None = None,
    day_to: date | None = None,
    side: Side = Side.ALL,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[CountedPetition]:
    """The petitions that indicator 8 counts of an agency."""
    return await nine_lists.heard(
        actor, period(day_from, day_to), side, agency_id=agency_id, cursor=cursor, limit=limit
    )


@get("/indicators/nine/file", **officer())
async def nine_file(
    actor: Actor,
    kind: FileKind,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: NineGrouping = NineGrouping.AGENCY,
) -> Response[bytes]:
    """The nine indicators as a spreadsheet, as CSV, or as a PDF ready for signature."""
    found = await nine.nine(actor, period(day_from, day_to), grouping, agency_id)
    head = await letterhead(await index.home(actor, agency_id)) if kind is FileKind.PDF else None
    content = await to_thread.run_sync(files.nine_file, found, kind, head, clock.now())
    return _file(content, kind, f"9-chi-so-{found.day_from}-{found.day_to}.{kind}")


@get("/indicators/definitions", **officer())
async def index_definitions(actor: Actor) -> IndexDefinitions:
    """All versions of the definition of the index, the newest first, and the proposed one."""
    return await definitions.definitions(actor)


@post("/indicators/definitions", **for_all(*definitions.KEEPERS))
async def propose_definition(actor: Actor, data: NewIndexDefinition) -> IndexDefinitions:
    """Proposes a version, to be in force from a day to come once a second person approves."""
    return await definitions.propose(actor, data)


@post("/indicators/definitions/publication", **for_all(*APPROVERS))
async def publish_definition(actor: Actor, data: AtRevision) -> IndexDefinition:
    """Approves the version that somebody else proposed; earlier periods keep theirs."""
    return await definitions.publish(actor, data.revision)


@post("/indicators/definitions/return", status_code=200, **for_all(*APPROVERS))
async def give_back_definition(actor: Actor, data: GiveBack) -> IndexDefinitions:
    """Gives the proposal back, or takes one's own back."""
    return await definitions.give_back(actor, data.note)


def _file(content: bytes, kind: FileKind, name: str) -> Response[bytes]:
    headers = file_headers(name, "attachment")
    return Response(content, media_type=files.TYPES[kind], headers=headers)


ROUTES = [
    service_index, index_dossiers, index_procedures, index_petitions, average_times,
    index_file, nine_indicators,
    nine_dossiers, nine_procedures, nine_petitions, nine_file, index_definitions,
    propose_definition, publish_definition, give_back_definition, *publicity_routes.ROUTES,
]  # fmt: skip
