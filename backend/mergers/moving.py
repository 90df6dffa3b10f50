"""Moving the open dossiers after a change, each by an act of its own; goes on where it stopped."""

from typing import Any
from uuid import UUID

from backend.dossiers.actions.perform import perform_as_system
from backend.mergers.rules import new_dossier_place
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row
from backend.platform.outbox import Message
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State

BATCH = 100
_TO_MOVE = f"""
select d.id, d.state, d.procedure_code, d.receiving_agency_id, d.holding_agency_id,
    d.holding_unit_id from dossier d
where (d.receiving_agency_id = any($1::uuid[]) or d.holding_agency_id = any($1::uuid[])
        or (d.holding_unit_id = any($2::uuid[]) and exists (select from agency_change_unit c
            where c.change_id = $5 and c.old_unit_id = d.holding_unit_id
            and (c.new_unit_id <> d.holding_unit_id or c.new_agency_id <> d.holding_agency_id))))
    and d.id > $3 and d.state not in {CLOSED_STATES}
order by d.id limit $4
"""


async def move(message: Message) -> None:
    """Moves batch after batch; may be repeated without harm."""
    while True:
        run: Any = await fetch_row("select * from agency_change where id = $1", message.subject_id)
        if run is None or run["state"] != "moving":
            return
        units = await _units(run["id"])
        ended = await _ended(run["id"])
        heirs = {row["old_id"]: row["new_id"] for row in ended}
        rows = await fetch(_TO_MOVE, list(heirs), list(units), run["last_id"], BATCH, run["id"])
        receivers = await _receivers(run["id"], {row["procedure_code"] for row in rows})
        moved = 0
        for row in rows:
            heir = heirs.get(row["receiving_agency_id"]) or heirs.get(row["holding_agency_id"])
            heir = heir or row["holding_agency_id"]  # only a unit has gone elsewhere
            receiver = receivers.get((row["receiving_agency_id"], row["procedure_code"]))
            receiving, holding, unit = new_dossier_place(
                row, frozenset(heirs), units, receiver or heir, heir
            )
            moved += await perform_as_system(
                row["id"], Act.CHANGE_AGENCY, _reason(run), State(row["state"]),
                receiving_agency_id=str(receiving), holding_agency_id=str(holding),
                unit_id=str(unit) if unit else "",
            )  # fmt: skip
        # Somebody may have acted on a dossier meanwhile; the last look begins anew.
        again = not rows and run["last_id"] != UUID(int=0)
        done = not rows and not again
        await execute(
            "update agency_change set moved = moved + $2, last_id = $3, "
            "state = case when $4 then 'done' else state end, "
            "finished_at = case when $4 then $5::timestamptz end where id = $1",
            run["id"],
            moved,
            rows[-1]["id"] if rows else UUID(int=0),
            done,
            clock.now(),
        )


def _reason(run: Any) -> str:
    return f"Sắp xếp cơ quan theo {run['decision']}, hiệu lực từ {run['effective_on']:%d/%m/%Y}"


async def _units(change_id: UUID) -> dict[UUID, tuple[UUID, UUID]]:
    rows = await fetch(
        "select old_unit_id, new_unit_id, new_agency_id from agency_change_unit "
        "where change_id = $1 limit 2000",
        change_id,
    )
    return {row["old_unit_id"]: (row["new_unit_id"], row["new_agency_id"]) for row in rows}


async def _ended(change_id: UUID) -> list[Any]:
    return await fetch(
        "select l.old_id, l.new_id from agency_change c join agency_lineage l "
        "on l.old_id = any(c.agency_ids) and l.main join agency g on g.id = l.old_id "
        "where c.id = $1 and g.ended_on = c.effective_on limit 100",
        change_id,
    )


async def _receivers(change_id: UUID, codes: set[str]) -> dict[tuple[UUID, str], UUID]:
    rows = await fetch(
        "select old_agency_id, procedure_code, new_agency_id from agency_change_receiver "
        "where change_id = $1 and procedure_code = any($2::text[]) limit 5000",
        change_id,
        list(codes),
    )
    return {(r["old_agency_id"], r["procedure_code"]): r["new_agency_id"] for r in rows}
