"""The row of a new dossier and its first event, for whichever way it came."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.dossiers.actions.journal import Change, append_event
from backend.dossiers.personal import sealed_columns
from backend.dossiers.references import new_reference
from backend.law.lifecycle import next_state
from backend.law.search_text import search_text
from backend.organisation.queries import Competence
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import blind
from backend.regimes.queries import rules_for_new
from backend.settings import settings
from shared.vocabulary.acts import Act


async def create(
    connection: asyncpg.Connection,
    actor: Actor | None,
    act: Act,
    content: ProcedureContent,
    who: Competence,
    values: dict[str, Any],
    first: Change,
) -> UUID:
    """Writes a new dossier with its first event; `values` are its columns. Returns its id."""
    now = clock.now()
    rules = await rules_for_new(clock.today())
    state = next_state(act, None)
    reference = new_reference()
    id_ = uuid7(now.timestamp())
    row = sealed_columns(id_, values) | {
        "id": id_,
        "tenant_id": settings().tenant,
        "version": 1,
        "reference": reference,
        "procedure_code": content.code,
        "procedure_name": content.name,
        "regime": rules.key,
        "regime_version": rules.version,
        "state": state,
        "receiving_agency_id": who.receiving_agency_id,
        "holding_agency_id": who.receiving_agency_id,
        "holding_unit_id": None,
        "submitted_at": now,
        "updated_at": now,
        "search_text": search_text(
            f"{values['applicant_name']} {values['owner_name']} {reference} {content.name} "
            f"{blind(values['applicant_phone'])} "
            f"{blind(values['applicant_personal_id'])} {blind(values['owner_personal_id'])}"
        ),
    }
    names = list(row)
    marks = ", ".join(
        f"${i}::jsonb" if name == "answers" else f"${i}" for i, name in enumerate(names, start=1)
    )
    await connection.execute(
        f"insert into dossier ({', '.join(names)}) values ({marks})", *row.values()
    )
    await append_event(connection, actor, row, act, None, state, first)
    return id_
