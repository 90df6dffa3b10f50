"""Live operations over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer, public
from backend.overview import behind, outlooks, queries, service_figures, stuck
from backend.reports.periods import READERS
from shared.contracts.common import Page
from shared.contracts.overview import (
    Bottlenecks,
    ForecastList,
    Overview,
    OverviewDossier,
    ServiceFigures,
    ServiceStatistics,
    StuckDossier,
)
from shared.vocabulary.overview import Counter, Outcome, ServiceOrder

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
LongCursor = Annotated[str, Parameter(max_length=4000)]
Words = Annotated[str, Parameter(max_length=300)]
Holders = Annotated[list[UUID] | None, Parameter(max_items=20)]
Code = Annotated[str, Parameter(max_length=40)]
Unit = Annotated[str, Parameter(max_length=40)]


@get("/overview", **officer(*READERS))
async def overview(actor: Actor, agency_id: UUID | None = None) -> Overview:
    """The seventeen counters now, by agency, or by unit of one agency; the last thirty days."""
    return await queries.overview(actor, agency_id)


@get("/overview/dossiers", **officer(*READERS))
async def overview_dossiers(
    actor: Actor,
    counter: Counter,
    agency_id: UUID | None = None,
    held_by: Holders = None,
    unit: Unit = "",
    day_from: date | None = None,
    day_to: date | None = None,
    outcome: Outcome | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[OverviewDossier]:
    """The dossiers behind one counter, of all or of some holders (`held_by`, `unit`); what happens
    on a day of other days too, and what was resolved also by how it stood with its deadline."""
    days = behind.days_of(day_from, day_to, outcome)
    return await behind.dossiers(actor, counter, agency_id, held_by, unit, days, cursor, limit)


@get("/overview/forecast", **officer(*READERS))
async def overview_forecast(
    actor: Actor, agency_id: UUID | None = None, cursor: Cursor = "", limit: Limit = 50
) -> ForecastList:
    """Open dossiers that are likely to be late, and why."""
    return await outlooks.likely_late(actor, agency_id, cursor, limit)


@get("/overview/bottlenecks", **officer(*READERS))
async def overview_bottlenecks(actor: Actor, agency_id: UUID | None = None) -> Bottlenecks:
    """Units and steps that take longer than they should."""
    return await outlooks.bottlenecks(actor, agency_id)


@get("/overview/bottlenecks/dossiers", **officer(*READERS))
async def overview_stuck(
    actor: Actor,
    made_by: UUID,
    procedure_code: Code,
    step: Code,
    agency_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[StuckDossier]:
    """The dossiers over the norm of one step now; `made_by` is whose process it is."""
    return await stuck.dossiers(actor, agency_id, made_by, procedure_code, step, cursor, limit)


@get("/statistics/services", **public())
async def service_statistics(
    q: Words = "",
    sector: Words = "",
    order: ServiceOrder = ServiceOrder.SECTOR,
    cursor: LongCursor = "",
    limit: Limit = 30,
) -> ServiceStatistics:
    """Every service since 1 January: received, resolved, in time, online, satisfaction."""
    return await service_figures.statistics(q, sector, order, cursor, limit)


@get("/statistics/services/{code:str}", **public())
async def statistics_of_service(code: str) -> ServiceFigures:
    """The same of one service."""
    return await service_figures.of_service(code)


ROUTES = [
    overview,
    overview_dossiers,
    overview_forecast,
    overview_bottlenecks,
    overview_stuck,
    service_statistics,
    statistics_of_service,
]
