"""Live operations: counters, what is behind them."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.overview import (
    Bottlenecks,
    ForecastList,
    Overview,
    OverviewDossier,
    ServiceFigures,
    ServiceStatistics,
)


async def overview(api: ApiClient, **wanted: str) -> Overview:
    """Officers: the seventeen counters now (`agency_id`)."""
    return await api.get("/overview", Overview, params=wanted)


async def dossiers(
    api: ApiClient, counter: str, **wanted: str | list[str]
) -> Page[OverviewDossier]:
    """Officers: behind one counter (`agency_id`, `held_by` of one or several, `unit`, `day_from`,
    `day_to` and `outcome` of what happened on days, `cursor`, `limit`)."""
    params = {"counter": counter, **wanted}
    return await api.get("/overview/dossiers", Page[OverviewDossier], params=params)


async def forecast(api: ApiClient, **wanted: str) -> ForecastList:
    """Officers: likely to be late (`agency_id`, `cursor`, `limit`)."""
    return await api.get("/overview/forecast", ForecastList, params=wanted)


async def bottlenecks(api: ApiClient, **wanted: str) -> Bottlenecks:
    """Officers: where time is lost (`agency_id`)."""
    return await api.get("/overview/bottlenecks", Bottlenecks, params=wanted)


async def services(api: ApiClient, **wanted: str) -> ServiceStatistics:
    """Everybody: services since 1 January (`q`, `sector`, `order`, `cursor`, `limit`)."""
    return await api.get("/statistics/services", ServiceStatistics, params=wanted)


async def service(api: ApiClient, code: str) -> ServiceFigures:
    """Everybody: one service since 1 January."""
    return await api.get(f"/statistics/services/{code}", ServiceFigures)
