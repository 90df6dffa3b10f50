"""The row of a dossier for who looks inside: in their sight, not sealed, the look noted."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.seals import refuse_sealed
from backend.catalogue.queries import content_of
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.rules import needs_personal_data, relations
from backend.dossiers.scope import visible_or_acted_on
from backend.dossiers.standing import STANDING, standing_of
from backend.platform.database import fetch_row
from backend.privacy.noting import note_dossier
from shared.vocabulary.states import TERMINAL, State


async def opened(actor: Actor, dossier_id: UUID) -> asyncpg.Record:
    """The row, with the name of the receiving agency. Raises NotFound, Forbidden when sealed."""
    condition, args = visible_or_acted_on(actor, 2)
    row = await fetch_row(
        f"select d.*, g.name as receiving_name, {STANDING} from dossier d "
        f"join agency g on g.id = d.receiving_agency_id where d.id = $1 and {condition}",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    if State(row["state"]) in TERMINAL:
        await refuse_sealed(actor, dossier_id)
    standing = standing_of(row, await content_of(row["procedure_version_id"]))
    await note_dossier(actor, row, relations(actor, standing))
    return row


async def masks_for(actor: Actor, row: asyncpg.Record) -> bool:
    """Whether numbers and contacts of a row read with `opened` are masked for the caller."""
    standing = standing_of(row, await content_of(row["procedure_version_id"]))
    return not needs_personal_data(relations(actor, standing))
