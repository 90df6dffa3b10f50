"""What the row of a dossier keeps of how it ended."""

from typing import Any

import asyncpg

from backend.law.ending import KIND_OF_ACT, WAITING_ACTS, EndKind, Happened, judged_at
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State

_BEFORE = """
select act, state_after, at from dossier_event where dossier_id = $1 and act = any($2::text[])
order by seq
"""


async def end_of(connection: asyncpg.Connection, row: Any, act: Act) -> dict[str, Any]:
    """The columns of an end by an act, before the clock is moved."""
    kind = KIND_OF_ACT[act]
    if kind is EndKind.RESULT:
        return {"ended_as": kind, "judged_at": None}
    before = [
        Happened(Act(event["act"]), State(event["state_after"]), event["at"])
        for event in await connection.fetch(_BEFORE, row["id"], WAITING_ACTS)
    ]
    return {"ended_as": kind, "judged_at": judged_at(kind, before, row["waiting_since"])}
