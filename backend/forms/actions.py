"""Publishing a form: a new version when something changed, nothing otherwise."""

from uuid import UUID

import asyncpg
import msgspec

from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.settings import settings
from shared.contracts.forms import Question


async def publish_form(procedure_code: str, title: str, questions: list[Question]) -> UUID:
    """Publishes the form that comes with the software; returns the id of the version in force.

    What two persons put in force on the screen is left as it is.
    """
    async with transaction() as connection:
        written: UUID | None = await connection.fetchval(
            "select id from (select id, published_by_name from form_version where tenant_id = $1 "
            "and procedure_code = $2 order by version desc limit 1) newest "
            "where published_by_name <> ''",
            settings().tenant,
            procedure_code,
        )
        if written is not None:
            return written
        return (await publish_version(connection, procedure_code, title, questions))[0]


async def publish_version(
    connection: asyncpg.Connection,
    procedure_code: str,
    title: str,
    questions: list[Question],
    proposed_by: str = "",
    published_by: str = "",
) -> tuple[UUID, bool]:
    """The id of the version in force, and whether it is a new one."""
    encoded = msgspec.json.encode(questions).decode()
    newest = await connection.fetchrow(
        "select id, version, title, questions = $3::jsonb as same from form_version "
        "where tenant_id = $1 and procedure_code = $2 order by version desc limit 1 for update",
        settings().tenant,
        procedure_code,
        encoded,
    )
    if newest is not None and newest["same"] and newest["title"] == title:
        found: UUID = newest["id"]
        return found, False
    id_ = uuid7()
    await connection.execute(
        "insert into form_version (id, tenant_id, procedure_code, version, title, questions, "
        "published_at, proposed_by_name, published_by_name) "
        "values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)",
        id_,
        settings().tenant,
        procedure_code,
        (newest["version"] if newest is not None else 0) + 1,
        title,
        encoded,
        clock.now(),
        proposed_by,
        published_by,
    )
    return id_, True
