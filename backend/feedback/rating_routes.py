"""Ratings, tablets and results over HTTP."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from anyio import to_thread
from litestar import Request, delete, get, post
from litestar.params import Parameter
from litestar.response import Response

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import citizen, officer, public
from backend.feedback import result_files, result_queries, tablet_queries
from backend.feedback.actions import rating, tablets
from backend.feedback.asked import no_such
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate
from backend.reports.periods import period
from shared.contracts.ratings import (
    KioskQuestion,
    LinkQuestion,
    Marks,
    NewTablet,
    OpenedTablet,
    RateAtKiosk,
    RateByLink,
    RateOnTablet,
    RatingAsk,
    RatingResults,
    RatingThanks,
    ShowOnTablet,
    Tablet,
    TabletKey,
)
from shared.vocabulary.ratings import RESULT_READERS, RatingGrouping
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
FileName = Annotated[Literal["xlsx", "csv"], Parameter()]
_asked = Rate(30, 60)
_polled = Rate(120, 60)
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@post("/ratings/link", status_code=200, **public())
async def ask_by_link(request: AnyRequest, data: LinkQuestion) -> RatingAsk:
    """What the link of a message asks about."""
    _asked.take(asker(request))
    return await rating.ask_by_link(data.token)


@post("/ratings/by-link", **public())
async def rate_by_link(request: AnyRequest, data: RateByLink) -> RatingThanks:
    """Rates by the link, without signing in, once."""
    _asked.take(asker(request))
    return await rating.by_link(request.scope.get("user"), data.token, data.marks)


@get("/dossiers/{dossier_id:uuid}/rating", **citizen())
async def own_rating(actor: Actor, dossier_id: UUID) -> RatingAsk:
    """Whether I can rate a dossier of mine."""
    return await rating.of_own(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/rating", **citizen())
async def rate_own(actor: Actor, dossier_id: UUID, data: Marks) -> RatingThanks:
    """Rates a dossier of mine, once."""
    return await rating.by_account(actor, dossier_id, data)


@post("/ratings/kiosk", status_code=200, **public())
async def ask_at_kiosk(request: AnyRequest, data: KioskQuestion) -> RatingAsk:
    """What the code of a receipt asks about."""
    _asked.take(asker(request))
    return await rating.ask_at_kiosk(data.code, data.digits)


@post("/ratings/at-kiosk", **public())
async def rate_at_kiosk(request: AnyRequest, data: RateAtKiosk) -> RatingThanks:
    """Rates at the kiosk, once."""
    _asked.take(asker(request))
    return await rating.at_kiosk(request.scope.get("user"), data.code, data.digits, data.marks)


@post("/ratings/tablet", status_code=200, **public())
async def tablet_now(request: AnyRequest, data: TabletKey) -> RatingAsk:
    """What a tablet asks about now; it asks every few seconds."""
    _polled.take(data.key)
    return await tablets.showing(data.key)


@post("/ratings/on-tablet", **public())
async def rate_on_tablet(request: AnyRequest, data: RateOnTablet) -> RatingThanks:
    """Rates on the tablet of a desk, once; it rests afterwards."""
    _asked.take(asker(request))
    return await tablets.rate(data.key, data.code, data.marks)


@get("/desk-tablets", **officer(*tablet_queries.AT_DESK))
async def desk_tablets(actor: Actor) -> list[Tablet]:
    """The tablets of my desk."""
    return await tablet_queries.tablets(actor)


@post("/desk-tablets", **officer(Role.DESK_HEAD))
async def add_tablet(actor: Actor, data: NewTablet) -> OpenedTablet:
    """Registers a tablet; the address to open on it is given this once."""
    return await tablets.add(actor, data)


@delete("/desk-tablets/{tablet_id:uuid}", **officer(Role.DESK_HEAD))
async def remove_tablet(actor: Actor, tablet_id: UUID) -> None:
    """Takes a tablet out of use."""
    await tablets.remove(actor, tablet_id)


@post("/desk-tablets/{tablet_id:uuid}/dossier", status_code=200, **officer(*tablet_queries.AT_DESK))
async def show_on_tablet(actor: Actor, tablet_id: UUID, data: ShowOnTablet) -> Tablet:
    """Has a tablet ask about the dossier just handed over."""
    try:
        dossier_id = UUID(data.dossier_id)
    except ValueError:
        raise no_such() from None
    return await tablets.show(actor, tablet_id, dossier_id)


@get("/ratings/results", **officer(*RESULT_READERS))
async def rating_results(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: RatingGrouping = RatingGrouping.PROCEDURE,
) -> RatingResults:
    """Results of whole months; never so few that somebody could be told."""
    return await result_queries.results(actor, period(day_from, day_to), agency_id, grouping)


@get("/ratings/results/file", **officer(*RESULT_READERS))
async def rating_results_file(
    actor: Actor,
    kind: FileName,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    grouping: RatingGrouping = RatingGrouping.PROCEDURE,
) -> Response[bytes]:
    """The same as a spreadsheet or CSV."""
    results = await result_queries.results(actor, period(day_from, day_to), agency_id, grouping)
    make = result_files.as_xlsx if kind == "xlsx" else result_files.as_csv
    content = await to_thread.run_sync(make, results)
    headers = file_headers(f"hai-long-{results.day_from}-{results.day_to}.{kind}", "attachment")
    return Response(content, media_type=_TYPES[kind], headers=headers)


ROUTES = [
    ask_by_link,
    rate_by_link,
    own_rating,
    rate_own,
    ask_at_kiosk,
    rate_at_kiosk,
    tablet_now,
    rate_on_tablet,
    desk_tablets,
    add_tablet,
    remove_tablet,
    show_on_tablet,
    rating_results,
    rating_results_file,
]
