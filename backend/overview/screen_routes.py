"""Screens on walls over HTTP; the key of one comes in a header or in a cookie of its own."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection

from backend.access.actor import Actor
from backend.access.device_enrolment import FORM_BYTES, enrolled
from backend.access.guards import device, officer, public
from backend.overview import screens
from backend.overview.screens import MAKERS, Screen
from backend.platform.rate import Rate
from backend.settings import settings
from shared.contracts.overview import MakeWallScreen, WallCode, WallOverview, WallScreens
from shared.vocabulary.cookies import wall_cookie

AnyRequest = Request[Any, Any, Any]
HEADER = "X-MotCua-Wall"
_tries = Rate(10, 600)


async def _known(asking: ASGIConnection[Any, Any, Any, Any]) -> Screen:
    name = wall_cookie(secure=settings().secure_cookies)
    return await screens.screen_of(asking.headers.get(HEADER, "") or asking.cookies.get(name, ""))


@post("/wall/enrolment", status_code=303, request_max_body_size=FORM_BYTES, **public())
async def enrol_wall_screen(request: AnyRequest) -> Response[Any]:
    """Sent by the browser of the screen as a plain form, so that its key is set out of reach of
    any script."""
    cookie = wall_cookie(secure=settings().secure_cookies)
    return await enrolled(request, _tries, screens.enrol, cookie, "/man-hinh/")


@get("/wall", **device(_known))
async def wall(request: AnyRequest) -> WallOverview:
    """The counters of the agency of this screen."""
    screen: Screen = request.scope["device"]  # type: ignore[typeddict-item]
    return await screens.shown(screen)


@get("/wall-screens", **officer(*MAKERS))
async def wall_screens(actor: Actor, agency_id: UUID | None = None) -> WallScreens:
    """The screens of one of my agencies and how they stand."""
    return await screens.screens(actor, agency_id)


@post("/agencies/{agency_id:uuid}/wall-screens", **officer(*MAKERS))
async def make_wall_screen(actor: Actor, agency_id: UUID, data: MakeWallScreen) -> WallCode:
    """A code for a new screen."""
    return await screens.make(actor, agency_id, data)


@post("/wall-screens/{screen_id:uuid}/revocation", status_code=200, **officer(*MAKERS))
async def revoke_wall_screen(actor: Actor, screen_id: UUID) -> WallScreens:
    """Its key opens nothing from now on."""
    return await screens.revoke(actor, screen_id)


ROUTES = [enrol_wall_screen, wall, wall_screens, make_wall_screen, revoke_wall_screen]
