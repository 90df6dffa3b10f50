"""Writing a petition down: the row, its first event, audit and messages, in the caller's
transaction; whatever way it came, the times run by one rule."""

from dataclasses import dataclass, field
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.feedback import codes
from backend.law import petitions as law
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock, outbox
from backend.platform.database import uuid7
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.vocabulary.petitions import (
    PetitionAct,
    PetitionKind,
    PetitionSource,
    PetitionState,
    PetitionTopic,
)

PETITION_TOPIC = "petition.event"
NATIONAL_PETITIONS = "pakn"  # the adapter that exchanges with the national system
_INSERT = """
insert into petition (id, tenant_id, code, secret, source, kind, topic, state, anonymous, sender_id,
    sender_mark, sender_name, sender_phone, sender_email, sender_address, subject, body,
    dossier_id, procedure_code, rating_id, agency_id, about, received_at, take_by, ask_by, due_at,
    wishes_publication, their_id, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
    $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $22)
on conflict (tenant_id, their_id) do nothing returning id
"""
# The nearest agency upwards with a leader or head of the desk whom it is not about, else one of the
# province: nothing lies where nobody takes it.
_RESPONSIBLE = """
with recursive up (id, parent_id, step) as (
    select id, parent_id, 0 from agency where id = $1
    union all select g.id, g.parent_id, up.step + 1 from agency g join up on g.id = up.parent_id
        where up.step < 8
), asked as (
    select id, step from up
    union all select g.id, 9 from agency g where g.tenant_id = $4 and g.level = 'province'
        and not g.demonstration
)
select n.id from asked n join agency o on o.id = n.id
where exists (select from role_grant g join account a on a.id = g.account_id
    where g.agency_id = n.id and g.role in ('leader', 'desk_head') and a.disabled_at is null
    and g.account_id <> all($2::uuid[]) and g.valid_from <= $3
    and (g.valid_to is null or g.valid_to > $3))
order by n.step, o.code limit 1
"""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it; nothing of an anonymous one. `mark` counts what one sender sends."""

    anonymous: bool = False
    account_id: UUID | None = None
    mark: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A petition that is about to be written down."""

    source: PetitionSource
    kind: PetitionKind
    topic: PetitionTopic
    agency_id: UUID
    subject: str
    body: str
    sender: Sender
    wishes_publication: bool = False
    dossier_id: UUID | None = None
    procedure_code: str = ""
    rating_id: UUID | None = None
    about: list[UUID] = field(default_factory=list)
    their_id: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it."""

    id: UUID
    code: str
    secret: str
    terms: law.PetitionTerms


async def make(connection: asyncpg.Connection, fresh: Fresh, actor: Actor | None) -> Made | None:
    """Writes it down; None when the national system sent it before.

    Raises YearWithoutHolidays where the calendar ends.
    """
    now = clock.now()
    agency_id = (
        await connection.fetchval(
            _RESPONSIBLE, fresh.agency_id, fresh.about, now, settings().tenant
        )
        or fresh.agency_id
    )
    terms = law.terms(await working_calendar(agency_id), now)
    id_, code, secret = uuid7(), codes.new_code(now.date()), codes.new_secret()
    who = fresh.sender
    made = await connection.fetchval(
        _INSERT, id_, settings().tenant, code, codes.digest("petition", secret), fresh.source,
        fresh.kind, fresh.topic, who.anonymous, who.account_id, who.mark,
        sealed("petition.sender_name", id_, who.name),
        sealed("petition.sender_phone", id_, who.phone),
        sealed("petition.sender_email", id_, who.email),
        sealed("petition.sender_address", id_, who.address),
        sealed("petition.subject", id_, fresh.subject), sealed("petition.body", id_, fresh.body),
        fresh.dossier_id, fresh.procedure_code, fresh.rating_id, agency_id, fresh.about, now,
        terms.take_by, terms.ask_by, terms.due_at, fresh.wishes_publication, fresh.their_id,
    )  # fmt: skip
    if made is None:
        return None
    row = {"id": id_, "agency_id": agency_id, "their_id": fresh.their_id}
    by = None if who.anonymous or fresh.source is PetitionSource.NATIONAL else actor
    await note(
        connection, by, row, PetitionAct.RECEIVE, None, PetitionState.RECEIVED, "", told=True
    )
    return Made(id_, code, secret, terms)


async def note(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: dict[str, object] | asyncpg.Record,
    act: PetitionAct,
    before: PetitionState | None,
    after: PetitionState,
    words: str,
    *,
    told: bool,
) -> UUID:
    """One event with its audit entry, the message about it, and word to the national system.

    `row` gives id, agency and their id as they are after the act.
    """
    now = clock.now()
    seq: int = await connection.fetchval(
        "select coalesce(max(seq), 0) + 1 from petition_event where petition_id = $1", row["id"]
    )
    event_id = uuid7()
    petition_id = UUID(str(row["id"]))
    by = actor.full_name if actor is not None and actor.is_officer else "Người gửi"
    if actor is None and act is not PetitionAct.RECEIVE:
        by = "Người gửi"
    await connection.execute(
        "insert into petition_event (id, tenant_id, petition_id, seq, act, state_before, "
        "state_after, at, actor_id, agency_id, by_name, note, open) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        event_id, settings().tenant, petition_id, seq, act, before, after, now,
        actor.account_id if actor is not None else None, row["agency_id"], by, words, told,
    )  # fmt: skip
    await record(connection, actor, f"petition.{act}", subject_id=petition_id, detail={"seq": seq})
    payload = {"act": act, "event_id": str(event_id)}
    await outbox.publish(connection, PETITION_TOPIC, petition_id, payload)
    if settings().pakn_url:
        await enqueue(
            connection, NATIONAL_PETITIONS, petition_id, "event", {"seq": seq}, f"event:{event_id}"
        )
    return event_id
