"""Live operations: counters, what is behind them."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.overview import (
    Bottlenecks,
    ForecastList,
    MakeWallScreen,
    Overview,
    OverviewDossier,
    ServiceFigures,
    ServiceStatistics,
    StuckDossier,
    WallCode,
    WallOverview,
    WallScreens,
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


async def stuck(
    api: ApiClient, made_by: str, procedure_code: str, step: str, **wanted: str
) -> Page[StuckDossier]:
    """Officers: dossiers over the norm of a step (`agency_id`, `cursor`, `limit`)."""
    named = {"made_by": made_by, "procedure_code": procedure_code, "step": step}
    return await api.get(
        "/overview/bottlenecks/dossiers", Page[StuckDossier], params={**named, **wanted}
    )


async def wall(api: ApiClient) -> WallOverview:
    """A screen on a wall: the counters of its agency."""
    return await api.get("/wall", WallOverview)


async def wall_screens(api: ApiClient, agency_id: str = "") -> WallScreens:
    """Leaders, administrators: the screens of one of their agencies."""
    return await api.get("/wall-screens", WallScreens, params={"agency_id": agency_id})


async def make_wall_screen(api: ApiClient, agency_id: str, data: MakeWallScreen) -> WallCode:
    """Leaders, administrators: a code for a new screen."""
    return await api.post(f"/agencies/{agency_id}/wall-screens", data, WallCode)


async def revoke_wall_screen(api: ApiClient, screen_id: str) -> WallScreens:
    """Leaders, administrators: the screen shows nothing from now on."""
    return await api.post(f"/wall-screens/{screen_id}/revocation", {}, WallScreens)


async def services(api: ApiClient, **wanted: str) -> ServiceStatistics:
    """Everybody: services since 1 January (`q`, `sector`, `order`, `cursor`, `limit`)."""
    return await api.get("/statistics/services", ServiceStatistics, params=wanted)


async def service(api: ApiClient, code: str) -> ServiceFigures:
    """Everybody: one service since 1 January."""
    return await api.get(f"/statistics/services/{code}", ServiceFigures)
