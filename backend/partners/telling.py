"""Which addresses are told of which events: decided as an event gets its place."""

from uuid import UUID, uuid4

import asyncpg

from backend.connections.queueing import Letter, enqueue_many
from backend.partners.queries import moment
from backend.partners.webhook_adapter import LIVE, adapter_id
from backend.platform import clock
from backend.platform.pagination import encode_cursor
from backend.settings import settings

# Events whose places are asked for, with each address that may follow their dossiers.
_WHO = f"""
select f.position, f.event_id, f.dossier_id, e.seq, e.act, e.at, d.procedure_code,
    coalesce(d.code, d.reference) as code, w.id as webhook_id,
    'procedure' = any((select p.fields from api_client_grant p where p.client_id = c.id
        and p.procedure_code in ('*', d.procedure_code)
        order by p.procedure_code = '*' limit 1)::text[]) as names_it
from dossier_feed f join dossier_event e on e.id = f.event_id
    join dossier d on d.id = f.dossier_id join agency g on g.id = d.receiving_agency_id
    join api_client c on (g.id = c.agency_id or g.parent_id = c.agency_id
            or g.id = any(c.former_agency_ids))
        and g.demonstration = c.sandbox and (not c.sandbox or d.applicant_id = c.proposed_by)
    join webhook w on w.client_id = c.id
where f.position = any($3::bigint[]) and {LIVE} and ($4::uuid is null or w.id = $4)
    and (w.procedures = '{{}}' or d.procedure_code = any(w.procedures))
    and exists (select from api_client_grant p where p.client_id = c.id
        and p.procedure_code in ('*', d.procedure_code))
order by f.position
"""


async def tell(
    connection: asyncpg.Connection, positions: list[int], webhook_id: UUID | None = None
) -> int:
    """Queues the events of these places for all addresses that follow them, or again for one.

    Returns how many messages. An address is told that something happened, and comes to read it:
    nothing personal leaves by this way.
    """
    rows = await connection.fetch(_WHO, settings().tenant, clock.now(), positions, webhook_id)
    again = f":{uuid4().hex}" if webhook_id is not None else ""
    letters = [
        Letter(
            adapter_id=adapter_id(row["webhook_id"]),
            subject_id=row["dossier_id"],
            kind="event",
            key=f"{row['event_id']}{again}",
            payload={
                "id": str(row["event_id"]),
                "type": f"dossier.{row['act']}",
                "at": moment(row["at"]),
                "act": row["act"],
                "sequence": row["seq"],
                "dossier": row["code"],
                # As in the feed: only what the program was granted of this procedure.
                **({"procedure": row["procedure_code"]} if row["names_it"] else {}),
                "cursor": encode_cursor(row["position"]),
            },
        )
        for row in rows
    ]
    return await enqueue_many(connection, letters)
