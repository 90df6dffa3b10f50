"""Appointments that a procedure demands before its dossier is sent, and whether one is booked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.reception.queries import desk_or_none
from backend.reception.soundness import kind_of_procedure
from shared.contracts.desk_setup import WorkKind

# One for this draft, or one to come that is about no other: whoever comes anyway need not come
# twice.
_BOOKED = """
select id, starts_at from appointment where account_id = $1 and agency_id = $2 and kind = $3
    and state <> 'cancelled' and (draft_id = $4 or (draft_id is null and dossier_id is null
        and starts_at > $5))
order by draft_id is null, starts_at limit 1
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment that a draft has."""

    id: UUID
    starts_at: datetime


async def demanded(agency_id: UUID | None, procedure_code: str) -> WorkKind | None:
    """The kind of work for which the desk of an agency wants an appointment before a dossier of
    the procedure is sent; None where it does not."""
    where = await desk_or_none(agency_id) if agency_id is not None else None
    if where is None:
        return None
    kind = kind_of_procedure(where.setup, procedure_code)
    if kind is None or kind.booking is None or procedure_code not in kind.booking.before_submission:
        return None
    return kind


async def booked(
    account_id: UUID, agency_id: UUID, kind: WorkKind, draft_id: UUID
) -> Booked | None:
    """The appointment of a draft, if there is one."""
    row = await fetch_row(_BOOKED, account_id, agency_id, kind.key, draft_id, clock.now())
    return Booked(row["id"], row["starts_at"]) if row is not None else None


async def goes_with_dossier(
    connection: asyncpg.Connection, actor: Actor, row: asyncpg.Record, dossier_id: UUID
) -> None:
    """The appointment of a draft is from now on about the dossier that became of it."""
    if row["agency_id"] is None:
        return
    kind = await demanded(row["agency_id"], row["procedure_code"])
    own = (
        await booked(actor.account_id, row["agency_id"], kind, row["id"])
        if kind is not None
        else None
    )
    await connection.execute(
        "update appointment set dossier_id = $2 where draft_id = $1 or id = $3",
        row["id"],
        dossier_id,
        own.id if own is not None else None,
    )
