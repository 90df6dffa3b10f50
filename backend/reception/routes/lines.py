"""Lines and numbers over HTTP: for everybody, and a citizen's own."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import citizen, public
from backend.platform.rate import Rate
from backend.reception import files, numbers, queries
from backend.reception.actions import taking
from backend.settings import settings
from shared.contracts.reception import CallScreen, DeskNow, DeskRow, TakeNumber, Ticket

AnyRequest = Request[Any, Any, Any]
_looks = Rate(240, 60)  # a screen asks every few seconds, and several stand behind one address


@get("/desks", **public())
async def list_desks() -> list[DeskRow]:
    """Desks that give numbers."""
    return await queries.desks()


@get("/desks/{agency_id:uuid}/lines", **public())
async def desk_lines(request: AnyRequest, agency_id: UUID) -> DeskNow:
    """A desk now: whether it gives numbers, who waits for what and how long."""
    _looks.take(asker(request))
    return await queries.desk_now(agency_id)


@get("/desks/{agency_id:uuid}/screen", **public())
async def call_screen(request: AnyRequest, agency_id: UUID) -> CallScreen:
    """The newest calls, for the screen in the hall; nothing about people."""
    _looks.take(asker(request))
    return await numbers.call_screen(agency_id)


@post("/queue-tickets", **citizen())
async def take_number(actor: Actor, data: TakeNumber) -> Ticket:
    """Takes a number for today."""
    return await taking.take_by_phone(actor, data)


@get("/queue-tickets/mine", **citizen())
async def my_numbers(actor: Actor) -> list[Ticket]:
    """My numbers of today."""
    return await numbers.my_tickets(actor)


@get("/queue-tickets/{ticket_id:uuid}", **public())
async def one_number(request: AnyRequest, ticket_id: UUID) -> Ticket:
    """A number and its place in the line, for whoever has its paper; nothing about the person."""
    _looks.take(asker(request))
    return await numbers.ticket(ticket_id)


@get("/queue-tickets/{ticket_id:uuid}/code", **public())
async def code_of_number(request: AnyRequest, ticket_id: UUID) -> Response[bytes]:
    """A QR code for the paper: it opens the page that follows this number."""
    _looks.take(asker(request))
    picture = files.code_of(f"{settings().citizen_url}/so/{(await numbers.ticket(ticket_id)).id}")
    return Response(picture, media_type="image/svg+xml")


@post("/queue-tickets/{ticket_id:uuid}/cancellation", status_code=200, **citizen())
async def give_number_back(actor: Actor, ticket_id: UUID) -> Ticket:
    """I no longer come."""
    return await taking.give_back(actor, ticket_id)


ROUTES = [list_desks, desk_lines, call_screen, take_number, my_numbers, one_number, code_of_number,
          give_number_back]  # fmt: skip
