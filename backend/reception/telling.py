"""Telling people that their turn is near, and what became of their appointment."""

from uuid import UUID

from backend.identity.queries import actor_of_account
from backend.notifications.telling import Told, tell
from backend.notifications.wordings import QUEUE_NEAR, key_of_appointment
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.reception import queries
from backend.reception.rules import shown_number
from shared.vocabulary.reception import AppointmentTurn

_APPOINTMENT = """
select a.*, g.name as agency, g.address from appointment a join agency g on g.id = a.agency_id
where a.id = $1
"""


async def tell_near(message: Message) -> None:
    """A few people are left before this number; nothing once it was called."""
    row = await fetch_row(
        "select * from queue_ticket where id = $1 and state = 'waiting' and day = $2",
        message.subject_id,
        clock.today(),
    )
    where = await queries.desk_or_none(row["agency_id"]) if row is not None else None
    if row is None or where is None or row["account_id"] is None:
        return
    now = await queries.lines(where)
    people = now.before(row["id"], row["kind"], row["only_counter"])
    facts = {
        "number": shown_number(row["letter"], row["number"]),
        "before": str(len(people)),
        "minutes": str(now.minutes(row["kind"], people, row["only_counter"])),
        "agency": where.name,
    }
    await _tell(message, QUEUE_NEAR, facts, row["account_id"], row["agency_id"], "/lay-so/")


async def tell_of_appointment(message: Message) -> None:
    """Booked, moved, cancelled, called off, or to come tomorrow."""
    row = await fetch_row(_APPOINTMENT, message.subject_id)
    if row is None:
        return
    turn = AppointmentTurn(message.payload["turn"])
    where = await queries.desk_or_none(row["agency_id"])
    at = row["starts_at"].astimezone(clock.VIETNAM)
    facts = {
        "time": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        "kind": where.kind_name(row["kind"]) if where is not None else row["kind"],
        "agency": row["agency"],
        "address": row["address"],
        "code": row["code"],
        "note": row["reason"],
    }
    path = "/lich-hen/"
    event = key_of_appointment(turn)
    await _tell(message, event, facts, row["account_id"], row["agency_id"], path)


async def _tell(
    message: Message,
    event: str,
    facts: dict[str, str],
    account_id: UUID,
    agency_id: UUID,
    path: str,
) -> None:
    person = await actor_of_account(account_id)
    if person is None:
        return
    told = Told(
        event=event,
        facts=facts | {"name": person.full_name},
        account_id=account_id,
        dossier_id=None,
        agency_id=agency_id,
        email=person.email,
        phone=person.phone,
        path=path,
    )
    await tell(message, told)
