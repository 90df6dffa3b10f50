"""Petitions answered together: what one that is merged brings to the main one, and what those that
were merged learn of its answer."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import Letter, enqueue_many
from backend.feedback.actions.making import NATIONAL_PETITIONS, PETITION_TOPIC
from backend.platform import clock, outbox
from backend.platform.database import uuid7
from backend.settings import settings
from shared.vocabulary.petitions import PetitionAct, PetitionState

_MERGED = """
select p.id, p.agency_id, (select coalesce(max(e.seq), 0) + 1 from petition_event e
    where e.petition_id = p.id) as seq
from petition p where p.merged_into = $1 and p.state = 'merged' order by p.id for update of p
"""
_WRITTEN = frozenset({PetitionState.DRAFTED, PetitionState.ANSWERED, PetitionState.PUBLISHED})


def who_answers(row: asyncpg.Record) -> set[UUID]:
    """Whose words the answer of a petition is, or will be."""
    people = {row["officer_id"]}
    if row["state"] in _WRITTEN:
        people |= {row["drafted_by"], row["approved_by"]}
    return people - {None}


async def take_in(
    connection: asyncpg.Connection, row: asyncpg.Record, main: asyncpg.Record
) -> None:
    """Whom the one that is merged is about never handles the main one either, and what was merged
    into it before goes with it, so that every answer is one step away."""
    await connection.execute(
        "update petition set about = $2 where id = $1",
        main["id"],
        sorted({*main["about"], *row["about"]}),
    )
    await connection.execute(
        "update petition set merged_into = $2 where merged_into = $1", row["id"], main["id"]
    )


async def note_merged(connection: asyncpg.Connection, actor: Actor, main_id: UUID) -> None:
    """The answer of the main one in the trail of each that was merged into it, with the message to
    its sender and word to the national system, as its own would be."""
    rows = await connection.fetch(_MERGED, main_id)
    if not rows:
        return
    now, act, state = clock.now(), PetitionAct.APPROVE_ANSWER, PetitionState.MERGED
    events = [(uuid7(), row) for row in rows]
    await connection.executemany(
        "insert into petition_event (id, tenant_id, petition_id, seq, act, state_before, "
        "state_after, at, actor_id, agency_id, by_name, note, open) "
        "values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, '', false)",
        [
            (
                id_, settings().tenant, row["id"], row["seq"], act, state, now, actor.account_id,
                row["agency_id"], actor.full_name,
            )
            for id_, row in events
        ],
    )  # fmt: skip
    ids = [str(row["id"]) for row in rows]
    await record(
        connection, actor, "petition.answered_together", subject_id=main_id, detail={"merged": ids}
    )
    await outbox.publish_many(
        connection,
        [(PETITION_TOPIC, row["id"], {"act": act, "event_id": str(id_)}) for id_, row in events],
    )
    if settings().pakn_url:
        await enqueue_many(
            connection,
            [
                Letter(
                    adapter_id=NATIONAL_PETITIONS,
                    subject_id=row["id"],
                    kind="event",
                    key=f"event:{id_}",
                    payload={"seq": row["seq"]},
                )
                for id_, row in events
            ],
        )
