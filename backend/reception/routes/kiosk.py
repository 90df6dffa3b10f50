"""What an enrolled kiosk does over HTTP; its key comes in a header or in a cookie of its own."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.asker import address_of
from backend.access.guards import device, public
from backend.platform.problems import Refusal
from backend.platform.rate import Rate, network_of
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
_FORM_BYTES = 4 * 1024
_KEPT_SECONDS = 390 * 24 * 3600  # browsers keep no cookie for longer


async def _known(asking: ASGIConnection[Any, Any, Any, Any]) -> Kiosk:
    name = kiosk_cookie(secure=settings().secure_cookies)
    return await devices.kiosk_of(asking.headers.get(HEADER, "") or asking.cookies.get(name, ""))


@post("/kiosk/enrolment", status_code=303, request_max_body_size=_FORM_BYTES, **public())
async def enrol_kiosk(request: AnyRequest) -> Response[Any]:
    """Sent by the browser of the kiosk as a plain form, so that its key is set out of reach of
    any script."""
    form = dict(await request.form())
    try:
        _tries.take(network_of(address_of(request)))
        key = await devices.enrol(str(form.get("code", ""))[:40])
    except Refusal as refused:
        return Redirect(f"/kiosk/ghi-danh/?loi={refused.slug}", status_code=303)
    cookie = Cookie(
        key=kiosk_cookie(secure=settings().secure_cookies),
        value=key,
        max_age=_KEPT_SECONDS,
        path="/",
        httponly=True,
        secure=settings().secure_cookies,
        samesite="strict",
    )
    return Redirect("/kiosk/", status_code=303, cookies=[cookie])


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
