"""Lines, numbers and calls: for everybody, for a citizen, for a counter, for a kiosk."""

from shared.client.base import ApiClient
from shared.contracts.appointments import Arrive, KioskHome
from shared.contracts.desk_load import DeskLoad
from shared.contracts.reception import (
    CallNext,
    CallScreen,
    Console,
    DeskNow,
    DeskRow,
    SetPriority,
    SitDown,
    TakeHere,
    TakeNumber,
    Ticket,
    TransferTicket,
)


async def desks(api: ApiClient) -> list[DeskRow]:
    """Desks that give numbers."""
    return await api.get("/desks", list[DeskRow])


async def lines(api: ApiClient, agency_id: str) -> DeskNow:
    """A desk now."""
    return await api.get(f"/desks/{agency_id}/lines", DeskNow)


async def screen(api: ApiClient, agency_id: str) -> CallScreen:
    """The newest calls."""
    return await api.get(f"/desks/{agency_id}/screen", CallScreen)


async def take(api: ApiClient, data: TakeNumber, key: str = "") -> Ticket:
    """Citizens: a number for today."""
    return await api.post("/queue-tickets", data, Ticket, idempotency_key=key)


async def my_numbers(api: ApiClient) -> list[Ticket]:
    """Citizens: my numbers of today."""
    return await api.get("/queue-tickets/mine", list[Ticket])


async def number(api: ApiClient, ticket_id: str) -> Ticket:
    """A number and its place in the line."""
    return await api.get(f"/queue-tickets/{ticket_id}", Ticket)


async def code_of(api: ApiClient, ticket_id: str) -> bytes:
    """The QR code of a number's paper, as SVG."""
    return await api.content(f"/queue-tickets/{ticket_id}/code")


async def give_back(api: ApiClient, ticket_id: str) -> Ticket:
    """Citizens: I no longer come."""
    return await api.post(f"/queue-tickets/{ticket_id}/cancellation", {}, Ticket)


async def console(api: ApiClient, agency_id: str) -> Console:
    """Officers: the counter's console."""
    return await api.get(f"/desks/{agency_id}/console", Console)


async def take_at_desk(api: ApiClient, agency_id: str, data: TakeHere) -> Ticket:
    """Officers: a number for somebody who stands there."""
    return await api.post(f"/desks/{agency_id}/tickets", data, Ticket)


async def sit_down(api: ApiClient, agency_id: str, data: SitDown) -> Console:
    """Officers: opens a counter."""
    return await api.post(f"/desks/{agency_id}/seat", data, Console)


async def get_up(api: ApiClient, agency_id: str) -> Console:
    """Officers: closes my counter."""
    return await api.post(f"/desks/{agency_id}/seat/end", {}, Console)


async def call_next(api: ApiClient, agency_id: str, data: CallNext) -> Console:
    """Officers: the next number."""
    return await api.post(f"/desks/{agency_id}/calls", data, Console)


async def call_again(api: ApiClient, ticket_id: str) -> Console:
    """Officers: the same number once more."""
    return await api.post(f"/queue-tickets/{ticket_id}/recall", {}, Console)


async def miss(api: ApiClient, ticket_id: str) -> Console:
    """Officers: nobody came."""
    return await api.post(f"/queue-tickets/{ticket_id}/absence", {}, Console)


async def bring_back(api: ApiClient, ticket_id: str) -> Console:
    """Officers: an absent person has come after all."""
    return await api.post(f"/queue-tickets/{ticket_id}/return", {}, Console)


async def transfer(api: ApiClient, ticket_id: str, data: TransferTicket) -> Console:
    """Officers: to another kind of work or counter."""
    return await api.post(f"/queue-tickets/{ticket_id}/transfer", data, Console)


async def finish(api: ApiClient, ticket_id: str) -> Console:
    """Officers: the person was served."""
    return await api.post(f"/queue-tickets/{ticket_id}/end", {}, Console)


async def set_priority(api: ApiClient, ticket_id: str, data: SetPriority) -> Console:
    """Officers: the priority as the papers show it."""
    return await api.post(f"/queue-tickets/{ticket_id}/priority", data, Console)


async def load(api: ApiClient, agency_id: str, **days: str) -> DeskLoad:
    """Heads: the load of a desk (`day_from`, `day_to`)."""
    return await api.get(f"/desks/{agency_id}/load", DeskLoad, params=days)


async def load_file(api: ApiClient, agency_id: str, kind: str, **days: str) -> bytes:
    """Heads: the same as csv or xlsx."""
    params = {"kind": kind, **days}
    return await api.content(f"/desks/{agency_id}/load/file", params=params)


async def kiosk(api: ApiClient) -> KioskHome:
    """A kiosk: which desk it stands at."""
    return await api.get("/kiosk", KioskHome)


async def kiosk_lines(api: ApiClient) -> DeskNow:
    """A kiosk: the lines of its desk."""
    return await api.get("/kiosk/lines", DeskNow)


async def take_at_kiosk(api: ApiClient, data: TakeHere, key: str = "") -> Ticket:
    """A kiosk: a number for whoever stands there."""
    return await api.post("/kiosk/tickets", data, Ticket, idempotency_key=key)


async def arrive_at_kiosk(api: ApiClient, data: Arrive) -> Ticket:
    """A kiosk: somebody came for an appointment."""
    return await api.post("/kiosk/arrivals", data, Ticket)
