"""Whether exactly this was submitted before and is still open."""

import hashlib
from uuid import UUID

import asyncpg
import msgspec

from backend.forms.queries import form
from backend.forms.rules.answers import completed
from backend.platform import clock
from backend.platform.sealing import opened, opened_json
from shared.vocabulary.states import TERMINAL


async def identical(connection: asyncpg.Connection, row: asyncpg.Record) -> UUID | None:
    """An open dossier of the same applicant that was submitted with exactly the same."""
    found: UUID | None = await connection.fetchval(
        "select id from dossier where applicant_id = $1 and fingerprint = $2 "
        "and state <> all($3::text[]) order by submitted_at desc limit 1",
        row["account_id"],
        await fingerprint(connection, row),
        list(TERMINAL),
    )
    return found


async def fingerprint(connection: asyncpg.Connection, row: asyncpg.Record) -> bytes:
    """Procedure, agency, way of receiving, answers and files of a draft as 32 bytes."""
    definition = await form(row["form_id"])
    answers = completed(definition, opened_json(row, "draft.answers"), clock.today())
    files = await connection.fetchval(
        "select coalesce(string_agg(component_key || ' ' || encode(sha256, 'hex'), ';' "
        "order by component_key, sha256), '') from document "
        "where draft_id = $1 and removed_at is null",
        row["id"],
    )
    whole = [
        row["procedure_code"],
        str(row["agency_id"]),
        row["delivery"],
        opened(row, "draft.delivery_address"),
        answers,
        files,
    ]
    return hashlib.sha256(msgspec.json.encode(whole, order="sorted")).digest()
