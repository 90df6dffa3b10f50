"""Writing what happened: the new row, its event, the audit entry and the message, together."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import keyed_hash, record
from backend.connections.queueing import enqueue
from backend.dossiers.due_steps import step_columns
from backend.law.deadlines import Due
from backend.law.lifecycle import Form
from backend.measuring import telling as measuring
from backend.organisation.queries import for_trials
from backend.platform import clock, outbox
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.roles import AccountKind
from shared.vocabulary.states import State

TOPIC = "dossier.event"
NATIONAL = "national"  # the adapter that tells the national portal


@dataclass
class Change:
    """What an act does to a dossier besides moving its state."""

    columns: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    due: Due | None = None
    due_reason: str = ""
    form_data: dict[str, Any] = field(default_factory=dict)
    # An act of the system that follows in the same transaction.
    then: Act | None = None
    # Absent officers in whose stead the act was done, by name.
    instead_of: str = ""
    issues_form: bool = True
    stops_clock: bool = True
    # The system it came from, where no account of ours acted.
    by: str = ""
    # Why the clock stops, where it is not the act's own source: a rule of specialised law.
    ground: str = ""


async def append_event(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: Any,
    act: Act,
    before: State | None,
    after: State,
    change: Change,
) -> UUID:
    """One event, chained to the one before it on the same dossier; returns its id.

    `row` gives id, holding agency and unit as they are after the act.
    """
    now = clock.now()
    previous = await connection.fetchrow(
        "select seq, hash from dossier_event where dossier_id = $1 order by seq desc limit 1",
        row["id"],
    )
    seq = (previous["seq"] if previous else 0) + 1
    payload = msgspec.json.encode(change.payload, order="sorted").decode()
    id_ = uuid7(now.timestamp())
    actor_id = actor.account_id if actor else None
    agency_id, unit_id = _place(actor, row)
    chain = keyed_hash(
        "event",
        previous["hash"].hex() if previous else "",
        row["id"],
        seq,
        act,
        after,
        now.timestamp(),
        actor_id,
        change.note,
        payload,
    )
    await connection.execute(
        "insert into dossier_event (id, tenant_id, dossier_id, seq, act, state_before, "
        "state_after, at, actor_id, actor_name, agency_id, unit_id, note, payload, hash) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15)",
        id_,
        settings().tenant,
        row["id"],
        seq,
        act,
        before,
        after,
        now,
        actor_id,
        _name(actor, change),
        agency_id,
        unit_id,
        change.note,
        payload,
        chain,
    )
    if change.due is not None:
        await _add_due_date(connection, row["id"], id_, change.due, change.due_reason, now)
    await record(connection, actor, f"dossier.{act}", subject_id=row["id"], detail={"seq": seq})
    told = {"act": act, "state": after, "event_id": str(id_), "note": change.note}
    await outbox.publish(connection, TOPIC, row["id"], told)
    # What was sent for trial is demonstration data and goes nowhere.
    if not await for_trials(row["receiving_agency_id"]):
        await measuring.told(connection, row["id"], id_, act, now)
        if settings().national_url:
            key = f"event:{id_}"
            await enqueue(connection, NATIONAL, row["id"], "dossier", {"seq": seq}, key)
    return id_


def _name(actor: Actor | None, change: Change) -> str:
    if actor is None:
        return change.by or "Hệ thống"
    return f"{actor.full_name} (thay {change.instead_of})" if change.instead_of else actor.full_name


def _place(actor: Actor | None, row: Any) -> tuple[UUID, UUID | None]:
    """Where the timeline says it happened: the desk for the desk, else the holding unit."""
    if actor is not None and actor.kind is AccountKind.OFFICER:
        for held in actor.roles:
            if held.agency_id in (row["holding_agency_id"], row["receiving_agency_id"]):
                return held.agency_id, held.unit_id
    if row["holding_unit_id"] is not None:
        return row["holding_agency_id"], row["holding_unit_id"]
    return row["receiving_agency_id"], None


async def _add_due_date(
    connection: asyncpg.Connection,
    dossier_id: UUID,
    event_id: UUID,
    due: Due,
    reason: str,
    now: datetime,
) -> None:
    await connection.execute(
        "insert into due_date (id, tenant_id, dossier_id, event_id, due_at, set_at, reason, "
        "explanation, kind, since, until, amount, unit, ground) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14)",
        uuid7(now.timestamp()),
        settings().tenant,
        dossier_id,
        event_id,
        due.at,
        now,
        reason,
        msgspec.json.encode(list(due.explanation)).decode(),
        *step_columns(due.step),
    )


async def next_code_number(connection: asyncpg.Connection, agency_code: str, now: datetime) -> int:
    """The next number of an agency on a day, without gaps: the row stays locked until commit."""
    number: int = await connection.fetchval(
        "insert into dossier_code_counter (agency_code, day, last) values ($1, $2, 1) "
        "on conflict (agency_code, day) do update set last = dossier_code_counter.last + 1 "
        "returning last",
        agency_code,
        now.astimezone(clock.VIETNAM).date(),
    )
    return number


FORMS_ISSUED: tuple[Form, ...] = (
    Form.RECEIPT,
    Form.SUPPLEMENT_REQUEST,
    Form.REFUSAL,
    Form.APOLOGY,
    Form.STOP_NOTICE,
)
