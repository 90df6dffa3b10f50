"""The counter's console and the desk's load over HTTP."""

from datetime import date
from typing import Literal
from uuid import UUID

from anyio import to_thread
from litestar import Response, get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.platform.file_headers import file_headers
from backend.reception import console, files
from backend.reception import load as loads
from backend.reception.actions import calling, seats, taking
from backend.reception.keepers import READERS
from backend.reception.queries import AT_DESK
from shared.contracts.desk_load import DeskLoad
from shared.contracts.reception import (
    CallNext,
    Console,
    SetPriority,
    SitDown,
    TakeHere,
    Ticket,
    TransferTicket,
)

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DONE = 200


@get("/desks/{agency_id:uuid}/console", **officer(*AT_DESK))
async def desk_console(actor: Actor, agency_id: UUID) -> Console:
    """Who is served, who waits, who was absent, who sits where."""
    return await console.of(actor, agency_id)


@post("/desks/{agency_id:uuid}/tickets", **officer(*AT_DESK))
async def give_number(actor: Actor, agency_id: UUID, data: TakeHere) -> Ticket:
    """A number for somebody who stands at the desk."""
    return await taking.take_at_desk(actor, agency_id, data)


@post("/desks/{agency_id:uuid}/seat", status_code=DONE, **officer(*AT_DESK))
async def sit_down(actor: Actor, agency_id: UUID, data: SitDown) -> Console:
    """Opens a counter."""
    return await seats.sit_down(actor, agency_id, data.counter)


@post("/desks/{agency_id:uuid}/seat/end", status_code=DONE, **officer(*AT_DESK))
async def get_up(actor: Actor, agency_id: UUID) -> Console:
    """Closes my counter."""
    return await seats.get_up(actor, agency_id)


@post("/desks/{agency_id:uuid}/calls", status_code=DONE, **officer(*AT_DESK))
async def call_next(actor: Actor, agency_id: UUID, data: CallNext) -> Console:
    """Finishes the number at my counter and calls the next."""
    return await calling.call_next(actor, agency_id, data)


@post("/queue-tickets/{ticket_id:uuid}/recall", status_code=DONE, **officer(*AT_DESK))
async def call_again(actor: Actor, ticket_id: UUID) -> Console:
    """Calls the number at my counter once more."""
    return await calling.call_again(actor, ticket_id)


@post("/queue-tickets/{ticket_id:uuid}/absence", status_code=DONE, **officer(*AT_DESK))
async def number_absent(actor: Actor, ticket_id: UUID) -> Console:
    """Nobody came."""
    return await calling.miss(actor, ticket_id)


@post("/queue-tickets/{ticket_id:uuid}/return", status_code=DONE, **officer(*AT_DESK))
async def bring_back(actor: Actor, ticket_id: UUID) -> Console:
    """An absent person has come after all."""
    return await calling.bring_back(actor, ticket_id)


@post("/queue-tickets/{ticket_id:uuid}/transfer", status_code=DONE, **officer(*AT_DESK))
async def transfer_number(actor: Actor, ticket_id: UUID, data: TransferTicket) -> Console:
    """Sends the person to another kind of work or counter."""
    return await calling.transfer(actor, ticket_id, data)


@post("/queue-tickets/{ticket_id:uuid}/end", status_code=DONE, **officer(*AT_DESK))
async def finish_number(actor: Actor, ticket_id: UUID) -> Console:
    """The person was served."""
    return await calling.finish(actor, ticket_id)


@post("/queue-tickets/{ticket_id:uuid}/priority", status_code=DONE, **officer(*AT_DESK))
async def set_priority(actor: Actor, ticket_id: UUID, data: SetPriority) -> Console:
    """The priority as the papers show it."""
    return await calling.set_priority(actor, ticket_id, data)


@get("/desks/{agency_id:uuid}/load", **officer(*READERS))
async def desk_load(
    actor: Actor, agency_id: UUID, day_from: date | None = None, day_to: date | None = None
) -> DeskLoad:
    """Waiting and serving by counter and hour."""
    return await loads.load(actor, agency_id, day_from, day_to)


@get("/desks/{agency_id:uuid}/load/file", **officer(*READERS))
async def desk_load_file(
    actor: Actor,
    agency_id: UUID,
    kind: Literal["csv", "xlsx"],
    day_from: date | None = None,
    day_to: date | None = None,
) -> Response[bytes]:
    """The same as a file."""
    found = await loads.load(actor, agency_id, day_from, day_to)
    make = files.as_xlsx if kind == "xlsx" else files.as_csv
    content = await to_thread.run_sync(make, found)
    name = f"tai-quay-{found.day_from}-{found.day_to}.{kind}"
    return Response(content, media_type=_TYPES[kind], headers=file_headers(name, "attachment"))


ROUTES = [
    desk_console,
    give_number,
    sit_down,
    get_up,
    call_next,
    call_again,
    number_absent,
    bring_back,
    transfer_number,
    finish_number,
    set_priority,
    desk_load,
    desk_load_file,
]
