"""Who goes on with a dossier where an officer, a unit or an agency is no more."""

from typing import Any

import msgspec

from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation
from backend.platform import clock
from backend.platform.database import uuid7
from shared.contracts import acts as inputs


async def take_over(here: Situation, change: Change) -> None:
    """Who goes on where an officer left or a unit was dissolved."""
    data: inputs.TakeOver = here.data
    change.note = data.reason.strip()
    if data.officer_id:
        change.columns["executor_id"] = as_uuid(data.officer_id, "/officer_id")
        change.payload = {"officer_id": data.officer_id}
    if data.unit_id:
        change.columns["holding_unit_id"] = as_uuid(data.unit_id, "/unit_id")
        change.payload = {"unit_id": data.unit_id}


async def change_agency(here: Situation, change: Change) -> None:
    """Who goes on where the agency was merged or split; code, receipt and deadline stay."""
    data: inputs.ChangeAgency = here.data
    change.note = data.reason.strip()
    receiving = as_uuid(data.receiving_agency_id, "/receiving_agency_id")
    before = here.row["receiving_agency_id"]
    change.columns |= {
        "receiving_agency_id": receiving,
        "holding_agency_id": as_uuid(data.holding_agency_id, "/holding_agency_id"),
        "holding_unit_id": as_uuid(data.unit_id, "/unit_id") if data.unit_id else None,
    }
    change.payload = {
        "from": str(before),
        "to": data.receiving_agency_id,
        "holding": data.holding_agency_id,
        **({"unit_id": data.unit_id} if data.unit_id else {}),
    }
    change.columns["agency_past"] = _left(here.row)
    if receiving != before:
        await here.connection.execute(
            "insert into dossier_agency_move (id, tenant_id, dossier_id, from_agency_id, "
            "to_agency_id, moved_at) values ($1, $2, $3, $4, $5, $6)",
            uuid7(),
            here.row["tenant_id"],
            here.row["id"],
            before,
            receiving,
            clock.now(),
        )


def _left(row: Any) -> str:
    """The places it left by such changes, with this one: JSON for `dossier_then`."""
    unit = row["holding_unit_id"]
    place = {
        "until": clock.now().isoformat(),
        "receiving": str(row["receiving_agency_id"]),
        "holding": str(row["holding_agency_id"]),
        "unit": str(unit) if unit else None,
    }
    past = msgspec.json.decode(row["agency_past"]) if row["agency_past"] else []
    return msgspec.json.encode([*past, place]).decode()
