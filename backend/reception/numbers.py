"""Reads of single numbers and of the screen in the hall; nothing about people."""

from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.reception.lines import Lines
from backend.reception.queries import Desk, desk_or_none, iso, lines, served_desk
from backend.reception.rules import call_speech, call_text, shown_number
from backend.settings import settings
from shared.contracts.common import Named
from shared.contracts.reception import Call, CallScreen, Ticket
from shared.vocabulary.reception import TICKET_STATE_LABELS, TicketState

_TICKET = """
select t.*, g.name as agency_name from queue_ticket t join agency g on g.id = t.agency_id
"""


async def ticket(ticket_id: UUID) -> Ticket:
    """A number by its id, which only its paper and its owner know. Raises NotFound."""
    row = await fetch_row(
        f"{_TICKET} where t.id = $1 and t.tenant_id = $2", ticket_id, settings().tenant
    )
    if row is None:
        raise unknown_ticket()
    return (await shown([row]))[0]


async def my_tickets(actor: Actor) -> list[Ticket]:
    """The caller's numbers of today, the newest first."""
    rows = await fetch(
        f"{_TICKET} where t.account_id = $1 and t.day = $2 order by t.taken_at desc, t.id desc "
        "limit 20",
        actor.account_id,
        clock.today(),
    )
    return await shown(rows)


def unknown_ticket() -> NotFound:
    """There is no such number."""
    return NotFound(
        "Không tìm thấy số thứ tự này. Số chỉ dùng trong ngày lấy.",
        en="There is no such number.",
    )


async def shown(rows: list[Any]) -> list[Ticket]:
    """Numbers with their place in the line; each desk is read once."""
    found: dict[UUID, tuple[Desk, Lines]] = {}
    for agency_id in {row["agency_id"] for row in rows}:
        where = await desk_or_none(agency_id)
        if where is not None:
            found[agency_id] = (where, await lines(where))
    return [_ticket(row, *found.get(row["agency_id"], (None, None))) for row in rows]


def _ticket(row: Any, where: Desk | None, now: Lines | None) -> Ticket:
    state = TicketState(row["state"])
    before, minutes = 0, 0
    if now is not None and state is TicketState.WAITING and row["day"] == clock.today():
        people = now.before(row["id"], row["kind"], row["only_counter"])
        before, minutes = len(people), now.minutes(row["kind"], people, row["only_counter"])
    called = state is TicketState.CALLED
    return Ticket(
        id=str(row["id"]),
        agency=Named(str(row["agency_id"]), row["agency_name"]),
        number=shown_number(row["letter"], row["number"]),
        kind_name=where.kind_name(row["kind"]) if where else row["kind"],
        day=row["day"].isoformat(),
        taken_at=iso(row["taken_at"]),
        state=state.value,
        state_label=TICKET_STATE_LABELS[state].vi,
        before=before,
        minutes=minutes,
        counter=row["counter"] or 0,
        call_text=call_text(row["letter"], row["number"], row["counter"]) if called else "",
    )


async def call_screen(agency_id: UUID) -> CallScreen:
    """The newest calls of today. Raises NotFound."""
    found = await served_desk(agency_id)
    now = clock.now()
    rows = await fetch(
        "select s.id, s.recalls, s.counter, s.shown_at, t.letter, t.number from ticket_serving s "
        "join queue_ticket t on t.id = s.ticket_id where s.agency_id = $1 and s.day = $2 "
        "order by s.shown_at desc limit 8",
        agency_id,
        now.date(),
    )
    waiting = await fetch_row(
        "select count(*) from queue_ticket where agency_id = $1 and day = $2 and state = 'waiting'",
        agency_id,
        now.date(),
    )
    assert waiting is not None
    return CallScreen(
        agency=found.named,
        at=iso(now),
        waiting=waiting[0],
        calls=[
            Call(
                id=f"{row['id']}-{row['recalls']}",
                number=shown_number(row["letter"], row["number"]),
                counter=row["counter"],
                text=call_text(row["letter"], row["number"], row["counter"]),
                speech=call_speech(row["letter"], row["number"], row["counter"]),
                called_at=iso(row["shown_at"]),
            )
            for row in rows
        ],
    )
