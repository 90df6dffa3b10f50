"""What an enrolled kiosk does over HTTP; its key comes in a header or in a cookie of its own."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection

from backend.access.device_enrolment import FORM_BYTES, enrolled
from backend.access.guards import device, public
from backend.platform.rate import Rate
from backend.reception import queries
from backend.reception.actions import booking, devices, taking
from backend.reception.actions.devices import Kiosk
from backend.settings import settings
from shared.contracts.appointments import Arrive, KioskHome
from shared.contracts.reception import DeskNow, TakeHere, Ticket
from shared.vocabulary.cookies import kiosk_cookie
from shared.vocabulary.reception import TicketOrigin

AnyRequest = Request[Any, Any, Any]
HEADER = "X-MotCua-Kiosk"
_tries = Rate(10, 600)
_numbers = Rate(30, 60)
_arrivals = Rate(20, 60)


async def _known(asking: ASGIConnection[Any, Any, Any, Any]) -> Kiosk:
    name = kiosk_cookie(secure=settings().secure_cookies)
    return await devices.kiosk_of(asking.headers.get(HEADER, "") or asking.cookies.get(name, ""))


@post("/kiosk/enrolment", status_code=303, request_max_body_size=FORM_BYTES, **public())
async def enrol_kiosk(request: AnyRequest) -> Response[Any]:
    """Sent by the browser of the kiosk as a plain form, so that its key is set out of reach of
    any script."""
    cookie = kiosk_cookie(secure=settings().secure_cookies)
    return await enrolled(request, _tries, devices.enrol, cookie, "/kiosk/")


@get("/kiosk", **device(_known))
async def kiosk_home(request: AnyRequest) -> KioskHome:
    """Which desk this kiosk stands at."""
    kiosk: Kiosk = request.scope["device"]  # type: ignore[typeddict-item]
    return KioskHome(kiosk.name, (await queries.desk(kiosk.agency_id)).named)


@get("/kiosk/lines", **device(_known))
async def kiosk_lines(request: AnyRequest) -> DeskNow:
    """The lines of its desk."""
    kiosk: Kiosk = request.scope["device"]  # type: ignore[typeddict-item]
    return await queries.desk_now(kiosk.agency_id)


@post("/kiosk/tickets", **device(_known))
async def take_at_kiosk(request: AnyRequest, data: TakeHere) -> Ticket:
    """A number for whoever stands at the kiosk."""
    kiosk: Kiosk = request.scope["device"]  # type: ignore[typeddict-item]
    _numbers.take(str(kiosk.id))
    return await taking.take_here(None, kiosk.agency_id, data, TicketOrigin.KIOSK)


@post("/kiosk/arrivals", **device(_known))
async def arrive_at_kiosk(request: AnyRequest, data: Arrive) -> Ticket:
    """Somebody came for an appointment and types its code."""
    kiosk: Kiosk = request.scope["device"]  # type: ignore[typeddict-item]
    _arrivals.take(str(kiosk.id))
    return await booking.arrive_with_code(kiosk.agency_id, data.code)


ROUTES = [enrol_kiosk, kiosk_home, kiosk_lines, take_at_kiosk, arrive_at_kiosk]
